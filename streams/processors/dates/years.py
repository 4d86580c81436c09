"""Years, decades, centuries and dates in figures: "2014", "the 1990s", "the 20th century", "2022-01-28",
"26.01.2022"."""

from __future__ import annotations

import re

from streams.processors.dates import numerals
from streams.processors.dates.calendar import day
from streams.processors.dates.context import Reader
from streams.processors.dates.lexicon import CLASSES, COUNTED, DECADES, MONTHS, NUMBERS, ORDINALS
from streams.processors.dates.mention import Candidate
from streams.processors.dates.periods import quarter
from streams.processors.dates.tokens import number

_ISO = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
    r"(?:[T ]([0-9]{2}:[0-9]{2})(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?(?![0-9-])"
)
_YEAR_FIRST = re.compile(r"([0-9]{4})([./])([0-9]{1,2})\2([0-9]{1,2})(?![0-9/-]|[.][0-9])")
_FIGURES = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})(?![0-9/]|[.-][0-9])")
_APOSTROPHES = frozenset("'’‘`")
_ONWARD = (("and", "beyond"), ("or", "later"))
_QUANTIFIERS = CLASSES["before-count"]
_YEAR_SIGNALS = CLASSES["before-year"]


def figure(reader: Reader, index: int) -> Candidate | None:
    """Any expression that begins with the number at `index`."""
    for reading in (_iso, _year_first, _in_figures, _decade, _century, _year):
        found = reading(reader, index)
        if found is not None:
            return found
    return None


def _iso(reader: Reader, index: int) -> Candidate | None:
    """As in "2022-01-28", "2022-01-28T14:05:00Z"."""
    match = _ISO.match(reader.tokens.text, reader.tokens.starts[index])
    if match is None or day(int(match[1]), int(match[2]), int(match[3])) is None:
        return None
    last = _token_at(reader, match.end(), index)
    if match[4]:
        return Candidate(index, last, "TIME", f"is {match[1]}-{match[2]}-{match[3]} at=T{match[4]}", "iso-time")
    return Candidate(index, last, "DATE", f"is {match[0][:10]}", "iso-day")


def _token_at(reader: Reader, offset: int, index: int) -> int:
    while index < len(reader.tokens.low) and reader.tokens.starts[index] < offset:
        index += 1
    return index


def _year_first(reader: Reader, index: int) -> Candidate | None:
    """As in "2022.2.24", "2022/02/24"."""
    match = _YEAR_FIRST.match(reader.tokens.text, reader.tokens.starts[index])
    if match is None or numerals.glued_left(reader.tokens, index):
        return None
    read = day(int(match[1]), int(match[3]), int(match[4]))
    last = _token_at(reader, match.end(), index)
    return None if read is None else Candidate(index, last, "DATE", f"is {read.isoformat()}", "iso-day")


def second_year(reader: Reader, index: int) -> Candidate | None:
    """The last year of "2008-12", "1995/96" after the first has been read."""
    tokens, value = reader.tokens, number(reader.word(index))
    first = number(tokens.word(index - 2))
    if value is None or first is None or index - 1 != reader.floor or len(reader.word(index)) != 2:
        return None
    if (
        tokens.word(index - 1) not in ("-", "–", "/")
        or len(tokens.word(index - 2)) != 4
        or not 0 < value - first % 100 <= 30
    ):
        return None
    tight = tokens.tight(index) and tokens.tight(index - 1)
    if not tight or (tokens.word(index + 1) in ("-", "–", "/", ".", ":") and tokens.tight(index + 2)):
        return None
    return Candidate(index, index + 1, "DATE", f"is {first - first % 100 + value:04d}", "second-year")


def _in_figures(reader: Reader, index: int) -> Candidate | None:
    """As in "01/26/22", "26.01.2022": in the outlet's order, in the other where only that gives a day."""
    match = _FIGURES.match(reader.tokens.text, reader.tokens.starts[index])
    if match is None or (match[2] != "/" and len(match[4]) == 2) or numerals.glued_left(reader.tokens, index):
        return None
    one, other, year = int(match[1]), int(match[3]), int(match[4])
    if len(match[4]) == 2:
        year += 2000 if year < 70 else 1900
    day_first = match[2] == "." or reader.order == "DMY"
    for month, number_ in ((other, one), (one, other)) if day_first else ((one, other), (other, one)):
        if day(year, month, number_) is not None:
            last = _token_at(reader, match.end(), index)
            return Candidate(index, last, "DATE", f"is {year:04d}-{month:02d}-{number_:02d}", "day-in-figures")
    return None


def _decade(reader: Reader, index: int) -> Candidate | None:
    """As in "1990s", "the '80s"."""
    tokens, word = reader.tokens, reader.word(index)
    after = index + 1
    if tokens.word(after) in "'’" and tokens.tight(after):
        after += 1
    if tokens.word(after) != "s" or not tokens.tight(after) or not word.endswith("0") or number(word) is None:
        return None
    if len(word) == 4 and 1000 <= int(word) <= 2990 and not numerals.glued_left(tokens, index):
        value = word[:2] if word.endswith("00") and int(word) < 2000 else word[:3]
        return Candidate(_the(reader, index), after + 1, "DATE", f"is {value}", "decade")
    if len(word) == 2 and int(word) >= 20 and reader.word(index - 1) in _APOSTROPHES and tokens.tight(index):
        return Candidate(_the(reader, index - 1), after + 1, "DATE", f"is 19{word[0]}", "short-decade")
    return None


def _the(reader: Reader, index: int) -> int:
    return index - 1 if reader.word(index - 1) == "the" else index


