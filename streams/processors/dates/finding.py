"""Dates of a whole text: detected, then resolved from the publication day."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from streams.processors.dates.detection import detect
from streams.processors.dates.mention import Mention
from streams.processors.dates.resolution import resolve
from streams.processors.found import AnchorBasis, FoundDate, Resolution

_FROM_MENTION = frozenset(
    {
        "deictic-day-part",
        "earlier",
        "later",
        "next-day",
        "relative-unit",
        "that-unit",
        "the-day-part",
        "time",
        "weekday-deictic",
        "within-the-day",
        "year-ago",
        "year-ago-quarter",
        "year-earlier-quarter",
    }
)


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


def _found(mention: Mention, anchor: date | None) -> FoundDate:
    resolved = resolve(mention.expression, anchor)
    basis = _basis(mention, anchor)
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


def _basis(mention: Mention, anchor: date | None) -> AnchorBasis:
    """What the expression was counted from: itself, a date mentioned before, the publication, or nothing known."""
    root = mention.expression.rsplit(" from ", 1)[-1]
    if root.startswith(("is ", "set ")):
        return "self"
    if anchor is None:
        return "none"
    return "mention" if root != mention.expression and mention.rule in _FROM_MENTION else "publication"


def is_ahead(resolved: Resolution | None, published: date | None) -> bool | None:
    """Does all of it lie after the day of publication? None where either is unknown."""
    if resolved is None or published is None or (resolved.first is None and resolved.last is None):
        return None
    if resolved.value == "FUTURE_REF":
        return True
    return resolved.first is not None and resolved.first > published.isoformat()
