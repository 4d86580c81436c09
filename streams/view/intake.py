"""Records into event rows: each event once, at its earliest recordedtime; what cannot be read becomes a dead letter."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Connection, select

from schemas.base import content_id, format_instant, model_json
from schemas.deadletter import MAX_KEPT_BYTES, RecordRejected, RecordRetried
from schemas.envelope import Event, Record, decode, make_event
from schemas.errors import InvalidRecord, NewerVersion
from schemas.topics import TYPES
from streams.view.rows import IGNORE, chunks, fetch, insert_new, insert_tuples, upsert
from streams.view.schema import events, rejections, settled_rejections

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
STAGE: Final = "view"
VERSION: Final = 1
RETRIED: Final = "record.retried"
Row = tuple[str, str, str, int, str, int, bytes]
"""Article, event, type, recordedtime in microseconds, source, version, and the data's canonical JSON."""
_ESCAPED_NUL: Final = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
_MICROSECOND: Final = timedelta(microseconds=1)
_EVENT: Final = ("article_id", "event_id", "type", "recorded_us", "source", "version", "value")
_REPLACED: Final = " ON CONFLICT (article_id, event_id) DO UPDATE SET " + ", ".join(
    f"{name} = excluded.{name}" for name in _EVENT[2:]
)


@lru_cache(maxsize=4096)
def microseconds(moment: datetime) -> int:
    """Microseconds since 1970."""
    return (moment - EPOCH) // _MICROSECOND


def instant(recorded_us: int) -> datetime:
    """The instant again."""
    return EPOCH + timedelta(microseconds=recorded_us)


def instant_text(recorded_us: int) -> str:
    """The instant as it stands in JSON."""
    return format_instant(instant(recorded_us))


@dataclass(slots=True)
class Intake:
    """What a page of records holds.

    :ivar rows: of the events of articles, in the order of `events`; decoded: their data by event id.
    :ivar retried: dead letters that were read anew.
    :ivar rejected: dead letters of the log; refused: of the records that the view refuses itself.
    :ivar reached: the latest recordedtime in microseconds, -1 without any.
    """

    rows: list[Row] = field(default_factory=list)
    decoded: dict[str, object] = field(default_factory=dict)
    retried: list[str] = field(default_factory=list)
    rejected: list[Event] = field(default_factory=list)
    refused: list[Event] = field(default_factory=list)
    reached: int = -1

    def __bool__(self) -> bool:
        return bool(self.rows or self.rejected or self.refused)

    def extend(self, other: Intake) -> None:
        """What another part of the page holds."""
        self.rows += other.rows
        self.decoded.update(other.decoded)
        self.retried += other.retried
        self.rejected += other.rejected
        self.refused += other.refused
        self.reached = max(self.reached, other.reached)

    def add(self, event: Event, *, valid: bool) -> None:
        """What `receive` gives."""
        recorded_us = microseconds(event.recorded_at)
        self.reached = max(self.reached, recorded_us)
        if not valid:
            self.refused.append(event)
        elif isinstance(event.data, RecordRejected):
            self.rejected.append(event)
        elif isinstance(event.data, RecordRetried):
            self.retried.append(event.data.dead_letter_id)
            self._add_row("", event, recorded_us)
        else:
            self._add_row(event.key, event, recorded_us)

    def _add_row(self, article_id: str, event: Event, recorded_us: int) -> None:
        self.rows.append((article_id, event.id, event.type, recorded_us, event.source, event.version, _value_of(event)))
        self.decoded[event.id] = event.data


def receive(record: Record) -> tuple[bool, Event]:
    """The event of a record; for a record that is none, False and its dead letter. Never raises for what a record
    holds."""
    try:
        event = decode(record)
        if _holds_nul(event, record.value):
            raise InvalidRecord("a NUL character stands in it, which no text may hold")
        return True, event
    except (InvalidRecord, NewerVersion) as error:
        return False, _refuse(record, str(error))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        return False, _refuse(record, f"{type(error).__name__}: {error}")


def _holds_nul(event: Event, value: bytes) -> bool:
    return "\0" in event.source or (b"u0000" in value and _ESCAPED_NUL.search(value) is not None)


def _value_of(event: Event) -> bytes:
    return event.value or model_json(event.data)


def _refuse(record: Record, message: str) -> Event:
    digest = hashlib.sha256(record.value).hexdigest()
    headers = sorted(record.headers)
    rejected = RecordRejected(
        dead_letter_id=content_id(
            "dead", [STAGE, record.topic, digest, [[name, value.hex()] for name, value in headers]]
        ),
        stage=STAGE,
        version=VERSION,
        origin=record.topic,
        reason="invalid_record",
        message=message[:2000].encode("utf-8", "replace").decode(),
        kept=base64.b64encode(record.value[:MAX_KEPT_BYTES]).decode(),
        length=len(record.value),
        sha256=digest,
        lies_at=f"{record.topic} {record.id}" if len(record.value) > MAX_KEPT_BYTES else None,
        topic=record.topic,
        key=record.key,
        headers=tuple((name, base64.b64encode(value).decode()) for name, value in headers),
    )
    return make_event(rejected, source=f"standoff/{STAGE}", version=VERSION, recorded_at=_recorded_at(record))


