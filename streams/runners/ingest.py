"""From connectors to the log: poll, append, and save the cursor with what it yielded."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from connectors.base import Batch, Connector, Reject
from schemas.envelope import Event, Record, encode, make_event
from schemas.topics import ARTICLES
from streams.log.protocol import Log
from streams.runners.progress import Progress, ignore
from streams.runners.recording import Recording
from streams.topology import reject_event

Follow = Callable[[], object]
"""Called when an article has been appended, before the next one is."""


@dataclass(frozen=True, slots=True)
class Ingested:
    """How many articles and rejects one pass over a source gave, and how many records of them were new to the log."""

    articles: int = 0
    rejects: int = 0
    fresh: int = 0

    def __add__(self, other: Ingested) -> Ingested:
        return Ingested(self.articles + other.articles, self.rejects + other.rejects, self.fresh + other.fresh)


def ingest(
    log: Log,
    connector: Connector,
    recording: Recording,
    *,
    first: int = 0,
    progress: Progress = ignore,
    follow: Follow | None = None,
) -> Ingested:
    """One whole pass over a source, resumed where an earlier one was cut off. What finds nothing appends nothing.

    :param first: how many articles the recording has been given already.
    :param follow: called after each article, so that what follows from it stands in the log before the next one. A pass
        that was cut off appends the batch again from its beginning: only for a log that refuses what it knows.
    :raises SourceError: the source cannot be read at all.
    :raises StandoffError: the log cannot be written; what was appended stays.
    """
    consumer = f"ingest/{connector.name}/{connector.source}"
    saved = log.position(consumer)
    cursor, taken = _resume(saved)
    taken = taken or first
    total = Ingested()
    while True:
        batch = connector.poll(cursor, recording.at)
        records = _records(batch, connector, recording, taken)
        taken = taken + len(batch.articles) if batch.more else 0
        cursor, position = batch.cursor, json.dumps({"cursor": batch.cursor, "taken": taken})
        fresh = _follow_each(log, records, follow) if follow else 0
        if records or position != saved:
            fresh += log.append(records, consumer=consumer, position=position)
        saved = position
        total += Ingested(len(batch.articles), len(batch.rejects), fresh)
        progress(len(batch.articles) + len(batch.rejects))
        if not batch.more:
            return total


def _follow_each(log: Log, records: Sequence[Record], follow: Follow) -> int:
    """Append the articles one by one, each followed; the position is not saved with them but after them."""
    fresh = 0
    for record in records:
        if record.topic == ARTICLES:
            fresh += log.append([record])
            follow()
    return fresh


def _resume(position: str) -> tuple[str, int]:
    if not position:
        return "", 0
    saved = json.loads(position)
    return saved["cursor"], saved["taken"]


def _records(batch: Batch, connector: Connector, recording: Recording, taken: int) -> list[Record]:
    source = f"connectors/{connector.name}"
    events = [
        make_event(article, source=source, version=connector.version, recorded_at=recording.of(taken + index))
        for index, article in enumerate(batch.articles)
    ]
    last = recording.of(taken + max(0, len(batch.articles) - 1))
    return [encode(event) for event in (*events, *(_rejection(reject, connector, last) for reject in batch.rejects))]


def _rejection(reject: Reject, connector: Connector, recorded_at: datetime) -> Event:
    return reject_event(
        stage=f"connectors/{connector.name}",
        version=connector.version,
        origin=reject.origin,
        reason=reject.reason,
        message=reject.message,
        raw=reject.raw,
        recorded_at=recorded_at,
        length=reject.length,
        sha256=reject.sha256,
        lies_at=reject.lies_at,
    )
