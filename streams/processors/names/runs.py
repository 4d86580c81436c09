"""Cuts a text's capitalised runs into mentions: "US Secretary of State Ada Park Wednesday" is one person with
an office.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from streams.processors.names.lexicon import (
    BODY_NOUNS,
    ENTRIES,
    GENDERS,
    OPENERS,
    PARTICLES,
    ROLES,
    THING_NOUNS,
    TITLE_WORDS,
    Entry,
    Role,
    entry_in,
    role_in,
)
from streams.processors.names.mention import Mention, MentionKind

_UPPER = re.escape("".join(chr(c) for c in range(0x250) if chr(c).isupper())) + "\u0400-\u042f"
_ABBREVIATED = ["Gen", "Sen", "Rep", "Gov", "Lt", "Col", "Maj", "Brig", "Sgt", "Adm", "Dr", "Mr", "Mrs", "Ms", "St"]
_ABBREVIATED += ["Prof", "Capt", "Cmdr", "Rev", "Hon", "Jr", "Sr"]
_REST = (
    rf"(?:\.(?:[{_UPPER}]\.)*(?:[{_UPPER}]\b)?"
    rf"|(?:{'|'.join(sorted({title[1:] for title in _ABBREVIATED}))})\."
    rf"(?:{'|'.join(rf'(?<={title}[.])' for title in _ABBREVIATED)})"
    rf"|\w*(?:-\w+|['’](?=[{_UPPER}]|\w\w)\w+)*)"
)
"""What follows the first letter of "U.S.", "Gen.", "Jean-Yves"."""
_LINK = rf"(?: (?:of|for)(?: the)?| (?:{'|'.join(sorted(PARTICLES))})){{1,2}}"
_RUN = re.compile(rf"[{_UPPER}](?<!\w.){_REST}(?:(?:{_LINK})?[ \u00a0][{_UPPER}]{_REST})*")
"""Begins with the letter and not with the look behind it: the matcher then skips to the next capital."""
_WORD = re.compile(r"[^ \u00a0]+")
_LINKS = frozenset({"of", "for", "the"})
_CUT_SHORT = frozenset("trvlmd")  # the letter after the apostrophe of "don't", "we've"
_LONGEST = 40  # words of one run that are read: text all in capitals is no name


def runs(text: str, start: int, end: int) -> Iterator[Mention]:
    """The mentions of `text[start:end]` in order, not yet joined to actors, without lower-case titles around them."""
    for match in _RUN.finditer(text, start, end):
        last = match.end()
        if text[last : last + 1] in ("'", "’") and text[last + 1 : last + 2] in _CUT_SHORT:
            continue
        offset = match.start()
        for m in _parsed(match.group()):
            start, end = offset + m.start, offset + m.end
            yield Mention(
                start, end, m.name, m.kind, offset + m.phrase_start, end, m.title, m.role_kind, m.state, m.gender
            )


@lru_cache(maxsize=16384)
def _parsed(run: str) -> tuple[Mention, ...]:
    """The mentions of a run, offsets counted from its begin: names recur, so each run is read once and copied."""
    return tuple(_mentions(_Run(run)))


class _Run:
    """The words of one run, with their offsets and lower-case forms."""

    __slots__ = ("ends", "lows", "starts", "words")

    def __init__(self, run: str) -> None:
        found = list(islice(_WORD.finditer(run), _LONGEST))
        self.words = [m.group() for m in found]
        self.starts = [m.start() for m in found]
        self.ends = [m.end() for m in found]
        self.lows = [word.lower() for word in self.words]

    def mention(self, kind: MentionKind, first: int, last: int, *, phrase: int | None = None) -> Mention:
        name = " ".join(self.words[first:last])
        start, end = self.starts[first], self.ends[last - 1]
        return Mention(start, end, name, kind, self.starts[first if phrase is None else phrase], end)


def _mentions(run: _Run) -> Iterator[Mention]:
    at, size = 0, len(run.words)
    while at < size:
        known = entry_in(run.words, at, size)
        if not known and (run.lows[at] in OPENERS or run.lows[at] in _LINKS or run.lows[at] in PARTICLES):
            at += 1
            continue
        limit = _stretch_end(run, at, size)
        mention, at = _read(run, at, max(limit, at + (known[1] if known else 1)))
        if mention:
            yield mention


def _stretch_end(run: _Run, at: int, size: int) -> int:
    """A stretch ends before the next word that is capitalised for another reason: "Nils Berg | Friday"."""
    for i in range(at + 1, size):
        low = run.lows[i]
        if low in OPENERS and low not in _LINKS and not (low in BODY_NOUNS and run.lows[i + 1 : i + 2] == ["agency"]):
            return i
    return size


def _read(run: _Run, at: int, limit: int) -> tuple[Mention | None, int]:
    """One mention that begins at word `at`, and the word after it."""
    known = entry_in(run.words, at, limit)
    if known and at + known[1] == limit:
        return _known_mention(run, at, limit, known[0]), limit
    body_end = _body_end(run, at, limit)
    if body_end:
        return _body_mention(run, at, body_end), body_end
    office = _Office(run, at, limit)
    first = office.end
    last = _name_end(run, first, limit)
    if first == last or (known and first == at + known[1] and not _joins(run, at, last)):
        if known:
            return _known_mention(run, at, at + known[1], known[0]), at + known[1]
        return None, max(last, office.end, at + 1)
    if known and first == at + known[1]:
        first = at
    return _named(run, first, last, phrase=at, office=office), last


def _joins(run: _Run, at: int, last: int) -> bool:
    """Is a state's name in front part of a longer name? Yes in "Jordan Peterson" and "Paris Climate Accords", not in
    "Norway Lund".
    """
    return run.words[at] in GENDERS or run.lows[last - 1] in THING_NOUNS


def _body_end(run: _Run, at: int, limit: int) -> int:
    """The end of an organisation's name that begins at `at`: "Danish Foreign Ministry", "Institute for the Study of
    War", else 0.
    """
    for i in range(at, min(limit, at + 7)):
        low = run.lows[i]
        if low in _LINKS or low in PARTICLES:
            return 0
        if low not in BODY_NOUNS:
            continue
        after = run.lows[i + 1] if i + 1 < limit else ""
        if after in _LINKS:
            return _tail_end(run, i + 1, limit)
        if i + 1 == limit or after in PARTICLES:
            return i + 1
        if after not in BODY_NOUNS:
            role = role_in(run.lows, i + 1, limit)
            return 0 if role or after in TITLE_WORDS or run.words[i + 1] in GENDERS else (i + 1 if i > at else 0)
    return 0


def _tail_end(run: _Run, link: int, limit: int) -> int:
    """Past "of Foreign Affairs", stopping before an office or a given name."""
    i = link
    while i < limit and (run.lows[i] in _LINKS or (run.words[i] not in GENDERS and run.lows[i] not in ROLES)):
        i += 1
    while run.lows[i - 1] in _LINKS:
        i -= 1
    return i


class _Office:
    """The office in front of a name, read from word `at`: states, bodies, title words and roles in any order.

    "White House National Security Council Spokesperson | Ada Park": `end` is the word where the name begins.
    """

    __slots__ = ("end", "role", "state", "title")

    def __init__(self, run: _Run, at: int, limit: int) -> None:
        self.role: Role | None = None
        self.state: str | None = None
        self.end = at
        first: int | None = None
        while self.end < limit:
            size = self._step(run, limit)
            if not size:
                break
            if first is None and entry_in(run.words, self.end, limit) is None:
                first = self.end
            self.end += size
        self.title = (
            " ".join(map(_uncapitalised, run.words[first if first is not None else at : self.end]))
            if self.role
            else None
        )

    def _step(self, run: _Run, limit: int) -> int:
        at = self.end
        role = role_in(run.lows, at, limit)
        if role:
            self.role = role
            return role.phrase.count(" ") + 1
        if run.lows[at] in ("of", "for") and self.role and at + 1 < limit:
            after = at + 2 if run.lows[at + 1] == "the" and at + 2 < limit else at + 1
            known = entry_in(run.words, after, limit)
            if not known:
                return 0
            self.state = known[0].state
            return after - at + known[1]
        known = entry_in(run.words, at, limit)
        if known and not (self.role and run.words[at] in GENDERS):
            self.state = known[0].state or self.state
            return known[1]
        low = run.lows[at]
        return 1 if low in TITLE_WORDS or (low in BODY_NOUNS and at + 1 < limit) else 0


def _uncapitalised(word: str) -> str:
    return word if word in ENTRIES or word.isupper() else word.lower()


def _name_end(run: _Run, first: int, limit: int) -> int:
    """The end of the name that begins at `first`: before "of", "for", or a second office."""
    i = first
    while i < limit and run.lows[i] not in _LINKS:
        if i > first + 1 and run.lows[i] in ROLES and run.lows[i] not in GENDERS:
            break
        i += 1
    while i > first and run.lows[i - 1] in PARTICLES:
        i -= 1
    return i


def _given_name(run: _Run, first: int, last: int) -> int:
    """Where the person's name begins behind two words of the office: "(for Europe and) North America Ada Park"."""
    at = last - 2
    if at - first != 2 or run.words[at] not in GENDERS or not GENDERS.keys().isdisjoint(run.words[first:at]):
        return first
    return at


def _known_mention(run: _Run, at: int, end: int, entry: Entry) -> Mention:
    mention = run.mention(entry.kind, at, end)
    mention.name, mention.state = sys.intern(entry.name), entry.state
    return mention


def _body_mention(run: _Run, at: int, end: int) -> Mention:
    mention = run.mention("body", at, end)
    known = entry_in(run.words, at, end)
    mention.state = known[0].state if known else None
    return mention


def _named(run: _Run, first: int, last: int, *, phrase: int, office: _Office) -> Mention:
    first = _given_name(run, first, last)
    mention = run.mention("name", first, last, phrase=phrase)
    mention.state = office.state
    given = run.words[first]
    if office.role:
        mention.kind, mention.title = "person", office.title
        mention.role_kind, mention.gender = office.role.kind, office.role.gender
    elif run.lows[last - 1] in THING_NOUNS:
        mention.kind = "thing"
    elif given in GENDERS and last - first > 1:
        mention.kind = "person"
    mention.gender = mention.gender or GENDERS.get(given, "")
    return mention
