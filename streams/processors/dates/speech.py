"""Dates inside what somebody said, resolved again from the day of speech."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from streams.processors.dates import edtf
from streams.processors.dates.finding import is_ahead, local_day
from streams.processors.dates.resolution import resolve
from streams.processors.found import FoundClaim, FoundDate, Kind

_NESTED = 8  # spans that begin before a date and are looked at, the nearest first


@dataclass(frozen=True, slots=True, order=True)
class _Spoken:
    start: int
    end: int
    said_on: date
    kind: Kind


def anchor_in_speech(
    dates: Sequence[FoundDate],
    claims: Sequence[FoundClaim],
    *,
    text: str | None = None,
    published: date | datetime | None = None,
    zone: str | None = None,
) -> list[FoundDate]:
    """The dates, those inside the content of a claim resolved again where they were said on another day.

    In a quotation "tomorrow" and "now" are the speaker's. In reported speech they are the writer's, and only a weekday
    or date to come is counted from the day of speech ("said on Thursday that they would meet on Friday"). Dates that
    stand alone or are counted from another date, and claims whose `said_on` is no single day, are left as they are.

    :param text: tells the quoted parts of a mixed content from the others; without it all of it counts as quoted.
    """
    spoken = sorted(
        _Spoken(start, end, said_on, claim.kind)
        for claim in claims
        if (said_on := _single_day(claim.said_on))
        for start, end in claim.content
    )
    starts = [one.start for one in spoken]
    day = local_day(published, zone)
    return [_respoken(one, _around(one, spoken, starts), text, day) for one in dates]


def _single_day(said_on: str | None) -> date | None:
    if said_on is None or not edtf.is_valid(said_on):
        return None
    first, last = edtf.bounds(said_on)
    return date.fromisoformat(first) if first is not None and first == last else None


def _around(one: FoundDate, spoken: Sequence[_Spoken], starts: Sequence[int]) -> _Spoken | None:
    """The innermost span of content that holds the date."""
    after = bisect_right(starts, one.start)
    return next((span for span in reversed(spoken[max(0, after - _NESTED) : after]) if one.end <= span.end), None)


def _respoken(one: FoundDate, span: _Spoken | None, text: str | None, published: date | None) -> FoundDate:
    if span is None or one.anchor_basis in ("self", "mention") or one.anchor == span.said_on.isoformat():
        return one
    if not _is_quoted(one, span, text) and not _looks_ahead(one.expression):
        return one
    resolved = resolve(one.expression, span.said_on)
    published = published or (date.fromisoformat(one.anchor) if one.anchor else None)
    ahead = is_ahead(resolved, published)
    return replace(one, anchor_basis="speech", anchor=span.said_on.isoformat(), resolved=resolved, ahead=ahead)


def _looks_ahead(expression: str) -> bool:
    words = expression.split()
    return words[0] in ("date", "month", "weekday") and "future" in words


def _is_quoted(one: FoundDate, span: _Spoken, text: str | None) -> bool:
    """Does the date stand between quotation marks?"""
    if span.kind != "mixed" or text is None:
        return span.kind in ("direct", "mixed")
    before = text[span.start : one.start]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1
