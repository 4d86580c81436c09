"""From connectors to the log: poll, append, and save the cursor with what it yielded."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from connectors.base import Batch, Connector, Reject
from schemas.envelope import Event, Record, encode, make_event
from streams.log.protocol import Log
from streams.runners.progress import Progress, ignore
from streams.runners.recording import Recording
from streams.topology import reject_event


@dataclass(frozen=True, slots=True)
class Ingested:
    """How many articles and rejects one pass over a source gave, and how many records of them were new to the log."""

    articles: int = 0
    rejects: int = 0
    fresh: int = 0

    def __add__(self, other: Ingested) -> Ingested:
        return Ingested(self.articles + other.articles, self.rejects + other.rejects, self.fresh + other.fresh)


def ingest(log: Log, connector: Connector, recording: Recording, *, progress: Progress = ignore) -> Ingested:
    """One whole pass over a source, resumed where an earlier one was cut off.

    :raises SourceError: the source cannot be read at all.
    :raises StandoffError: the log cannot be written; what was appended stays.
    """
    consumer = f"ingest/{connector.name}/{connector.source}"
    cursor, taken = _resume(log.position(consumer))
    total = Ingested()
    while True:
        batch = connector.poll(cursor, recording.at)
        records = _records(batch, connector, recording, taken)
        taken = taken + len(batch.articles) if batch.more else 0
        cursor = batch.cursor
        fresh = log.append(records, consumer=consumer, position=json.dumps({"cursor": cursor, "taken": taken}))
        total += Ingested(len(batch.articles), len(batch.rejects), fresh)
        progress(len(batch.articles) + len(batch.rejects))
        if not batch.more:
            return total


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
