"""From a TIMEX3 value to the days it means and to EDTF: "2022-W04" is 2022-01-24/2022-01-30, "199" is 199X."""

from __future__ import annotations

import re
from collections.abc import Callable

from streams.processors.dates import edtf
from streams.processors.dates.calendar import week_bounds

SEASON_CODES = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}

_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T.*)?", re.ASCII)
_MONTH_OR_YEAR = re.compile(r"[0-9]{4}(?:-[0-9]{2})?", re.ASCII)
_DECADE = re.compile(r"[0-9]{3}", re.ASCII)
_CENTURY = re.compile(r"([0-9]{2})(?:XX)?", re.ASCII)
_WEEK = re.compile(r"([0-9]{4})-W([0-9]{2})(-WE)?(?:T.*)?", re.ASCII)
_PART = re.compile(r"([0-9]{4})-([QH])([1-4])", re.ASCII)
_SEASON = re.compile(r"([0-9]{4})-(SP|SU|FA|WI)", re.ASCII)


def edtf_of(value: str) -> str | None:
    """The EDTF of a calendar value, no more precise than it; None for durations, sets, references and impossible
    days."""
    for pattern, write in _WRITERS:
        match = pattern.fullmatch(value)
        if match is not None:
            written = write(match)
            return written if written is not None and edtf.is_valid(written) else None
    return None


def _week(match: re.Match[str]) -> str | None:
    days = week_bounds(int(match[1]), int(match[2]))
    if days is None:
        return None
    first = days[1].fromordinal(days[1].toordinal() - 1) if match[3] else days[0]
    return f"{first.isoformat()}/{days[1].isoformat()}"


def _part(match: re.Match[str]) -> str | None:
    months = 3 if match[2] == "Q" else 6
    last = int(match[3]) * months
    return None if last > 12 else f"{match[1]}-{last - months + 1:02d}/{match[1]}-{last:02d}"


def _season(match: re.Match[str]) -> str:
    return f"{match[1]}-{SEASON_CODES[match[2]]}"


_WRITERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]], ...] = (
    (_DAY, lambda match: match[1]),
    (_MONTH_OR_YEAR, lambda match: match[0]),
    (_DECADE, lambda match: f"{match[0]}X"),
    (_CENTURY, lambda match: f"{match[1]}XX"),
    (_WEEK, _week),
    (_PART, _part),
    (_SEASON, _season),
)
