"""Durations and sets: "two weeks", "the next couple of weeks", "two-day", "for years", "each month", "$33 million a
year"."""

from __future__ import annotations

from streams.processors.dates import numerals
from streams.processors.dates.context import Reader
from streams.processors.dates.direction import tense
from streams.processors.dates.lexicon import CLASSES, NUMBERS, UNITS
from streams.processors.dates.mention import Candidate

_PAST = frozenset({"last", "past", "previous", "preceding"})
_FUTURE = frozenset({"next", "coming"})
_OTHER = CLASSES["duration-adjective"]
_HALVES = {"C": "P50Y", "D": "PT12H", "E": "P5Y", "Y": "P6M", "h": "PT30M"}
_PLURALS = frozenset(f"{letter}s" for letter in "abcdefghijklmnopqrtuvwxyz")
_AFTER_LENGTH = frozenset({"-", "after", "ago", "before", "earlier", "later"})
_VAGUE_SIGNALS = CLASSES["before-vague-duration"]


def duration(reader: Reader, index: int) -> Candidate | None:
    """Any counted unit at `index`, or a rate; None where the unit stands alone and says nothing."""
    word = reader.word(index)
    letter = UNITS[word]
    for reading in (_every, _rate, _recent, _one_day, _and_a_half, _hyphened, _counted, _uncounted):
        found = reading(reader, index, letter)
        if found is not None:
            return found
    return None


def _every(reader: Reader, index: int, letter: str) -> Candidate | None:
    """As in "each month", "every two weeks", "every day"."""
    word = reader.word(index - 1)
    if reader.word(index) == "weekends" and word in ("at", "on"):
        return Candidate(index, index + 1, "SET", "set XXXX-WXX-WE", "every-unit")
    first = index - 2 if word in ("other", "single") else index - 1
    if reader.word(first) in ("every", "each"):
        value = "XXXX-WXX-WE" if letter == "K" else _value("2" if word == "other" else "1", letter)
        return Candidate(first, index + 1, "SET", f"set {value}", "every-unit")
    amount = numerals.amount_before(reader, index)
    if amount is None or amount.number is None or reader.word(amount.first - 1) != "every":
        return None
    return Candidate(amount.first - 1, index + 1, "SET", f"set {_value(str(amount.number), letter)}", "every-units")


def _rate(reader: Reader, index: int, letter: str) -> Candidate | None:
    """As in "fifty thousand CDs a year", "once a week", "per day"."""
    if reader.word(index).endswith("s") or reader.word(index + 1) in _AFTER_LENGTH:
        return None
    if reader.word(index - 1) == "per" and reader.tokens.word(index - 2) in CLASSES["before-rate"]:
        return Candidate(index - 1, index + 1, "SET", f"set {_value('1', letter)}", "rate")
    if reader.word(index - 1) in ("a", "an") and reader.tokens.word(index - 2) in CLASSES["before-rate"]:
        return Candidate(index - 1, index + 1, "SET", f"set {_value('1', letter)}", "rate")
    return None


def _recent(reader: Reader, index: int, letter: str) -> Candidate | None:
    """As in "recent weeks", "the coming days", "the weeks ahead"."""
    before = reader.word(index - 1)
    if not reader.word(index).endswith("s"):
        return None
    if before == "recent":
        return Candidate(index - 1, _joined(reader, index), "DATE", "ref PAST", "recent-units")
    if before in ("past", "last") and reader.word(index - 2) == "the":
        return Candidate(index - 2, _joined(reader, index), "DATE", "ref PAST", "past-units")
    if before in ("coming", "future"):
        first = index - 2 if reader.word(index - 2) == "the" else index - 1
        return Candidate(first, _joined(reader, index), "DATE", "ref FUTURE", "coming-units")
    if reader.word(_joined(reader, index)) == "ahead" and before == "the":
        return Candidate(index - 1, _joined(reader, index) + 1, "DATE", "ref FUTURE", "units-ahead")
    if before == "these" and letter == "D":
        return Candidate(index - 1, index + 1, "DATE", "ref PRESENT", "these-days")
    return None


def _joined(reader: Reader, index: int) -> int:
    """The token after "weeks" or "weeks and months"."""
    return index + 3 if reader.word(index + 1) in ("and", "or") and reader.word(index + 2) in UNITS else index + 1


def _one_day(reader: Reader, index: int, letter: str) -> Candidate | None:
    """Some day, no length of time: "will one day be"."""
    if (
        letter != "D"
        or reader.word(index - 1) != "one"
        or reader.word(index - 2) not in ("will", "would", "may", "might", "could", "can")
    ):
        return None
    return Candidate(index - 1, index + 1, "DATE", "ref FUTURE", "one-day")


