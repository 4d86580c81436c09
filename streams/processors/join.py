"""Joins what an article calls people and matters to what the standoff's definition knows: actors, parties, issues.

Pure and memoised. The view and `standoff extract` apply the same join, so a changed definition needs no new reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from schemas.definition import Definition, KnownActor, Party
from streams.processors.names.lexicon import BODY_NOUNS, ENTRIES
from streams.processors.names.spelling import fold

ActorKind = Literal["person", "body", "government", "unnamed"]

MEMORY: Final = 4096
_LEADING: Final = re.compile(r"^(?:the|a|an|mr|mrs|ms|dr)\.?\s+", re.IGNORECASE)
_GOVERNMENT: Final = re.compile(r"^(?:the )?government of (?:the )?", re.IGNORECASE)
_ARTICLE: Final = re.compile(r"^the\s", re.IGNORECASE)
_APART: Final = re.compile(
    r"\b(?:all(?:y|ies)|backers?|critics?|enem(?:y|ies)|foes?|friends?|neighbou?rs?|opponents?|partners?|rivals?|"
    r"supporters?) (?:of|to)\b",
    re.IGNORECASE,
)
"""Who is told by a side that he is not of: "allies of Sudia"."""
_WORD: Final = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_PARTS: Final = re.compile(r"\s*;\s*")


@dataclass(frozen=True, slots=True)
class ActorRef:
    """Who is meant.

    :ivar key: equal for all spellings of one actor.
    :ivar name: the definition's name; None where the definition does not know the actor.
    :ivar form: the name as the article has it.
    """

    key: str
    name: str | None
    form: str
    party: str | None
    kind: ActorKind
    role: str | None = None


class Join:
    """The lookups of one definition."""

    def __init__(self, definition: Definition) -> None:
        self.definition = definition
        self._known = _known_actors(definition.actors)
        self._parties = _party_names(definition.parties)
        self._offices = _office_holders(definition)
        self._mentions = _any_of(_mention_forms(definition.parties))
        self._by_mention = {form: party.name for party in definition.parties for form in _forms(party)}
        self._issues = [(issue.name, _any_of_words(issue.words)) for issue in definition.issues]
        self._any_issue = _any_of_words({word for issue in definition.issues for word in issue.words})
        self.actor = lru_cache(maxsize=MEMORY)(self._actor)
        self.actors = lru_cache(maxsize=MEMORY)(self._actors)
        self.issues = lru_cache(maxsize=MEMORY)(self._matching_issues)
        self.parties_in = lru_cache(maxsize=MEMORY)(self._parties_in)

    def _actors(self, names: str | None, *, unnamed: bool = False) -> tuple[ActorRef, ...]:
        """Every actor of a name that may hold several ("Government of the United States; Nato"), in its order."""
        parts = _PARTS.split(names) if names else ()
        return tuple(self.actor(part, unnamed) for part in parts if part.strip())

    def _actor(self, name: str, unnamed: bool = False) -> ActorRef:
        plain = _plain(name)
        key = actor_key(plain)
        known = self._known.get(key) or self._offices.get(plain.casefold())
        if known is not None:
            return ActorRef(actor_key(known.name), known.name, name, known.party, known.kind, known.role)
        party = self._parties.get(actor_key(_GOVERNMENT.sub("", plain)))
        if party is not None:
            return ActorRef(actor_key(party), party, name, party, "government")
        if _GOVERNMENT.match(plain):
            country = _GOVERNMENT.sub("", plain)
            return ActorRef(actor_key(country), None, country, None, "government")
        kind = _kind_of(plain, unnamed)
        if kind == "person" and _ARTICLE.match(name):
            kind = "body"  # "the Ruritanians"
        parties = () if _APART.search(plain) else self._parties_in(plain)
        return ActorRef(key or plain.casefold(), None, plain, parties[0] if parties else None, kind)

    def _parties_in(self, text: str) -> tuple[str, ...]:
        """The parties that a text names by name, adjective or capital, in order of first mention."""
        found = (self._by_mention[match.group()] for match in self._mentions.finditer(text)) if self._by_mention else ()
        return tuple(dict.fromkeys(found))

    def _matching_issues(self, text: str) -> tuple[str, ...]:
        """The issues that a text is about by its words, in the definition's order."""
        lower = text.casefold()
        if not self._any_issue.search(lower):
            return ()
        return tuple(name for name, pattern in self._issues if pattern.search(lower))


