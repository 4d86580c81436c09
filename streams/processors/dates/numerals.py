"""Numbers, years and ordinals in digits and in words, read to the right of a token or to its left."""

from __future__ import annotations

from dataclasses import dataclass

from streams.processors.dates.context import Reader
from streams.processors.dates.lexicon import APPROXIMATIONS, NUMBERS, ORDINALS
from streams.processors.dates.tokens import Tokens, number

SUFFIXES = frozenset({"st", "nd", "rd", "th"})
_LEFT_LIMIT = 7


@dataclass(frozen=True, slots=True)
class Amount:
    """`first` is its first token; `number` None where it is vague ("several"), `half` where a half is added."""

    first: int
    number: int | None
    half: bool = False
    approximate: bool = False


def ordinal(tokens: Tokens, index: int) -> tuple[int, int] | None:
    """The value of "8th", "eighth" or "8" at `index` and the token after it."""
    word = tokens.word(index)
    value = number(word)
    if value is not None:
        return (
            (value, index + 2) if tokens.word(index + 1) in SUFFIXES and tokens.tight(index + 1) else (value, index + 1)
        )
    if word == "twenty" or word == "thirty":
        after = index + 2 if tokens.word(index + 1) == "-" else index + 1
        if ORDINALS.get(tokens.word(after), 99) < 10:
            return NUMBERS[word] + ORDINALS[tokens.word(after)], after + 1
    return (ORDINALS[word], index + 1) if word in ORDINALS else None


def year(tokens: Tokens, index: int) -> tuple[int, int] | None:
    """A year in four digits or as it is spoken ("nineteen ninety-six", "two thousand"), and the token after it."""
    word = tokens.word(index)
    value = number(word)
    if value is not None:
        return (value, index + 1) if len(word) == 4 and 1000 <= value <= 2999 and not glued(tokens, index) else None
    if word in ("nineteen", "eighteen", "twenty"):
        tail = small(tokens, index + 1 if tokens.word(index + 1) != "-" else index + 2)
        if tail is not None and 10 <= tail[0] <= 99:
            return NUMBERS[word] * 100 + tail[0], tail[1]
    if word == "two" and tokens.word(index + 1) == "thousand":
        after = index + 3 if tokens.word(index + 2) == "and" else index + 2
        tail = small(tokens, after)
        return (2000 + tail[0], tail[1]) if tail is not None and tail[0] < 30 else (2000, index + 2)
    return None


def glued(tokens: Tokens, index: int) -> bool:
    """Is the number part of a longer one ("12,2014", "$2014", "2014%", "F2014")?"""
    if glued_left(tokens, index):
        return True
    after = tokens.word(index + 1)
    if not tokens.tight(index + 1):
        return after == "%"
    return (
        after in "%°@"
        or (after.isalpha() and after != "s")
        or (
            (after in ".,:/" and tokens.tight(index + 2) and tokens.word(index + 2).isdigit())
            and second_half_year(tokens, index + 1) is None
        )
    )


def second_half_year(tokens: Tokens, index: int) -> int | None:
    """The token after the second year of "2021-22", "2013/14", where `index` stands after the first."""
    first, last = number(tokens.word(index - 1)), number(tokens.word(index + 1))
    if first is None or last is None or tokens.word(index) not in ("-", "–", "/") or len(tokens.word(index + 1)) != 2:
        return None
    tight = tokens.tight(index) and tokens.tight(index + 1)
    return index + 2 if tight and last == (first + 1) % 100 else None


def glued_left(tokens: Tokens, index: int) -> bool:
    """Do a letter, a currency or a digit's mark touch the number from the left?"""
    if not tokens.tight(index):
        return False
    before = tokens.word(index - 1)
    return before.isalpha() or (before in "$£€¥#.,:+@&=/" and not _ends_word(tokens, index - 1))


def _ends_word(tokens: Tokens, index: int) -> bool:
    """Is the full stop or comma before the number that of a word ("Jan.2022", "Friday,2022")?"""
    return tokens.word(index) in ".," and tokens.tight(index) and tokens.word(index - 1).isalpha()


def small(tokens: Tokens, index: int) -> tuple[int, int] | None:
    """A number under a hundred in words ("ninety-six") and the token after it."""
    value = NUMBERS.get(tokens.word(index))
    if value is None or value > 90:
        return None
    if value >= 20:
        after = index + 2 if tokens.word(index + 1) == "-" else index + 1
        digit = NUMBERS.get(tokens.word(after), 99)
        if digit < 10:
            return value + digit, after + 1
    return value, index + 1


def amount_before(reader: Reader, end: int) -> Amount | None:
    """The number whose last token is `end - 1`: "18", "twenty four", "2 1/2", "a couple of", "a hundred", "several",
    "a", "two to three"."""
    upper = _single(reader, end)
    if upper is None or upper.number is None or reader.word(upper.first - 1) not in ("to", "or", "-", "–"):
        return upper
    lower = _single(reader, upper.first - 1)
    if (
        lower is None
        or lower.number is None
        or not 0 < upper.number - lower.number <= lower.number * 2
        or reader.word(lower.first) in ("a", "an")
    ):
        return upper
    return Amount(lower.first, lower.number, approximate=True)


