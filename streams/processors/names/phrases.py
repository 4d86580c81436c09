"""Resolves the noun phrase of a speaker to its canonical name: "the minister", "Moscow", "three US officials", "he"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from streams.processors.found import Offsets, SpeakerMethod
from streams.processors.names.cast import Cast
from streams.processors.names.lexicon import (
    BODY_NOUNS,
    ENTRIES,
    REFERENCES,
    Role,
    government_of,
    role_ending,
    role_in,
    words_of,
)
from streams.processors.names.memory import PRONOUNS, Memory
from streams.processors.names.mention import Actor, Mention
from streams.processors.names.spelling import fold

INDEFINITE = words_of("indefinite.txt")
GOVERNMENT_WORDS = words_of("government_words.txt")
_DETERMINERS = frozenset("the a an its his her their this that these those some several many".split())
_CUT = re.compile(
    r",|;|\(| [-–—] |\s(?:of|for|from|at|in|to|with|on|by|who|which|that|whose|familiar|close|speaking|citing|when|after|during|told)\b"
)
_TRAILING = re.compile(r"\s+(?:(?:this|last|next|earlier|late|early|on|also|again|yesterday|today|later|then|himself|herself|likewise|too|meanwhile)\b.*|\w+ly|\w+day)$")
_AND = re.compile(r",? (?:and|&|as well as|along with|together with) |, ")
_WORD = re.compile(r"[^\s,;()]+")
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Resolved:
    """A speaker: the canonical name (None if unknown), how it was found, the office told, and the actors behind the name."""

    name: str | None
    method: SpeakerMethod
    role: str | None = None
    actors: tuple[Actor, ...] = ()


UNKNOWN = Resolved(None, "unknown")


def resolve_phrase(cast: Cast, span: Offsets, memory: Memory) -> Resolved:
    """The canonical speaker of the words at `span`; unknown where they name nobody."""
    plain = _plain_name(cast, span)
    if plain:
        return plain
    start, end = _trimmed(cast.text, span)
    if start >= end:
        return UNKNOWN
    start = _past_participle(cast.text, start, end)
    low = cast.text[start:end].lower()
    if low in PRONOUNS:
        found = memory.antecedent(low, start)
        return Resolved(found[0], "pronoun", _role(found[1]), found[1]) if found else UNKNOWN
    if not low or low in INDEFINITE:
        return UNKNOWN
    parts = _parts(cast, start, end)
    if len(parts) > 1:
        return _joint([_single(cast, part, memory) for part in parts])
    return _single(cast, (start, end), memory)


def _plain_name(cast: Cast, span: Offsets) -> Resolved | None:
    """The common case: the words are one name, with or without its title."""
    mentions = cast.within(*span)
    if len(mentions) != 1 or mentions[0].end != span[1] or span[0] not in (mentions[0].start, mentions[0].phrase_start):
        return None
    return _named(cast, mentions[0], span[1])


def _trimmed(text: str, span: Offsets) -> Offsets:
    start, end = span
    end = min(end, start + 400)
    while start < end and not (text[start].isalnum() or text[start] == "["):
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in ".'’"):
        end -= 1
    trailing = _TRAILING.search(text, start, end)
    return start, trailing.start() if trailing and trailing.start() > start else end


def _past_participle(text: str, start: int, end: int) -> int:
    """Leaves out the participle of "raising | western fears", to whose right the holders of the fear stand."""
    first = text[start:end].split(" ", 1)[0]
    if not (first.endswith(("ing", "ed")) and first.islower()):
        return start
    return min(end, start + len(first) + 1)


def _parts(cast: Cast, start: int, end: int) -> list[Offsets]:
    """The members of a joint speaker, "the US, Britain and Nato"; one part where the comma or "and" joins no speakers."""
    text = cast.text
    head_end = _head_end(cast, start, end, commas=False)
    cuts = [m for m in _AND.finditer(text, start, head_end) if not _inside_name(cast, m.start(), start)]
    if not any(m.group().strip(", ") for m in cuts):
        return [(start, end)]
    bounds = [start, *(m.end() for m in cuts)]
    ends = [*(m.start() for m in cuts), head_end]
    parts = [(a, b) for a, b in zip(bounds, ends, strict=True) if b > a]
    return parts if all(_may_speak(cast, part) for part in parts) else [(start, end)]


def _may_speak(cast: Cast, part: Offsets) -> bool:
    """A member of a joint speaker has a name or a plural noun of its own: not "foreign" in "foreign and defence ministers"."""
    mentions = cast.within(*part)
    if any(m.end == part[1] and m.actor for m in mentions):
        return True
    last = cast.text[part[0] : part[1]].rsplit(None, 1)[-1].lower()
    return last in ROLE_PLURALS or last.endswith("s") or last in REFERENCES or last in BODY_NOUNS or last in PRONOUNS


def _joint(members: list[Resolved]) -> Resolved:
    names = list(dict.fromkeys(_with_owner(member, members[0]) for member in members if member.name))
    if not names:
        return UNKNOWN
    actors = tuple(actor for member in members for actor in member.actors)
    return Resolved("; ".join(names), members[0].method, members[0].role, actors)


def _with_owner(member: Resolved, first: Resolved) -> str:
    """ "its European allies", said beside the US, are "European allies of the United States"."""
    name = member.name or ""
    word, _, rest = name.partition(" ")
    if member is first or word not in ("its", "their", "his", "her") or not first.name:
        return name
    return f"{rest} of {first.name.removeprefix('Government of ')}"


def _inside_name(cast: Cast, position: int, start: int) -> bool:
    return any(m.start <= position < m.end for m in cast.within(max(start - 80, 0), position + 1))


def _head_end(cast: Cast, start: int, end: int, *, commas: bool = True) -> int:
    """Where the head of the phrase ends: before "of", "who", a comma, a parenthesis."""
    for cut in _CUT.finditer(cast.text, start, end):
        if (not commas and cut.group() == ",") or cut.start() <= start or _inside_name(cast, cut.start(), start):
            continue
        if not (cut.group().strip() in ("of", "for") and _inside_office(cast.text, start, cut.start(), end)):
            return cut.start()
    return end


def _inside_office(text: str, start: int, cut: int, end: int) -> bool:
    """Is the "of" part of an office: "the US secretary | of state"?"""
    before = text.rfind(" ", start, cut) + 1 or start
    words = text[max(start, before) : end].lower().split()
    role = role_in(words, 0, len(words)) if words else None
    return role is not None and " " in role.phrase


def _single(cast: Cast, span: Offsets, memory: Memory) -> Resolved:
    start, end = span
    low = cast.text[start:end].lower()
    if low in PRONOUNS and (found := memory.antecedent(low, start)):
        return Resolved(found[0], "pronoun", _role(found[1]), found[1])
    head_end = _head_end(cast, start, end)
    mentions = cast.within(start, head_end)
    if mentions and (named := _named(cast, mentions[-1], head_end)):
        return named
    document = _author(cast, start, head_end, end)
    if document:
        return document
    described = _covering(cast, start, head_end) or (_appositive(cast, head_end, end) if head_end < end else None)
    if described and described.actor:
        return Resolved(described.actor.name, "name", described.title or described.actor.role, (described.actor,))
    return _described(cast, _Description(cast, start, head_end, end), memory)


def _author(cast: Cast, start: int, head_end: int, end: int) -> Resolved | None:
    """Whose paper it is: "a note from | the US Mission", "Moscow's | statement"."""
    head = cast.text[start:head_end].rsplit(None, 1)
    if not head or head[-1].lower() not in _DOCUMENTS:
        return None
    linked = cast.text[head_end : head_end + 6].split()
    if linked and linked[0] in ("from", "by", "of"):
        for mention in cast.within(head_end, end)[:1]:
            return _named(cast, mention, mention.end)
    for mention in cast.within(start, head_end)[-1:]:
        if mention.actor or mention.kind == "adjective":
            return _named(cast, mention, mention.end)
    return None


def _named(cast: Cast, mention: Mention, head_end: int) -> Resolved | None:
    """The head is the name itself; a nationality alone stands for the government ("Russian demands")."""
    rest = cast.text[mention.end : head_end]
    if rest.strip(" .'’s"):
        return None
    actor = mention.actor
    if actor is None:
        if mention.kind == "adjective" and mention.state:
            return Resolved(government_of(mention.state), "metonym")
        return Resolved(cast.text[mention.start : mention.end], "name") if mention.kind == "thing" else None
    if actor.kind == "group" and mention.name.lower() in _REGIONS:
        return None
    metonym = mention.kind in ("state", "capital", "people")
    role = actor.role if mention.role_kind == "courtesy" else mention.title or actor.role
    return Resolved(actor.name, "metonym" if metonym else "name", role, (actor,))


def _covering(cast: Cast, start: int, end: int) -> Mention | None:
    """The person whose title or appositive these words are: "Russia's foreign minister" after "Sergey Lavrov, "."""
    for mention in cast.within(max(0, start - 60), end + 60):
        if mention.actor and mention.phrase_start <= start and end <= mention.phrase_end and mention.kind == "person":
            return mention
    return None


def _appositive(cast: Cast, start: int, end: int) -> Mention | None:
    """The name after the comma: "the French foreign minister, | Jean-Yves Le Drian"."""
    if cast.text[start : start + 2] != ", ":
        return None
    mentions = cast.within(start + 2, end)
    return mentions[0] if mentions and mentions[0].phrase_start == start + 2 and mentions[0].kind == "person" else None


class _Description:
    """A phrase without a name: its words in lower case, its determiner, its state, its head noun and office."""

    __slots__ = ("definite", "head", "lows", "owner", "role", "start", "state", "text", "whole_end")

    def __init__(self, cast: Cast, start: int, end: int, whole_end: int) -> None:
        self.whole_end = whole_end
        start = _with_modifiers_before(cast.text, start)
        words = _WORD.findall(cast.text[start:end])
        self.start = start
        self.text = " ".join(words)
        self.lows = [_POSSESSIVE.sub("", word).lower() for word in words]
        self.head = self.lows[-1] if self.lows else ""
        self.role: Role | None = role_ending(self.lows, len(self.lows))
        self.state: str | None = None
        self.owner: Actor | None = None
        for mention in cast.within(start, end):
            self.state = mention.state or self.state
            if mention.actor and cast.text[mention.end : mention.end + 1] in ("'", "’"):
                self.owner = mention.actor
        first = self.lows[0] if self.lows else ""
        self.definite = first in ("the", "his", "her", "its", "their", "this") or self.owner is not None


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


_DOCUMENTS = words_of("documents.txt")
_REGIONS = frozenset(["western", "european", "allied", "eastern", "arab", "baltic", "nordic"])
_QUANTITIES = frozenset("two three four five six several unnamed anonymous senior top some many unidentified former western european".split())
ROLE_PLURALS = frozenset(
    "officials leaders diplomats sources analysts experts ministers allies powers countries governments members lawmakers senators troops "
    "forces commanders authorities nations states capitals people residents politicians parties media critics observers".split()
)


def _described(cast: Cast, it: _Description, memory: Memory) -> Resolved:
    if not it.lows:
        return UNKNOWN
    if it.state and it.head in GOVERNMENT_WORDS:
        return Resolved(government_of(it.state), "metonym")
    if it.role and it.role.kind not in _ANONYMOUS and (it.definite or it.state) and it.lows[0] not in ("a", "an", "one", "another"):
        person = _person_of_office(cast, it, memory)
        if person:
            return Resolved(person.name, "title", it.role.phrase, (person,))
    if it.head in BODY_NOUNS or it.head in ("alliance", "bloc"):
        body = _body(cast, it, memory)
        if body:
            return Resolved(body.name, "title", None, (body,))
    if not it.role:
        last = [m for m in cast.within(it.start, it.whole_end) if m.kind == "person" and m.actor]
        if last and last[-1].end == it.whole_end and last[-1].actor:
            return Resolved(last[-1].actor.name, "name", last[-1].title or last[-1].actor.role, (last[-1].actor,))
    return _unnamed(it, memory)


_ANONYMOUS = frozenset(["official", "media", "expert", "citizen", "modifier"])
"""Classes of those who are seldom named first and described later."""


def _unnamed(it: _Description, memory: Memory) -> Resolved:
    """Kept as it stands without its determiner; "the official" is the official who spoke last."""
    words = it.text.split()
    if it.definite and it.role and len(words) == 2:
        for _, name, actors in memory.speakers_before(it.start):
            if not actors and name.split()[-1].lower() == it.head:
                return Resolved(name, "unnamed", it.role.phrase)
    while len(words) > 1 and words[0].lower() in ("the", "a", "an"):
        words = words[1:]
    if len(words) > 1 and it.owner:
        words[0] = _POSSESSIVE.sub("", words[0])
    name = " ".join(words)
    if name.lower() in _REGIONS:
        name = f"{name.capitalize()} governments"
    return Resolved(name, "unnamed", it.role.phrase if it.role else None)


def _person_of_office(cast: Cast, it: _Description, memory: Memory) -> Actor | None:
    """The person to whom the text gives that office: the nearest before, else the first after."""
    assert it.role
    kinds = REFERENCES.get(it.role.phrase) or REFERENCES.get(it.head) or frozenset({it.role.kind})
    if it.role.kind == "counterpart":
        kinds = frozenset({"president", "premier", "foreign", "defence", "counterpart", "minister"})
    gender = it.role.gender
    loose: Actor | None = None
    before = list(reversed(cast.people_before(it.start, back=60)))
    after = cast.within(it.start, it.start + 3000)
    for mention in [*before, *(m for m in after if m.actor and m.actor.kind == "person")]:
        actor = mention.actor
        if actor is None or (gender and actor.gender not in ("", gender)):
            continue
        fit = _fit(actor, kinds, it.state)
        if fit == 2:
            return actor
        if fit == 1 and loose is None:
            loose = actor
    return loose if it.state is None or loose is None or loose.state in (None, it.state) else None


def _fit(actor: Actor, kinds: frozenset[str], state: str | None) -> int:
    """2: office and state agree, or no state is asked for; 1: the office agrees and the state is not known; 0: another."""
    offices = [owner or actor.state for _, kind, owner in actor.roles if kind in kinds]
    if not offices:
        return 0
    if state is None or state in offices:
        return 2
    return 1 if None in offices else 0


def _body(cast: Cast, it: _Description, memory: Memory) -> Actor | None:
    """The body that the noun means: the one of that name ("Russia's foreign ministry"), else the last that ends in the noun."""
    wanted = fold(" ".join(it.lows[1:] if it.lows[0] in _DETERMINERS else it.lows))
    for mention in reversed(cast.within(max(0, it.start - 6000), it.start)):
        actor = mention.actor
        if actor is None or actor.kind != "body":
            continue
        if it.head in ("alliance", "bloc") and it.definite and actor.state is None and len(it.lows) == 2:
            return actor
        last = actor.name.rsplit(None, 1)[-1].lower()
        if last == it.head and (fold(actor.name) == wanted or len(it.lows) == 2 or (it.state and it.state == actor.state)):
            return actor
    return None


def _role(actors: tuple[Actor, ...]) -> str | None:
    return actors[0].role if actors else None
