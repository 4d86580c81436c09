"""Reads the lower-case office around a name: "US president Ada Park", "Anne-Marie Roux, the French foreign
minister,".
"""

from __future__ import annotations

import re

from streams.processors.names.lexicon import ADJECTIVES, ENTRIES, GENDERS, ROLE_HEADS, TITLE_WORDS, Role, role_ending
from streams.processors.names.mention import Mention

_APPOSITIVE = re.compile(r", (?:(?:the|a|an|his|her|one of the) )?((?:[\w.’'-]+ ){0,6}[\w’'-]+)")
_CLOSED = re.compile(r"[,.;:)]|$| (?:of|for|at|in|to|and|who|on)\b")
_SECOND_TASK = re.compile(r" and ([A-Z][\w-]+)(?: [A-Z][\w-]+)*")
_REGION = re.compile(r" in (?:the )?[A-Z]\w+")
_POSSESSIVE = ("'s", "’s", "s'", "s’")
_NO_OFFICE = frozenset(
    ["and", "but", "for", "from", "in", "of", "on", "or", "said", "says", "to", "told", "was", "were", "who", "with"]
)
_FARTHEST = 9  # words to the left of a name that may belong to its office


def read_title_before(text: str, mention: Mention) -> None:
    """Adds the office that stands in lower case right before the name: "Norway's defence minister | Nils Berg"."""
    at = mention.phrase_start
    if text[at - 1 : at] != " ":
        return
    if mention.title:
        read_possessor(text, mention)
        return
    if (
        text[text.rfind(" ", max(0, at - 30), at - 1) + 1 : at - 1].rstrip(",").rpartition("\n")[2].lower()
        not in ROLE_HEADS
    ):
        return
    words, starts = _words_before(text, at - 2 if text[at - 2 : at] == ", " else at - 1)
    role = role_ending([word.lower() for word in words], len(words))
    if not role:
        return
    mention.kind, mention.role_kind = "person", role.kind
    mention.gender = mention.gender or role.gender
    first = len(words) - role.phrase.count(" ") - 1
    while first > 0 and words[first - 1].lower() in TITLE_WORDS:
        first -= 1
    mention.title = " ".join(words[first:]).lower()
    mention.phrase_start = starts[first]
    _read_owner(words[:first], starts, mention)


def read_possessor(text: str, mention: Mention) -> None:
    """Reads the state before a capitalised office or body: "Norway's | Defense Minister Nils Berg", "Denmark's
    | Foreign Ministry".
    """
    end = mention.phrase_start - 1
    if mention.state or text[end - 2 : end] not in _POSSESSIVE:
        return
    words = text[max(0, end - 30) : end].split()
    start = end - len(words[-1]) if words else end
    known = ENTRIES.get(text[start : end - 2])
    if known:
        mention.state, mention.phrase_start = known.state, start
        if mention.kind == "body" and known.state and mention.name not in ENTRIES:
            mention.name = f"{ADJECTIVES.get(known.state, known.state)} {mention.name}"


def read_joined_tasks(text: str, mention: Mention) -> int:
    """Takes the second half into a body's name: "Organisation for Trade | and Shipping in Europe"; returns its end."""
    match = _SECOND_TASK.match(text, mention.end)
    if match and match.group(1) not in ENTRIES and match.group(1) not in GENDERS:
        organised = mention.name.startswith("Organi")
        region = _REGION.match(text, match.end()) if organised else None
        mention.end = mention.phrase_end = (region or match).end()
        mention.name = text[mention.start : mention.end]
    return mention.end


def _words_before(text: str, end: int) -> tuple[list[str], list[int]]:
    """Up to nine words that end at `end`, on one line, with their offsets; empty when the last is no office noun."""
    words: list[str] = []
    starts: list[int] = []
    while len(words) < _FARTHEST:
        start = max(text.rfind(" ", 0, end), text.rfind("\n", max(0, end - 60), end)) + 1
        word = text[start:end]
        if not word or len(word) > 40 or (not words and word.lower() not in ROLE_HEADS):
            break
        if words and not (word[-1].isalpha() or word[-1] in "’'."):
            break
        words.append(word)
        starts.append(start)
        if text[start - 1 : start] != " ":
            break
        end = start - 1
    return words[::-1], starts[::-1]


def _read_owner(words: list[str], starts: list[int], mention: Mention) -> None:
    """Reads whose office it is: "Norway's", "White House national security council", "French"."""
    i = len(words)
    while i > 0:
        word = words[i - 1]
        bare = word[:-2] if word.endswith(_POSSESSIVE) else word
        known = ENTRIES.get(bare) or (ENTRIES.get(f"{words[i - 2]} {bare}") if i > 1 else None)
        if known:
            mention.state = mention.state or known.state
            i -= 1 if bare in ENTRIES else 2
        elif word.lower() in TITLE_WORDS:
            i -= 1
        else:
            break
        mention.phrase_start = starts[i]


def read_appositive(text: str, mention: Mention) -> None:
    """Adds the office that follows between commas: "Nils Berg, Norway's foreign minister,"."""
    end = mention.end
    if text[end : end + 2] != ", ":
        return
    match = _APPOSITIVE.match(text, end, end + 120)
    if not match:
        return
    words = match[1].split()
    lows = [word.lower() for word in words]
    role, size = _first_office(lows)
    if not role or role.kind == "courtesy":
        return
    after = match.start(1) + sum(map(len, words[:size])) + size - 1
    if mention.kind != "person" and not _CLOSED.match(text, after):
        return
    words, lows = words[:size], lows[:size]
    mention.kind, mention.role_kind = "person", mention.role_kind or role.kind
    mention.title = mention.title or _office_words(lows, role.phrase)
    mention.gender = mention.gender or role.gender
    mention.phrase_end = after
    for word in words:
        known = ENTRIES.get(word[:-2] if word.endswith(_POSSESSIVE) else word)
        if known and known.state:
            mention.state = mention.state or known.state
            break


def _first_office(lows: list[str]) -> tuple[Role | None, int]:
    """The first office in the words after a comma, none where a verb or preposition comes before it, and the word
    where it ends.
    """
    for i, low in enumerate(lows):
        if low in _NO_OFFICE:
            break
        if low in ROLE_HEADS and (i + 1 == len(lows) or lows[i + 1] not in ROLE_HEADS):
            return role_ending(lows, i + 1), i + 1
    return None, 0


def _office_words(lows: list[str], phrase: str) -> str:
    first = len(lows) - phrase.count(" ") - 1
    while first > 0 and lows[first - 1] in TITLE_WORDS:
        first -= 1
    return " ".join(lows[first:])
