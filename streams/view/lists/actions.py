"""Measures and contacts: the moves and meetings that claims and narration report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from schemas.claim import Action
from streams.processors.join import ActorRef
from streams.view.context import Context, Said
from streams.view.entries import Made, grouped, make
from streams.view.facts import Bundle, Fact, cell_of
from streams.view.lists.dating import by_date
from streams.view.lists.parties import side, sides

MEASURES = "measures"
CONTACTS = "contacts"
_NOT_TOLD_AS_DONE = ("demand", "deny", "propose", "reject", "threaten", "urge")
"""A move that is demanded, threatened or denied is no measure; it stands in the list of its own."""
_MEASURE_RANK = {"reported": 0, "ordered": 1, "done": 2}
_CONTACT_RANK = {"expected": 0, "scheduled": 1, "held": 2, "cancelled": 2}


def facts(context: Context) -> Iterator[Fact]:
    """One a move whose doer is known, one a meeting of at least two, where the claim tells them as facts or plans."""
    for said in context.claims:
        if said.claim.negated_report or said.claim.stance in _NOT_TOLD_AS_DONE:
            continue
        for action in said.claim.actions:
            made = _measure(context, said, action) if action.list == "measure" else _contact(context, said, action)
            if made is not None:
                yield made


def _measure(context: Context, said: Said, action: Action) -> Fact | None:
    by = sides(context, (actor for name in action.by for actor in context.join.actors(name)))
    if by is None:
        return None
    against = sides(context, _others(context, action, by))
    data = {"by": by, "against": against, "kind": action.kind, "status": action.status}
    return _fact(context, said, action, cell_of(MEASURES, by, against, action.kind), data)


def _others(context: Context, action: Action, by: str) -> Iterator[ActorRef]:
    """Against whom, the doers' own side left out."""
    own = by.split(", ")
    for name in action.against:
        yield from (actor for actor in context.join.actors(name) if side(context, actor) not in own)


def _contact(context: Context, said: Said, action: Action) -> Fact | None:
    actors = {actor.key: actor for name in (*action.by, *action.against) for actor in context.join.actors(name)}
    met = {key: actor for key, actor in actors.items() if not _spoken_for(actor, actors.values())}
    if len(met) < 2:
        return None
    names = sorted({context.name(actor) for actor in met.values()})
    data = {"parties": "\n".join(names), "form": action.kind, "status": action.status}
    return _fact(context, said, action, cell_of(CONTACTS, action.kind, *sorted(met)), data)


def _spoken_for(actor: ActorRef, actors: Iterable[ActorRef]) -> bool:
    """Is it a government whose own people are named beside it?"""
    return actor.kind == "government" and any(
        other.kind != "government" and other.party == actor.party for other in actors if actor.party
    )


def _fact(context: Context, said: Said, action: Action, cell: str, data: Mapping[str, str | None]) -> Fact:
    dated = context.dates.get(action.date_id or "")
    on = dated.edtf if dated else None
    return Fact(
        cell,
        said.event_id,
        context.article.article_id,
        action.span.start,
        on,
        context.day,
        said.evidence,
        {**data, "text": said.text},
    )


def measures(cell: Sequence[Bundle]) -> Iterator[Made]:
    """The measures of one kind by one side against another, one for each date."""
    for on, told in by_date(cell):
        first = told[0]
        fields = {
            "by": first.data["by"],
            "against": first.data["against"],
            "kind": first.data["kind"],
            "text": first.data["text"],
            "date": on,
            "status": max(
                (bundle.data["status"] or "reported" for bundle in told),
                key=lambda each: (_MEASURE_RANK.get(each, 0), each),
            ),
        }
        key = [first.data["by"], first.data["against"], first.data["kind"], on]
        yield make("measures", key, told, on=on or first.published, fields=fields)


def contacts(cell: Sequence[Bundle]) -> Iterator[Made]:
    """The contacts of one form between the same parties, one for each date."""
    for on, told in by_date(cell):
        first = told[0]
        parties = (first.data["parties"] or "").split("\n")
        fields = {"parties": parties, "form": first.data["form"], "date": on, "status": _status(told)}
        yield make("contacts", [parties, first.data["form"], on], told, on=on or first.published, fields=fields)


def _status(told: Sequence[Bundle]) -> str:
    """The furthest status; of held and cancelled the one told later."""
    by_status = grouped(told, lambda bundle: bundle.data["status"] or "expected")
    return max(
        by_status,
        key=lambda each: (_CONTACT_RANK.get(each, 0), max(bundle.published or "" for bundle in by_status[each]), each),
    )
