"""Actors: everyone who speaks, is spoken to or acts, once under all spellings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas.selector import Span
from streams.processors.join import ActorRef
from streams.view.context import Context, Said, evidence_at, span_evidence
from streams.view.entries import Made, make, most_frequent
from streams.view.facts import Bundle, Evidence, Fact, cell_of
from streams.view.lists.mentions import named_in

CELL = "actors"


def facts(context: Context) -> Iterator[Fact]:
    """The first mention of each form of each actor in the article; of who is named by no form of his, the words that
    mean him."""
    seen: set[str] = set()
    for said in context.claims:
        for actor, words in _mentions(context, said):
            if actor.key in seen:
                continue
            seen.add(actor.key)
            forms = named_in(context, actor)
            for form, place in forms.items():
                yield _fact(context, said, actor, form, place[0], [evidence_at(context, place, said.claim)])
            if not forms and words:
                yield _fact(context, said, actor, None, words.start, [span_evidence(context, words, said.claim)])
            elif not forms:
                yield _fact(context, said, actor, None, said.start, said.evidence)


def _mentions(context: Context, said: Said) -> Iterator[tuple[ActorRef, Span | None]]:
    """Who speaks, is spoken to or acts in a claim, with the words that tell it, where they are not the claim's own."""
    for actor in said.speakers:
        yield actor, said.claim.speaker.mention
    for actor in said.targets:
        if actor.kind != "unnamed":
            yield actor, None
    for action in said.claim.actions:
        for name in (*action.by, *action.against):
            for actor in context.join.actors(name):
                if actor.kind != "unnamed":
                    yield actor, action.span


def _fact(
    context: Context, said: Said, actor: ActorRef, form: str | None, start: int, evidence: Sequence[Evidence]
) -> Fact:
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
        start,
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
