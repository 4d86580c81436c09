"""Positions: the latest stance of each named actor on each issue, and how it came to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from streams.processors.join import medium
from streams.view.context import Context
from streams.view.entries import Made, grouped, history_item, make, most_frequent
from streams.view.facts import UNDATED, Fact, cell_of, lower_bound

CELL = "positions"


def facts(context: Context) -> Iterator[Fact]:
    """One a claim, named speaker and issue; not what the article itself reports as denied."""
    for said in context.claims:
        if not said.attributed or said.claim.negated_report:
            continue
        for actor in said.speakers:
            if actor.kind == "unnamed" or medium(actor.form):
                continue
            for issue in said.issues:
                data = {"actor": context.name(actor), "issue": issue, "stance": said.claim.stance, "text": said.text}
                yield Fact(
                    cell_of(CELL, actor.key, issue),
                    said.event_id,
                    context.article.article_id,
                    said.start,
                    said.said_on,
                    context.day,
                    said.evidence,
                    data,
                )


def entries(cell: Sequence[Fact]) -> Iterator[Made]:
    """The one position of the cell. Of claims of the same day and publication the most frequent stance counts, ties
    alphabetical."""
    latest = max(_moment(fact) for fact in cell)
    last = [fact for fact in cell if _moment(fact) == latest]
    stance = most_frequent(fact.data["stance"] for fact in last)
    shown = next(fact for fact in last if fact.data["stance"] == stance)
    history = [
        history_item(value or "other", facts)
        for (_, value), facts in grouped(cell, lambda fact: (fact.on or fact.published, fact.data["stance"])).items()
    ]
    fields = {
        "actor": shown.data["actor"],
        "issue": shown.data["issue"],
        "stance": stance,
        "text": shown.data["text"],
        "said_on": shown.on or shown.published,
        "history": history,
    }
    key = [shown.data["actor"], shown.data["issue"]]
    yield make("positions", key, cell, on=shown.on or shown.published, fields=fields)


def _moment(fact: Fact) -> tuple[str, str]:
    said = lower_bound(fact.on or fact.published)
    return ("" if said == UNDATED else said), fact.published or ""
