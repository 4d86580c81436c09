"""Actors: everyone who speaks, is spoken to or acts, once under all spellings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas.selector import Span
from streams.processors.join import ActorRef, plain_name
from streams.view.context import Context, Said, span_evidence
from streams.view.entries import Made, make, most_frequent
from streams.view.facts import Bundle, Evidence, Fact, cell_of

CELL = "actors"
_NAMED = ("name", "metonym")


def facts(context: Context) -> Iterator[Fact]:
    """The first mention of each form of each actor in the article."""
    seen: set[tuple[str, str]] = set()
    for said in context.claims:
        for actor, form, span in _mentions(context, said):
            if (actor.key, form) not in seen:
                seen.add((actor.key, form))
                evidence = [span_evidence(context, span, said.claim)] if span else said.evidence
                yield _fact(context, said, actor, form, evidence)


def _mentions(context: Context, said: Said) -> Iterator[tuple[ActorRef, str, Span | None]]:
    """Actor, form, and the words that name him, where they are not the claim's own."""
    speaker = said.claim.speaker
    for actor in said.speakers:
        yield actor, actor.form, speaker.mention
        if speaker.mention is not None and speaker.method in _NAMED:
            form = plain_name(speaker.mention.exact)
            if context.join.actor(form).key == actor.key:
                yield actor, form, speaker.mention
    for actor in said.targets:
        if actor.kind != "unnamed":
            yield actor, actor.form, None
    for action in said.claim.actions:
        for name in (*action.by, *action.against):
            for actor in context.join.actors(name):
                if actor.kind != "unnamed":
                    yield actor, actor.form, action.span


def _fact(context: Context, said: Said, actor: ActorRef, form: str, evidence: list[Evidence]) -> Fact:
    data = {
        "key": actor.key,
        "name": context.name(actor),
        "form": form,
        "role": actor.role or (said.claim.speaker.role if actor in said.speakers else None),
        "party": actor.party,
        "kind": actor.kind,
    }
    return Fact(
        cell_of(CELL, actor.key),
        said.event_id,
        context.article.article_id,
        said.start,
        None,
        context.day,
        evidence,
        data,
    )


def entries(cell: Sequence[Bundle]) -> Iterator[Made]:
    """The one actor of the cell."""
    name = cell[0].data["name"]
    assert name is not None
    forms = {form for bundle in cell if (form := bundle.data["form"]) is not None}
    fields = {
        "name": name,
        "aliases": sorted(forms - {name}),
        "role": most_frequent(cell, "role"),
        "party": most_frequent(cell, "party"),
        "kind": most_frequent(cell, "kind"),
    }
    yield make("actors", [name], cell, on=None, fields=fields)
