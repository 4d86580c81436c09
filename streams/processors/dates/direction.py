"""Does tense or modality put a date before or after the anchor?"""

from __future__ import annotations

from typing import Literal

from streams.processors.dates.lexicon import AHEAD, BEHIND, CLASSES
from streams.processors.dates.tokens import Tokens

Direction = Literal["past", "future"]

_LEFT, _RIGHT = 14, 8
_PREPOSITIONS = CLASSES["before-date"]
_CERTAIN = frozenset({"will", "ll", "shall"})
_WITH_TO = frozenset({"set", "slated"})
_OBLIGED = frozenset({"are", "going", "has", "have", "is"})
_STOPS = frozenset(".?!;")


def direction(tokens: Tokens, first: int, last: int) -> Direction | None:
    """The tense of the verb that governs the tokens `first` to `last`: the nearest before them in the sentence, else
    the next one after them where
    they open a clause ("On Monday, the ministers will meet")."""
    found = _left(tokens, first)
    if found is not None:
        return found
    begin = first
    while tokens.word(begin - 1) in _PREPOSITIONS:
        begin -= 1
    return _right(tokens, last) if tokens.opens(begin) else None


def tense(tokens: Tokens, first: int) -> Literal["perfect", "past", "future"] | None:
    """Like `direction`, before the token only, and with the perfect ("has", "have been") told apart from the past."""
    for index in range(first - 1, max(first - _LEFT, -1), -1):
        word = tokens.low[index]
        if word in _STOPS and not tokens.tight(index + 1):
            return None
        if word in ("has", "have", "ve") and tokens.word(index + 1) != "to":
            return "perfect"
        sense = _sense(tokens, index, word)
        if sense is not None and not _participle(tokens, index, word):
            return sense
    return None


def _participle(tokens: Tokens, index: int, word: str) -> bool:
    """Does an auxiliary before the word make it one ("has deployed", "have long been warned")?"""
    return word == "been" or any(tokens.word(index - back) in ("has", "have", "ve", "been") for back in (1, 2))


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
            return sense if sense == "past" or word in _CERTAIN else None
    return None


def _sense(tokens: Tokens, index: int, word: str) -> Direction | None:
    after = tokens.word(index + 1)
    if word in AHEAD:
        if tokens.word(index - 1) == "been" and tokens.word(index - 2) == "had":
            return "past"
        if word.endswith("ed") and "had" in (tokens.word(index - 1), tokens.word(index - 2)):
            return "past"
        if word in _WITH_TO and after not in ("to", "for"):
            return None
        return None if word in ("may", "might") and tokens.capital(index) else "future"
    if (
        (word in _OBLIGED and after == "to")
        or (word == "ahead" and after == "of")
        or (word == "early" and after == "as")
    ):
        return "future"
    if word in BEHIND:
        return "past"
    if word.endswith("ed") and len(word) > 4:
        return None if tokens.word(index - 1) == "be" else "past"
    return None
