"""Corroborations: one statement in all its wordings, the outlets that print it, and the origins that it really has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from streams.processors.join import medium
from streams.view.context import Context, Said
from streams.view.entries import Made, make
from streams.view.facts import CLUSTER, Fact

QUOTED = ("direct", "mixed")


def facts(context: Context) -> Iterator[Fact]:
    """One a claim."""
    for said in context.claims:
        yield Fact(
            CLUSTER,
            said.event_id,
            context.article.article_id,
            said.start,
            said.said_on,
            context.day,
            said.evidence,
            _data(context, said),
            said.statement,
        )


def _data(context: Context, said: Said) -> dict[str, str | None]:
    claim = said.claim
    return {
        "text": said.text,
        "source": context.source,
        "via": medium(claim.via),
        "quoted": "yes" if claim.kind in QUOTED else None,
        "alone": "yes" if claim.speaker.method == "unnamed" or (claim.figures and claim.kind != "narration") else None,
        "negated": "yes" if claim.negated_report else None,
    }


def entries(cell: Sequence[Fact]) -> Iterator[Made]:
    """The one statement of the group, if two articles have it, or one has it of an unnamed source, with a count, or
    as denied."""
    worth_alone = any(fact.data["alone"] or fact.data["negated"] for fact in cell)
    if len({fact.article_id for fact in cell}) < 2 and not worth_alone:
        return
    first = cell[0]
    text = first.data["text"] or ""
    variants = {(fact.data["text"] or "", fact.data["source"] or ""): None for fact in cell}
    outlets = sorted({fact.outlet for fact in cell})
    origins = origins_of(cell)
    fields = {
        "text": text,
        "variants": [{"text": wording, "source": source} for wording, source in variants],
        "outlets": outlets,
        "origins": origins,
        "status": _status(cell, outlets, origins),
    }
    yield make("corroborations", [str(first.statement)], cell, on=first.on or first.published, fields=fields)


def origins_of(cell: Sequence[Fact]) -> list[str]:
    """Where the statement comes from.

    The medium through which an article says it has it, else the wire that the article or a copy of it credits, else
    the outlet. Where some
    name an origin for a quotation, others that print the same words and name none count with it: independence has to
    be shown.
    """
    named = {fact.data["via"] or fact.origin for fact in cell if fact.data["via"] or fact.origin != fact.outlet}
    own = {
        fact.outlet
        for fact in cell
        if not fact.data["via"] and fact.origin == fact.outlet and not (named and fact.data["quoted"])
    }
    return sorted(named | own)


def _status(cell: Sequence[Fact], outlets: Sequence[str], origins: Sequence[str]) -> str:
    if any(fact.data["negated"] for fact in cell):
        return "disputed"
    if len(origins) > 1:
        return "independent"
    return "repeated" if len(outlets) > 1 else "single-source"