def _and_a_half(reader: Reader, index: int, letter: str) -> Candidate | None:
    """As in "an hour and a half", "half a century"."""
    words = tuple(reader.word(at) for at in (index - 1, index + 1, index + 2, index + 3))
    if reader.word(index - 2) == "half" and words[0] == "-" and reader.word(index - 3) != "-" and letter in _HALVES:
        return Candidate(index - 2, index + 1, "DURATION", f"span {_HALVES[letter]}", "half-unit")
    if reader.word(index - 2) == "half" and words[0] in ("a", "an") and letter in _HALVES:
        return Candidate(index - 2, index + 1, "DURATION", f"span {_HALVES[letter]}", "half-unit")
    if words not in (("a", "and", "a", "half"), ("an", "and", "a", "half")):
        return None
    if reader.word(index + 4) == "ago" and letter == "Y":
        return Candidate(index - 1, index + 5, "DATE", "shift 0 Y mod=APPROX from shift -18 M", "ago")
    return Candidate(index - 1, index + 4, "DURATION", f"span {_halved(1, letter)}", "unit-and-a-half")


def _hyphened(reader: Reader, index: int, letter: str) -> Candidate | None:
    """As in "two-week", "8-month-old", "five year low"."""
    if reader.word(index).endswith("s"):
        return None
    if reader.word(index - 1) != "-":
        long = (reader.word(index + 1), reader.word(index + 2)) == ("-", "long") and letter in "hDWMYEC"
        return Candidate(index, index + 3, "DURATION", f"span {_value('1', letter)}", "hyphened") if long else None
    amount = numerals.amount_before(reader, index - 1)
    if amount is None or reader.word(index - 2) in ("a", "an"):
        return None
    last = index + 1
    if reader.word(last) == "-" and reader.word(last + 1) in ("old", "long"):
        if letter == "Y" and reader.word(last + 1) == "old":
            return None
        last += 2
    value = _amount(amount, letter)
    first = amount.first + 1 if amount.number is None and reader.word(amount.first) == "a" else amount.first
    return Candidate(first, last, "DURATION", f"span {value}", "hyphened")


def _counted(reader: Reader, index: int, letter: str) -> Candidate | None:
    """As in "two weeks", "the past two months", "nearly an hour", "a day"."""
    end = index
    while reader.word(end - 1) in _OTHER:
        end -= 1
    end -= _described(reader, end, index)
    amount = numerals.amount_before(reader, end)
    if amount is None or _counts_nothing(reader, amount, end, index, letter):
        return None
    first, where = _frame(reader, amount.first)
    last, mod = index + 1, ""
    if reader.word(first) not in ("the", "this", "these"):
        first, mod = numerals.approximated(reader, first, letter)
    where = where or _placed(reader, first, index)
    if (reader.word(last), reader.word(last + 1)) == ("or", "so"):
        last, mod = last + 2, " mod=APPROX"
    if not mod and amount.approximate and amount.number is not None:
        mod = " mod=APPROX"
    if not reader.word(index).endswith("s") and amount.number != 1 and reader.word(first) in ("the", "a"):
        first += 1  # an adjective: "the two day rally"
    return Candidate(
        first, last, "DURATION", f"span {_amount(amount, letter)}{' ' + where if where else ''}{mod}", "counted"
    )


def _described(reader: Reader, end: int, index: int) -> bool:
    """Does any adjective stand between the number and its unit ("several tense weeks", "three snowy days")?"""
    word, before = reader.word(end - 1), reader.word(end - 2)
    if end != index or not reader.word(index).endswith("s") or not word.isalpha() or word[-2:] in _PLURALS:
        return False
    if word in NUMBERS or word in CLASSES["plural"] or word in CLASSES["after-day"] or word in CLASSES["before-date"]:
        return False
    return before in ("few", "several", "many") or (before in NUMBERS and before not in ("one", "hundred", "thousand"))


def _amount(amount: numerals.Amount, letter: str) -> str:
    if amount.number is None:
        return _value("X", letter)
    return _halved(amount.number, letter) if amount.half else _value(str(amount.number), letter)


def _counts_nothing(reader: Reader, amount: numerals.Amount, end: int, index: int, letter: str) -> bool:
    """Is it an age, a fraction, "a moment", or "a week" where that is no length of time?"""
    after = index + 2 if reader.word(index + 1) == "-" else index + 1
    if letter == "Y" and reader.word(after) in ("old", "young"):
        return True
    if amount.number is None and (letter in "sKN" or (reader.word(end - 1) == "some" and reader.word(index) == "day")):
        return True
    if letter == "Q" and reader.word(amount.first) != "several" and _fraction(reader, amount, index):
        return True
    single = amount.number == 1 and amount.first == end - 1 and reader.word(amount.first) in ("a", "an")
    return single and not _bounded(reader, amount.first, index)