def _single(reader: Reader, end: int) -> Amount | None:
    word = reader.word(end - 1)
    if word == "half" and (reader.word(end - 3), reader.word(end - 2)) == ("and", "a"):
        whole = _single(reader, end - 3)
        return None if whole is None or whole.number is None else Amount(whole.first, whole.number, half=True)
    if word == "half" and tuple(reader.word(at) for at in range(end - 6, end - 1)) == ("-", "and", "-", "a", "-"):
        whole = _single(reader, end - 6)
        return None if whole is None or whole.number is None else Amount(whole.first, whole.number, half=True)
    if word == "of" and reader.word(end - 2) in ("couple", "dozens", "tens", "hundreds", "thousands", "number"):
        return _of(reader, end - 2)
    if word in ("few", "couple", "several", "many", "some", "various"):
        return _vague(reader, end - 1)
    if word in ("a", "an"):
        return Amount(end - 1, 1)
    if number(word) is not None:
        return _digits(reader, end)
    return _words(reader, end) if word in NUMBERS else None


def _of(reader: Reader, index: int) -> Amount:
    first = index - 1 if reader.word(index - 1) in ("a", "the") else index
    if reader.word(index - 1) == "a" or reader.word(index) == "couple":
        first = index - 1 if reader.word(index - 1) == "a" else index
    return Amount(first, 2 if reader.word(index) == "couple" else None, approximate=True)


def _vague(reader: Reader, index: int) -> Amount:
    first = index - 1 if reader.word(index - 1) in ("a", "quite") else index
    return Amount(first, 2 if reader.word(index) == "couple" else None, approximate=True)


def _digits(reader: Reader, end: int) -> Amount | None:
    """As in "18", "2,500", "2 1/2", "1.5"."""
    tokens, first = reader.tokens, end - 1
    value = number(reader.word(first))
    if reader.word(first - 1) == "/" and reader.word(first - 2) == "1" and value == 2:
        whole = number(reader.word(first - 3)) if reader.word(first - 3) != "-" else number(reader.word(first - 4))
        return (
            Amount(first - 3 if reader.word(first - 3) != "-" else first - 4, whole, half=True)
            if whole is not None
            else None
        )
    if tokens.tight(first) and reader.word(first - 1) in (",", ".") and tokens.tight(first - 1):
        head = number(reader.word(first - 2))
        if head is None or value is None:
            return None
        if reader.word(first - 1) == ".":
            return Amount(first - 2, head, half=True) if reader.word(first) == "5" else Amount(first - 2, None)
        return Amount(first - 2, head * 1000 + value) if len(reader.word(first)) == 3 else None
    if tokens.tight(first) and reader.word(first - 1) in "$£€#":
        return None
    return Amount(first, value)


def _words(reader: Reader, end: int) -> Amount:
    first = end - 1
    while end - first < _LEFT_LIMIT and (_joins(reader, first - 1)):
        first -= 1
    while reader.word(first) in ("-", "and"):
        first += 1
    value = _value([reader.word(index) for index in range(first, end)])
    if reader.word(first) in ("hundred", "thousand") and reader.word(first - 1) == "a":
        first -= 1
    return Amount(first, value)


def _joins(reader: Reader, index: int) -> bool:
    """Is the token part of a number in words: one itself, a hyphen between two, or "and" after a hundred?"""
    word, before = reader.word(index), reader.word(index - 1)
    if word not in ("-", "and") or reader.word(index + 1) not in NUMBERS:
        return word in NUMBERS
    return before in ("hundred", "thousand") or (word == "-" and before in NUMBERS)


def _value(words: list[str]) -> int:
    """["two", "hundred", "and", "ten"] is 210."""
    total = part = 0
    for word in words:
        value = NUMBERS.get(word, 0)
        if value == 1000:
            total, part = total + max(part, 1) * 1000, 0
        elif value == 100:
            part = max(part, 1) * 100
        else:
            part += value
    return total + part


def approximated(reader: Reader, first: int, letter: str = "D") -> tuple[int, str]:
    """Where the span begins with "nearly", "more than" or "at least", and the modifier that it gets."""
    for length in (3, 2, 1):
        mod = APPROXIMATIONS.get(" ".join(reader.word(at) for at in range(first - length, first)))
        if mod is not None and not (reader.word(first - 1) == "over" and _spans(reader, first, letter)):
            return first - length, f" mod={mod}"
    return first, ""


def _spans(reader: Reader, first: int, letter: str) -> bool:
    """Is "over" a preposition ("evolved over three years"), not "more than" ("for over a week")?"""
    return reader.word(first) == "several" or (
        letter in "MYE" and reader.word(first - 2) not in ("for", "in", "lasted", "of")
    )
