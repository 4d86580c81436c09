"""Months and days of the month: "Jan. 28, 2022", "28 January", "early March", "last May", "July last year"."""

from __future__ import annotations

from typing import NamedTuple

from streams.processors.dates import numerals
from streams.processors.dates.context import Reader
from streams.processors.dates.direction import direction, habitual
from streams.processors.dates.lexicon import (
    ANNIVERSARIES,
    CLASSES,
    COUNTED,
    MONTH_SIGNALS,
    MONTHS,
    NUMBERS,
    WEEKDAYS,
)
from streams.processors.dates.mention import Candidate
from streams.processors.dates.tokens import number

AMBIGUOUS = frozenset({"may", "march", "april", "june", "august", "jan", "mar", "sep", "jun", "dec"})
FULL = frozenset(name for name in MONTHS if len(name) > 4 or name in ("june", "july", "may"))
_DEICTIC = {"last": "last", "this": "this", "next": "next", "past": "past", "coming": "next"}
_BETWEEN_DAYS = frozenset({"-", "–", "—", "and", "or", "to"})
_RANGES = frozenset({"-", "–", "—", "through", "to", "until"})
_AFTER_DAY = CLASSES["after-day"]
_YEARS = {"last": -1, "this": 0, "next": 1}


class _Day(NamedTuple):
    """A day of a month in the tokens `first` to `last`; its year and the token after that."""

    first: int
    last: int
    month: int
    day: int
    year: tuple[int, int] | None


def month(reader: Reader, index: int) -> Candidate | None:
    """Any expression built on the month's name at `index`."""
    tokens = reader.tokens
    if not tokens.capital(index) and tokens.word(index) in ("may", "march", "mar", "sep", "dec", "jun", "jan"):
        return None
    name_end = _name_end(reader, index)
    named = _named_day(reader, index, name_end)
    if named is not None:
        return _dated(reader, named)
    return _month_and_year(reader, index, name_end) or _bare_month(reader, index, name_end)


def _name_end(reader: Reader, index: int) -> int:
    """The token after a month's name and the stop of its abbreviation."""
    stop = reader.word(index) not in FULL and reader.word(index + 1) == "." and reader.tokens.tight(index + 1)
    return index + 1 + stop


def _named_day(reader: Reader, index: int, name_end: int) -> _Day | None:
    """The day and month, with its year where one follows."""
    return _day_first(reader, index, name_end) or _day_after(reader, index, name_end)


def _day_first(reader: Reader, index: int, name_end: int) -> _Day | None:
    """As in "28 January 2022", "the 28th of January"."""
    before = index - 2 if reader.word(index - 1) == "of" else index - 1
    first = before - 1 if reader.word(before) in numerals.SUFFIXES else before
    day = number(reader.word(first))
    if day is None or not 1 <= day <= 31 or len(reader.word(first)) > 2 or _part_of_number(reader, first):
        return None
    if before == index - 2 and first == before:
        return None
    year = _year_after(reader, name_end)
    if year is None and before == index - 1 and first == before and _number_follows(reader, name_end):
        return None
    if reader.word(first - 1) == "the" and first < before:
        first -= 1
    return _Day(first, name_end, MONTHS[reader.word(index)], day, year)


def _part_of_number(reader: Reader, first: int) -> bool:
    return reader.tokens.tight(first) and reader.word(first - 1) not in ("", "(", '"', "“", "-", "–", "—", "[")


def _number_follows(reader: Reader, index: int) -> bool:
    day = number(reader.word(index))
    return day is not None and 1 <= day <= 31


def _day_after(reader: Reader, index: int, name_end: int) -> _Day | None:
    """As in "Jan. 28, 2022", "March eighth"."""
    tokens = reader.tokens
    start = name_end + 1 if reader.word(name_end) == "the" else name_end
    read = numerals.ordinal(tokens, start)
    if (
        read is None
        or not 1 <= read[0] <= 31
        or (reader.word(start).isalpha() and not _spoken_day(reader, start, read[1]))
    ):
        return None
    if reader.word(start).isdigit() and (
        len(reader.word(start)) > 2 or (read[1] == start + 1 and numerals.glued(tokens, start))
    ):
        return None
    year = _year_after(reader, read[1])
    return _Day(index, read[1], MONTHS[reader.word(index)], read[0], year)


def _spoken_day(reader: Reader, start: int, end: int) -> bool:
    """Is "March first" a day? Not where a noun follows that it counts ("March second quarter")."""
    return reader.word(end) not in ("quarter", "half", "week", "weekend")


def _year_after(reader: Reader, index: int) -> tuple[int, int] | None:
    start = index + 1 if reader.word(index) in (",", "of") else index
    return numerals.year(reader.tokens, start)


