"""Which counts contradict one another: of different sources and the same week, with no number that satisfies both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Final

from streams.view.facts import Bundle, interval
from streams.view.lists.counting import Bounds, compared_bounds, told_bounds

SAME_TIME_DAYS: Final = 7
"""Counts further apart in time are a development and no dispute."""
ENOUGH: Final = 2
"""The extreme counts of two sources: one of them is another than any third."""
Told = tuple[Decimal, str]


def told(count: Bundle) -> Bounds:
    """The bounds that a count's words allow."""
    return told_bounds(None, count.data["low"], count.data["high"], "")


def disputed(counts: Sequence[Bundle]) -> list[Bundle]:
    """The counts that some other source contradicts, in their order.

    Linear in the counts: each day keeps its extremes alone.
    """
    bounds = [compared_bounds(told(count), count.data["qualifier"] or "") for count in counts]
    highest: dict[str, list[Told]] = {}
    lowest: dict[str, list[Told]] = {}
    for count, (low, high) in zip(counts, bounds, strict=True):
        if low is not None:
            _keep(highest.setdefault(_day(count), []), (-low, _source(count)))
        if high is not None:
            _keep(lowest.setdefault(_day(count), []), (high, _source(count)))
    return [
        count
        for count, (low, high) in zip(counts, bounds, strict=True)
        if (high is not None and _beyond(highest, count, -high)) or (low is not None and _beyond(lowest, count, low))
    ]


def _keep(extremes: list[Told], new: Told) -> None:
    """Keep the most extreme count of each of the two most extreme sources."""
    if len(extremes) == ENOUGH and new >= extremes[-1]:
        return
    best: dict[str, Decimal] = {}
    for value, source in (*extremes, new):
        best[source] = min(value, best.get(source, value))
    extremes[:] = sorted((value, source) for source, value in best.items())[:ENOUGH]


def _beyond(extremes: Mapping[str, Sequence[Told]], count: Bundle, limit: Decimal) -> bool:
    """Has another source of these days a count beyond the limit?"""
    source = _source(count)
    return any(
        value < limit and other != source for day in _days(_day(count)) for value, other in extremes.get(day, ())
    )


def _source(count: Bundle) -> str:
    return count.data["attributed_to"] or ""


def _day(count: Bundle) -> str:
    span = interval(count.on)
    return span[0] if span else count.on or ""


@lru_cache(maxsize=4096)
def _days(day: str) -> Sequence[str]:
    """The days of the same time; what is no day stands for itself."""
    try:
        middle = date.fromisoformat(day)
        return [(middle + timedelta(days=off)).isoformat() for off in range(-SAME_TIME_DAYS, SAME_TIME_DAYS + 1)]
    except (ValueError, OverflowError):
        return [day]
