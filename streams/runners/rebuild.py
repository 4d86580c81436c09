"""A view built anew beside the old one; and old files moved aside, never deleted."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from schemas.definition import Definition
from streams.log.protocol import Log
from streams.runners.folding import fold
from streams.runners.progress import Progress, ignore
from streams.view import View


def rebuild_view(log: Log, url: str, definition: Definition, *, progress: Progress = ignore) -> int:
    """Fold the whole log into a new generation of the view, then put it in the old one's place.

    :returns: how many records were folded.
    """
    with View.rebuilding(url, definition=definition, log_identity=log.identity, generation=log.count()) as view:
        count = fold(log, view, progress=progress, step_by_step=False)
        view.switch()
    return count


def move_aside(home: Path, files: Sequence[Path]) -> Path | None:
    """Move files into the next free folder `old-<n>` under home.

    :returns: the folder, or None where there was nothing to move.
    """
    if not files:
        return None
    number = 1
    while (folder := home / f"old-{number}").exists():
        number += 1
    folder.mkdir(parents=True)
    for path in files:
        os.rename(path, folder / path.name)
    return folder
