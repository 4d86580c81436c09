"""Words around a date that belong to it: "early", "late", "mid-", "the end of", "later", "around"."""

from __future__ import annotations

from dataclasses import replace

from streams.processors.dates.context import Reader
from streams.processors.dates.mention import Candidate

_ADJECTIVES = {"early": "START", "late": "END", "mid": "MID", "earlier": "", "later": "", "sometime": ""}
_WITH_ARTICLE = ("decade", "short-decade", "season", "century", "time-")
_STRETCHES = frozenset({"days", "half", "part", "third", "week", "weeks"})
_STRETCH_MODS = {"early": "START", "final": "END", "first": "START", "last": "END", "latter": "END", "second": ""}
_PARTS = {"end": "END", "beginning": "START", "start": "START", "middle": "MID", "close": "END"}


def widened(reader: Reader, found: Candidate) -> Candidate:
    """The candidate with the modifiers before it; days take only "early" and "late"."""
    if found.type not in ("DATE", "TIME") or " mod=" in found.expression or found.expression.startswith("ref "):
        return found
    return _part_of(reader, _adjective(reader, found))


def _adjective(reader: Reader, found: Candidate) -> Candidate:
    """As in "early next year", "mid-1996", "the late 1970s", "later this month"."""
    first = found.first
    before = first - 2 if reader.word(first - 1) == "-" else first - 1
    mod = _ADJECTIVES.get(reader.word(before))
    if mod is None or (mod == "" and not found.rule.startswith(("deictic", "named-day", "weekday"))):
        return found
    if reader.word(before - 1) == "the" and found.rule.startswith(_WITH_ARTICLE):
        before -= 1
    return replace(found, first=before, expression=_modified(found.expression, mod))


def _part_of(reader: Reader, found: Candidate) -> Candidate:
    """As in "the end of 1990", "the beginning of October"."""
    if reader.word(found.first - 1) != "of" or found.type == "TIME":
        return found
    week = (reader.word(found.first - 3), reader.word(found.first - 2)) == ("the", "week")
    if week and found.rule in ("month-and-day", "day-of-month"):
        return replace(
            found, first=found.first - 3, expression=f"shift 0 W from {found.expression}", rule="week-of-day"
        )
    mod = _PARTS.get(reader.word(found.first - 2))
    if reader.word(found.first - 2) in _STRETCHES and found.rule.startswith("month"):
        return _stretch_of(reader, found)
    if (
        mod is None
        or " mod=" in found.expression
        or found.rule.startswith(("weekday", "named", "month-and-day", "calendar-day"))
    ):
        return found
    first = found.first - 3 if reader.word(found.first - 3) == "the" else found.first - 2
    return replace(found, first=first, expression=_modified(found.expression, mod))


def _stretch_of(reader: Reader, found: Candidate) -> Candidate:
    """As in "the first week of February", "the last days of 2021": no more precise than the month."""
    word = reader.word(found.first - 3)
    if word not in _STRETCH_MODS or reader.word(found.first - 4) != "the":
        return found
    return replace(found, first=found.first - 4, expression=_modified(found.expression, _STRETCH_MODS[word]))


def _modified(expression: str, mod: str) -> str:
    if not mod:
        return expression
    step, mark, rest = expression.partition(" from ")
    return f"{step} mod={mod}{mark}{rest}"
