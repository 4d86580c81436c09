"""Quarters, halves, seasons and holidays: "the third quarter", "first half of 2021", "last spring", "Christmas Eve"."""

from __future__ import annotations

from streams.processors.dates import numerals
from streams.processors.dates.context import Reader
from streams.processors.dates.direction import direction, habitual
from streams.processors.dates.lexicon import CLASSES, HOLIDAYS, MONTHS, ORDINALS, SEASONS, UNITS, WEEKDAYS
from streams.processors.dates.mention import Candidate

_DEICTIC = {"last": "last", "this": "this", "next": "next", "past": "last", "coming": "next"}
_YEARS = {"last": -1, "this": 0, "next": 1}
_BARE_SEASONS = frozenset({"summer", "winter", "spring", "autumn", "fall"})
_PLACED_BY = frozenset({"before", "by", "during", "each", "early", "every", "in", "late", "the", "until"})
_BARE_AFTER = frozenset({"before", "by", "during", "in", "since", "through", "until"})
_LONGEST_HOLIDAY = 4


def quarter(reader: Reader, index: int) -> Candidate | None:
    """As in "third-quarter", "the fiscal first quarter", "next year's first quarter", "second half of 1990"."""
    part = {"quarter": 4, "half": 2}[reader.word(index)]
    last = index + 1
    before = index - 1 if reader.word(index - 1) == "-" else index
    number = ORDINALS.get(reader.word(before - 1))
    if reader.word(before - 1) in ("last", "latter") and (part == 2 or reader.word(index + 1) == "of"):
        number = part
    if number is None or number > part:
        return None
    first = before - 1
    if part == 2 and not _half_of(reader, last):
        return None
    if reader.word(first - 1) in ("fiscal", "-") and "fiscal" in (reader.word(first - 1), reader.word(first - 2)):
        first -= 1 if reader.word(first - 1) == "fiscal" else 2
    first, last, year = _year(reader, first, last)
    attribute = before < index and reader.word(last) not in ("", ",", ".", "of")
    if reader.word(first - 1) == "the" and not attribute:
        first -= 1
    word = "quarter" if part == 4 else "half"
    where = "in" + year if year else direction(reader.tokens, first, last) if part == 2 else None
    return Candidate(first, last, "DATE", f"{word} {number} {where or 'near'}", word)


def _half_of(reader: Reader, last: int) -> bool:
    """Does a year follow "the first half", so that it is none of a match?"""
    if reader.word(last) != "of":
        return False
    return numerals.year(reader.tokens, last + 1) is not None or reader.word(last + 2) in ("year", "decade", "month")


def _year(reader: Reader, first: int, last: int) -> tuple[int, int, str]:
    """The year named around a quarter, as the step that it is counted from."""
    if reader.word(last) == "of":
        year = numerals.year(reader.tokens, last + 1)
        if year is not None:
            return first, year[1], f" from is {year[0]:04d}"
        shift = _YEARS.get(reader.word(last + 1))
        if shift is not None and reader.word(last + 2) == "year":
            return first, last + 3, f" from shift {shift} Y"
        if reader.word(last + 1) in ("the", "this") and reader.word(last + 2) == "year":
            return first, last + 3, " from shift 0 Y"
    year = numerals.year(reader.tokens, last)
    if year is not None and reader.word(last).isdigit():
        return first, year[1], f" from is {year[0]:04d}"
    year = numerals.year(reader.tokens, first - 1)
    if year is not None and reader.word(first - 1):
        return first - 1, last, f" from is {year[0]:04d}"
    if reader.word(first - 1) == "s" and reader.word(first - 3) == "year" and reader.word(first - 4) in _YEARS:
        return first - 4, last, f" from shift {_YEARS[reader.word(first - 4)]} Y"
    if reader.word(first - 1) in ("earlier", "ago") and reader.word(first - 3) == "year":
        return first - 3, last, " from shift -1 Y"
    return first, last, ""


