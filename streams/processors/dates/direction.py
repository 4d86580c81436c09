"""Does tense or modality put a date before or after the anchor?"""

from __future__ import annotations

from typing import Literal

from streams.processors.dates.lexicon import AHEAD, BEHIND, CLASSES, WEEKDAYS
from streams.processors.dates.tokens import Tokens

Direction = Literal["past", "future"]

_LEFT, _RIGHT = 14, 8
_HABIT = 14
_SUBJECT = 5
_PREPOSITIONS = CLASSES["before-date"]
_CERTAIN = frozenset({"will", "ll", "shall"})
_WITH_TO = frozenset({"set", "slated"})
_THIRD = CLASSES["present-third"]
_PLURAL = CLASSES["present-plural"]
_PROGRESSIVE = CLASSES["present-progressive"]
_MOTION = CLASSES["present-motion"]
_MOTION_PLURAL = CLASSES["present-motion-plural"]
_WHO = frozenset({"that", "which", "who"})
_NO_NOUNS = frozenset({"as", "his", "its", "s", "this", "was", "is", "has", "does"})
_BE = frozenset({"are", "be", "is", "re", "s"})
_OBLIGED = frozenset({"are", "going", "has", "have", "is"})
_STOPS = frozenset(".?!;")
_PASSIVE = frozenset({"be", "being", "get", "getting"})
_BEFORE_BASE = frozenset({"ll", "shall", "to", "will"})
_BASE_AS_PAST = CLASSES["base-as-past"]
_NEVER_PAST = CLASSES["never-past"]


def direction(tokens: Tokens, first: int, last: int) -> Direction | None:
    """The tense of the verb that governs the tokens `first` to `last`: the nearest before them in the sentence, else
    the next one after them where
    they open a clause ("On Monday, the ministers will meet")."""
    found = _left(tokens, first)
    if found is not None:
        return found
    if "starting" in (tokens.word(first - 1), tokens.word(first - 2)):
        return "future"
    begin = first
    while tokens.word(begin - 1) in _PREPOSITIONS:
        begin -= 1
    clause = tokens.opens(begin) or (tokens.word(begin - 1) == "," and tokens.word(last) == ",")
    return _right(tokens, last) if clause else _after_subject(tokens, last)


def _after_subject(tokens: Tokens, last: int) -> Direction | None:
    """Does "will" follow a subject that holds the date ("The November elections will decide")?"""
    for index in range(last, min(last + _SUBJECT, len(tokens.low))):
        word = tokens.low[index]
        if word in _STOPS or word in '"“”,':
            return None
        if _sense(tokens, index, word) is not None:
            return "future" if word in _CERTAIN else None
    return None


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


def habitual(tokens: Tokens, first: int) -> bool:
    """Does the sentence tell what is done every year ("usually call up in March or April")?"""
    for index in range(first - 1, max(first - _HABIT, -1), -1):
        word = tokens.low[index]
        if word in _STOPS and not tokens.tight(index + 1):
            return False
        if word in CLASSES["habit"]:
            return True
    return False


def _participle(tokens: Tokens, index: int, word: str) -> bool:
    """Does an auxiliary before the word make it one ("has deployed", "have long been warned")?"""
    return word == "been" or any(tokens.word(index - back) in ("has", "have", "ve", "been") for back in (1, 2))


def _left(tokens: Tokens, first: int) -> Direction | None:
    for index in range(first - 1, max(first - _LEFT, -1), -1):
        word = tokens.low[index]
        if word in _STOPS and _ends_sentence(tokens, index):
            return None
        if word == "back" and index >= first - 3 and tokens.word(index + 1) in ("in", "on"):
            return "past"
        if word == "to" and _deadline(tokens, index, first):
            return "future"
        sense = _sense(tokens, index, word)
        if sense is not None:
            return sense
    return None


def _ends_sentence(tokens: Tokens, index: int) -> bool:
    """Does a capital follow the mark, and is it no stop of a title or of one letter ("Gov. Brown", "3 p.m. Sunday")?"""
    if tokens.tight(index + 1) or not tokens.capital(index + 1):
        return False
    before = tokens.word(index - 1)
    abbreviated = (len(before) == 1 and before.isalpha()) or before in CLASSES["title"]
    return not (tokens.low[index] == "." and tokens.tight(index) and abbreviated)


def _deadline(tokens: Tokens, index: int, first: int) -> bool:
    """Is it the "to" of "urged them to leave by Friday", "agreed to wait until Monday"?"""
    if tokens.word(first - 1) not in ("by", "until") or not tokens.word(index + 1).isalpha():
        return False
    before = tokens.word(index - 1)
    return before in CLASSES["before-infinitive"] or (before not in BEHIND and not before.endswith("ed"))


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
        or (word == "likely" and after == "to" and tokens.word(index - 1) in _BE)
        or (word in ("has", "have") and after == "until")
        or (word == "ahead" and after == "of")
        or (word == "early" and after == "as")
    ):
        return "future"
    if _scheduled(tokens, index, word):
        return "future"
    if word in BEHIND:
        return None if _infinitive(tokens, index, word) else "past"
    if word.endswith("ed") and len(word) > 4 and not word.startswith("un"):
        return None if _no_past(tokens, index, word) else "past"
    return None


def _infinitive(tokens: Tokens, index: int, word: str) -> bool:
    """Is the form no past here: "will be told", "to have talks", "could cut"?"""
    before = tokens.word(index - 1)
    if word in ("had", "has", "have", "having"):
        return word == "have" and before in _BEFORE_BASE
    return before == "be" or (word in _BASE_AS_PAST and (before in _BEFORE_BASE or before in AHEAD))


def _no_past(tokens: Tokens, index: int, word: str) -> bool:
    """Is a word in -ed no verb of its own: "will be held", "United States", "Russian-backed", "the armed forces"?"""
    before = tokens.word(index - 1)
    if before in _PASSIVE or word in _NEVER_PAST:
        return True
    if tokens.capital(index) and not tokens.opens(index):
        return True
    return before == "-" and tokens.tight(index)


def _scheduled(tokens: Tokens, index: int, word: str) -> bool:
    """Is it a present that speaks of a plan: "talks begin", "the trial resumes", "which opens", "they are meeting",
    "a summit to be held", "the vote is on"?"""
    before, after = tokens.word(index - 1), tokens.word(index + 1)
    if word in _THIRD or (word == "kicks" and after == "off"):
        return True
    if word in ("get", "gets"):
        return after in ("under", "underway")
    if word in _MOTION:
        return after in ("for", "to")
    if word in _PLURAL or (word in _MOTION_PLURAL and after in ("for", "to")):
        return tokens.capital(index - 1) or (before.endswith("s") and before not in _NO_NOUNS) or before in _WHO
    if word in _PROGRESSIVE:
        return before in _BE
    if word == "taking":
        return before in _BE and after == "place"
    if word in ("is", "are"):
        return after in WEEKDAYS or (after == "on" and tokens.word(index + 2) in WEEKDAYS)
    if word == "be" and before == "to":
        governor = tokens.word(index - 2)
        return governor not in BEHIND and governor not in AHEAD and not governor.endswith(("ed", "s"))
    return False
