"""Resolves a description without a name: "the minister", "the Danish side", "three US officials"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from streams.processors.found import Offsets
from streams.processors.names.cast import Cast
from streams.processors.names.lexicon import (
    ADJECTIVES,
    BODY_NOUNS,
    ENTRIES,
    REFERENCES,
    Role,
    government_of,
    role_ending,
    words_of,
)
from streams.processors.names.memory import Memory
from streams.processors.names.mention import Actor
from streams.processors.names.resolved import UNKNOWN, Resolved
from streams.processors.names.spelling import fold

REGIONS = words_of("regions.txt")
_GOVERNMENT_WORDS = words_of("government_words.txt")
_QUANTITIES = words_of("quantities.txt")
_ANONYMOUS = frozenset(["official", "media", "expert", "citizen"])
"""Classes of those who are seldom named first and described later."""
_ALLIANCES = frozenset(["alliance", "bloc"])
_INDEFINITE_ARTICLES = frozenset(["a", "an", "one", "another"])
_DETERMINERS = frozenset(
    ["the", "a", "an", "its", "his", "her", "their", "this", "that", "these", "those", "some", "several", "many"]
)
_PLAIN_MODIFIERS = frozenset(["current", "former", "new", "own", "then", "top", "veteran"])
_WORD = re.compile(r"[^\s,;()]+")
_CLAUSE = re.compile(
    r"[,;(]| [-–—] |\s(?:who|which|that|whose|familiar|close|speaking|citing|when|after|during|told|"
    r"with|on|from|to|by)\b"
)
_POSSESSIVE = re.compile(r"['’]s?$")
_OUTLETS = frozenset(
    ["agency", "broadcaster", "channel", "daily", "magazine", "network", "newspaper", "tabloid", "website"]
)
_STATES = frozenset(["capital", "people", "state"])
_BACK = 60  # mentions of persons before the description among which its holder is looked for
_AHEAD = 3000  # characters after it
_BODIES_BACK = 6000


def describe(cast: Cast, span: Offsets, whole_end: int, memory: Memory) -> Resolved:
    """The one described at `span`: the holder of the office, the government, the body, or the words themselves.

    :param whole_end: where the phrase ends with all that qualifies its head ("the eve of ... President X").
    """
    it = _Description(cast, *span, whole_end)
    if not it.lows:
        return UNKNOWN
    if it.state and it.head in _GOVERNMENT_WORDS and not it.role:
        return Resolved(government_of(it.state), "metonym")
    named = _named_at_end(cast, it)
    if named:
        return named
    person = _person_of_office(cast, it, memory) if it.holds_office else None
    if person:
        return Resolved(person.name, "title", it.role.phrase if it.role else None, (person,))
    if it.head in BODY_NOUNS or it.head in _ALLIANCES:
        body = _body(cast, it)
        if body:
            return Resolved(body.name, "title", None, (body,))
    if not it.role:
        last = [m for m in cast.within(it.start, it.whole_end) if m.kind == "person" and m.actor]
        if last and last[-1].end == it.whole_end and last[-1].actor:
            return Resolved(last[-1].actor.name, "name", last[-1].title or last[-1].actor.role, (last[-1].actor,))
    return _unnamed(it, memory)


def _named_at_end(cast: Cast, it: _Description) -> Resolved | None:
    """ "US envoy to NATO | Ann Lund", "the Harbour Post | newspaper": the name that ends the words, or their noun."""
    mentions = cast.within(it.start, it.whole_end)
    if not mentions or not mentions[-1].actor:
        return None
    last, actor = mentions[-1], mentions[-1].actor
    if actor.kind == "media" and it.head in _OUTLETS:
        return (
            Resolved(actor.name, "name", None, (actor,))
            if cast.text[last.end : it.whole_end].strip() == it.head
            else None
        )
    before = cast.text[it.start : last.phrase_start].split()
    if actor.kind != "person" or not it.role or last.end != it.whole_end or not before:
        return None
    behind_name = before[-1][0].isupper() and before[-1][-1].isalnum() and len(before) > 1
    return Resolved(actor.name, "name", last.title or it.role.phrase, (actor,)) if behind_name else None


def _unnamed(it: _Description, memory: Memory) -> Resolved:
    """Kept as it stands without its determiner; "the official" is the official who spoke last, "the
    military" the one that did."""
    words = it.whole.split()
    if it.definite and (it.role or it.head in BODY_NOUNS) and len(words) == 2:
        for _, name, actors in memory.speakers_before(it.start):
            if not actors and name.split()[-1].lower() == it.head:
                return Resolved(name, "unnamed", it.role.phrase if it.role else None)
    while len(words) > 1 and words[0].lower() in ("the", "a", "an"):
        words = words[1:]
    words[-1:] = [_POSSESSIVE.sub("", word) for word in words[-1:]]
    if len(words) > 1 and words[0].lower() == "its" and it.state and it.role:
        words[0] = ADJECTIVES.get(it.state, it.state)
    if len(words) > 1 and it.owner:
        words[0] = _POSSESSIVE.sub("", words[0])
        if it.head in BODY_NOUNS and it.owner.kind == "state" and it.state:
            words[0] = ADJECTIVES.get(it.state, words[0])
    name = " ".join(words)
    if name.lower() in REGIONS:
        name = f"{name.capitalize()} governments"
    return Resolved(name, "unnamed", it.role.phrase if it.role else None)


