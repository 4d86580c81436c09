"""Finding temporal expressions: one pass over the tokens, a dictionary of trigger words, a small rule for each."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from operator import itemgetter

from streams.processors.dates import clock, compounds, durations, months, periods, references, units, weekdays, years
from streams.processors.dates.context import Reader, Rule
from streams.processors.dates.extent import widened
from streams.processors.dates.lexicon import (
    DAYPARTS,
    DECADES,
    FREQUENCIES,
    LENGTHS,
    MONTHS,
    ORDINALS,
    REFERENCES,
    SEASONS,
    UNITS,
    WEEKDAYS,
)
from streams.processors.dates.mention import Candidate, Mention
from streams.processors.dates.tokens import Tokens, tokenise

_DAY_OF = re.compile(r"(date [0-9]{2}-|is [0-9]{4}-[0-9]{2}-)([0-9]{2})((?: (?!at=|mod=)[^ ]+)*)", re.ASCII)
_WITH_DAY = ("begin-of-range", "calendar-day", "month-and-day", "second-day")
_TIMES_WITH_DAY = (
    "calendar-day",
    "deictic-day-part",
    "month-and-day",
    "named-day-part",
    "time-weekday",
    "weekday-deictic-part",
    "weekday-part",
)
_AT = re.compile(r" at=[^ ]+")
_ADDRESS = re.compile(r"[a-z]+://[^\s<>\"]+", re.IGNORECASE)
_LONGEST_EXPRESSION = 120  # a chain of "two days later" is cut off here


def detect(text: str, *, order: str = "MDY") -> list[Mention]:
    """Every temporal expression of the text in order, none overlapping another; the offsets are exact.

    :param order: how the outlet writes a day in figures, MDY or DMY.
    """
    return list(_detected(text, order))


@lru_cache(maxsize=1)
def _detected(text: str, order: str) -> tuple[Mention, ...]:
    """Kept for the last text: an undated article's is asked for twice, for its day and for its dates."""
    return tuple(mentions(tokenise(text), order=order))


def mentions(tokens: Tokens, *, order: str = "MDY") -> list[Mention]:
    """Like `detect`, for a text that is cut into tokens already."""
    reader = Reader(tokens, order)
    found: list[Mention] = []
    low = tokens.low
    addresses = _addresses(tokens.text)
    for index in [
        at for at, word in enumerate(low) if word in _TRIGGERS or (word[0] in "0123456789" and len(word) < 5)
    ]:
        if index < reader.floor or (addresses and _within(addresses, tokens.starts[index])):
            continue
        candidate = _read(reader, index, _TRIGGERS.get(low[index], _NUMBER))
        if candidate is not None:
            found.append(_taken(reader, widened(reader, candidate)))
    return found


def _addresses(text: str) -> list[tuple[int, int]]:
    """Where web addresses stand: a day or year in one is the address's, not the text's."""
    return [one.span() for one in _ADDRESS.finditer(text)] if "://" in text else []


def _within(spans: list[tuple[int, int]], offset: int) -> bool:
    before = bisect_right(spans, offset, key=itemgetter(0))
    return before > 0 and offset < spans[before - 1][1]


def _read(reader: Reader, index: int, rules: Iterable[Rule]) -> Candidate | None:
    for rule in rules:
        candidate = rule(reader, index)
        if candidate is not None and candidate.first >= reader.floor:
            return candidate
    return None


def _taken(reader: Reader, found: Candidate) -> Mention:
    """The candidate as a mention; the reader remembers it."""
    reader.floor = found.last
    day = _DAY_OF.match(found.expression) if found.rule.endswith(_WITH_DAY) else None
    reader.dayless, reader.dayless_number = (f"{day[1]}{{}}{day[3]}", int(day[2])) if day else (None, 0)
    if day:
        reader.numbered[int(day[2])] = found.expression.partition(" mod=")[0]
    if found.type == "TIME" and found.rule.endswith(_TIMES_WITH_DAY):
        reader.day, reader.day_end = _AT.sub("", found.expression), found.last
    if len(found.expression) <= _LONGEST_EXPRESSION and found.type == "DATE":
        if found.rule == "quarter" and " from is " not in found.expression:
            reader.quarter = found.expression
        if not found.expression.startswith(("ref ", "set ")):
            reader.mentioned = found.expression.partition(" mod=")[0]
            if _names_a_day(reader.mentioned):
                reader.day, reader.day_end = reader.mentioned, found.last
    return Mention(
        reader.tokens.starts[found.first], reader.tokens.ends[found.last - 1], found.type, found.expression, found.rule
    )


def _names_a_day(expression: str) -> bool:
    words = expression.split()
    return words[0] in ("date", "weekday", "monthday", "holiday") or (words[0] == "shift" and words[2] == "D") or (
        words[0] == "is" and len(words[1]) == 10)  # fmt: skip


_NUMBER: tuple[Rule, ...] = (
    months.second_day,
    months.first_day,
    years.second_year,
    clock.clock_time,
    years.figure,
    months.day_of_month,
)


def _triggers() -> dict[str, tuple[Rule, ...]]:
    """Which rules each word wakes, in the order in which they are tried."""
    table: dict[str, list[Rule]] = {}

    def wake(words: Iterable[str], *rules: Rule) -> None:
        for word in words:
            table.setdefault(word, []).extend(rules)

    wake(MONTHS, months.month)
    wake(WEEKDAYS, weekdays.weekday)
    wake((f"{name}s" for name in WEEKDAYS if name.endswith("day")), weekdays.plural_weekday)
    wake(clock.DAYS, clock.named_day)
    wake(("tonight",), clock.tonight)
    wake(("overnight",), clock.overnight)
    wake(DAYPARTS, clock.day_part)
    wake(("quarter", "half"), periods.quarter)
    wake(("year",), units.year_ago, units.year_end)
    wake(("period",), units.latest_period)
    wake(("current", "recent"), references.attributive)
    wake(("ago", "earlier"), units.ago)
    wake(UNITS, _before_ago, compounds.many_long, compounds.two_units, units.unit, durations.duration)
    wake(SEASONS, periods.season)
    wake(DECADES, years.decade_in_words)
    wake(("nineteen", "two", "twenty", "eighteen"), years.spoken_year)
    wake(ORDINALS, years.ordinal_century)
    wake(periods.HOLIDAY_BEGINS, periods.holiday)
    wake(REFERENCES, references.reference)
    wake(LENGTHS, compounds.in_one_word)
    wake(FREQUENCIES, references.frequency)
    wake(("future", "past"), references.the_future)
    wake(("term",), references.the_term)
    wake(("possible",), references.as_soon_as_possible)
    wake(("while",), references.a_while)
    wake(("moment", "present"), references.the_moment)
    return {word: tuple(rules) for word, rules in table.items()}


def _before_ago(reader: Reader, index: int) -> Candidate | None:
    """A unit before "ago", "earlier" or "later" belongs to that word."""
    if reader.word(index + 1) in ("ago", "earlier"):
        return units.ago(reader, index + 1)
    if (reader.word(index + 1), reader.word(index + 2), reader.word(index + 3)) == ("or", "so", "ago"):
        return units.ago(reader, index + 3)
    if (reader.word(index + 1), reader.word(index + 2)) == ("from", "now"):
        return units.from_now(reader, index + 2)
    if reader.word(index + 1) == "from" and reader.word(index + 2) in WEEKDAYS:
        return units.from_weekday(reader, index + 1)
    return units.later(reader, index + 1) if reader.word(index + 1) == "later" else None


_TRIGGERS = _triggers()
