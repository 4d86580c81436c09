"""Resolving an expression from an anchor: pure, total and deterministic.

An expression is what a text says, without its anchor, as words: an operation, its arguments and options, then ` from `
and the expression that it
is counted from, if that is not the anchor itself.

    is 2022-01-28                       the day itself
    weekday 5 past                      "Friday", on or before
    shift -1 W                          "last week"
    shift 2 D from weekday 5 past       "Friday ... two days later"
    quarter 3 in from shift -1 Y        "last year's third quarter"
    span P2W future mod=APPROX          "the next couple of weeks"
"""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import cast

from streams.processors.dates import edtf
from streams.processors.dates.operations import OPERATIONS, Meaning
from streams.processors.found import Mod, Resolution

Anchor = date | datetime | None
_ANY_DAY = date(2000, 1, 1)


def resolve(expression: str, anchor: Anchor) -> Resolution | None:
    """The day or span of days that the expression means, seen from the anchor; None where it needs an anchor and there
    is none.

    An expression that is none, or that leads out of the years 1 to 9999, gives None as well: nothing is raised.
    """
    return _resolve(expression, anchor.date() if isinstance(anchor, datetime) else anchor)


def needs_anchor(expression: str) -> bool:
    """Does the expression have its place on the calendar only from an anchor? "28 January 2022" has it without,
    "Friday" and "the next fortnight" have not; "for two hours" has none at all.
    """
    bare = resolve(expression, None)
    if bare is not None and bare.edtf is not None:
        return False
    seen = resolve(expression, _ANY_DAY)
    return bare is None or (seen is not None and seen.edtf is not None)


@lru_cache(maxsize=8192)
def _resolve(expression: str, anchor: date | None) -> Resolution | None:
    meaning: Meaning | None = None
    options: dict[str, str] = {}
    for depth, step in enumerate(reversed(expression.split(" from "))):
        base = anchor if depth == 0 else _base(meaning, step)
        if depth and base is None:
            return None
        words, options = _parse(step)
        operation = OPERATIONS.get(words[0]) if words else None
        if operation is None:
            return None
        try:
            meaning = operation(words[1:], base)
        except (ValueError, OverflowError, LookupError):
            return None
        if meaning is None:
            return None
        meaning = _at(meaning, options.get("at"))
    return None if meaning is None else _resolution(meaning, options)


def _parse(step: str) -> tuple[list[str], dict[str, str]]:
    words, options = [], {}
    for word in step.split():
        name, mark, value = word.partition("=")
        if mark:
            options[name] = value
        else:
            words.append(word)
    return words, options


def _base(meaning: Meaning | None, step: str) -> date | None:
    """The day that the next step counts from: the last day meant when it counts forward in days, else the first."""
    if meaning is None or meaning.edtf is None:
        return None
    first, last = edtf.bounds(meaning.edtf)
    chosen = (
        last if step.startswith("shift ") and not step.startswith("shift -") and step.split()[2:3] == ["D"] else first
    )
    chosen = chosen or first or last
    return None if chosen is None else date.fromisoformat(chosen)


def _at(meaning: Meaning, time: str | None) -> Meaning:
    if time is None:
        return meaning
    return Meaning(meaning.value.partition("T")[0] + time, meaning.edtf)


def _resolution(meaning: Meaning, options: dict[str, str]) -> Resolution:
    mod = cast(Mod | None, options.get("mod"))
    written = meaning.edtf
    if written is not None and mod == "APPROX" and written[-1:].isdigit():
        written += "~"
    first, last = (None, None) if written is None else edtf.bounds(written)
    return Resolution(meaning.value, written, first, last, mod)
