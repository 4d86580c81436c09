"""Where an article names an actor: each form that stands in it, and the first place of each."""

from __future__ import annotations

import re
from functools import lru_cache

from schemas.selector import Span
from streams.processors.join import ActorRef, Join
from streams.view.context import Context


def named_in(context: Context, actor: ActorRef) -> dict[str, Span]:
    """Each form under which the article names the actor, with its first mention."""
    text = context.article.text
    found: dict[str, Span] = {}
    for match in _pattern(_forms(context.join, actor.key, actor.name or "", actor.form)).finditer(text):
        if match.group() not in found:
            found[match.group()] = Span.of(text, *match.span())
    return found


@lru_cache(maxsize=4096)
def _forms(join: Join, key: str, name: str, form: str) -> tuple[str, ...]:
    """The names of an actor: those that the definition gives to whom or to what it knows, and the article's own."""
    given = {name, form}
    for known in join.definition.actors:
        if known.name == name:
            given.update(known.spellings)
    for party in join.definition.parties:
        if party.name == name and join.actor(name).key == key:
            given.update(party.names, party.capitals)
    return tuple(sorted(given - {""}, key=lambda one: (-len(one), one)))


@lru_cache(maxsize=4096)
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the forms as whole words, the longest first."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)")
