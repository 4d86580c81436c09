"""Where an article names an actor: each form that stands in it, and the first place of each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from streams.processors.join import ActorRef, Join
from streams.view.context import Context

Place = tuple[int, int]
"""Start and end."""


def named_in(context: Context, actor: ActorRef) -> dict[str, Place]:
    """Each form under which the article names the actor, with its first mention that is no part of a longer form's."""
    text = context.article.text
    taken: list[Place] = []
    found: dict[str, Place] = {}
    for form, covers in _forms(context.join, actor.key, actor.name or "", actor.form):
        for place in _places(text, form):
            if taken and any(start < place[1] and place[0] < end for start, end in taken):
                continue
            found.setdefault(form, place)
            if not covers:
                break
            taken.append(place)
    return dict(sorted(found.items(), key=_by_place)) if len(found) > 1 else found


def _by_place(named: tuple[str, Place]) -> Place:
    return named[1]


def _places(text: str, form: str) -> Iterator[Place]:
    """Where the form stands as whole words. A search for each form takes a tenth of the time of one pattern for all."""
    start = text.find(form)
    while start >= 0:
        end = start + len(form)
        if not (start and _is_word(text[start - 1])) and not _is_word(text[end : end + 1]):
            yield start, end
        start = text.find(form, end)


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


@lru_cache(maxsize=4096)
def _forms(join: Join, key: str, name: str, form: str) -> tuple[tuple[str, bool], ...]:
    """The names of an actor, the longest first, and whether a mention of it may cover one of those that follow: those
    that the definition gives to whom or to what it knows, and the article's own."""
    given = {name, form}
    for known in join.definition.actors:
        if known.name == name:
            given.update(known.spellings)
    for party in join.definition.parties:
        if party.name == name and join.actor(name).key == key:
            given.update(party.names, party.capitals)
    forms = sorted(given - {""}, key=lambda one: (-len(one), one))
    return tuple((form, any(_overlap(form, other) for other in forms[at:])) for at, form in enumerate(forms, 1))


def _overlap(longer: str, shorter: str) -> bool:
    """Can a mention of the one reach into a mention of the other?"""
    ends = range(1, len(shorter))
    return shorter in longer or any(longer.endswith(shorter[:end]) or longer.startswith(shorter[end:]) for end in ends)
