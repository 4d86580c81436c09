"""Names of those who demand, threaten and act: the party where it is known, else the actor."""

from __future__ import annotations

from collections.abc import Iterable

from streams.processors.claims.patients import named_from, without_patients
from streams.processors.join import ActorRef, country, plain_name
from streams.view.context import Context, Said


def side(context: Context, actor: ActorRef) -> str:
    """The party that an actor speaks for, else the actor."""
    return actor.party or context.name(actor)


def party_of(context: Context, words: str) -> str:
    """Whose a count is: the party that the words name, else the country, else the words themselves."""
    return context.join.actor(words).party or country(words) or plain_name(words)


def is_side(actor: ActorRef) -> bool:
    """Is it known for a side: by the definition, or as a government, a body or a person with a full name?"""
    full = actor.kind == "person" and " " in actor.key
    return bool(actor.party or actor.name) or actor.kind in ("government", "body") or full


def sides(context: Context, actors: Iterable[ActorRef]) -> str | None:
    """The sides of several actors, each once, in alphabetical order; None if there are none.

    "Its allies" and other bare words are left out beside a side that has a name.
    """
    found = list(actors)
    named = [actor for actor in found if actor.party or actor.kind != "unnamed"]
    return ", ".join(sorted({side(context, actor) for actor in named or found})) or None


def threatened_side(context: Context, said: Said) -> str | None:
    """Whom a threat is aimed at: its target, else its addressee, else the first other party that its condition names
    ("if Sudia attacks"), else the first in its words."""
    condition = said.claim.condition
    return (
        _others(context, said, said.claim.target)
        or _others(context, said, said.claim.addressee)
        or (_named(context, said, condition.exact) if condition else None)
        or _named(context, said, said.text)
    )


def meant_side(context: Context, said: Said) -> str | None:
    """Of whom the claim wants something: its target, else the first other party in its words, else its addressee."""
    return (
        _others(context, said, said.claim.target)
        or _named(context, said, _asking_words(said))
        or _others(context, said, said.claim.addressee)
    )


def _asking_words(said: Said) -> str:
    """The words in which the one asked or answered may be named: of a refusal those before what it refuses."""
    text = said.text
    if said.claim.stance == "reject":
        return text[: named_from(text, 0, len(text))]
    return without_patients(text)


def _others(context: Context, said: Said, names: str | None) -> str | None:
    if names is None:
        return None
    own = {side(context, actor) for actor in said.speakers}
    actors = (actor for actor in context.join.actors(names) if side(context, actor) not in own)
    return sides(context, (actor for actor in actors if actor.party or actor.kind != "unnamed"))


def _named(context: Context, said: Said, words: str) -> str | None:
    parties = context.join.parties_in(words)
    if not parties:
        return None
    own = {side(context, actor) for actor in said.speakers}
    return next((party for party in parties if party not in own), None)
