"""What the names processor knows of the world: states, offices, bodies, media and given names, read from the lists
beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

EntryKind = Literal["state", "capital", "adjective", "people", "body", "media"]

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Entry:
    """A known name.

    :ivar name: what it stands for: the state's name with its article ("the United States"), else the name itself.
    :ivar state: the state it is, belongs to or serves, if any.
    """

    kind: EntryKind
    name: str
    state: str | None


@dataclass(frozen=True, slots=True)
class Role:
    """An office or rank: its class ("foreign", "spokes"), and the gender where the word itself tells it ("m", "f" or
    "").
    """

    phrase: str
    kind: str
    gender: str


def rows(name: str) -> list[list[str]]:
    """The lines of the list `name` beside this module, cut at tabs; comments and empty lines left out."""
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def words_of(name: str) -> frozenset[str]:
    """The first column of the list `name` as a set."""
    return frozenset(row[0] for row in rows(name))


def _known_states() -> dict[str, Entry]:
    known: dict[str, Entry] = {}
    for name, article, adjectives, people, capitals, others in rows("countries.tsv"):
        full = f"{article} {name}".strip()
        for kind, forms in (("adjective", adjectives), ("people", people), ("capital", capitals), ("state", others)):
            for form in filter(None, forms.split("|")):
                known[form] = Entry(kind, full, full)  # type: ignore[arg-type]
        known[name] = Entry("state", full, full)
    return known


def _known_bodies(states: dict[str, Entry]) -> dict[str, Entry]:
    known = {}
    for name, state in rows("bodies.tsv"):
        known[name] = Entry("body", name, states[state].name if state else None)
    return known


def _known_media() -> dict[str, Entry]:
    known = {}
    for (forms,) in rows("media.txt"):
        first = forms.partition("|")[0]
        for form in forms.split("|"):
            known[form] = Entry("media", first, None)
    return known


def _with_capitals(known: dict[str, Entry]) -> dict[str, Entry]:
    """Headlines set names in capitals: RUSSIA, KYIV. Short ones would clash with words ("CHAD" does not, "US" is
    known).
    """
    shouted = {name.upper(): entry for name, entry in known.items() if len(name) > 3}
    return {**shouted, **known}


def _longest_by_first(phrases: frozenset[str]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for phrase in phrases:
        parts = phrase.split()
        longest[parts[0]] = max(longest.get(parts[0], 0), len(parts))
    return longest


_STATES = _known_states()
ADJECTIVES = {f"{row[1]} {row[0]}".strip(): row[2].partition("|")[0] for row in rows("countries.tsv")}
"""State -> its first adjective: "the United States" -> "American"."""
ENTRIES = _with_capitals({**_known_media(), **_known_bodies(_STATES), **_STATES})
"""Every known proper name, in its own capitals."""
ENTRY_WORDS = _longest_by_first(frozenset(ENTRIES))
"""First word of a known name -> how many words the longest such name has."""

ROLES = {phrase: Role(phrase, kind, gender) for phrase, kind, gender in rows("roles.tsv")}
ROLE_WORDS = _longest_by_first(frozenset(ROLES))
ROLE_HEADS = frozenset(phrase.split()[-1] for phrase in ROLES)
"""Last words of offices: "minister", "spokeswoman"."""
TITLE_WORDS = words_of("title_words.txt")
REFERENCES = {noun: frozenset(kinds.split(",")) for noun, kinds in rows("references.tsv")}
BODY_NOUNS = words_of("body_nouns.txt")
THING_NOUNS = words_of("thing_nouns.txt")
OPENERS = words_of("openers.txt")
PARTICLES = words_of("particles.txt")
GENDERS = dict(rows("given_names.tsv"))
NICKNAMES = {
    short: frozenset(names.split()) for short, _, names in (row[0].partition(" ") for row in rows("nicknames.txt"))
}


def government_of(state: str) -> str:
    """The canonical name of a state's government: "Government of the United States"."""
    return f"Government of {state}"


def role_in(words: list[str], start: int, limit: int) -> Role | None:
    """The longest office that begins at `words[start]` (lower case) and ends before `limit`; its length is that of
    its phrase.
    """
    longest = ROLE_WORDS.get(words[start], 0)
    for size in range(min(longest, limit - start), 0, -1):
        role = ROLES.get(" ".join(words[start : start + size]))
        if role:
            return role
    return None


def role_ending(words: list[str], end: int) -> Role | None:
    """The longest office that ends just before `words[end]` (lower case): "deputy foreign minister"."""
    if end < 1 or words[end - 1] not in ROLE_HEADS:
        return None
    for size in range(min(5, end), 0, -1):
        role = ROLES.get(" ".join(words[end - size : end]))
        if role:
            return role
    return None


def entry_in(words: list[str], start: int, limit: int) -> tuple[Entry, int] | None:
    """The longest known name that begins at `words[start]`, and its number of words."""
    longest = ENTRY_WORDS.get(words[start], 0)
    for size in range(min(longest, limit - start), 0, -1):
        entry = ENTRIES.get(" ".join(words[start : start + size]))
        if entry:
            return entry, size
    return None
