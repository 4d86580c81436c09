"""Figures: what is counted, with every source's count beside the others; and where the counts contradict one
another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas.claim import Figure
from streams.view.context import Context, Said, span_evidence
from streams.view.entries import Made, evidence_of, grouped, make, most_frequent
from streams.view.facts import Fact, cell_of
from streams.view.lists.contradictions import disputed_facts, told
from streams.view.lists.counting import nested, place_words, spread, thing, told_bounds

CELL = "figures"
_READING = ("value", "min", "max", "qualifier", "on", "attributed_to")


def facts(context: Context) -> Iterator[Fact]:
    """One a count."""
    for said in context.claims:
        for figure in said.claim.figures:
            yield _fact(context, said, figure)


def _fact(context: Context, said: Said, figure: Figure) -> Fact:
    party = context.join.actor(figure.party).party or figure.party if figure.party else None
    span = figure.span
    low, high = told_bounds(None if figure.value is None else figure.value, figure.low, figure.high, figure.qualifier)
    what = thing(figure.what)
    named = ", ".join(sorted({context.name(actor) for actor in said.speakers}))
    data = {
        "what": what,
        "party": party,
        "place": figure.place,
        "value": figure.value,
        "min": None if low is None or (figure.value is not None and high is not None) else format(low, "f"),
        "max": None if high is None or (figure.value is not None and low is not None) else format(high, "f"),
        "low": None if low is None else format(low, "f"),
        "high": None if high is None else format(high, "f"),
        "qualifier": figure.qualifier,
        "on": said.said_on or context.day,
        "attributed_to": named or (context.outlet if said.claim.kind == "narration" else None),
        "text": span.exact,
    }
    evidence = [span_evidence(context, span.start, span.end, span.exact, claim_id=said.claim.claim_id)]
    article_id = context.article.article_id
    return Fact(
        cell_of(CELL, what, party), said.event_id, article_id, span.start, data["on"], context.day, evidence, data
    )


def entries(cell: Sequence[Fact]) -> Iterator[Made]:
    """The figures of one thing of one party, one for each place; and the dispute over each."""
    for facts_ in _by_place(cell):
        first = facts_[0]
        place = most_frequent(fact.data["place"] for fact in facts_)
        key = [first.data["what"], first.data["party"], place]
        fields = {
            "what": first.data["what"],
            "party": first.data["party"],
            "place": place,
            "spread": spread([told(fact) for fact in facts_]),
            "readings": [_reading(values, members) for values, members in _readings(facts_).items()],
        }
        yield make("figures", key, facts_, on=first.on, fields=fields)
        yield from _dispute(key, facts_)


def _by_place(cell: Sequence[Fact]) -> list[list[Fact]]:
    """The facts by place. Counts without a place stand with the only place there is."""
    places = nested(place_words(fact.data["place"]) for fact in cell)
    numbers = {number for words, number in places.items() if words}
    if len(numbers) == 1:
        places[frozenset()] = min(numbers)
    return list(grouped(cell, lambda fact: places[place_words(fact.data["place"])]).values())


def _readings(facts_: Sequence[Fact]) -> dict[tuple[str | None, ...], list[Fact]]:
    return grouped(facts_, lambda fact: tuple(fact.data[name] for name in _READING))


def _reading(values: tuple[str | None, ...], members: Sequence[Fact]) -> dict[str, object]:
    told = {name: value for name, value in zip(_READING, values, strict=True) if value is not None}
    return {**told, "evidence": evidence_of(members)}


def _dispute(key: list[str | None], facts_: Sequence[Fact]) -> Iterator[Made]:
    """A dispute where two sources tell counts of the same week that no number satisfies both of."""
    disputed = disputed_facts(facts_)
    if not disputed:
        return
    sides = grouped(disputed, lambda fact: (fact.data["low"], fact.data["high"], fact.data["qualifier"]))
    fields = {
        "kind": "figure",
        "sides": [
            {
                "by": ", ".join(sorted({fact.data["attributed_to"] or "unknown" for fact in members})),
                "text": members[0].data["text"],
                "evidence": evidence_of(members),
            }
            for members in sides.values()
        ],
    }
    yield make("disputes", ["figure", *key], disputed, on=disputed[0].on, fields=fields)
