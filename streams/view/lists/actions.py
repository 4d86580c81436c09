"""Measures and contacts: the moves and meetings that claims and narration report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from schemas.claim import Action
from streams.processors.join import ActorRef
from streams.view.context import Context, Said
from streams.view.entries import Made, grouped, make
from streams.view.facts import UNDATED, Bundle, Fact, cell_of, lower_bound
from streams.view.lists.dating import by_date_near, last_day
from streams.view.lists.parties import is_side, side, sides

MEASURES = "measures"
CONTACTS = "contacts"
_NEAR = 800
"""A meeting of which one side is named is one of the two who spoke within so many code points before it."""
_NOT_TOLD_AS_DONE = ("demand", "deny", "propose", "reject", "threaten", "urge")
"""A move that is demanded, threatened or denied is no measure; it stands in the list of its own."""
_ONCE = ("annexation", "invasion", "recognition")
_SAME_MOVE = 60
"""A move told without a day is that of a day at most so many days before its article, but what is done only once."""
_PLANNED = ("expected", "scheduled")
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
    status = "ordered" if action.status == "done" and _is_ahead(context, action) else action.status
    data = {"by": by, "against": against, "kind": action.kind, "status": status}
    return _fact(context, said, action, cell_of(MEASURES, by, action.kind), data)


def _others(context: Context, action: Action, by: str) -> Iterator[ActorRef]:
    """Against whom, the doers' own side and what is known for no side ("the port") left out."""
    own = by.split(", ")
    for name in action.against:
        for actor in context.join.actors(name):
            if side(context, actor) not in own and is_side(actor):
                yield actor


def _contact(context: Context, said: Said, action: Action) -> Fact | None:
    actors = {actor.key: actor for name in (*action.by, *action.against) for actor in context.join.actors(name)}
    met = {key: actor for key, actor in actors.items() if not _spoken_for(actor, actors.values())}
    if len(met) == 1:
        met = _with_partner(context, said, next(iter(met.values())))
    if len(met) < 2:
        return None
    names = sorted({context.name(actor) for actor in met.values()})
    status = "expected" if action.status == "held" and _is_ahead(context, action) else action.status
    data = {"parties": "\n".join(names), "form": action.kind, "status": status}
    return _fact(context, said, action, cell_of(CONTACTS, action.kind, *sorted(met)), data)


def _with_partner(context: Context, said: Said, one: ActorRef) -> dict[str, ActorRef]:
    """Who is met, by the last claim before in which the same speaker told somebody something: "Berg told Moran that
    ... During the call, Berg said ..."."""
    before = [other for other in context.claims if 0 < said.start - other.start <= _NEAR]
    for other in reversed(before):
        if other.claim.addressee is None or [speaker.key for speaker in other.speakers] != [one.key]:
            continue
        told = [actor for actor in context.join.actors(other.claim.addressee) if actor.kind == "person"]
        return {actor.key: actor for actor in (one, *told[:1])}
    return {one.key: one}


def _is_ahead(context: Context, action: Action) -> bool:
    """Does its day begin after the article was published?"""
    dated = context.dates.get(action.date_id or "")
    if dated is None or not dated.edtf or not context.day:
        return False
    return UNDATED > lower_bound(dated.edtf) > last_day(context.day)


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
    """The measures of one kind by one side, one for each other side and date. Told without the other side, it is that
    against the only one there is.
    """
    others = grouped(cell, lambda bundle: bundle.data["against"])
    if len(others) == 2 and None in others:
        others = {next(each for each in others if each is not None): list(cell)}
    for against, members in others.items():
        for on, told in by_date_near(members, _may_recur, days=_SAME_MOVE):
            yield _made(against, on, told)


def _made(against: str | None, on: str | None, told: Sequence[Bundle]) -> Made:
    """One measure, in the shortest words of those that name the other side and the date."""
    first = told[0]
    best = min(
        told,
        key=lambda each: (each.data["against"] != against, each.on != on, len(each.data["text"] or ""), each.order),
    )
    fields = {
        "by": first.data["by"],
        "against": against,
        "kind": first.data["kind"],
        "text": best.data["text"],
        "date": on,
        "status": max(
            (bundle.data["status"] or "reported" for bundle in told),
            key=lambda each: (_MEASURE_RANK.get(each, 0), each),
        ),
    }
    return make("measures", [first.data["by"], against, first.data["kind"], on], told, on=on, fields=fields)


def contacts(cell: Sequence[Bundle]) -> Iterator[Made]:
    """The contacts of one form between the same parties, one for each date."""
    for on, told in by_date_near(cell, _is_plan, days=0):
        first = told[0]
        parties = (first.data["parties"] or "").split("\n")
        fields = {"parties": parties, "form": first.data["form"], "date": on, "status": _status(told)}
        yield make("contacts", [parties, first.data["form"], on], told, on=on, fields=fields)


def _may_recur(bundle: Bundle) -> bool:
    return not bundle.on and bundle.data["kind"] not in _ONCE


def _is_plan(bundle: Bundle) -> bool:
    return not bundle.on and bundle.data["status"] in _PLANNED


def _status(told: Sequence[Bundle]) -> str:
    """The furthest status; of held and cancelled the one told later."""
    by_status = grouped(told, lambda bundle: bundle.data["status"] or "expected")
    return max(
        by_status,
        key=lambda each: (_CONTACT_RANK.get(each, 0), max(bundle.published or "" for bundle in by_status[each]), each),
    )