def _person_of_office(cast: Cast, it: _Description, memory: Memory) -> Actor | None:
    """The person to whom the text gives that office: the nearest before, else the first after."""
    if it.role is None:
        return None
    kinds = REFERENCES.get(it.role.phrase) or REFERENCES.get(it.head) or frozenset({it.role.kind})
    other_than = _last_speaker(memory, it.start) if it.role.kind == "counterpart" else None
    loose: Actor | None = None
    for actor in _people_around(cast, it.start):
        if not _bears(actor, it.modifiers):
            continue
        if actor is other_than or (it.role.gender and actor.gender not in ("", it.role.gender)):
            continue
        fit = _fit(actor, kinds, it.state)
        if fit == 2:
            return actor
        if fit == 1 and loose is None:
            loose = actor
    return loose if it.state is None or loose is None or loose.state in (None, it.state) else None


def _bears(actor: Actor, modifiers: frozenset[str]) -> bool:
    """ "the Labour leader" is no leader of another party: the person's own offices name what the words add."""
    return not modifiers or any(modifiers <= set(title.split()) for title, _, _ in actor.roles)


def _people_around(cast: Cast, position: int) -> Iterator[Actor]:
    """The persons named before `position`, nearest first, then those named after it."""
    for mention in reversed(cast.people_before(position, back=_BACK)):
        if mention.actor:
            yield mention.actor
    for mention in cast.within(position, position + _AHEAD):
        if mention.actor and mention.actor.kind == "person":
            yield mention.actor


def _last_speaker(memory: Memory, position: int) -> Actor | None:
    """Whose counterpart "his counterpart" is."""
    return next((actors[0] for _, _, actors in memory.speakers_before(position) if actors), None)


def _fit(actor: Actor, kinds: frozenset[str], state: str | None) -> int:
    """2: office and state agree, or no state is asked for; 1: the office agrees and the state is not known; 0:
    another.
    """
    offices = [owner or actor.state for _, kind, owner in actor.roles if kind in kinds]
    if not offices:
        return 0
    if state is None or state in offices:
        return 2
    return 1 if None in offices else 0


def _body(cast: Cast, it: _Description) -> Actor | None:
    """The body that the noun means: the one of that name ("Norway's foreign ministry"), else the last that ends in
    the noun.
    """
    wanted = fold(" ".join(it.lows[1:] if it.lows[0] in _DETERMINERS else it.lows))
    for mention in reversed(cast.within(max(0, it.start - _BODIES_BACK), it.start)):
        actor = mention.actor
        if actor is None or actor.kind != "body":
            continue
        if it.head in _ALLIANCES and it.definite and actor.state is None and len(it.lows) == 2:
            return actor
        last = actor.name.rsplit(None, 1)[-1].lower()
        if last == it.head and (
            fold(actor.name) == wanted or len(it.lows) == 2 or (it.state and it.state == actor.state)
        ):
            return actor
    return None


class _Description:
    """A phrase without a name: its words in lower case, its determiner, its state, its head noun and office."""

    __slots__ = ("definite", "head", "lows", "modifiers", "owner", "role", "start", "state", "whole", "whole_end")

    def __init__(self, cast: Cast, start: int, end: int, whole_end: int) -> None:
        self.whole_end = whole_end
        start = _with_modifiers_before(cast.text, start)
        words = _WORD.findall(cast.text[start:end])
        self.start = start
        self.whole = cast.text[start : _qualified_end(cast.text, end, whole_end)]
        self.lows = [_POSSESSIVE.sub("", word).lower() for word in words]
        self.head = self.lows[-1] if self.lows else ""
        self.role: Role | None = role_ending(self.lows, len(self.lows))
        self.state: str | None = None
        self.owner: Actor | None = None
        covered: set[str] = set()
        for mention in cast.within(start, end):
            if mention.state:
                covered.update(cast.text[mention.start : mention.end].lower().split())
            self.state = mention.state or self.state
            if mention.actor and cast.text[mention.end : mention.end + 1] in ("'", "’"):
                self.owner = mention.actor
                covered.update(cast.text[mention.start : mention.end].lower().split())
        office = self.role.phrase.split() if self.role else []
        known = _DETERMINERS | _PLAIN_MODIFIERS | covered | set(office)
        self.modifiers = frozenset(low for low in self.lows if low not in known)
        first = self.lows[0] if self.lows else ""
        if first == "its" and self.state is None:
            self.state = _state_before(cast, start)
        self.definite = first in ("the", "his", "her", "its", "their", "this") or self.owner is not None

    @property
    def holds_office(self) -> bool:
        """May it mean a person named elsewhere? "the minister" may; not "a minister", not "the official"."""
        if self.role is None or self.role.kind in _ANONYMOUS or self.lows[0] in _INDEFINITE_ARTICLES:
            return False
        return self.definite or self.state is not None


def _state_before(cast: Cast, position: int) -> str | None:
    """Whose "its" is: the one state that the sentence names before."""
    begin = max(cast.text.rfind(mark, 0, position) for mark in (". ", "\n", "“"))
    states = {mention.state for mention in cast.within(max(0, begin), position) if mention.kind in _STATES}
    return states.pop() if len(states) == 1 else None


def _qualified_end(text: str, head_end: int, whole_end: int) -> int:
    """Past "of Mariupol", "in Kharkiv"; before a comma or a clause."""
    stop = _CLAUSE.search(text, head_end, whole_end)
    return stop.start() if stop else whole_end


def _with_modifiers_before(text: str, start: int) -> int:
    """Takes in the nationality and number that stand right before: "three unnamed US | officials"."""
    for _ in range(4):
        space = start - 1
        if space < 1 or text[space] != " ":
            break
        first = max(text.rfind(" ", 0, space), text.rfind("\n", 0, space)) + 1
        word = text[first:space]
        if word not in ENTRIES and word.lower() not in _QUANTITIES:
            break
        start = first
    return start
