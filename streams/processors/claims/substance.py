"""Reads what a content is about: its condition, its key noun phrase."""

from __future__ import annotations

import re
from functools import lru_cache

from streams.processors.claims.tables import read_set
from streams.processors.found import Offsets

_CONDITION = re.compile(
    r"\b(?:(?:only |even )?if|unless|in case|in the event (?:of|that)|provided that|as long as|"
    r"on condition that)\b(?!,)[^,;:.“”\"\n]{3,200}"
    r"|\bShould [A-Z]?\w+ [a-z]\w+[^,;:.“”\"\n]{3,200}",
)  # fmt: skip
_WHETHER = re.compile(r"\b(?:ask|asks|asked|asking|see|know|wonder\w*|say|decide|clear|sure|certain|determine)\s+$")
_MARKS = " .,;:!?()[]{}\"'“”‘’«»…–—-"
_OPENING, _CLOSING = frozenset('(["“‘«–—'), frozenset(',;:.!?)]"”»…–—')
_INITIALS = re.compile(r"^(?:\w\.)+$")
_PLAIN_WORDS = read_set("plain_words.txt")
_TOPICAL = read_set("topical_nouns.txt")
_ABSTRACT = ("tion", "sion", "ment", "ance", "ence", "ity", "ship", "ism", "ness", "ty")
_LONGEST = 5
_CONDITIONAL = (
    "if ",
    "If ",
    "nless ",
    "in case",
    "in the event",
    "rovided that",
    "as long as",
    "on condition",
    "Should ",
)
_READ = 160  # characters of a content that are searched for its topic


def find_condition(text: str, content: tuple[Offsets, ...]) -> Offsets | None:
    """The condition under which the content holds: "if it invades Ukraine"; not the "if" of an indirect question."""
    for start, end in content:
        if not any(text.find(word, start, end) >= 0 for word in _CONDITIONAL):
            continue
        for match in _CONDITION.finditer(text, start, end):
            if not _WHETHER.search(text, max(start, match.start() - 12), match.start()):
                last = match.end()
                while text[last - 1].isspace():
                    last -= 1
                return match.start(), last
    return None


def find_topic(text: str, content: tuple[Offsets, ...]) -> str | None:
    """The noun phrase that weighs most, as written: the one with a topical or abstract noun, the longest, the first
    of equals.
    """
    start = content[0][0]
    phrases = _phrases(text, start, min(content[-1][1], start + _READ))
    if not phrases:
        return None
    best = max(phrases, key=_weight)
    return " ".join(best)


def _phrases(text: str, start: int, end: int) -> list[list[str]]:
    """Runs of words without function words and punctuation between them."""
    found: list[list[str]] = []
    run: list[str] = []
    for written in text[start:end].split():
        word, opens, closes = _read(written)
        if run and (opens or not word or len(run) == _LONGEST):
            found.append(run)
            run = []
        if word:
            run.append(word)
            if closes:
                found.append(run)
                run = []
    return [*found, run] if run else found


@lru_cache(maxsize=16384)
def _read(written: str) -> tuple[str, bool, bool]:
    """A word without the marks around it, "" where it is a function word or all marks; whether a mark opens a phrase
    before it; whether one closes the phrase behind it.
    """
    word = written.strip(_MARKS)
    plain = not word or word.lower() in _PLAIN_WORDS
    closes = written[-1] in _CLOSING and not _INITIALS.match(written)
    return "" if plain else word, written[0] in _OPENING, closes


def _weight(phrase: list[str]) -> int:
    return _weight_of_head(phrase[-1]) + min(len(phrase), 4)


@lru_cache(maxsize=16384)
def _weight_of_head(word: str) -> int:
    last = word.lower()
    topical = last in _TOPICAL or last.removesuffix("s") in _TOPICAL
    return 6 * topical + 3 * last.removesuffix("s").endswith(_ABSTRACT)
