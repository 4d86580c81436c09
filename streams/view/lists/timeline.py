"""The timeline: what happened, or is expected, on a day that the articles name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from streams.view.context import Context, Dated, Said, span_evidence
from streams.view.entries import Made, grouped, make, most_frequent
from streams.view.facts import Bundle, Fact, cell_of, interval, lower_bound

CELL = "timeline"
PRESENT: Final = "PRESENT_REF"


def facts(context: Context) -> Iterator[Fact]:
    """One a date that stands in a claim and has a beginning and an end; not the day on which something was said, not
    "now", and in what somebody says no bare year but that of a move."""
    by_id = {said.claim.claim_id: said for said in context.claims}
    said_on = {said.claim.said_on_date_id for said in context.claims}
    for date_id, dated in context.dates.items():
        mention = dated.mention
        said = by_id.get(mention.claim_id or "")
        if said is None or dated.edtf is None or interval(dated.edtf) is None or mention.type not in ("DATE", "TIME"):
            continue
        if dated.resolved is None or dated.resolved.value == PRESENT:
            continue
        if said.claim.kind == "narration" or not (date_id in said_on or _is_background(dated, said)):
            yield _fact(context, dated, dated.edtf, said)


def _is_background(dated: Dated, said: Said) -> bool:
    """A year or more that dates no move: "where they were in 1997"."""
    first, last = interval(dated.edtf) or ("", "")
    acts = {action.date_id for action in said.claim.actions}
    return first.endswith("-01-01") and last.endswith("-12-31") and dated.mention.date_id not in acts


def _fact(context: Context, dated: Dated, on: str, said: Said) -> Fact:
    mention = dated.mention
    span = mention.span
    evidence = [
        span_evidence(context, span, said.claim, mention.date_id),
        *said.evidence,
    ]
    data = {"text": said.text, "kind": _kind(said, mention.date_id)}
    return Fact(
        cell_of(CELL, on),
        dated.event_id,
        context.article.article_id,
        span.start,
        on,
        context.day,
        evidence,
        data,
        said.statement,
    )


def _kind(said: Said, date_id: str) -> str:
    """The kind of the move or meeting that the date dates; else by what the claim does."""
    dated = (action.kind for action in said.claim.actions if action.date_id == date_id)
    return next(dated, None) or ("event" if said.claim.kind == "narration" else said.claim.stance)


def entries(cell: Sequence[Bundle]) -> Iterator[Made]:
    """The events of one date: equal wordings are one."""
    for told in grouped(cell, lambda bundle: bundle.group).values():
        first = told[0]
        text = first.data["text"] or ""
        published = [bundle.published for bundle in told if bundle.published]
        fields = {
            "date": first.on,
            "text": text,
            "kind": most_frequent(told, "kind"),
            "ahead": bool(published) and lower_bound(first.on) > max(lower_bound(each) for each in published),
        }
        yield make("timeline", [first.on, str(first.statement)], told, on=first.on, fields=fields)
