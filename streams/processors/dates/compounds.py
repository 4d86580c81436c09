"""Lengths of time in one word or in two: "weeklong", "months-long", "decades-old", "an hour and 20 minutes"."""

from __future__ import annotations

from streams.processors.dates import numerals
from streams.processors.dates.context import Reader
from streams.processors.dates.lexicon import LENGTHS, UNITS
from streams.processors.dates.mention import Candidate

_SMALLER = {"C": "EY", "D": "h", "E": "Y", "M": "WD", "W": "D", "Y": "MWD", "h": "m", "m": "s"}


def in_one_word(reader: Reader, index: int) -> Candidate:
    """As in "a weeklong truce", "daylong talks"."""
    return Candidate(index, index + 1, "DURATION", f"span {LENGTHS[reader.word(index)]}", "in-one-word")


def many_long(reader: Reader, index: int) -> Candidate | None:
    """As in "a months-long standoff", "decades-old ties": some of the unit."""
    if not reader.word(index).endswith("s") or (reader.word(index + 1), reader.word(index + 2)) not in _SUFFIXES:
        return None
    letter = UNITS[reader.word(index)]
    counted = reader.word(index - 1) not in ("a", "an") and numerals.amount_before(reader, index) is not None
    if letter not in "hDWMYEC" or reader.word(index - 1) == "-" or counted:
        return None  # an age: "twelve years-old"
    value = "PTXH" if letter == "h" else f"PX{letter}"
    return Candidate(index, index + 3, "DURATION", f"span {value}", "hyphened")


def two_units(reader: Reader, index: int) -> Candidate | None:
    """As in "an hour and 20 minutes", "one year and three months", "two hours, 10 minutes"."""
    large = UNITS[reader.word(index)]
    if reader.word(index + 1) not in ("and", ",") or large not in _SMALLER:
        return None
    noun = next((at for at in (index + 3, index + 5) if UNITS.get(reader.word(at), "?") in _SMALLER[large]), None)
    first, second = numerals.amount_before(reader, index), None
    if noun is not None:
        second = numerals.amount_before(reader, noun)
    if noun is None or first is None or second is None or second.first != index + 2:
        return None
    if first.number is None or second.number is None or first.half or second.half:
        return None
    begin, mod = numerals.approximated(reader, first.first, large)
    value = _value(first.number, large, second.number, UNITS[reader.word(noun)])
    return Candidate(begin, noun + 1, "DURATION", f"span {value}{mod}", "two-units")


_SUFFIXES = (("-", "long"), ("-", "old"))


def _value(number: int, large: str, rest: int, small: str) -> str:
    """(1, "h", 20, "m") is PT1H20M, (1, "Y", 3, "M") is P1Y3M, (1, "D", 2, "h") is P1DT2H."""
    first, second = f"{number}{large.upper()}", f"{rest}{small.upper()}"
    if large in "hm":
        return f"PT{first}{second}"
    return f"P{first}T{second}" if small == "h" else f"P{first}{second}"
