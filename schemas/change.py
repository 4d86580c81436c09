"""Changes of the state: the live feed."""

from __future__ import annotations

from typing import Literal

from schemas.base import Frozen, Instant, Ordered


class StateChanged(Frozen):
    """One entry added, changed or removed. Folding all of a generation gives the state exactly.

    :ivar id: "<generation>-<n>", n from 1 without gaps.
    :ivar list: the state's list; "coverage" for the one object (its entry_id is "coverage").
    :ivar entry: the whole entry as in `State` (None when removed).
    :ivar causes: ids of the events that caused it, sorted.
    """

    id: str
    op: Literal["added", "changed", "removed"]
    list: str
    entry_id: str
    entry: Ordered | None = None
    causes: tuple[str, ...] = ()
    recorded_at: Instant
