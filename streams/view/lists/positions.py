"""Positions: the latest stance of each named actor on each issue, and how it came to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from streams.processors.join import medium
from streams.view.context import Context
from streams.view.entries import Made, grouped, history_item, make, most_frequent
from streams.view.facts import MOST, UNDATED, Bundle, Fact, cell_of, lower_bound

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


def entries(cell: Sequence[Bundle]) -> Iterator[Made]:
    """The one position of the cell. Of claims of the same day and publication the most frequent stance counts, ties
    alphabetical."""
    latest = max(_moment(bundle) for bundle in cell)
    last = [bundle for bundle in cell if _moment(bundle) == latest]
    stance = most_frequent(last, "stance")
    shown = next(bundle for bundle in last if bundle.data["stance"] == stance)
    held = grouped(cell, lambda bundle: (bundle.on or bundle.published, bundle.data["stance"]))
    fields = {
        "actor": shown.data["actor"],
        "issue": shown.data["issue"],
        "stance": stance,
        "text": shown.data["text"],
        "said_on": shown.on or shown.published,
        "history": [history_item(value or "other", told) for (_, value), told in list(held.items())[-MOST:]],
        "history_total": len(held) if len(held) > MOST else None,
    }
    key = [shown.data["actor"], shown.data["issue"]]
    yield make("positions", key, cell, on=shown.on or shown.published, fields=fields)


def _moment(bundle: Bundle) -> tuple[str, str]:
    said = lower_bound(bundle.on or bundle.published)
    return ("" if said == UNDATED else said), bundle.published or ""
