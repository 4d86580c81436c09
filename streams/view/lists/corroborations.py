"""Corroborations: one statement in all its wordings, the outlets that print it, and the origins that it really has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import orjson

from streams.processors.join import medium
from streams.view.context import Context, Said
from streams.view.entries import Fields, Made, grouped, heads_of, make
from streams.view.facts import CLUSTER, MOST, Bundle, Evidence, Fact

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
        "via": medium(claim.via),
        "quoted": "yes" if claim.kind in QUOTED else None,
        "alone": "yes" if claim.speaker.method == "unnamed" or (claim.figures and claim.kind != "narration") else None,
        "negated": "yes" if claim.negated_report else None,
    }


def entries(cell: Sequence[Bundle]) -> Iterator[Made]:
    """The one statement of the group, if two articles have it, or one has it of an unnamed source, with a count, or
    as denied."""
    worth_alone = any(bundle.data["alone"] or bundle.data["negated"] for bundle in cell)
    if not worth_alone and not _in_several(cell):
        return
    first = cell[0]
    outlets = sorted({outlet for bundle in cell for outlet, _ in bundle.prints or ()})
    origins = origins_of(cell)
    fields = {
        "text": first.data["text"] or "",
        "variants": _variants(cell),
        **_named("outlets", outlets),
        **_named("origins", origins),
        "status": _status(cell, outlets, origins),
    }
    yield make("corroborations", [str(first.statement)], cell, on=first.on or first.published, fields=fields)


def _in_several(cell: Sequence[Bundle]) -> bool:
    return len({article_id for bundle in cell for article_id in bundle.articles}) > 1


def _variants(cell: Sequence[Bundle]) -> list[Fields]:
    """The wordings in their order, each with its source, the first ones."""
    worded = grouped(cell, lambda bundle: bundle.data["text"] or "")
    only = next(iter(worded)) if len(worded) == 1 else ""
    texts = {} if only else {head[2]: text for text, told in worded.items() for bundle in told for head in bundle.heads}
    found: dict[tuple[str, str], None] = {}
    for head in heads_of(cell):
        found[texts.get(head[2], only), _source(head[3][0])] = None
        if len(found) == MOST:
            break
    return [{"text": text, "source": source} for text, source in found]


@lru_cache(maxsize=4096)
def _source(piece: Evidence) -> str:
    return str(orjson.loads(piece)["source"])


def _named(name: str, values: Sequence[str]) -> Fields:
    """The first of the names, and how many there are, where these are not all."""
    return {name: values[:MOST], f"{name}_total": len(values) if len(values) > MOST else None}


def origins_of(cell: Sequence[Bundle]) -> list[str]:
    """Where the statement comes from.

    The medium through which an article says it has it, else the wire that the article or a copy of it credits, else
    the outlet. Where some name an origin for a quotation, others that print the same words and name none count with
    it: independence has to be shown.
    """
    named = {
        bundle.data["via"] or origin
        for bundle in cell
        for outlet, origin in bundle.prints or ()
        if bundle.data["via"] or origin != outlet
    }
    own = {
        outlet
        for bundle in cell
        if not bundle.data["via"] and not (named and bundle.data["quoted"])
        for outlet, origin in bundle.prints or ()
        if origin == outlet
    }
    return sorted(named | own)


def _status(cell: Sequence[Bundle], outlets: Sequence[str], origins: Sequence[str]) -> str:
    if any(bundle.data["negated"] for bundle in cell):
        return "disputed"
    if len(origins) > 1:
        return "independent"
    return "repeated" if len(outlets) > 1 else "single-source"
