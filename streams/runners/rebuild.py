"""A view built anew beside the old one; and old files moved aside, never deleted."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from schemas.definition import Definition
from streams.log.protocol import Log
from streams.runners.ahead import Ahead
from streams.runners.folding import fold, fold_ahead
from streams.runners.progress import Progress, ignore
from streams.view import View

AHEAD_FROM: Final = 5_000
"""A log of so many records is read ahead; to start the readers takes as long as to fold
two thousand."""


def rebuild_view(
    log: Log, url: str, definition: Definition, *, progress: Progress = ignore, ahead_from: int = AHEAD_FROM
) -> int:
    """Fold the whole log into a new generation of the view, then put it in the old one's place.

    :param ahead_from: a log of so many records is read ahead.
    :returns: how many records were folded.
    """
    count = log.count()
    with ExitStack() as opened:
        ahead = opened.enter_context(Ahead(log, definition)) if count >= ahead_from else None
        made = View.rebuilding(url, definition=definition, log_identity=log.identity, generation=count, reader=ahead)
        view = opened.enter_context(made)
        folded = (
            fold(log, view, progress=progress, step_by_step=False)
            if ahead is None
            else fold_ahead(log, view, ahead, progress=progress)
        )
        view.switch()
    return folded


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
