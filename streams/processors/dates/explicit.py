"""Explicit dates in any locale's style, for metadata, bylines and datelines: "le 28 janvier 2022", "28.01.2022", "Fri,
28 Jan 2022 14:05 +0000".

ISO 8601, RFC 2822 and English are read by ourselves; the rest goes to dateparser, one short string at a time, with
languages, base and order given and
the answers memoised. Nothing depends on the clock: a string without day, month and year is no explicit date.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

import dateparser

from streams.processors.dates.detection import detect
from streams.processors.dates.resolution import resolve

LANGUAGES = ("en", "de", "es", "fr", "it", "nl", "pl", "pt", "ru", "tr", "uk")
LONGEST = 80  # characters; what is longer is no date

_BASE = datetime(2000, 1, 1)  # noqa: DTZ001  dateparser wants a naive base
_SETTINGS = {
    "RELATIVE_BASE": _BASE,
    "REQUIRE_PARTS": ["day", "month", "year"],
    "TIMEZONE": "UTC",
    "RETURN_AS_TIMEZONE_AWARE": False,
    "PARSERS": ["absolute-time"],
    "STRICT_PARSING": True,
}
_YEAR = re.compile(r"(?<![0-9])[12][0-9]{3}(?![0-9])", re.ASCII)
_RFC = re.compile(r"(?:[A-Za-z]{3,9}, )?[0-9]{1,2}[ -][A-Za-z]{3}[ -][0-9]{4} [0-9]{2}:[0-9]{2}", re.ASCII)


@lru_cache(maxsize=4096)
def read_explicit(stated: str, *, order: str = "MDY", languages: tuple[str, ...] = LANGUAGES) -> date | datetime | None:
    """The day or instant that the string states, None if it is not an explicit date.

    :param order: MDY or DMY, for days in figures such as 03/04/2022.
    :param languages: two-letter codes to try, in this order.
    """
    stripped = stated.strip()
    if not stripped or len(stripped) > LONGEST or _YEAR.search(stripped) is None:
        return None
    return _iso(stripped) or _rfc(stripped) or _english(stripped, order) or _foreign(stripped, order, languages)


def _iso(stated: str) -> date | datetime | None:
    for reader in (date.fromisoformat, datetime.fromisoformat):
        try:
            return reader(stated)
        except ValueError:
            continue
    return None


def _rfc(stated: str) -> datetime | None:
    if _RFC.match(stated) is None:
        return None
    try:
        return parsedate_to_datetime(stated)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _english(stated: str, order: str) -> date | None:
    """A string that our grammar reads as one day, whatever stands around it ("Published Jan. 28, 2022 at 5 p.m.
    EST")."""
    days = {
        resolved.first
        for found in detect(stated, order=order)
        if (resolved := resolve(found.expression, None)) is not None
        and resolved.first is not None
        and resolved.first == resolved.last
    }
    return date.fromisoformat(days.pop()) if len(days) == 1 else None


def _foreign(stated: str, order: str, languages: tuple[str, ...]) -> date | None:
    settings = {**_SETTINGS, "DATE_ORDER": order}
    try:
        read = dateparser.parse(stated, languages=list(languages), settings=settings)
    except Exception:
        return None
    return None if read is None else read.date()