def decade_in_words(reader: Reader, index: int) -> Candidate | None:
    """As in "the nineties", "the nineteen-sixties"; ages ("in his sixties") are none."""
    before = index - 1 if reader.word(index - 1) == "-" else index
    if reader.word(before - 1) == "nineteen":
        return Candidate(
            _the(reader, before - 1), index + 1, "DATE", f"is 19{DECADES[reader.word(index)]}", "decade-in-words"
        )
    if reader.word(index - 1) != "the" or reader.word(index + 1) == "and":
        return None
    return Candidate(index - 1, index + 1, "DATE", f"is 19{DECADES[reader.word(index)]}", "decade-in-words")


def _century(reader: Reader, index: int) -> Candidate | None:
    """As in "the 20th century", "11th-century"."""
    read = numerals.ordinal(reader.tokens, index)
    if read is None or not 1 <= read[0] <= 30 or (read[1] == index + 1 and reader.word(index) not in ORDINALS):
        return None
    noun = read[1] + 1 if reader.word(read[1]) == "-" else read[1]
    if reader.word(noun) != "century":
        return None
    return Candidate(_the(reader, index), noun + 1, "DATE", f"is {read[0] - 1:02d}", "century")


def ordinal_century(reader: Reader, index: int) -> Candidate | None:
    """As in "the twentieth century"."""
    return _century(reader, index)


def spoken_year(reader: Reader, index: int) -> Candidate | None:
    """As in "nineteen ninety-six", "the year two thousand"."""
    read = numerals.year(reader.tokens, index)
    if read is None or read[1] == index + 1:
        return None
    named = reader.word(index - 1) == "year"
    if not named and (read[0] == 2000 or reader.word(read[1]) in COUNTED or reader.word(read[1]) in NUMBERS):
        return None
    first = index - (2 if reader.word(index - 2) == "the" else 1) if named else index
    return Candidate(first, read[1], "DATE", f"is {read[0]:04d}", "spoken-year")


def _year(reader: Reader, index: int) -> Candidate | None:
    """As in "2014", where nothing counts with it."""
    read = numerals.year(reader.tokens, index)
    if read is None or reader.word(read[1]) in COUNTED:
        return None
    before = reader.word(index - 1)
    if before == "." and reader.tokens.tight(index - 1):
        before = reader.word(index - 2)
    if before in _QUANTIFIERS or _in_a_name(reader, index) or not _plausible(reader, index, read[0]):
        return None
    part = _part_of_year(reader, index, read[1])
    if part is not None:
        return part
    if (reader.word(read[1]), reader.word(read[1] + 1)) in _ONWARD:
        return Candidate(index, read[1] + 2, "DATE", f"is {read[0]:04d}", "year")
    if (
        len(before) == 1
        and before in "1234"
        and reader.word(index - 2) in ("h", "q")
        and reader.tokens.tight(index - 1)
    ):
        return _numbered_part(reader, index, read)
    if before == "year":
        first = index - 2 if reader.word(index - 2) in ("the", "fiscal", "financial") else index - 1
        return Candidate(first, read[1], "DATE", f"is {read[0]:04d}", "year")
    if before == "fiscal":
        return Candidate(index - 1, read[1], "DATE", f"is {read[0]:04d}", "fiscal-year")
    return Candidate(index, read[1], "DATE", f"is {read[0]:04d}", "year")


def _numbered_part(reader: Reader, index: int, year: tuple[int, int]) -> Candidate | None:
    """As in "Q4 2021", "H1 2022"."""
    letter, digit = reader.word(index - 2), reader.word(index - 1)
    if digit not in ("1", "2", "3", "4") or letter not in ("h", "q") or not reader.tokens.tight(index - 1):
        return None
    part = "quarter" if letter == "q" else "half"
    expression = f"{part} {digit} in from is {year[0]:04d}"
    return Candidate(index - 2, year[1], "DATE", expression, part)


def _part_of_year(reader: Reader, index: int, after: int) -> Candidate | None:
    """As in "the 1988 third quarter", "the 1988 period"."""
    for noun in range(after, after + 4):
        if reader.word(noun) in ("quarter", "half") and noun > after:
            found = quarter(reader, noun)
            return found if found is not None and found.first <= index else None
    if reader.word(after) not in ("period", "quarter"):
        return None
    year = f"is {reader.word(index)}"
    words = (reader.quarter or "").split()
    expression = f"quarter {words[1]} in from {year}" if words[:1] == ["quarter"] else year
    return Candidate(_the(reader, index), after + 1, "DATE", expression, "period-of-year")


def _in_a_name(reader: Reader, index: int) -> bool:
    """As in "Orion 1980", "Tokyo-2020": the year is part of the capitalised name before it."""
    before = index - 2 if reader.word(index - 1) in ("-", "–") and reader.tokens.tight(index) else index - 1
    word = reader.word(before)
    if not word.isalpha() or word in MONTHS or word in _YEAR_SIGNALS:
        return False
    tokens = reader.tokens
    if tokens.word(index + 1) in ('"', "”") and tokens.tight(index + 1) and tokens.capital(before):
        return True
    close = tokens.starts[index] - tokens.ends[before] <= 1
    return close and tokens.capital(before) and not tokens.opens(before)


def _plausible(reader: Reader, index: int, value: int) -> bool:
    """Years far from our own need a preposition; a number before or after that is not a year speaks against one."""
    before, after = reader.word(index - 1), reader.word(index + 1)
    if 1900 <= value <= 2059:
        return after not in ("dollars", "euros", "percent") and before not in CLASSES["before-numbered-thing"]
    if before == "year":
        return True
    return before in _YEAR_SIGNALS and not after.endswith("s") and 1400 <= value <= 2199
