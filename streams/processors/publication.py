"""The day of publication: what the source states, else a dateline, else what the body gives away. Never guessed, never
in the future."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from streams.processors.dates.calendar import add_days
from streams.processors.dates.detection import detect
from streams.processors.dates.explicit import read_explicit
from streams.processors.dates.finding import local_day
from streams.processors.dates.lexicon import AGENCIES, STAMPS, WEEKDAYS
from streams.processors.dates.mention import Mention
from streams.processors.dates.resolution import resolve
from streams.processors.found import Offsets

Basis = Literal["metadata", "dateline", "body", "none"]

FIRST_YEAR = 1980  # software writes 1970-01-01 and the year 1 where it knows no date


def _alternatives(words: frozenset[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words))


_HEAD_CHARACTERS = 1500
_HEADER = re.compile(r"\ufeff?\s*date ([0-9]{4}-[0-9]{2}-[0-9]{2})(?=\s|$)", re.ASCII)
_WIRE = re.compile(r"\s*(?:\([^()\n]{2,30}\)|[-–—]{1,2}\s)")
_PREPOSITION = re.compile(r"\b(?:after|before|by|from|in|of|on|since|to|until)\s+$", re.IGNORECASE)
_STAMP = re.compile(rf"\b(?:{_alternatives(STAMPS)})\b", re.IGNORECASE)
_CREDIT = re.compile(
    rf"(?i:\b(?:photo(?:graph)?|credit:|image:|file|handout)\b)|\bvia [A-Z]"
    rf"|(?:/|\bvia )(?:{_alternatives(AGENCIES)})\b"
)
_LONGEST_CAPTION = 600
_YEARS_BACK = 60
_DAYS_ON = 3
_UTTERED = frozenset({"weekday", "weekday-part"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date as the source states it: the string, and where it was found (metadata, header, byline, url ...)."""

    value: str
    found_in: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A candidate that was not taken, and why."""

    candidate: Candidate
    why: str


@dataclass(frozen=True, slots=True)
class Publication:
    """The publication date chosen.

    :ivar day: ISO day at the outlet; None where nothing in the article fixes it.
    :ivar instant: the stated instant in ISO 8601, where the source gives one.
    :ivar evidence: offsets of the date in the text that decided; None where the source states it apart from the text.
    :ivar moved_by: offsets of the weekday that moved the day on from the evidence ("Wednesday Jan. 26 ... on Friday").
    """

    day: str | None
    basis: Basis
    instant: str | None = None
    stated: Candidate | None = None
    evidence: Offsets | None = None
    moved_by: Offsets | None = None
    refused: tuple[Refused, ...] = ()


def choose_publication(
    candidates: Sequence[Candidate], text: str, *, recorded_at: datetime, zone: str | None, order: str = "MDY"
) -> Publication:
    """The publication date of an article: the first candidate that can be true, else a dateline or stamp, else a date
    that the body fixes.

    :param candidates: in the order of trust; a leading ` date YYYY-MM-DD ` of the text counts as one more, after them.
    :param recorded_at: when the article was learned of; no publication lies more than a day after it.
    """
    latest = _latest(recorded_at, zone)
    refused: list[Refused] = []
    header = _HEADER.match(text)
    stated: list[tuple[Candidate, Offsets | None]] = [(one, None) for one in candidates]
    if header is not None:
        stated.append((Candidate(header[1], "header"), header.span(1)))
    for one, evidence in stated:
        chosen = _stated(one, evidence, latest, zone, order, refused)
        if chosen is not None:
            return replace(chosen, refused=tuple(refused))
    found = _from_text(text, latest, order, refused)
    return replace(found or Publication(None, "none"), refused=tuple(refused))


def _latest(recorded_at: datetime, zone: str | None) -> date:
    """The last day that a publication can have: one after the recording."""
    day = local_day(recorded_at, zone) or recorded_at.date()
    return day + timedelta(days=1) if day < date.max else day


def _stated(
    one: Candidate, evidence: Offsets | None, latest: date, zone: str | None, order: str, refused: list[Refused]
) -> Publication | None:
    """The candidate as a publication, or None with a reason in `refused`."""
    read = read_explicit(one.value, order=order)
    day = local_day(read, zone)
    why = "is no explicit date" if day is None else _objection(day, latest)
    if day is None or why is not None:
        refused.append(Refused(one, why or ""))
        return None
    instant = read.isoformat() if isinstance(read, datetime) else None
    return Publication(day.isoformat(), "metadata", instant, one, evidence)


def _objection(day: date, latest: date) -> str | None:
    if day > latest:
        return "lies after the article was recorded"
    return f"lies before {FIRST_YEAR}" if day.year < FIRST_YEAR else None


def _from_text(text: str, latest: date, order: str, refused: list[Refused]) -> Publication | None:
    found = detect(text, order=order)
    return _dateline(text, found, latest, order, refused) or _body(text, found, latest, refused)


def _dateline(
    text: str, found: Sequence[Mention], latest: date, order: str, refused: list[Refused]
) -> Publication | None:
    """The date of a dateline ("KYIV, Jan. 28 (Reuters) -"), of a stamp ("Published 28 January 2022") or alone on a
    line near the top."""
    for begin, line in _lines(text[:_HEAD_CHARACTERS]):
        inside = [one for one in found if begin <= one.start and one.end <= begin + len(line)]
        if not _is_dateline(line, [(one.start - begin, one.end - begin) for one in inside]):
            continue
        for one in inside:
            day = _latest_day(one, latest)
            if day is None:
                continue
            why = _objection(day, latest)
            if why is None:
                return Publication(day.isoformat(), "dateline", evidence=(one.start, one.end))
            refused.append(Refused(Candidate(text[one.start : one.end], "dateline"), why))
        foreign = read_explicit(line, order=order)
        day = local_day(foreign, None)
        if day is not None and _objection(day, latest) is None:
            return Publication(day.isoformat(), "dateline", evidence=(begin, begin + len(line)))
    return None


def _lines(head: str) -> list[tuple[int, str]]:
    """Each line with its offset, white space at its ends aside."""
    lines, begin = [], 0
    for line in head.split("\n"):
        stripped = line.strip()
        if stripped:
            lines.append((begin + line.index(stripped), stripped))
        begin += len(line) + 1
    return lines


def _is_dateline(line: str, dates: Sequence[Offsets]) -> bool:
    """A stamp; a short line that is little but a date; or a place and date before an agency or dash."""
    if _STAMP.search(line[:60]) is not None and len(line) < 200:
        return True
    rest = len(line) - sum(end - start for start, end in dates)
    told = any(_PREPOSITION.search(line, 0, start) for start, _ in dates) or _CREDIT.search(line) is not None
    if len(line) < 100 and rest < 45 and not told and not line.endswith((".", "?", "!", "”", '"')):
        return True
    return bool(dates) and _WIRE.match(line, dates[0][1]) is not None and line[: dates[0][0]].isupper()


def _latest_day(one: Mention, latest: date) -> date | None:
    """The day of a mention that names day and month: in its own year, else in the latest that is not in the future."""
    resolved = resolve(one.expression, None)
    if resolved is not None:
        return (
            date.fromisoformat(resolved.first)
            if resolved.first is not None and resolved.first == resolved.last
            else None
        )
    if not one.expression.startswith("date ") or " from " in one.expression:
        return None
    resolved = resolve(one.expression.replace(" near", " past"), latest)
    return date.fromisoformat(resolved.first) if resolved is not None and resolved.first is not None else None


def _body(text: str, found: Sequence[Mention], latest: date, refused: list[Refused]) -> Publication | None:
    """The latest day that the body fixes, moved on to the weekday on which the article's sources spoke."""
    fixed = [(day, one) for one in found if (day := _fixed_day(text, one, latest)) is not None]
    for day, one in fixed:
        why = _objection(day, latest)
        if why is not None:
            refused.append(Refused(Candidate(text[one.start : one.end], "body"), why))
    possible = [(day, one) for day, one in fixed if _objection(day, latest) is None]
    if not possible:
        return None
    day, one = max(possible, key=lambda pair: (pair[0], -pair[1].start))
    moved, by = _moved_on(day, found, latest)
    return Publication(
        moved.isoformat(), "body", evidence=(one.start, one.end), moved_by=None if by is None else (by.start, by.end)
    )


