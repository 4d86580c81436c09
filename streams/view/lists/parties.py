"""Names of those who demand, threaten and act: the party where it is known, else the actor."""

from __future__ import annotations

from collections.abc import Iterable

from streams.processors.join import ActorRef
from streams.view.context import Context, Said


def side(context: Context, actor: ActorRef) -> str:
    """The party that an actor speaks for, else the actor."""
    return actor.party or context.name(actor)


def sides(context: Context, actors: Iterable[ActorRef]) -> str | None:
    """The sides of several actors, each once, in alphabetical order; None if there are none."""
    return ", ".join(sorted({side(context, actor) for actor in actors})) or None


def other_side(context: Context, said: Said) -> str | None:
    """Whom the claim is aimed at: its target, else the first other party that its words name."""
    own = {side(context, actor) for actor in said.speakers}
    named = sides(context, (actor for actor in said.targets if side(context, actor) not in own))
    if named:
        return named
    return next((party for party in context.join.parties_in(said.text) if party not in own), None)
