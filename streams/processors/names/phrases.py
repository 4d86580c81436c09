"""Resolves the noun phrase of a speaker to its canonical name: "the minister", "Oslo", "three US officials", "he"."""

from __future__ import annotations

import re

from streams.processors.found import Offsets
from streams.processors.names.cast import Cast
from streams.processors.names.descriptions import REGIONS, describe
from streams.processors.names.lexicon import BODY_NOUNS, REFERENCES, government_of, role_in, words_of
from streams.processors.names.memory import PRONOUNS, Memory
from streams.processors.names.mention import Actor, Mention
from streams.processors.names.resolved import UNKNOWN, Resolved

INDEFINITE = words_of("indefinite.txt")
_CUT = re.compile(
    r",(?!\d)|;|\(| [-–—] |\s(?:of|for|from|at|in|to|with|on|by|who|which|that|whose|familiar|close|speaking|"
    r"citing|when|after|during|told)\b"
)
_TRAILING = re.compile(
    r"\s+(?:(?:this|last|next|earlier|late|early|on|also|again|yesterday|today|later|then|himself|herself|"
    r"likewise|too|meanwhile)\b.*|[a-z]+ly|\w+day)$"
)
_JOINT = re.compile(r" (?:and|&|as well as|along with|together with) ")
_AND = re.compile(r",? (?:and|&|as well as|along with|together with) |, ")
_DEFINITE = frozenset(["its", "that", "the", "their", "this"])
_DOCUMENTS = words_of("documents.txt")
_PLURALS = words_of("plural_sources.txt")


def resolve_phrase(cast: Cast, span: Offsets, memory: Memory) -> Resolved:
    """The canonical speaker of the words at `span`; unknown where they name nobody."""
    plain = _plain_name(cast, span) or _antecedent(cast, span)
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
        members = [_single(cast, part, memory) for part in parts]
        if any(member.method != "unnamed" for member in members):
            return _joint(members)
    return _single(cast, (start, end), memory)


def _antecedent(cast: Cast, span: Offsets) -> Resolved | None:
    """ "the orders of | Ole Berg, who": the person named right before "who"."""
    start, end = span
    if not cast.text.endswith(" who", start, end):
        return None
    mentions = cast.within(start, end)
    if not mentions or not mentions[-1].actor or mentions[-1].actor.kind != "person":
        return None
    stop = end - len("who")
    return _named(cast, mentions[-1], mentions[-1].end) if not cast.text[mentions[-1].end : stop].strip(" ,") else None


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
    """The members of a joint speaker, "the US, Britain and Nato"; one part where the comma or "and" joins no
    speakers.
    """
    text = cast.text
    if not _JOINT.search(text, start, end):
        return [(start, end)]
    head_end = _head_end(cast, start, end, commas=False)
    cuts = [m for m in _AND.finditer(text, start, head_end) if not _inside_name(cast, m.start(), start)]
    if not any(m.group().strip(", ") for m in cuts):
        return [(start, end)]
    bounds = [start, *(m.end() for m in cuts)]
    ends = [*(m.start() for m in cuts), head_end]
    parts = [(a, b) for a, b in zip(bounds, ends, strict=True) if b > a]
    return parts if all(_may_speak(cast, part) for part in parts) else [(start, end)]


def _may_speak(cast: Cast, part: Offsets) -> bool:
    """A member of a joint speaker has a name or a plural noun of its own: not "foreign" in "foreign and defence
    ministers".
    """
    mentions = cast.within(*part)
    if any(m.end == part[1] and m.actor for m in mentions):
        return True
    last = cast.text[part[0] : part[1]].rsplit(None, 1)[-1].lower()
    return last in _PLURALS or last.endswith("s") or last in REFERENCES or last in BODY_NOUNS or last in PRONOUNS


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
    document = _author(cast, start, head_end, end) or _known_document(cast, start, end, memory)
    if document:
        return document
    described = _covering(cast, start, head_end)
    if described is None and head_end < end:
        described = _appositive(cast, head_end, end) or _behind_office(cast, head_end, end)
    if described and described.actor:
        return Resolved(described.actor.name, "name", described.title or described.actor.role, (described.actor,))
    described_as = describe(cast, (start, head_end), end, memory)
    return described_as if any(c.isalpha() for c in described_as.name or "") else UNKNOWN


def _author(cast: Cast, start: int, head_end: int, end: int) -> Resolved | None:
    """Whose paper it is: "a note from | the US Mission", "Oslo's | statement"."""
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


def _known_document(cast: Cast, start: int, end: int, memory: Memory) -> Resolved | None:
    """ "the statement" speaks for the one who spoke last."""
    words = cast.text[start:end].lower().split()
    if len(words) != 2 or words[0] not in _DEFINITE or words[1] not in _DOCUMENTS:
        return None
    for _, name, actors in memory.speakers_before(start):
        return Resolved(name, "carried", _role(actors), actors)
    return None


def _named(cast: Cast, mention: Mention, head_end: int) -> Resolved | None:
    """The head is the name itself; a nationality alone stands for the government ("Danish demands")."""
    rest = cast.text[mention.end : head_end]
    if rest.strip(" .'’s\u200b"):
        return None
    actor = mention.actor
    if actor is None:
        if mention.kind == "adjective" and mention.state:
            return Resolved(government_of(mention.state), "metonym")
        return Resolved(cast.text[mention.start : mention.end], "name") if mention.kind == "thing" else None
    if actor.kind == "group" and mention.name.lower() in REGIONS:
        return None
    metonym = mention.kind in ("state", "capital", "people")
    role = actor.role if mention.role_kind == "courtesy" else mention.title or actor.role
    return Resolved(actor.name, "metonym" if metonym else "name", role, (actor,))


def _covering(cast: Cast, start: int, end: int) -> Mention | None:
    """The person whose title or appositive these words are: "Norway's foreign minister" after "Nils Berg, "."""
    for mention in cast.within(max(0, start - 60), end + 60):
        if (
            mention.actor
            and mention.phrase_start <= start + len("the ")
            and end <= mention.phrase_end
            and mention.kind == "person"
        ):
            return mention
    return None


def _appositive(cast: Cast, start: int, end: int) -> Mention | None:
    """The name after the comma: "the French foreign minister, | Anne-Marie Roux"."""
    if cast.text[start : start + 2] != ", ":
        return None
    mentions = cast.within(start + 2, end)
    return mentions[0] if mentions and mentions[0].phrase_start == start + 2 and mentions[0].kind == "person" else None


def _behind_office(cast: Cast, start: int, end: int) -> Mention | None:
    """ "the ambassador to Norway, | Ann Lund": the person whose name ends the phrase behind a comma."""
    for mention in cast.within(start, end)[-1:]:
        actor, before = mention.actor, cast.text[mention.start - 2 : mention.start]
        if actor and actor.kind == "person" and before == ", " and not cast.text[mention.end : end].strip(" ,"):
            return mention
    return None


def _role(actors: tuple[Actor, ...]) -> str | None:
    return actors[0].role if actors else None
