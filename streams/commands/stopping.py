"""How a command that runs on is told to stop."""

from __future__ import annotations

import signal
from threading import Event
from types import FrameType


def stop_on_signals() -> Event:
    """An event that Ctrl-C and SIGTERM set, instead of ending the process at once."""
    stop = Event()

    def handle(number: int, frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, handle)
    return stop
