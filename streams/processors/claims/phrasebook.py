"""Finds the phrases of a list in a text in one pass, each with the value that the list gives it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

Value = TypeVar("Value")
_ANY = r"[\w'-]+(?:[.,]\d+)*"  # a word or a number
_KEY = 3  # letters of a first word by which its phrases are looked up


class Phrasebook(Generic[Value]):
    """Phrases in lower case: "ignor*" matches "ignoring", a lone * any word, ? one letter, "strike|strikes" either.

    Text is to be lower case with straight apostrophes. At one place the longest phrase counts, and phrases do not
    overlap.
    """

    def __init__(self, phrases: Mapping[str, Value]) -> None:
        by_key: dict[str, list[str]] = {}
        self._values: list[Value] = []
        for number, (phrase, value) in enumerate(sorted(phrases.items(), key=lambda item: (-len(item[0]), item[0]))):
            self._values.append(value)
            by_key.setdefault(_key(phrase), []).append(rf"(?P<p{number}>{_pattern(phrase)})")
        self._patterns = {key: re.compile(rf"(?:{'|'.join(parts)})(?!\w)") for key, parts in by_key.items()}
        self._starts = re.compile(rf"(?<![\w'])(?:{by_first_letter(sorted(by_key))})")

    def find(self, lower: str, start: int, end: int) -> Iterator[tuple[int, int, Value]]:
        """Every phrase in `lower[start:end]`: its offsets and its value."""
        last = start
        for candidate in self._starts.finditer(lower, start, end):
            at = candidate.start()
            if at < last:
                continue
            match = self._patterns[candidate.group()].match(lower, at, end)
            if match and match.lastgroup:
                last = match.end()
                yield at, last, self._values[int(match.lastgroup[1:])]


def lowered(text: str) -> str:
    """`text` in lower case with straight apostrophes, character for character."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lower.replace("’", "'").replace("\u00a0", " ")


def by_first_letter(keys: list[str]) -> str:
    """Alternatives grouped by their first letter, which the matcher can tell apart at once: ab, ac, bd ->
    a(?:b|c)|b(?:d).
    """
    by_first: dict[str, list[str]] = {}
    for key in keys:
        by_first.setdefault(key[0], []).append(re.escape(key[1:]))
    return "|".join(
        f"{re.escape(first)}(?:{'|'.join(sorted(rest, key=lambda r: (-len(r), r)))})"
        for first, rest in by_first.items()
    )


def _key(phrase: str) -> str:
    key = phrase[:_KEY]
    for i, c in enumerate(key):
        if c in "*?|":
            return key[:i]
    return key


def _pattern(phrase: str) -> str:
    words = [_ANY if word == "*" else "|".join(map(_word, word.split("|"))) for word in phrase.split()]
    return r"\s".join(f"(?:{word})" if "|" in word else word for word in words)


def _word(word: str) -> str:
    return re.escape(word).replace(r"\*", r"[\w'-]*").replace(r"\?", r"\w")