def _fixed_day(text: str, one: Mention, latest: date) -> date | None:
    """A full date in a caption, or a date with its weekday: both are written of the days before publication, bare full
    dates of any past."""
    if one.rule == "weekday-month-and-day":
        return _matching_year(text, one, latest)
    if one.rule == "weekday-calendar-day" or (
        one.rule in ("calendar-day", "iso-day", "day-in-figures") and _in_caption(text, one)
    ):
        return _latest_day(one, latest)
    return None


def _matching_year(text: str, one: Mention, latest: date) -> date | None:
    """The day of "Wednesday Jan. 26" in the latest year, not after the recording, in which that is a Wednesday."""
    weekday = next(
        (number for name, number in WEEKDAYS.items() if text[one.start : one.end].lower().find(name) >= 0), None
    )
    day = _latest_day(one, latest)
    for _ in range(_YEARS_BACK):
        if day is None or day.isoweekday() == weekday:
            return day
        resolved = resolve(one.expression.replace(" near", " last"), day)
        day = date.fromisoformat(resolved.first) if resolved is not None and resolved.first is not None else None
    return None


def _in_caption(text: str, one: Mention) -> bool:
    """Does the paragraph look like a caption: a credit in it, near the date?"""
    first, last = max(0, one.start - _LONGEST_CAPTION), min(len(text), one.end + _LONGEST_CAPTION)
    begin, end = text.rfind("\n", first, one.start) + 1, text.find("\n", one.end, last)
    end = last if end < 0 else end
    return (begin > 0 or first == 0) and end - begin < _LONGEST_CAPTION and _CREDIT.search(text, begin, end) is not None


def _moved_on(day: date, found: Sequence[Mention], latest: date) -> tuple[date, Mention | None]:
    """The weekday that the text opens with, up to three days on: the day on which its sources spoke ("Friday" over
    "Wednesday Jan. 26")."""
    opening = next((one for one in found if one.rule in _UTTERED and one.expression.split()[2] == "past"), None)
    if opening is None:
        return day, None
    shift = (int(opening.expression.split()[1]) - day.isoweekday()) % 7
    moved = add_days(day, shift)
    return (moved, opening) if moved is not None and 0 < shift <= _DAYS_ON and moved <= latest else (day, None)