def _fraction(reader: Reader, amount: numerals.Amount, index: int) -> bool:
    """Is it no span of time: "a quarter", "three quarters of the", "some quarters"?"""
    framed = reader.word(amount.first - 1) in _PAST | _FUTURE
    return reader.word(index + 1) == "of" or (
        not framed and (amount.number == 1 or reader.word(amount.first) == "some")
    )


def _bounded(reader: Reader, first: int, index: int) -> bool:
    """Is "a week" a duration, after "within", "for" and the like, or before "later"?

    Elsewhere it is a noun ("a day of mourning") or a rate.
    """
    before, after = reader.word(first - 1), reader.word(index + 1)
    if before.isdigit():
        return False
    return before in CLASSES["before-single-duration"] or after in ("later", "after", "before", "from", "earlier")


def _placed(reader: Reader, first: int, index: int) -> str | None:
    """Where a duration without "last" or "next" lies: "two days after" and "has stood there for weeks" end at the
    anchor, "will begin in two weeks"
    begins there."""
    if reader.word(index + 1) in ("after", "since"):
        return "past"
    if reader.word(index + 1) == "away":
        return "future"
    if reader.word(index + 1) == "now" and reader.word(first - 1) == "for":
        return "past"
    before = reader.word(first - 1)
    if before not in ("for", "in", "within", "over"):
        return None
    sense = tense(reader.tokens, first - 1)
    if sense == "perfect" and before != "within":
        return "past"
    if before == "in" and _compares(reader, first - 1):
        return None
    return "future" if sense == "future" and before in ("in", "within") else None


def _compares(reader: Reader, index: int) -> bool:
    """Does a superlative before it look back over the span ("will be the largest drill in ten years")?"""
    words = [reader.tokens.word(at) for at in range(max(0, index - 8), index)]
    return any(word in ("best", "first", "least", "most", "worst") or _superlative(word) for word in words)


def _superlative(word: str) -> bool:
    return word.endswith("est") and len(word) > 5 and word not in CLASSES["no-superlative"]


def _frame(reader: Reader, first: int) -> tuple[int, str | None]:
    """Where the span begins with "the next", "the past" or "these", and where on the calendar that puts it."""
    word = reader.word(first - 1)
    if word == "last" and reader.word(first - 2) in ("will", "would", "could", "may", "might", "can", "to"):
        return first, None
    where = "past" if word in _PAST else "future" if word in _FUTURE else None
    if where or word in ("first", "final", "latest", "other", "only"):
        first -= 1
        if reader.word(first - 1) in ("the", "these", "this"):
            first -= 1
        elif where is None:
            first += 1
        return first, where
    if word in ("the", "those", "these"):
        return first - 1, None
    if word in ("in", "within"):
        return first, None
    return first, None


def _uncounted(reader: Reader, index: int, letter: str) -> Candidate | None:
    """As in "for years", "within weeks", "decades of war"."""
    if not reader.word(index).endswith("s") or letter in "msNKQH":
        return None
    if reader.word(index - 1) == "the" and reader.word(index - 2) == "over" and letter in "YEC":
        return Candidate(index - 1, index + 1, "DURATION", f"span {_value('X', letter)}", "uncounted")
    after_hours = letter == "h" and reader.word(index + 1) in ("after", "before", "later")
    if not after_hours and reader.word(index - 1) not in (("for",) if letter == "h" else _VAGUE_SIGNALS):
        return None
    last = index + 1
    if reader.word(last) in ("or", "and") and reader.word(last + 1) in UNITS:
        last += 2
    where = _placed(reader, index, last - 1)
    return Candidate(index, last, "DURATION", f"span {_value('X', letter)}{' ' + where if where else ''}", "uncounted")


def _value(number: str, letter: str) -> str:
    """("2", "W") is P2W; a decade counts as ten years, a fortnight as two weeks, a weekend as one."""
    if letter in "hms":
        return f"PT{number}{letter.upper()}"
    if letter == "F":
        return f"P{int(number) * 2}W" if number.isdigit() else "PXW"
    if letter in "EC" and number.isdigit():
        return f"P{int(number) * (10 if letter == 'E' else 100)}Y"
    if letter in "KNH":
        return f"P{number}{'D' if letter != 'H' else 'Y'}"
    return f"P{number}{letter}"


def _halved(number: int, letter: str) -> str:
    """Two and a half years are P2Y6M, a day and a half P1DT12H."""
    half = {"Y": "6M", "h": "30M", "m": "30S", "D": "T12H"}.get(letter, "")
    prefix = "PT" if letter in "hms" else "P"
    return f"{prefix}{number}{letter.upper()}{half}"
