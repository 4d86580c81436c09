"""The steps between topics as data, and the one function that carries a record through a step."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from schemas.article import ArticlePublished
from schemas.base import content_id
from schemas.deadletter import MAX_KEPT_BYTES, RecordRejected
from schemas.envelope import Event, Record, decode, encode, make_event
from schemas.errors import InvalidRecord, NewerVersion
from schemas.reading import ArticleRead
from schemas.topics import ARTICLES, CLAIMS, DATES, DEAD_LETTERS, READS
from streams.processors.reading import CLAIMS_VERSION, DATES_VERSION, VERSIONS, read_article

READING_VERSION: Final = 1
SOURCE: Final = "processors/reading"
UNKNOWN_TIME: Final = datetime.fromisoformat("1970-01-01T00:00:00Z")
"""Recordedtime of a dead letter whose record has none that can be read."""


@dataclass(frozen=True, slots=True)
class Step:
    """`run` turns one event into the events that follow from it: pure, and in a fixed order."""

    name: str
    version: int
    reads: str
    writes: tuple[str, ...]
    run: Callable[[Event], Sequence[Event]]


def read(event: Event) -> Sequence[Event]:
    """Read a published article: its claims, its dates, and the event that closes the reading; a withdrawal: nothing."""
    article = event.data
    if not isinstance(article, ArticlePublished):
        return ()
    reading = read_article(article, event.recorded_at)
    yielded = [
        *(_follow(event, claim, CLAIMS_VERSION) for claim in reading.claims),
        *(_follow(event, day, DATES_VERSION) for day in reading.dates),
    ]
    closing = ArticleRead(
        article_id=article.article_id,
        revision=article.revision,
        versions=VERSIONS,
        publication=reading.publication,
        yielded=tuple(sorted(each.id for each in yielded)),
    )
    return (*yielded, _follow(event, closing, READING_VERSION))


def _follow(cause: Event, data: ArticleRead | object, version: int) -> Event:
    return make_event(data, source=SOURCE, version=version, recorded_at=cause.recorded_at)  # type: ignore[arg-type]


STEPS: Final = (Step("read", READING_VERSION, ARTICLES, (CLAIMS, DATES, READS, DEAD_LETTERS), read),)
"""The whole topology."""


def execute(step: Step, record: Record, *, origin: str, recorded_at: datetime | None = None) -> tuple[Record, ...]:
    """The records that follow from a record. Never raises: what fails becomes one dead letter with the record's bytes.

    :param origin: where the record came from, for the dead letter ("articles").
    :param recorded_at: recordedtime of a new reading; else that of the event read.
    """
    moment = recorded_at or UNKNOWN_TIME
    try:
        event = decode(record)
        moment = recorded_at or event.recorded_at
        return tuple(encode(_recorded(each, recorded_at)) for each in step.run(event))
    except (InvalidRecord, NewerVersion) as error:
        return (
            encode(
                dead_letter(
                    step, record, origin=origin, reason="invalid_record", message=str(error), recorded_at=moment
                )
            ),
        )
    except Exception as error:
        message = f"step {step.name} failed on {record.id}: {type(error).__name__}: {error}"
        return (encode(dead_letter(step, record, origin=origin, reason="failed", message=message, recorded_at=moment)),)


def _recorded(event: Event, recorded_at: datetime | None) -> Event:
    return event if recorded_at is None else event._replace(recorded_at=recorded_at)


def dead_letter(step: Step, record: Record, *, origin: str, reason: str, message: str, recorded_at: datetime) -> Event:
    """The dead letter of a record that a step refused."""
    return reject_event(
        stage=step.name, version=step.version, origin=origin, reason=reason, message=message,
        raw=record.value, recorded_at=recorded_at, record=record,
    )  # fmt: skip


def reject_event(
    *,
    stage: str,
    version: int,
    origin: str,
    reason: str,
    message: str,
    raw: bytes,
    recorded_at: datetime,
    record: Record | None = None,
    length: int | None = None,
    sha256: str | None = None,
    lies_at: str | None = None,
) -> Event:
    """A dead letter. `raw` is the whole, or its first 64 KiB with `length` and `sha256` of the whole."""
    kept = raw[:MAX_KEPT_BYTES]
    digest = sha256 or hashlib.sha256(raw).hexdigest()
    rejected = RecordRejected(
        dead_letter_id=content_id("dead", [stage, origin, reason, digest]),
        stage=stage,
        version=version,
        origin=origin,
        reason=reason,
        message=message[:2000].encode("utf-8", "replace").decode(),
        kept=base64.b64encode(kept).decode(),
        length=len(raw) if length is None else length,
        sha256=digest,
        lies_at=lies_at or (f"{origin} {record.id}" if record and len(raw) > MAX_KEPT_BYTES else None),
        topic=record.topic if record else None,
        key=record.key if record else None,
        headers=tuple((name, base64.b64encode(value).decode()) for name, value in record.headers) if record else (),
    )
    return make_event(rejected, source=f"standoff/{stage}", version=version, recorded_at=recorded_at)