def _dated(reader: Reader, named: _Day) -> Candidate:
    month, day = f"{named.month:02d}", f"{named.day:02d}"
    if named.year is not None:
        return Candidate(named.first, named.year[1], "DATE", f"is {named.year[0]:04d}-{month}-{day}", "calendar-day")
    deictic = _deictic_year(reader, named.last)
    if deictic is not None:
        expression = f"date {month}-{day} in from shift {deictic[0]} Y"
        return Candidate(named.first, deictic[1], "DATE", expression, "day-of-deictic-year")
    known = ANNIVERSARIES.get((f"{month}-{day}", reader.word(named.last)))
    if known is not None:
        return Candidate(named.first, named.last, "DATE", f"is {known}-{month}-{day}", "known-day")
    until = _range_end(reader, named)
    if until is not None:
        return Candidate(named.first, named.last, "DATE", f"date {month}-{day} past from {until}", "begin-of-range")
    return Candidate(named.first, named.last, "DATE", f"date {month}-{day} {_side(reader, named)}", "month-and-day")


def _side(reader: Reader, named: _Day) -> str:
    """On which side of the anchor a day without its year lies; `near` is the nearest, not far ahead."""
    before = reader.word(named.first - 1)
    if before in ("for", "to", "until") and reader.word(named.first - 2) in CLASSES["before-appointed"]:
        return "future"
    return {"due": "future", "ended": "past", "ending": "future", "since": "past"}.get(before, "near")


def _range_end(reader: Reader, named: _Day) -> str | None:
    """The last day of "between Jan. 1 and Sept. 26", "Feb. 10 to March 1, 2020": the first one lies before it."""
    opened = reader.word(named.first - 1) in ("between", "from")
    link = reader.word(named.last)
    if link not in _RANGES and not (opened and link == "and"):
        return None
    name = next((at for at in (named.last + 1, named.last + 2) if reader.word(at) in MONTHS), None)
    end = _named_day(reader, name, _name_end(reader, name)) if name is not None else None
    if end is None or (end.year is None and _deictic_year(reader, end.last) is not None):
        return None
    if end.year is not None:
        return f"is {end.year[0]:04d}-{end.month:02d}-{end.day:02d}"
    return f"date {end.month:02d}-{end.day:02d} {_side(reader, end)}"


def _deictic_year(reader: Reader, index: int) -> tuple[int, int] | None:
    """The shift of "last year" or "of this year" after a month, and the token after it."""
    start = index + 1 if reader.word(index) == "of" else index
    shift = _YEARS.get(reader.word(start))
    return (shift, start + 2) if shift is not None and reader.word(start + 1) == "year" else None


def _month_and_year(reader: Reader, index: int, name_end: int) -> Candidate | None:
    """As in "January 2022", "January, 2022", "January nineteen ninety-seven", "July last year"."""
    month = MONTHS[reader.word(index)]
    year = _year_after(reader, name_end)
    if year is not None:
        return Candidate(index, year[1], "DATE", f"is {year[0]:04d}-{month:02d}", "month-and-year")
    deictic = _deictic_year(reader, name_end)
    if deictic is not None:
        return Candidate(
            index, deictic[1], "DATE", f"month {month:02d} in from shift {deictic[0]} Y", "month-of-deictic-year"
        )
    return None


def first_day(reader: Reader, index: int) -> Candidate | None:
    """The first day of "7-9 October", "9 and 10 January 2022"."""
    day, last = number(reader.word(index)), number(reader.word(index + 2))
    if day is None or last is None or not 1 <= day < last <= 31 or reader.word(index + 1) not in _BETWEEN_DAYS:
        return None
    if reader.word(index + 3) not in MONTHS or _part_of_number(reader, index):
        return None
    found = month(reader, index + 3)
    if found is None or not found.rule.endswith(("calendar-day", "month-and-day")):
        return None
    return Candidate(index, index + 1, "DATE", found.expression.replace(f"-{last:02d}", f"-{day:02d}", 1), "first-day")


def second_day(reader: Reader, index: int) -> Candidate | None:
    """The second day of "Jan. 9 and 10", "February 17-18", "from 20 to 27 February" after the first has been read."""
    tokens, before = reader.tokens, reader.tokens.word(index - 1)
    day = number(reader.word(index))
    if (
        day is None
        or not 1 <= day <= 31
        or index - 1 != reader.floor
        or before not in _BETWEEN_DAYS
        or reader.dayless is None
        or not reader.dayless_number < day
    ):
        return None
    after = reader.word(index + 1)
    if after.isalpha() and not tokens.capital(index + 1) and after not in _AFTER_DAY and _counts(after):
        return None
    if reader.word(index + 1) in ("%", ":", "/") or (reader.word(index + 1) in (".", ",") and tokens.tight(index + 2)):
        return None
    return Candidate(index, index + 1, "DATE", reader.dayless.format(f"{day:02d}"), "second-day")


