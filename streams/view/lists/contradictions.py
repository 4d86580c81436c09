"""Which counts contradict one another: of different sources and the same week, with no number that satisfies both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from streams.view.facts import Fact, interval
from streams.view.lists.counting import Bounds, compared_bounds, told_bounds

SAME_TIME_DAYS: Final = 7
"""Counts further apart in time are a development and no dispute."""
Told = tuple[Decimal, str]


def told(fact: Fact) -> Bounds:
    """The bounds that a count's words allow."""
    return told_bounds(None, fact.data["low"], fact.data["high"], "")


def disputed_facts(facts: Sequence[Fact]) -> list[Fact]:
    """The counts that some other source contradicts, in the facts' order.

    Linear in the facts: each day keeps its extremes alone.
    """
    bounds = [compared_bounds(told(fact), fact.data["qualifier"] or "") for fact in facts]
    highest: dict[str, list[Told]] = {}
    lowest: dict[str, list[Told]] = {}
    for fact, (low, high) in zip(facts, bounds, strict=True):
        if low is not None:
            _keep(highest.setdefault(_day(fact), []), (-low, _source(fact)))
        if high is not None:
            _keep(lowest.setdefault(_day(fact), []), (high, _source(fact)))
    return [
        fact
        for fact, (low, high) in zip(facts, bounds, strict=True)
        if (high is not None and _beyond(highest, fact, -high)) or (low is not None and _beyond(lowest, fact, low))
    ]


def _keep(extremes: list[Told], new: Told) -> None:
    """Keep the most extreme count of each of the two most extreme sources."""
    best: dict[str, Decimal] = {}
    for value, source in (*extremes, new):
        best[source] = min(value, best.get(source, value))
    extremes[:] = sorted((value, source) for source, value in best.items())[:2]


def _beyond(extremes: Mapping[str, Sequence[Told]], fact: Fact, limit: Decimal) -> bool:
    """Has another source of these days a count beyond the limit?"""
    source = _source(fact)
    return any(value < limit and other != source for day in _days(_day(fact)) for value, other in extremes.get(day, ()))


def _source(fact: Fact) -> str:
    return fact.data["attributed_to"] or ""


def _day(fact: Fact) -> str:
    span = interval(fact.on)
    return span[0] if span else fact.on or ""


def _days(day: str) -> Iterable[str]:
    """The days of the same time; what is no day stands for itself."""
    try:
        middle = date.fromisoformat(day)
        return [(middle + timedelta(days=off)).isoformat() for off in range(-SAME_TIME_DAYS, SAME_TIME_DAYS + 1)]
    except (ValueError, OverflowError):
        return [day]
