"""One process at a time processes and folds; the operating system frees the lock when its holder dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Final

from schemas.errors import StorageLocked

WAIT_S: Final = 10.0
PAUSE_S: Final = 0.05


@contextmanager
def exclusive(path: Path, *, wait_s: float = WAIT_S) -> Iterator[None]:
    """Hold the lock file for the block.

    :raises StorageLocked: another process has held it for `wait_s` seconds; names its process id.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as file:
        _acquire(file.fileno(), path, monotonic() + wait_s)
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def _acquire(descriptor: int, path: Path, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if monotonic() > deadline:
                raise StorageLocked(_holder(path)) from None
            sleep(PAUSE_S)


def _holder(path: Path) -> str:
    try:
        holder = path.read_text().strip()
    except OSError:
        holder = ""
    return (
        f"{path.parent} is in use by process {holder or '(unknown)'}; wait for it or end it, then run the command again"
    )
