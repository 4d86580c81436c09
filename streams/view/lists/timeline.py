"""The timeline: what happened, or is expected, on a day that the articles name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from schemas.claim import Action
from streams.view.context import Context, Dated, Said, span_evidence
from streams.view.entries import Made, grouped, make, most_frequent
from streams.view.facts import Bundle, Fact, cell_of, interval, lower_bound
from streams.view.grouping import is_worded
from streams.view.lists.dating import last_day
from streams.view.lists.parties import is_side, side

CELL = "timeline"
PRESENT: Final = "PRESENT_REF"
_DAYS: Final = ("DATE", "TIME")
_TELLS_NOTHING: Final = ("criticise", "deny", "other")
_PLANS: Final = ("expected", "ordered", "scheduled")
_COMPARED: Final = 25
"""So many events of a kind and date are compared with a new wording."""
_MOVES: Final = ("call", "letter", "meeting", "summit")
"""Kinds of which one on a day is the same even where a wording names nobody ("the answers that the West sent")."""


def facts(context: Context) -> Iterator[Fact]:
    """One a date that stands in a claim, or dates a move or meeting, and has a beginning and an end; and the day of a
    refusal."""
    by_id = {said.claim.claim_id: said for said in context.claims}
    said_on = {said.claim.said_on_date_id for said in context.claims}
    moves = {action.date_id: (said, action) for said in context.claims for action in said.claim.actions}
    refusals = {said.claim.said_on_date_id: said for said in context.claims if _is_refusal(said)}
    for date_id, dated in context.dates.items():
        if dated.edtf is None or interval(dated.edtf) is None or _is_present(dated):
            continue
        said = by_id.get(dated.mention.claim_id or "")
        if date_id in moves:
            yield _fact(context, dated, dated.edtf, *moves[date_id])
        elif said is not None and dated.mention.type in _DAYS and _tells(dated, said, said_on):
            yield _fact(context, dated, dated.edtf, said, None)
        elif date_id in refusals:
            yield _fact(context, dated, dated.edtf, refusals[date_id], None)


def _is_present(dated: Dated) -> bool:
    return dated.resolved is None or dated.resolved.value == PRESENT


def _is_refusal(said: Said) -> bool:
    claim = said.claim
    plain = claim.stance == "reject" and claim.kind == "indirect" and not claim.negated_report
    return plain and said.attributed and is_worded(said.text)


def _tells(dated: Dated, said: Said, said_on: Collection[str | None]) -> bool:
    """Does the date tell of an event: any in narration; in what somebody says none that dates the saying, no past year
    ("where they were in 1997"), and nothing of what is denied or criticised."""
    if said.claim.kind == "narration":
        return True
    if dated.mention.date_id in said_on or said.claim.stance in _TELLS_NOTHING:
        return False
    first, last = interval(dated.edtf) or ("", "")
    return not (first.endswith("-01-01") and last.endswith("-12-31"))


def _fact(context: Context, dated: Dated, on: str, said: Said, action: Action | None) -> Fact:
    """A date with what it dates. `who`: the sides that act or speak, by which two wordings of one event are known."""
    span = dated.mention.span
    inside = dated.mention.claim_id == said.claim.claim_id
    evidence = [span_evidence(context, span, said.claim, dated.mention.date_id), *said.evidence]
    names = (*action.by, *action.against) if action else ()
    actors = [actor for name in names for actor in context.join.actors(name)] if action else list(said.speakers)
    who = sorted({side(context, actor) for actor in actors if is_side(actor)})
    told = "event" if said.claim.kind == "narration" else said.claim.stance
    data = {
        "text": said.text,
        "kind": action.kind if action else told,
        "who": "\n".join(who),
        "plan": "yes" if action and action.status in _PLANS else None,
        "about": None if action or said.claim.kind == "narration" else "\n".join(said.issues) or None,
    }
    start = span.start if inside else said.start
    article_id = context.article.article_id
    return Fact(cell_of(CELL, on), dated.event_id, article_id, start, on, context.day, evidence, data, said.statement)


def entries(cell: Sequence[Bundle]) -> Iterator[Made]:
    """The events of one date: equal wordings are one, and so are moves of one kind by the same sides, and what one
    side says of one issue."""
    for told in _events(cell):
        first = told[0]
        text = first.data["text"] or ""
        fields = {
            "date": first.on,
            "text": text,
            "kind": most_frequent(told, "kind"),
            "ahead": _is_ahead(told),
        }
        yield make("timeline", [first.on, str(first.statement)], told, on=first.on, fields=fields)


def _is_ahead(told: Sequence[Bundle]) -> bool:
    """Does it begin after its latest publication, or may it by what is planned ("in the next fortnight")?"""
    published = [lower_bound(bundle.published) for bundle in told if bundle.published]
    if not published:
        return False
    day = last_day(told[0].on) if told[0].data["plan"] else lower_bound(told[0].on)
    return day > max(published)


def _events(cell: Sequence[Bundle]) -> Iterator[list[Bundle]]:
    """The bundles by wording, then those of one kind and one matter whose sides are the same or fewer."""
    by_kind: dict[str | None, list[list[Bundle]]] = {}
    for told in grouped(cell, lambda bundle: bundle.group).values():
        events = by_kind.setdefault(told[0].data["kind"], [])
        same = [event for event in events[:_COMPARED] if _is_one(event[0], told[0])]
        if len(same) == 1:
            same[0].extend(told)
        else:
            events.append(list(told))
    for events in by_kind.values():
        for event in events:
            yield sorted(event, key=lambda bundle: bundle.order)


def _is_one(one: Bundle, other: Bundle) -> bool:
    if one.data["kind"] == "event":
        return False
    first, second = _set(one, "who"), _set(other, "who")
    nested = first <= second or second <= first
    if one.data["about"] is None and other.data["about"] is None:
        return nested and (one.data["kind"] in _MOVES or bool(first and second))
    return bool(first) and first == second and bool(_set(one, "about") & _set(other, "about"))


def _set(bundle: Bundle, name: str) -> set[str]:
    value = bundle.data[name]
    return set(value.split("\n")) if value else set()