def actor_key(name: str) -> str:
    """One key for all spellings of a name: word by word, whatever the romanisation, without dots, articles and middle
    initials.

    >>> actor_key("Sergei Dubov") == actor_key("Sergey Dubov"), actor_key("the U.S.") == actor_key("US")
    (True, True)
    >>> actor_key("Dmitri S. Dubov") == actor_key("Dmitry Dubov")
    True
    """
    words = _WORD.findall(_plain(name).replace(".", ""))
    full = [word for at, word in enumerate(words) if len(word) > 1 or at in (0, len(words) - 1)]
    return " ".join(folded for word in full if (folded := fold(word) or word.casefold()))


@lru_cache(maxsize=MEMORY)
def plain_name(name: str) -> str:
    """A name without article, courtesy title and possessive ending."""
    return _plain(name)


@lru_cache(maxsize=MEMORY)
def medium(name: str | None) -> str | None:
    """The news medium that a name means, under its usual name; None for what is no medium."""
    entry = ENTRIES.get(_plain(name)) if name else None
    return entry.name if entry is not None and entry.kind == "media" else None


@lru_cache(maxsize=MEMORY)
def country(name: str) -> str | None:
    """The country that a name, an adjective or a capital means, without its article; None for what is none."""
    entry = ENTRIES.get(_plain(name))
    return _plain(entry.state) if entry is not None and entry.state and entry.kind != "body" else None


def _plain(name: str) -> str:
    return _LEADING.sub("", " ".join(name.split())).removesuffix("’s").removesuffix("'s")


def _kind_of(name: str, unnamed: bool) -> ActorKind:
    words = _WORD.findall(name.partition(" of ")[0])
    if unnamed or not words or words[-1][0].islower():
        return "unnamed"
    return "body" if words[-1].casefold() in BODY_NOUNS or medium(name) or words[-1].isupper() else "person"


def _known_actors(actors: Iterable[KnownActor]) -> dict[str, KnownActor]:
    found: dict[str, KnownActor] = {}
    for actor in actors:
        for form in (actor.name, *actor.spellings):
            found.setdefault(actor_key(form), actor)
    return found


def _office_holders(definition: Definition) -> dict[str, KnownActor]:
    """The actor who alone has an office of a party: "Sudian president", "president of Sudia"."""
    holders: dict[str, list[KnownActor]] = {}
    parties = {party.name: party for party in definition.parties}
    for actor in definition.actors:
        if actor.role is not None and actor.party is not None and actor.kind == "person":
            party = parties[actor.party]
            owners = (party.name, *party.names, *party.adjectives)
            for office in {f"{owner} {actor.role}".casefold() for owner in owners}:
                holders.setdefault(office, []).append(actor)
            holders.setdefault(f"{actor.role} of {party.name}".casefold(), []).append(actor)
    return {office: actors[0] for office, actors in holders.items() if len(actors) == 1}


def _party_names(parties: Iterable[Party]) -> dict[str, str]:
    found: dict[str, str] = {}
    for party in parties:
        for form in (party.name, *party.names, *party.capitals):
            found.setdefault(actor_key(form), party.name)
    return found


def _forms(party: Party) -> Iterator[str]:
    yield from (party.name, *party.names, *party.adjectives, *party.capitals)


def _mention_forms(parties: Iterable[Party]) -> list[str]:
    return [form for party in parties for form in _forms(party)]


def _any_of(forms: Iterable[str]) -> re.Pattern[str]:
    """Any of the forms as whole words, the longest first."""
    longest_first = sorted(set(forms), key=lambda form: (-len(form), form))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")


def _any_of_words(words: Iterable[str]) -> re.Pattern[str]:
    parts = (re.escape(word[:-1]) + r"\w*" if word.endswith("*") else re.escape(word) for word in sorted(words))
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)")
