"""Counts as the view compares them: what is counted in one word, bounds as decimals, and where two counts contradict
one another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import Final

from streams.processors.text.lists import read_list

Bounds = tuple[Decimal | None, Decimal | None]

TENTH: Final = Decimal(10)
"""A count told as "about" is taken to hold for a tenth on either side when it is compared; it is never printed so."""
_SAME: Final = {
    form: line.partition("|")[0] for line in read_list(str(Path(__file__)), "counted.txt") for form in line.split("|")
}
CASUALTIES: Final = frozenset(["casualties", "dead", "injured"])
"""What is counted of an event and not of a side."""
_EMPTY_WORDS: Final = frozenset(
    [
        "a",
        "along",
        "and",
        "around",
        "at",
        "from",
        "in",
        "into",
        "its",
        "near",
        "of",
        "on",
        "onto",
        "outside",
        "over",
        "some",
        "the",
        "their",
        "to",
        "toward",
        "towards",
        "with",
        "within",
    ]
)
_WORD: Final = re.compile(r"[^\W_]+")


@lru_cache(maxsize=4096)
def thing(what: str) -> str:
    """What is counted under its usual word.

    >>> thing("soldiers"), thing("embassy staff")
    ('troops', 'embassy staff')
    """
    plain = " ".join(what.casefold().split())
    return _SAME.get(plain) or _SAME.get(plain.rpartition(" ")[2]) or plain


@lru_cache(maxsize=4096)
def place_words(place: str | None) -> frozenset[str]:
    """The words that tell a place apart: near the Ukrainian border and along Ukraine's borders are the border of
    Ukraine.

    Adjectives and plurals are cut to their stems, which need not be words.
    """
    found = (_stem(word) for word in _WORD.findall((place or "").casefold().replace("’s", "").replace("'s", "")))
    return frozenset(word for word in found if word not in _EMPTY_WORDS)


def _stem(word: str) -> str:
    for ending in ("ians", "ian", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending) + ("e" if ending.startswith("ian") else "")
    return word


def decimal(value: str | None) -> Decimal | None:
    """A decimal string as a number, None if it is none."""
    try:
        number = Decimal(value) if value is not None else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None


@lru_cache(maxsize=4096)
def told_bounds(value: str | None, low: str | None, high: str | None, qualifier: str) -> Bounds:
    """The least and greatest count that the words allow, None where they are open."""
    number = decimal(value)
    if number is None:
        return decimal(low), decimal(high)
    if qualifier in ("at_least", "more_than"):
        return number, None
    if qualifier in ("at_most", "less_than"):
        return None, number
    return number, number


@lru_cache(maxsize=4096)
def compared_bounds(bounds: Bounds, qualifier: str) -> Bounds:
    """The bounds within which another count does not contradict this one."""
    low, high = bounds
    if qualifier == "exact" or low is None or high is None or qualifier == "range":
        return bounds
    return low - low / TENTH, high + high / TENTH


def spread(bounds: Sequence[Bounds]) -> list[str] | None:
    """The least and the greatest number told, as decimal strings."""
    numbers = [number for pair in bounds for number in pair if number is not None]
    return [format(min(numbers), "f"), format(max(numbers), "f")] if numbers else None


def nested(sets: Iterable[frozenset[str]]) -> dict[frozenset[str], int]:
    """Places in groups: those of which one holds all words of the other, and through them all others. No words at all
    is a place of
    its own."""
    groups: list[set[frozenset[str]]] = []
    for each in sorted(set(sets), key=sorted):
        near = [group for group in groups if each and any(each <= other or other <= each for other in group if other)]
        groups = [group for group in groups if group not in near]
        groups.append({each}.union(*near))
    return {each: number for number, group in enumerate(groups) for each in group}
