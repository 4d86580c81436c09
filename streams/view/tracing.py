"""Why something stands in the state: its entry, claims, dates, reading, article and connector, each as it was
recorded."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, select

from schemas.article import ArticlePublished
from schemas.claim import ClaimMade
from schemas.date import DateMentioned
from schemas.envelope import Event
from schemas.state import Evidence
from streams.view.arriving import arrived
from streams.view.facts import BETWEEN
from streams.view.intake import revive
from streams.view.reading import Shown, choose
from streams.view.rows import chunks, fetch
from streams.view.schema import articles, changes, entries, events

MOST: Final = 50
"""An entry that rests on more claims than this is explained by its first ones."""


@dataclass(frozen=True, slots=True)
class Link:
    """One event on the way back to the connector."""

    event: Event
    what: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One span with the events that lead back from it.

    :ivar text: the whole text of its article; the span is `text[start:end]`.
    :ivar day, basis: the publication day of the article in the view, and what it rests on.
    :ivar links: claim or date, reading, article; the article's event names the connector.
    """

    evidence: Evidence
    text: str
    rule: str | None
    day: str | None
    basis: str | None
    links: Sequence[Link]


@dataclass(frozen=True, slots=True)
class Chain:
    """What an id rests on. `list` and `entry` are set for an entry of the state; `evidence` counts all, `reasons` are
    the first."""

    id: str
    reasons: Sequence[Reason]
    evidence: int
    list: str | None = None
    entry: dict[str, Any] | None = None


def trace(connection: Connection, wanted: str) -> Chain | None:
    """The chain of an entry, claim, date, article or event id; None if the view knows none such."""
    query = select(entries.c.list, changes.c.entry).join(changes, changes.c.change == entries.c.change)
    row = connection.execute(query.where(entries.c.entry_id == wanted)).first()
    if row is not None:
        entry = json.loads(row.entry)
        evidence = [Evidence.model_validate(each) for each in entry.get("evidence", ())]
        return Chain(
            wanted, _reasons(connection, evidence[:MOST]), entry.get("evidence_total", len(evidence)), row.list, entry
        )
    evidence = _evidence_of(connection, wanted)
    return Chain(wanted, _reasons(connection, evidence[:MOST]), len(evidence)) if evidence else None


def _reasons(connection: Connection, evidence: Sequence[Evidence]) -> list[Reason]:
    shown: dict[str, Shown] = {}
    for part in chunks(sorted({each.article_id for each in evidence}), MOST):
        shown.update((article_id, choose(found)) for article_id, found in arrived(connection, part, {}).items())
    return [_reason(connection, each, shown[each.article_id]) for each in evidence if shown[each.article_id].published]


def _reason(connection: Connection, evidence: Evidence, shown: Shown) -> Reason:
    row = connection.execute(
        select(articles.c.day, articles.c.basis).where(articles.c.article_id == evidence.article_id)
    ).one()
    assert shown.published is not None
    assert shown.read is not None
    claims = [(event_id, claim.rule) for event_id, claim in shown.claims if claim.claim_id == evidence.claim_id]
    dates = [(event_id, date.rule) for event_id, date in shown.dates if date.date_id == evidence.date_id]
    yielding = sorted([*claims, *dates])
    rules = [rule for _, rule in yielding]
    ids = [*(event_id for event_id, _ in yielding), shown.read.event_id, shown.published.event_id]
    links = [Link(event, _what(event)) for event in _events(connection, ids)]
    return Reason(evidence, shown.article.text, rules[0] if rules else None, row.day, row.basis, links)


def _events(connection: Connection, ids: Sequence[str]) -> list[Event]:
    rows = {row.event_id: row for row in connection.execute(select(events).where(events.c.event_id.in_(ids)))}
    return [revive(rows[event_id]) for event_id in ids if event_id in rows]


def _what(event: Event) -> str:
    if isinstance(event.data, ArticlePublished):
        return f"published by {event.data.connector} from {event.data.record}"
    return f"{event.type} by {event.source}, version {event.version}"


def _evidence_of(connection: Connection, wanted: str) -> list[Evidence]:
    """The spans of a claim, a date, an event, or all facts of an article."""
    if wanted.startswith("art_"):
        return _told_by(connection, wanted)
    if wanted.startswith("evt_"):
        row = connection.execute(select(events).where(events.c.event_id == wanted)).first()
        own = _own_id(revive(row)) if row is not None else ""
        found = _told_by(connection, row.article_id) if row is not None and own else []
        return [each for each in found if own in (each.claim_id, each.date_id)]
    return _by_scan(connection, wanted)


def _told_by(connection: Connection, article_id: str) -> list[Evidence]:
    """All that an article has told, in order."""
    rows = fetch(connection, "SELECT evidence FROM facts WHERE article_id = ?", article_id)
    pieces = {piece for (told,) in rows for piece in bytes(told).split(BETWEEN)}
    return sorted(
        (Evidence.model_validate_json(piece) for piece in pieces),
        key=lambda each: (each.start, each.end, each.claim_id or "", each.date_id or ""),
    )


def _by_scan(connection: Connection, wanted: str) -> list[Evidence]:
    """Claim and date ids stand in event data alone: read the events until one bears it."""
    kinds = {"clm_": "claim.made", "dat_": "date.mentioned"}
    kind = kinds.get(wanted[:4])
    if kind is None:
        return []
    needle = wanted.encode()
    query = select(events).where(events.c.type == kind).execution_options(yield_per=500)
    with connection.execute(query) as found:
        holding = next((row for row in found if needle in row.value and wanted == _own_id(revive(row))), None)
    if holding is None:
        return []
    data = revive(holding).data
    shown = choose(arrived(connection, [holding.article_id], {})[holding.article_id])
    if shown.published is None:
        return []
    article = shown.article
    spans = data.content if isinstance(data, ClaimMade) else (data.span,) if isinstance(data, DateMentioned) else ()
    ids = {"claim_id": wanted} if kind == "claim.made" else {"date_id": wanted}
    return [
        Evidence(
            article_id=article.article_id,
            source=article.url or article.record,
            start=span.start,
            end=span.end,
            exact=span.exact,
            **ids,
        )
        for span in spans
    ]


def _own_id(event: Event) -> str:
    data = event.data
    return data.claim_id if isinstance(data, ClaimMade) else data.date_id if isinstance(data, DateMentioned) else ""
