"""Dead letters: listed from the log, and tried again from their bytes."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from connectors import seeds
from connectors.reading import Rejected
from schemas.article import ArticlePublished
from schemas.base import Frozen
from schemas.deadletter import RecordRejected, RecordRetried
from schemas.envelope import Event, Record, decode, encode, make_event
from schemas.errors import StandoffError, UsageError
from schemas.topics import DEAD_LETTERS
from streams.log.protocol import START, Log
from streams.topology import STEPS, execute

PAGE: Final = 200
SOURCE: Final = "standoff/dead-letters"
VERSION: Final = 1
PARSERS: Final[dict[str, tuple[Callable[[str, bytes], ArticlePublished], int]]] = {
    f"connectors/{seeds.NAME}": (seeds.parse, seeds.VERSION)
}
"""How the bytes that a connector refused are parsed again."""


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A dead letter, when it was recorded, and whether a retry has settled it."""

    rejected: RecordRejected
    recorded_at: datetime
    settled: bool


def dead_letters(log: Log) -> list[DeadLetter]:
    """All dead letters of a log, each once, in log order."""
    letters: dict[str, tuple[RecordRejected, datetime]] = {}
    settled: set[str] = set()
    for event in _events(log):
        if isinstance(event.data, RecordRejected):
            letters.setdefault(event.data.dead_letter_id, (event.data, event.recorded_at))
        elif isinstance(event.data, RecordRetried):
            settled.add(event.data.dead_letter_id)
    return [DeadLetter(data, moment, key in settled) for key, (data, moment) in letters.items()]


def _events(log: Log) -> Iterator[Event]:
    for record in _records(log, DEAD_LETTERS):
        try:
            yield decode(record)
        except StandoffError:
            continue  # a poison record in the topic of dead letters itself; `standoff log` shows it


def _records(log: Log, topic: str) -> Iterator[Record]:
    position = START
    while True:
        page = log.read((topic,), position, PAGE)
        yield from page.records
        if page.position == position:
            return
        position = page.position


def kept_bytes(rejected: RecordRejected) -> bytes:
    """The bytes that the dead letter carries: the whole, or the first 64 KiB."""
    return base64.b64decode(rejected.kept)


def retry(log: Log, rejected: RecordRejected, *, now: datetime) -> str | None:
    """Try one dead letter again; what it yields, and that it is settled, is appended together.

    :returns: why it fails again, or None where it was read.
    :raises UsageError: its bytes lie elsewhere and are gone.
    """
    raw = _whole(log, rejected)
    try:
        outputs = _again(rejected, raw, now)
    except Rejected as error:
        return f"{rejected.origin}: {error}"
    for output in outputs:
        if output.topic == DEAD_LETTERS:
            data = decode(output).data
            return data.message if isinstance(data, RecordRejected) else "refused"
    yielded = tuple(sorted(output.id for output in outputs if output.id))
    log.append([*outputs, _settled(RecordRetried(dead_letter_id=rejected.dead_letter_id, yielded=yielded), now)])
    return None


def _settled(data: Frozen, now: datetime) -> Record:
    return encode(make_event(data, source=SOURCE, version=VERSION, recorded_at=now))


def _whole(log: Log, rejected: RecordRejected) -> bytes:
    kept = kept_bytes(rejected)
    if len(kept) == rejected.length:
        return kept
    if rejected.topic is not None:
        for record in _records(log, rejected.topic):
            if len(record.value) == rejected.length and record.id == _header(rejected, "ce_id"):
                return record.value
    elif rejected.lies_at and Path(rejected.lies_at).is_file():
        return Path(rejected.lies_at).read_bytes()
    raise UsageError(
        f"{rejected.dead_letter_id}: only the first {len(kept)} bytes are kept; the whole, {rejected.lies_at}, is gone"
    )


def _header(rejected: RecordRejected, name: str) -> str | None:
    value = dict(rejected.headers).get(name)
    return base64.b64decode(value).decode("utf-8", "replace") if value else None


def _again(rejected: RecordRejected, raw: bytes, now: datetime) -> tuple[Record, ...]:
    if rejected.stage in PARSERS:
        parse, version = PARSERS[rejected.stage]
        article = parse(rejected.origin.rpartition("/")[2], raw)
        return (encode(make_event(article, source=rejected.stage, version=version, recorded_at=now)),)
    for step in STEPS:
        if step.name == rejected.stage:
            headers = tuple((name, base64.b64decode(value)) for name, value in rejected.headers)
            record = Record(rejected.topic or step.reads, rejected.key or "", headers, raw)
            return execute(step, record, origin=step.reads, recorded_at=now)
    raise UsageError(f"{rejected.dead_letter_id}: no stage {rejected.stage!r} is known to try it again")