def _recorded_at(record: Record) -> datetime:
    raw = dict(record.headers).get("ce_recordedtime", b"")
    try:
        moment = datetime.fromisoformat(raw.decode())
        return moment.astimezone(UTC) if moment.tzinfo else EPOCH
    except (ValueError, OverflowError):
        return EPOCH


def store(connection: Connection, intake: Intake) -> None:
    """Keep events, mark their articles, and settle the dead letters that were retried."""
    earliest = _earliest(intake.rows)
    known = _known(connection, earliest.values())
    fresh = [row for event_id, row in earliest.items() if _place(row) < known.get(event_id, (1 << 62, ""))]
    insert_tuples(connection, "events", _EVENT, sorted(row for row in fresh if row[1] not in known))
    insert_tuples(connection, "events", _EVENT, [row for row in fresh if row[1] in known], _REPLACED)
    marked = sorted({row[0] for row in fresh if row[0]})
    insert_tuples(connection, "dirty_articles", ("article_id",), [(each,) for each in marked], IGNORE)
    retried = [(each,) for each in sorted(set(intake.retried))]
    insert_tuples(connection, "settled_rejections", ("dead_letter_id",), retried, IGNORE)


def settle_retried(connection: Connection) -> None:
    """Settle the dead letters that the kept events say were retried."""
    values = connection.scalars(select(events.c.value).where(events.c.type == RETRIED)).all()
    retried = sorted({RecordRetried.model_validate_json(value).dead_letter_id for value in values})
    insert_new(connection, settled_rejections, [{"dead_letter_id": letter} for letter in retried])


def _standing(event: Event) -> tuple[int, str]:
    return microseconds(event.recorded_at), event.source


def _place(row: Row) -> tuple[int, str]:
    """Recordedtime and source: of one event that came twice, the least is kept."""
    return row[3], row[4]


def _earliest(rows: Iterable[Row]) -> dict[str, Row]:
    kept: dict[str, Row] = {}
    for row in rows:
        other = kept.get(row[1])
        if other is None or _place(row) < _place(other):
            kept[row[1]] = row
    return kept


def _known(connection: Connection, rows: Collection[Row]) -> dict[str, tuple[int, str]]:
    """Recordedtime and source of those of the events that are kept already."""
    of_articles = {row[0] for row in rows}
    others = [row[1] for row in rows if not row[0]]
    query = "SELECT event_id, recorded_us, source FROM events WHERE article_id IN ?"
    found = fetch(connection, query, sorted(of_articles - {""}))
    if others:
        query = "SELECT event_id, recorded_us, source FROM events WHERE article_id = '' AND event_id IN ?"
        found += fetch(connection, query, others)
    return {event_id: (recorded_us, source) for event_id, recorded_us, source in found}


def store_rejections(connection: Connection, letters: Sequence[Event], *, in_log: bool) -> None:
    """Keep dead letters once each, at their earliest recordedtime, and whether the log has them."""
    if not letters:
        return
    rows = {
        _dead_letter_id(each): _rejection_row(each, in_log) for each in sorted(letters, key=_standing, reverse=True)
    }
    for part in chunks(sorted(rows)):
        for row in connection.execute(select(rejections).where(rejections.c.dead_letter_id.in_(part))).mappings():
            new = rows[row["dead_letter_id"]]
            if row["recorded_us"] < new["recorded_us"]:
                rows[row["dead_letter_id"]] = {**row, "in_log": max(row["in_log"], new["in_log"])}
            else:
                new["in_log"] = max(row["in_log"], new["in_log"])
    upsert(connection, rejections, list(rows.values()))


def _dead_letter_id(event: Event) -> str:
    assert isinstance(event.data, RecordRejected)
    return event.data.dead_letter_id


def _rejection_row(event: Event, in_log: bool) -> dict[str, Any]:
    return {
        "dead_letter_id": _dead_letter_id(event),
        "event_id": event.id,
        "recorded_us": microseconds(event.recorded_at),
        "source": event.source,
        "version": event.version,
        "value": _value_of(event),
        "in_log": int(in_log),
    }


def revive(row: Any) -> Event:
    """The event of an event row, unchecked against its id: it was checked when it came."""
    model = TYPES[row.type][1]
    return Event(
        row.event_id, row.type, model.model_validate_json(row.value), row.source, row.version, instant(row.recorded_us)
    )


def revive_rejection(row: Any) -> Event:
    """The event of a dead letter's row."""
    data = RecordRejected.model_validate_json(row.value)
    return Event(row.event_id, "record.rejected", data, row.source, row.version, instant(row.recorded_us))
