"""Why something stands in the state: entry, claims, dates, reading, article, connector, each as it was recorded."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, select

from schemas.article import ArticlePublished, ArticleWithdrawn
from schemas.claim import ClaimMade
from schemas.date import DateMentioned
from schemas.deadletter import RecordRejected
from schemas.envelope import Event
from schemas.reading import ArticleRead
from schemas.state import Evidence
from streams.view.articles import arrived
from streams.view.facts import BETWEEN
from streams.view.ids import OWN, kind_of, scan, whole_id
from streams.view.intake import revive, revive_rejection
from streams.view.reading import Shown, choose
from streams.view.rows import chunks, fetch
from streams.view.schema import articles, changes, entries, events, rejections

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
class About:
    """An article: its URL or file name, and its publication day in the view with what that rests on."""

    article_id: str
    source: str
    day: str | None
    basis: str | None


@dataclass(frozen=True, slots=True)
class Chain:
    """What an id rests on. `list` and `entry` are set for an entry of the state; `evidence` counts all, `reasons` are
    the first.

    :ivar about, links: of what is no span (an article, its revisions and readings, a dead letter): the article, and the
        events that lead back to the connector.
    """

    id: str
    reasons: Sequence[Reason]
    evidence: int
    list: str | None = None
    entry: dict[str, Any] | None = None
    about: About | None = None
    links: Sequence[Link] = ()


def trace(connection: Connection, wanted: str) -> Chain | None:
    """The chain of an entry, claim, date, article or event id, or of its beginning; None if the view knows none such.

    :raises UsageError: several ids begin so.
    """
    wanted = whole_id(connection, wanted)
    kind = kind_of(wanted)
    if kind == "art":
        return _of_article(connection, wanted)
    if kind == "evt" or kind in OWN:
        event = _event(connection, wanted) if kind == "evt" else _event_of(connection, wanted)
        return _of_event(connection, wanted, event) if event is not None else None
    return _of_entry(connection, wanted)


def _event(connection: Connection, event_id: str) -> Event | None:
    row = connection.execute(select(events).where(events.c.event_id == event_id)).first()
    if row is not None:
        return revive(row)
    row = connection.execute(select(rejections).where(rejections.c.event_id == event_id)).first()
    return revive_rejection(row) if row is not None else None


def _event_of(connection: Connection, own: str) -> Event | None:
    """The event of a claim or date: that of the reading shown, else one of another reading."""
    found = scan(connection, own, first=True)
    if not found or found[0][0] != own:
        return None
    row = found[0][1]
    shown = choose(arrived(connection, [row.article_id], {})[row.article_id])
    claims = (event_id for event_id, claim in shown.claims if claim.claim_id == own)
    dates = (event_id for event_id, date in shown.dates if date.date_id == own)
    event_id = next(iter((*claims, *dates)), None)
    return revive(row) if event_id is None else _events(connection, row.article_id, [event_id])[0]


def _of_entry(connection: Connection, wanted: str) -> Chain | None:
    query = select(entries.c.list, changes.c.entry).join(changes, changes.c.change == entries.c.change)
    row = connection.execute(query.where(entries.c.entry_id == wanted)).first()
    if row is None:
        return None
    entry = json.loads(row.entry)
    evidence = [Evidence.model_validate(each) for each in entry.get("evidence", ())]
    total = entry.get("evidence_total", len(evidence))
    return Chain(wanted, _reasons(connection, evidence[:MOST]), total, row.list, entry)


def _of_article(connection: Connection, wanted: str) -> Chain | None:
    """All that the article has told, its readings and revisions."""
    kept = _family(connection, wanted)
    if not kept:
        return None
    told = _told_by(connection, wanted)
    return Chain(
        wanted, _reasons(connection, told[:MOST]), len(told), about=_about(connection, kept), links=_links(kept)
    )


def _of_event(connection: Connection, wanted: str, event: Event) -> Chain:
    """The event's own span; without one, the event with the readings and the article that belong to it."""
    revision = getattr(event.data, "revision", None)
    if revision is None:
        return Chain(wanted, (), 0, links=_links([event]))
    kept = [each for each in _family(connection, event.key) if getattr(each.data, "revision", None) == revision]
    about = _about(connection, kept)
    if not isinstance(event.data, ArticlePublished):
        kept = [each for each in kept if not isinstance(each.data, ArticleRead) or _belongs(event, each)]
    if isinstance(event.data, (ClaimMade, DateMentioned)):
        return _of_span(wanted, event, about, kept)
    return Chain(wanted, (), 0, about=about, links=_links(kept))


def _belongs(event: Event, reading: Event) -> bool:
    """Is the event that reading, or of it?"""
    return event.id == reading.id or (isinstance(reading.data, ArticleRead) and event.id in reading.data.yielded)