def _counts(noun: str) -> bool:
    """Can a number greater than one count the noun ("10 tanks"), not stand before it ("the March 9 and 10 summit")?"""
    return noun.endswith("s") or noun in COUNTED or noun in NUMBERS or noun in CLASSES["plural"]


def day_of_month(reader: Reader, index: int) -> Candidate | None:
    """As in "on the 28th", "by the 15th": the day of that number named before, else of the month that the anchor lies
    in or next to."""
    day = number(reader.word(index))
    if (
        day is None
        or not 1 <= day <= 31
        or reader.word(index + 1) not in numerals.SUFFIXES
        or not reader.tokens.tight(index + 1)
    ):
        return None
    if reader.word(index - 1) != "the" or reader.word(index - 2) not in (
        "on",
        "by",
        "until",
        "of",
        "since",
        "before",
        "after",
        "through",
    ):
        return None
    after = reader.word(index + 2)
    if after.isalpha() and (after not in _AFTER_DAY or reader.word(index + 3) in MONTHS):
        return None
    where = direction(reader.tokens, index, index + 2) or "past"
    expression = reader.numbered.get(day) or f"monthday {day} {where}"
    return Candidate(index - 1, index + 2, "DATE", expression, "day-of-month")


def _bare_month(reader: Reader, index: int, name_end: int) -> Candidate | None:
    """As in "in February", "last May", "June's talks"."""
    before = reader.word(index - 1)
    month = MONTHS[reader.word(index)]
    if not reader.tokens.capital(index) or not _is_month(reader, index, name_end):
        return None
    if before in _DEICTIC:
        first = index - 2 if reader.word(index - 2) == "this" and before in ("past", "coming") else index - 1
        return Candidate(first, name_end, "DATE", f"month {month:02d} {_DEICTIC[before]}", "deictic-month")
    if before in ("every", "each"):
        return Candidate(index - 1, name_end, "SET", f"set XXXX-{month:02d}", "every-month-named")
    if habitual(reader.tokens, index):
        return Candidate(index, name_end, "DATE", f"set XXXX-{month:02d}", "month-of-any-year")
    where = _where(reader, index, name_end)
    return Candidate(index, name_end, "DATE", f"month {month:02d} {where}", "month-alone")


def _where(reader: Reader, index: int, name_end: int) -> str:
    """On which side of the anchor a bare month lies: "was built in May" is rarely ahead, "since May" never."""
    before = reader.word(index - 1)
    if before == "since" or (before in ("through", "to") and reader.word(index - 2) in ("months", "quarter", "year")):
        return "past"
    found = direction(reader.tokens, index, name_end)
    if found == "past":
        return "behind" if reader.word(index - 1) == "in" else "near"
    return found or "near"


def _is_month(reader: Reader, index: int, name_end: int) -> bool:
    """Is the capitalised name a month, not a person, verb or march?"""
    word, tokens = reader.word(index), reader.tokens
    if reader.word(name_end) in _BETWEEN_DAYS and reader.word(name_end + 1) in FULL and tokens.capital(name_end + 1):
        return True
    if (
        word not in FULL
        and (word in AMBIGUOUS or name_end == index + 1)
        and name_end == index + 1
        and reader.word(index - 1) not in MONTH_SIGNALS
    ):
        return False
    if word not in AMBIGUOUS:
        return not (tokens.capital(index - 1) and not tokens.opens(index - 1) and tokens.capital(index + 1))
    if _named_person(reader, index, name_end) or _addressed(reader, index, name_end):
        return False
    if word in ("may", "march"):
        return _signalled(reader, index) and not (
            tokens.capital(name_end) and word == "march" and tokens.word(name_end) == "on"
        )
    return _signalled(reader, index) or not (
        tokens.capital(name_end) or tokens.capital(index - 1) or tokens.opens(index)
    )


def _named_person(reader: Reader, index: int, name_end: int) -> bool:
    """Is it a first name ("and April Ryan")? Only prepositions of time make a month of it before another capital."""
    follows = reader.tokens.capital(name_end) and reader.tokens.low[name_end] not in WEEKDAYS
    return follows and name_end == index + 1 and reader.word(index - 1) not in CLASSES["before-month"]


def _addressed(reader: Reader, index: int, name_end: int) -> bool:
    """Is somebody spoken to ("As you noted, April, we ...", "Go ahead, June.")?"""
    before, after = reader.word(index - 1), reader.word(name_end)
    alone = before in (",", "—") and reader.word(index - 2) not in MONTHS
    opens = reader.tokens.opens(index) and after == ","
    return (alone or opens) and after in (",", ".", "?", "!", "—") and reader.word(name_end + 1) not in MONTHS


def _signalled(reader: Reader, index: int) -> bool:
    before = reader.word(index - 1)
    if before == "-":
        before = reader.word(index - 2)
    return (
        before in MONTH_SIGNALS
        or reader.word(index - 1) in MONTHS
        or (before == "," and reader.word(index - 2) in MONTHS)
    )
