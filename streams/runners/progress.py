"""How a runner tells how far it is."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int], None]
"""Called with the number of records done since the last call."""


def ignore(count: int) -> None:
    """Progress that nobody looks at."""
