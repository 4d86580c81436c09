"""Does tense or modality put a date before or after the anchor?"""

from __future__ import annotations

from typing import Literal

from streams.processors.dates.lexicon import AHEAD, BEHIND
from streams.processors.dates.tokens import Tokens

Direction = Literal["past", "future"]

_LEFT, _RIGHT = 18, 14
_PREPOSITIONS = frozenset({"on", "in", "by", "until", "before", "after", "this", "next", "early", "late", "from", "at", "the", "of", "and"})
_STOPS = frozenset(".?!;")


def direction(tokens: Tokens, first: int, last: int) -> Direction | None:
    """The tense of the verb that governs the tokens `first` to `last`: the nearest before them in the sentence, else the next one after them where
    they open a clause ("On Monday, the ministers will meet")."""
    found = _left(tokens, first)
    if found is not None:
        return found
    begin = first
    while tokens.word(begin - 1) in _PREPOSITIONS:
        begin -= 1
    return _right(tokens, last) if tokens.opens(begin) else None


def _left(tokens: Tokens, first: int) -> Direction | None:
    for index in range(first - 1, max(first - _LEFT, -1), -1):
        word = tokens.low[index]
        if word in _STOPS and tokens.ends[index] < tokens.starts[index + 1] and tokens.capital(index + 1):
            return None
        sense = _sense(tokens, index, word)
        if sense is not None:
            return sense
    return None


def _right(tokens: Tokens, last: int) -> Direction | None:
    for index in range(last, min(last + _RIGHT, len(tokens.low))):
        word = tokens.low[index]
        if word in _STOPS and not tokens.tight(index + 1):
            return None
        sense = _sense(tokens, index, word)
        if sense is not None:
            return sense
    return None


def _sense(tokens: Tokens, index: int, word: str) -> Direction | None:
    if word in AHEAD:
        return None if word == "may" and tokens.capital(index) else "future"
    if word in ("is", "are") and tokens.word(index + 1) == "to":
        return "future"
    if word == "going" and tokens.word(index + 1) == "to":
        return "future"
    if word in BEHIND or (word.endswith("ed") and len(word) > 4):
        return "past"
    return None