def _of_span(wanted: str, event: Event, about: About | None, kept: Sequence[Event]) -> Chain:
    data, links = event.data, _links([event, *kept])
    article = next((each.data for each in kept if isinstance(each.data, ArticlePublished)), None)
    if article is None or about is None or not isinstance(data, (ClaimMade, DateMentioned)):
        return Chain(wanted, (), 0, links=links)
    evidence = _own_evidence(data, about.source)
    reasons = [Reason(each, article.text, data.rule, about.day, about.basis, links) for each in evidence]
    return Chain(wanted, reasons, len(evidence))


def _own_evidence(data: ClaimMade | DateMentioned, source: str) -> list[Evidence]:
    """The spans of a claim's content, or that of a date."""
    if isinstance(data, ClaimMade):
        spans, ids = data.content, {"claim_id": data.claim_id}
    else:
        spans, ids = (data.span,), {"date_id": data.date_id}
    return [
        Evidence(article_id=data.article_id, source=source, start=span.start, end=span.end, exact=span.exact, **ids)
        for span in spans
    ]


def _family(connection: Connection, article_id: str) -> list[Event]:
    """The readings of an article, then its revisions and withdrawals, the latest of each first."""
    kinds = ("article.read", "article.published", "article.withdrawn")
    query = select(events).where(events.c.article_id == article_id, events.c.type.in_(kinds))
    found = [revive(row) for row in connection.execute(query)]
    found.sort(key=lambda each: (each.recorded_at, each.id), reverse=True)
    return sorted(found, key=lambda each: not isinstance(each.data, ArticleRead))


def _about(connection: Connection, kept: Sequence[Event]) -> About | None:
    article = next((each.data for each in kept if isinstance(each.data, ArticlePublished)), None)
    if article is None:
        return None
    query = select(articles.c.day, articles.c.basis).where(articles.c.article_id == article.article_id)
    row = connection.execute(query).first()
    day, basis = (row.day, row.basis) if row is not None else (None, None)
    return About(article.article_id, article.url or article.record, day, basis)


def _reasons(connection: Connection, evidence: Sequence[Evidence]) -> list[Reason]:
    shown: dict[str, Shown] = {}
    for part in chunks(sorted({each.article_id for each in evidence}), MOST):
        shown.update((article_id, choose(found)) for article_id, found in arrived(connection, part, {}).items())
    return [_reason(connection, each, shown[each.article_id]) for each in evidence if shown[each.article_id].published]


def _reason(connection: Connection, evidence: Evidence, shown: Shown) -> Reason:
    query = select(articles.c.day, articles.c.basis).where(articles.c.article_id == evidence.article_id)
    row = connection.execute(query).one()
    assert shown.published is not None
    assert shown.read is not None
    claims = [(event_id, claim.rule) for event_id, claim in shown.claims if claim.claim_id == evidence.claim_id]
    dates = [(event_id, date.rule) for event_id, date in shown.dates if date.date_id == evidence.date_id]
    yielding = sorted([*claims, *dates])
    ids = [*(event_id for event_id, _ in yielding), shown.read.event_id, shown.published.event_id]
    links = _links(_events(connection, evidence.article_id, ids))
    return Reason(evidence, shown.article.text, yielding[0][1] if yielding else None, row.day, row.basis, links)


def _events(connection: Connection, article_id: str, ids: Sequence[str]) -> list[Event]:
    query = select(events).where(events.c.article_id == article_id, events.c.event_id.in_(ids))
    rows = {row.event_id: row for row in connection.execute(query)}
    return [revive(rows[event_id]) for event_id in ids if event_id in rows]


def _told_by(connection: Connection, article_id: str) -> list[Evidence]:
    """All that an article has told, in order."""
    rows = fetch(connection, "SELECT evidence FROM facts WHERE article_id = ?", article_id)
    pieces = {piece for (told,) in rows for piece in bytes(told).split(BETWEEN)}
    return sorted(
        (Evidence.model_validate_json(piece) for piece in pieces),
        key=lambda each: (each.start, each.end, each.claim_id or "", each.date_id or ""),
    )


def _links(found: Sequence[Event]) -> list[Link]:
    return [Link(event, _what(event)) for event in found]


def _what(event: Event) -> str:
    data = event.data
    if isinstance(data, ArticlePublished):
        return f"published by {data.connector} from {data.record}"
    if isinstance(data, ArticleWithdrawn):
        return f"withdrawn by {data.connector}{f': {data.reason}' if data.reason else ''}"
    if isinstance(data, RecordRejected):
        return f"set aside by {data.stage} from {data.origin}: {data.message}"
    return f"{event.type} by {event.source}, version {event.version}"