def season(reader: Reader, index: int) -> Candidate | None:
    """As in "last spring", "the summer of 2021", "this winter"; "fall" and "spring" alone are verbs."""
    word, code, before = reader.word(index), SEASONS[reader.word(index)], reader.word(index - 1)
    where = _DEICTIC.get(before)
    first = index - 1 if before == "the" or where else index
    if where and before in ("past", "coming") and reader.word(first - 1) in ("this", "the"):
        first -= 1
    after = index + 2 if reader.word(index + 1) == "of" else index + 1
    year = numerals.year(reader.tokens, after)
    if year is not None and (after > index + 1 or year[0] > 1800):
        last = numerals.second_half_year(reader.tokens, year[1]) or year[1]
        return Candidate(first, last, "DATE", f"is {year[0]:04d}-{code}", "season-of-year")
    if where is not None:
        if before == "this" and word in ("autumn", "fall"):
            over = reader.word(first - 1) == "earlier" or direction(reader.tokens, first, index + 1) == "past"
            where = "recent" if over else where
        return Candidate(first, index + 1, "DATE", f"season {code} {where}", "deictic-season")
    shift = _YEARS.get(reader.word(after))
    if shift is not None and after > index + 1 and reader.word(after + 1) == "year":
        return Candidate(first, after + 2, "DATE", f"season {code} in from shift {shift} Y", "season-of-year")
    if before in _PLACED_BY and habitual(reader.tokens, index):
        return Candidate(first, index + 1, "DATE", f"set XXXX-{code}", "season-of-any-year")
    if before in ("early", "late", "mid") or (before == "-" and reader.word(index - 2) == "mid"):
        return Candidate(
            index, index + 1, "DATE", f"season {code} {direction(reader.tokens, index, index + 1) or 'near'}", "season"
        )
    if word in _BARE_SEASONS and before == "the" and reader.word(index - 2) in CLASSES["before-season"]:
        if word == "fall" and reader.word(index + 1) == "of":
            return None
        return Candidate(
            index - 1,
            index + 1,
            "DATE",
            f"season {code} {direction(reader.tokens, first, index + 1) or 'near'}",
            "season",
        )
    if word not in ("fall", "spring") and before in _BARE_AFTER and not reader.word(index + 1).isalpha():
        where = direction(reader.tokens, index, index + 1) or "near"
        return Candidate(index, index + 1, "DATE", f"season {code} {where}", "season")
    return None


def holiday(reader: Reader, index: int) -> Candidate | None:
    """As in "Christmas Eve", "New Year's Day", "last Easter"."""
    tokens = reader.tokens
    if not tokens.capital(index) or reader.word(index - 1) == "orthodox":
        return None  # by another calendar
    words: list[str] = []
    best: tuple[int, str] | None = None
    at = index
    while len(words) < _LONGEST_HOLIDAY and at < len(tokens.low):
        if tokens.word(at) == "s" and tokens.word(at - 1) in "'’":
            at += 1
            continue
        if tokens.word(at) not in "'’":
            words.append(tokens.word(at))
            rule = HOLIDAYS.get(" ".join(words))
            best = (at + 1, rule) if rule is not None else best
        at += 1
    if best is None or (tokens.capital(best[0]) and not tokens.capital(index - 1) and _names_a_place(reader, best[0])):
        return None
    year = numerals.year(tokens, best[0] + (tokens.word(best[0]) == ","))
    if year is not None:
        return Candidate(index, year[1], "DATE", f"holiday {best[1]} in from is {year[0]:04d}", "holiday-of-year")
    where = _DEICTIC.get(reader.word(index - 1))
    first = index - 1 if where else index
    ahead = "future" if direction(tokens, first, best[0]) == "future" else "near"
    return Candidate(first, best[0], "DATE", f"holiday {best[1]} {where or ahead}", "holiday")


def _names_a_place(reader: Reader, index: int) -> bool:
    """As in "Easter Island": a capital after a holiday that is none of a weekday, month or weekend."""
    word = reader.word(index)
    return word not in WEEKDAYS and word not in MONTHS and word not in UNITS and not reader.tokens.opens(index)


HOLIDAY_BEGINS = frozenset(name.split()[0] for name in HOLIDAYS)
