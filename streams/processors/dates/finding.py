"""Dates of a whole text: detected, resolved from the publication day, and dated again from the day of speech."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from streams.processors.dates import edtf
from streams.processors.dates.detection import detect
from streams.processors.dates.mention import Mention
from streams.processors.dates.resolution import resolve
from streams.processors.found import AnchorBasis, FoundClaim, FoundDate, Resolution


def find_dates(
    text: str, *, published: date | datetime | None, zone: str | None = None, order: str = "MDY"
) -> list[FoundDate]:
    """The dates of a text in order, resolved from its publication day in the outlet's zone.

    :param published: a day, or an instant, which `zone` turns into the outlet's day; None leaves open what needs an
        anchor.
    :param zone: IANA name of the outlet's time zone; an unknown one counts as none.
    :param order: MDY or DMY, how the outlet writes a day in figures.
    """
    anchor = local_day(published, zone)
    return [_found(mention, anchor) for mention in detect(text, order=order)]


def local_day(instant: date | datetime | None, zone: str | None) -> date | None:
    """The calendar day at the outlet; a naive datetime is taken as local already."""
    if not isinstance(instant, datetime):
        return instant
    if instant.tzinfo is None or zone is None:
        return instant.date()
    try:
        return instant.astimezone(ZoneInfo(zone)).date()
    except (ZoneInfoNotFoundError, ValueError, OverflowError, OSError):
        return instant.date()


def anchor_in_speech(
    dates: Sequence[FoundDate],
    claims: Sequence[FoundClaim],
    *,
    published: date | datetime | None = None,
    zone: str | None = None,
) -> list[FoundDate]:
    """The dates, those inside the content of a claim resolved again from the day of speech where that is known to be
    another day.

    Dates that need no anchor, and claims whose `said_on` is no single day, are left as they are.
    """
    spoken = sorted(
        (start, end, said_on)
        for claim in claims
        if (said_on := _single_day(claim.said_on))
        for start, end in claim.content
    )
    day = local_day(published, zone)
    return [_respoken(one, spoken, day) for one in dates]


def _single_day(said_on: str | None) -> date | None:
    if said_on is None or not edtf.is_valid(said_on):
        return None
    first, last = edtf.bounds(said_on)
    return date.fromisoformat(first) if first is not None and first == last else None


def _respoken(one: FoundDate, spoken: Sequence[tuple[int, int, date]], published: date | None) -> FoundDate:
    days = [said_on for start, end, said_on in spoken if start <= one.start and one.end <= end]
    if not days or one.anchor_basis == "self" or one.anchor == days[0].isoformat():
        return one
    resolved = resolve(one.expression, days[0])
    basis: AnchorBasis = "mention" if one.anchor_basis == "mention" else "speech"
    published = published or (date.fromisoformat(one.anchor) if one.anchor else None)
    return replace(
        one, anchor_basis=basis, anchor=days[0].isoformat(), resolved=resolved, ahead=is_ahead(resolved, published)
    )


def _found(mention: Mention, anchor: date | None) -> FoundDate:
    resolved = resolve(mention.expression, anchor)
    basis = _basis(mention.expression, anchor)
    day = anchor.isoformat() if anchor is not None and basis != "self" else None
    return FoundDate(
        mention.start,
        mention.end,
        mention.type,
        mention.expression,
        mention.rule,
        basis,
        day,
        resolved,
        is_ahead(resolved, anchor),
    )


def _basis(expression: str, anchor: date | None) -> AnchorBasis:
    """What the expression was counted from: itself, a date mentioned before, the day of publication, or nothing that
    is known."""
    innermost = expression.rsplit(" from ", 1)[-1]
    if innermost.startswith(("is ", "set ")):
        return "self"
    if anchor is None:
        return "none"
    return "mention" if " from " in expression else "publication"


def is_ahead(resolved: Resolution | None, published: date | None) -> bool | None:
    """Does all of it lie after the day of publication? None where either is unknown."""
    if resolved is None or published is None or (resolved.first is None and resolved.last is None):
        return None
    if resolved.value == "FUTURE_REF":
        return True
    return resolved.first is not None and resolved.first > published.isoformat()
