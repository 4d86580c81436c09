"""Reads what a content is about: its condition, its key noun phrase."""

from __future__ import annotations

import re

from streams.processors.claims.tables import read_set
from streams.processors.found import Offsets

_CLAUSE = r"(?:[^,;:.“”\"\n]|(?<=\b[A-Z])\.(?=[A-Z ])){3,200}"
_CONDITION = re.compile(
    r"\b(?:(?:[Oo]nly |[Ee]ven )?[Ii]f|[Uu]nless|[Ii]n case|[Ii]n the event (?:of|that)|[Pp]rovided that|[Aa]s long as|"
    rf"[Oo]n condition that)\b(?!,){_CLAUSE}|\bShould [A-Z]?\w+ [a-z]\w+{_CLAUSE}",
)  # fmt: skip
_RESULT = re.compile(
    r"(?<=\w) (?:it|this|that|there|they|we|he|she|I|you)(?: (?:would|will|could|might|may|shall)\b|[’'](?:ll|d)\b)"
)
_TELLING = re.compile(r"\b(?:that|when|where|what|think|thinks|believe|believes|say|says|said|feel|feels|know|knows)$")
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
    "n case",
    "n the event",
    "rovided that",
    "s long as",
    "n condition",
    "Should ",
)
_READ = 160  # characters of a content that are searched for its topic


def find_condition(text: str, content: tuple[Offsets, ...]) -> Offsets | None:
    """The condition under which the content holds: "if it crosses the border"; not the "if" of an indirect question."""
    for start, end in content:
        if not any(text.find(word, start, end) >= 0 for word in _CONDITIONAL):
            continue
        for match in _CONDITION.finditer(text, start, end):
            if not _WHETHER.search(text, max(start, match.start() - 12), match.start()):
                last = _without_result(text, match.start(), match.end())
                while text[last - 1].isspace():
                    last -= 1
                return match.start(), last
    return None


def _without_result(text: str, start: int, end: int) -> int:
    """Where the condition ends: before what comes of it ("if they attack | it would mean war")."""
    for match in _RESULT.finditer(text, text.find(" ", start + 3, end) + 1 or end, end):
        if not _TELLING.search(text, start, match.start()):
            return match.start()
    return end


def find_topic(text: str, content: tuple[Offsets, ...]) -> str | None:
    """The noun phrase that weighs most, as written: the one with a topical or abstract noun, the longest, the first
    of equals.
    """
    start = content[0][0]
    best: list[str] | None = None
    most = -1
    for phrase in _phrases(text, start, min(content[-1][1], start + _READ)):
        weight = _weight(phrase)
        if weight > most:
            best, most = phrase, weight
    return " ".join(best) if best else None


def _phrases(text: str, start: int, end: int) -> list[list[str]]:
    """Runs of words without function words and punctuation between them."""
    found: list[list[str]] = []
    run: list[str] = []
    for written in text[start:end].split():
        if written in _PLAIN_WORDS:
            if run:
                found.append(run)
                run = []
            continue
        word = written if written.isalnum() else written.strip(_MARKS)
        plain = not word or word.lower() in _PLAIN_WORDS
        if run and (plain or len(run) == _LONGEST or written[0] in _OPENING):
            found.append(run)
            run = []
        if plain:
            continue
        run.append(word)
        if word is not written and written[-1] in _CLOSING and not _INITIALS.match(written):
            found.append(run)
            run = []
    return [*found, run] if run else found


def _weight(phrase: list[str]) -> int:
    last = phrase[-1].lower()
    singular = last.removesuffix("s")
    return 6 * (last in _TOPICAL or singular in _TOPICAL) + 3 * singular.endswith(_ABSTRACT) + min(len(phrase), 4)
