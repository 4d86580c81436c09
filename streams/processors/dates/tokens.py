"""A text as words, numbers and marks with their offsets: what the grammar reads."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from operator import add
from sys import intern

_TOKEN = re.compile(r"(?:[^\W\d_]+|\d+|[^\w\s]|_+)\s*")
"""With the white space behind it, so that the matches cover the text without a gap and offsets are running sums."""
_BREAK = re.compile(r"\n\s*\n")
ENDS = frozenset(".?!")


@dataclass(slots=True)
class Tokens:
    """`low[i]` is the lower-cased token at `starts[i]:ends[i]`; letters, digits and marks never share a token ("1990s"
    is two)."""

    text: str
    starts: array[int] = field(default_factory=lambda: array("I"))
    ends: array[int] = field(default_factory=lambda: array("I"))
    low: list[str] = field(default_factory=list)

    def word(self, index: int) -> str:
        """The lower-cased token, "" outside the text."""
        return self.low[index] if 0 <= index < len(self.low) else ""

    def raw(self, index: int) -> str:
        return self.text[self.starts[index] : self.ends[index]] if 0 <= index < len(self.low) else ""

    def capital(self, index: int) -> bool:
        return 0 <= index < len(self.low) and self.text[self.starts[index]].isupper()

    def tight(self, index: int) -> bool:
        """Does the token follow the one before without a space?"""
        return 0 < index < len(self.low) and self.ends[index - 1] == self.starts[index]

    def broken(self, index: int) -> bool:
        """Does a paragraph begin with this token?"""
        return (
            index <= 0
            or index >= len(self.low)
            or _BREAK.search(self.text, self.ends[index - 1], self.starts[index]) is not None
        )

    def opens(self, index: int) -> bool:
        """Is the token the first word of a sentence or quotation?"""
        before = self.word(index - 1)
        return (
            self.broken(index)
            or before in ENDS
            or before in '"“‘:;—_'
            or (before in "”'’" and self.word(index - 2) in ENDS)
        )

    def named(self, index: int) -> bool:
        """Is the word part of a name ("News Now", "USA TODAY"), and begins no sentence or heading?"""
        if not self.capital(index) or not self.capital(index - 1) or self.opens(index):
            return False
        return not self.raw(index).isupper() or self.word(index - 1) == "usa"


@lru_cache(maxsize=1)
def tokenise(text: str) -> Tokens:
    """Cut a text into tokens, in one pass; the last text's are kept, for an article's are asked for twice."""
    begin = len(text) - len(text.lstrip())
    pieces = _TOKEN.findall(text, begin)
    words = list(map(str.rstrip, pieces))
    starts = array("I", accumulate(map(len, pieces), initial=begin))[: len(words)]
    low = list(map(intern, "\n".join(words).lower().split("\n"))) if words else []
    return Tokens(text, starts, array("I", map(add, starts, map(len, words))), low)


def number(word: str) -> int | None:
    """The value of a run of at most nine ASCII digits."""
    return int(word) if word.isascii() and word.isdigit() and len(word) <= 9 else None
