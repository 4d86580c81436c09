"""Figures: what is counted, with every source's count beside the others; and where the counts contradict one
another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas.claim import Figure
from streams.view.context import Context, Said, span_evidence
from streams.view.entries import Fields, Made, bounded, grouped, make, most_frequent, proof_of_item
from streams.view.facts import MOST, Bundle, Fact, cell_of
from streams.view.lists.contradictions import disputed, told
from streams.view.lists.counting import CASUALTIES, nested, place_words, spread, thing, told_bounds
from streams.view.lists.parties import party_of

CELL = "figures"
_READING = ("value", "min", "max", "qualifier", "on", "attributed_to")


def facts(context: Context) -> Iterator[Fact]:
    """One a count."""
    for said in context.claims:
        for figure in said.claim.figures:
            yield _fact(context, said, figure)


def _fact(context: Context, said: Said, figure: Figure) -> Fact:
    party = party_of(context, figure.party) if figure.party else None
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
    evidence = [span_evidence(context, span, said.claim)]
    article_id = context.article.article_id
    return Fact(
        cell_of(CELL, what, party), said.event_id, article_id, span.start, data["on"], context.day, evidence, data
    )


def entries(cell: Sequence[Bundle]) -> Iterator[Made]:
    """The figures of one thing of one party, one for each place; and the dispute over each."""
    for counts in _by_place(cell):
        first = counts[0]
        place = most_frequent(counts, "place")
        key = [first.data["what"], first.data["party"], place]
        readings = grouped(counts, lambda count: tuple([count.data[name] for name in _READING]))
        fields = {
            "what": first.data["what"],
            "party": first.data["party"],
            "place": place,
            "spread": spread([told(count) for count in counts]),
            **bounded("readings", readings, _reading),
        }
        yield make("figures", key, counts, on=first.on, fields=fields)
        yield from _dispute(key, counts)


def _by_place(cell: Sequence[Bundle]) -> list[list[Bundle]]:
    """The counts by place. Those without a place stand with the only place there is."""
    places = nested(place_words(count.data["place"]) for count in cell)
    numbers = {number for words, number in places.items() if words}
    if len(numbers) == 1:
        places[frozenset()] = min(numbers)
    return list(grouped(cell, lambda count: places[place_words(count.data["place"])]).values())


def _reading(values: tuple[str | None, ...], members: Sequence[Bundle]) -> Fields:
    told = {name: value for name, value in zip(_READING, values, strict=True) if value is not None}
    return {**told, **proof_of_item(members)}


def _dispute(key: list[str | None], counts: Sequence[Bundle]) -> Iterator[Made]:
    """A dispute where two sources tell counts of the same week that no number satisfies both of."""
    against = disputed(counts) if _is_one_thing(key) else []
    if against:
        sides = grouped(against, lambda count: (count.data["low"], count.data["high"], count.data["qualifier"]))
        fields = {"kind": "figure", **bounded("sides", sides, _side)}
        yield make("disputes", ["figure", *key], against, on=against[0].on, fields=fields)


def _is_one_thing(key: Sequence[str | None]) -> bool:
    """Do counts under the key count the same? Where nobody says whose troops they are, only at a place with a name."""
    what, party, place = key
    named = any(word[:1].isupper() for word in (place or "").split())
    return party is not None or named or what in CASUALTIES


def _side(_: tuple[str | None, ...], members: Sequence[Bundle]) -> Fields:
    by = sorted({count.data["attributed_to"] or "unknown" for count in members})
    side: Fields = {"by": ", ".join(by[:MOST]), "text": members[0].data["text"], **proof_of_item(members)}
    return side if len(by) <= MOST else {**side, "by_total": len(by)}
