"""What a database has to do now and then, done beside the folding and not amid it."""

from __future__ import annotations

import threading
from typing import Final, Self

from schemas.errors import StandoffError
from streams.view import View

REST_S: Final = 0.1


class Resting:
    """A thread that gives the view its rests as long as the block lasts."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="resting", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ended.wait(REST_S):
            try:
                self._view.rest()
            except StandoffError:
                continue  # whoever folds next meets the same fault and tells it
