"""EDTF (ISO 8601-2:2019) levels 0 and 1: what we write, its bounds and its order.

Dates, unspecified digits ("199X", "2022-XX"), seasons ("2022-21"), qualified dates ("2022-02~"), intervals, open
("2022-01-28/..") and unknown ends
("/2022-01-28"). Level 2 (sets, quarters, partial qualification) is refused.
"""

from __future__ import annotations

import re
from datetime import date

from streams.processors.dates.calendar import month_length

Bounds = tuple[str | None, str | None]

SEASON_MONTHS = {21: 3, 22: 6, 23: 9, 24: 12}  # northern, by the meteorologists' months; winter runs into the next year
_DATE = re.compile(r"(-?[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?[?~%]?", re.ASCII)
_TIME = re.compile(r"T[0-9]{2}(?::[0-9]{2}){0,2}(?:Z|[+-][0-9]{2}(?::[0-9]{2})?)?", re.ASCII)


def bounds(edtf: str) -> Bounds:
    """First and last day (ISO, inclusive) that the expression may mean; None for an open or unknown end.

    :raises ValueError: for what is no EDTF of level 0 or 1, or an interval that runs backwards.
    """
    if "/" not in edtf:
        return _date_bounds(edtf)
    begin, _, end = edtf.partition("/")
    if begin in ("", "..") and end in ("", ".."):
        raise ValueError(f"no end of the interval {edtf!r} is known")
    first = None if begin in ("", "..") else _date_bounds(begin)[0]
    last = None if end in ("", "..") else _date_bounds(end)[1]
    if first is not None and last is not None and first > last:
        raise ValueError(f"the interval {edtf!r} ends before it begins")
    return first, last


def is_valid(edtf: str) -> bool:
    """Is it EDTF of level 0 or 1?"""
    try:
        bounds(edtf)
    except ValueError:
        return False
    return True


def sort_key(edtf: str) -> tuple[str, str, str]:
    """Total order by lower bound, then upper bound, then spelling; an unknown beginning sorts by its end, an open end
    last."""
    first, last = bounds(edtf)
    return first or last or "", last or "9999-12-31", edtf


def is_before(one: str, other: str) -> bool:
    """Does every day of `one` lie before every day of `other`? Unknown and open ends are never before or after
    anything."""
    last, first = bounds(one)[1], bounds(other)[0]
    return last is not None and first is not None and last < first


def interval(first: str | None, last: str | None) -> str | None:
    """The EDTF of a span of days; an unknown end is left empty, and two unknown ends are no interval."""
    if first is None and last is None:
        return None
    return first if first == last else f"{first or ''}/{last or ''}"


def _date_bounds(edtf: str) -> tuple[str, str]:
    day, mark, time = edtf.partition("T")
    match = _DATE.fullmatch(day)
    if match is None or (mark and (match[3] is None or "X" in day or _TIME.fullmatch(mark + time) is None)):
        raise ValueError(f"{edtf!r} is no EDTF of level 0 or 1")
    year, month, number = match.groups()
    if year.startswith("-") or year == "0000":
        raise ValueError(f"{edtf!r} lies before the year 1")
    early, late = max(1, int(year.replace("X", "0"))), int(year.replace("X", "9"))
    if month is None:
        return _iso(early, 1, 1), _iso(late, 12, 31)
    if month == "XX":
        return _unspecified_month(edtf, early, late, number)
    return _month_bounds(edtf, early, late, int(month), number)


def _unspecified_month(edtf: str, early: int, late: int, number: str | None) -> tuple[str, str]:
    if number not in (None, "XX"):
        raise ValueError(f"{edtf!r} gives a day of an unspecified month")
    return _iso(early, 1, 1), _iso(late, 12, 31)


def _month_bounds(edtf: str, early: int, late: int, month: int, number: str | None) -> tuple[str, str]:
    if month in SEASON_MONTHS and number is None:
        begin = SEASON_MONTHS[month]
        end_year, end_month = (late + 1, 2) if month == 24 else (late, begin + 2)
        if end_year > 9999:
            return _iso(early, begin, 1), _iso(late, 12, 31)
        return _iso(early, begin, 1), _iso(end_year, end_month, month_length(end_year, end_month))
    if not 1 <= month <= 12:
        raise ValueError(f"{edtf!r} has no such month")
    if number in (None, "XX"):
        return _iso(early, month, 1), _iso(late, month, month_length(late, month))
    if early != late:
        raise ValueError(f"{edtf!r} gives a day of an unspecified year")
    day = date(early, month, int(number or 0)).isoformat()
    return day, day


def _iso(year: int, month: int, number: int) -> str:
    return f"{year:04d}-{month:02d}-{number:02d}"
