"""Measures and contacts: the moves and meetings that claims and narration report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from schemas.claim import Action
from streams.view.context import Context, Said, span_evidence
from streams.view.entries import Made, grouped, make
from streams.view.facts import Fact, cell_of
from streams.view.lists.dating import by_date
from streams.view.lists.parties import sides

MEASURES = "measures"
CONTACTS = "contacts"
_MEASURE_RANK = {"reported": 0, "ordered": 1, "done": 2}
_CONTACT_RANK = {"expected": 0, "scheduled": 1, "held": 2, "cancelled": 2}


def facts(context: Context) -> Iterator[Fact]:
    """One a move whose doer is known; one a meeting of at least two."""
    for said in context.claims:
        for action in said.claim.actions:
            made = _measure(context, said, action) if action.list == "measure" else _contact(context, said, action)
            if made is not None:
                yield made


def _measure(context: Context, said: Said, action: Action) -> Fact | None:
    by = sides(context, (actor for name in action.by for actor in context.join.actors(name)))
    if by is None:
        return None
    against = sides(context, (actor for name in action.against for actor in context.join.actors(name)))
    data = {"by": by, "against": against, "kind": action.kind, "status": action.status}
    return _fact(context, said, action, cell_of(MEASURES, by, against, action.kind), data)


def _contact(context: Context, said: Said, action: Action) -> Fact | None:
    actors = {actor.key: actor for name in (*action.by, *action.against) for actor in context.join.actors(name)}
    names = sorted({context.name(actor) for actor in actors.values()})
    if len(names) < 2:
        return None
    data = {"parties": "\n".join(names), "form": action.kind, "status": action.status}
    return _fact(context, said, action, cell_of(CONTACTS, action.kind, *sorted(actors)), data)


def _fact(context: Context, said: Said, action: Action, cell: str, data: Mapping[str, str | None]) -> Fact:
    dated = context.dates.get(action.date_id or "")
    on = dated.edtf if dated else None
    span = action.span
    evidence = [span_evidence(context, span.start, span.end, span.exact, claim_id=said.claim.claim_id)]
    return Fact(
        cell,
        said.event_id,
        context.article.article_id,
        span.start,
        on,
        context.day,
        evidence,
        {**data, "text": span.exact},
    )


def measures(cell: Sequence[Fact]) -> Iterator[Made]:
    """The measures of one kind by one side against another, one for each date."""
    for on, facts_ in by_date(cell):
        first = facts_[0]
        fields = {
            "by": first.data["by"],
            "against": first.data["against"],
            "kind": first.data["kind"],
            "text": first.data["text"],
            "date": on,
            "status": max(
                (fact.data["status"] or "reported" for fact in facts_),
                key=lambda each: (_MEASURE_RANK.get(each, 0), each),
            ),
        }
        key = [first.data["by"], first.data["against"], first.data["kind"], on]
        yield make("measures", key, facts_, on=on or first.published, fields=fields)


def contacts(cell: Sequence[Fact]) -> Iterator[Made]:
    """The contacts of one form between the same parties, one for each date."""
    for on, facts_ in by_date(cell):
        first = facts_[0]
        parties = (first.data["parties"] or "").split("\n")
        fields = {"parties": parties, "form": first.data["form"], "date": on, "status": _status(facts_)}
        yield make("contacts", [parties, first.data["form"], on], facts_, on=on or first.published, fields=fields)


def _status(facts_: Sequence[Fact]) -> str:
    """The furthest status; of held and cancelled the one told later."""
    by_status = grouped(facts_, lambda fact: fact.data["status"] or "expected")
    return max(
        by_status,
        key=lambda each: (_CONTACT_RANK.get(each, 0), max(fact.published or "" for fact in by_status[each]), each),
    )
