"""Dead letters: listed from the log, and tried again from their bytes."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from connectors import seeds
from connectors.files import FileRead, path_at, read_file
from connectors.reading import Rejected
from schemas.article import ArticlePublished
from schemas.base import Frozen
from schemas.deadletter import RecordRejected, RecordRetried
from schemas.envelope import Event, Record, decode, encode, make_event
from schemas.errors import StandoffError
from schemas.topics import DEAD_LETTERS
from streams.log.protocol import START, Log
from streams.topology import STEPS, execute

PAGE: Final = 200
SOURCE: Final = "standoff/dead-letters"
VERSION: Final = 1
UNREADABLE: Final = "unreadable"


class Parse(Protocol):
    """A connector's bytes to an article; `modified` where the source has changed since it was read first."""

    def __call__(self, record: str, raw: bytes, modified: datetime | None, /) -> ArticlePublished: ...


PARSERS: Final[dict[str, tuple[Parse, int]]] = {f"connectors/{seeds.NAME}": (seeds.parse, seeds.VERSION)}
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

    A file that has other bytes now is read as it is; else the bytes that were kept are.

    :returns: why it fails again, or None where it was read.
    """
    try:
        outputs = _again(log, rejected, now)
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


def _again(log: Log, rejected: RecordRejected, now: datetime) -> tuple[Record, ...]:
    """What the letter yields now.

    :raises Rejected: it cannot be had or read.
    """
    if rejected.stage in PARSERS:
        parse, version = PARSERS[rejected.stage]
        raw, modified = _source(rejected)
        article = parse(rejected.origin.rpartition("/")[2], raw, modified)
        return (encode(make_event(article, source=rejected.stage, version=version, recorded_at=now)),)
    for step in STEPS:
        if step.name == rejected.stage:
            headers = tuple((name, base64.b64decode(value)) for name, value in rejected.headers)
            record = Record(rejected.topic or step.reads, rejected.key or "", headers, _record_value(log, rejected))
            return execute(step, record, origin=step.reads, recorded_at=now)
    raise Rejected("unknown_stage", f"no stage {rejected.stage!r} is known to try it again")


def _source(rejected: RecordRejected) -> tuple[bytes, datetime | None]:
    """The bytes of a source's letter; where its file has changed, those of the file with the time of the change."""
    file = _file_now(rejected)
    if file is not None and (file.sha256 != rejected.sha256 or rejected.reason == UNREADABLE):
        return file.raw, file.changed_at
    kept = kept_bytes(rejected)
    if rejected.reason != UNREADABLE and len(kept) == rejected.length:
        return kept, None
    if file is not None:
        return file.raw, None
    raise Rejected("gone", f"only the first {len(kept)} bytes are kept; the whole, {rejected.lies_at}, is gone")


def _file_now(rejected: RecordRejected) -> FileRead | None:
    """The letter's file as it is now; None where there is none.

    :raises Rejected: it is there and cannot be read.
    """
    if rejected.lies_at is None:
        return None
    try:
        return read_file(path_at(rejected.lies_at))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise Rejected(UNREADABLE, f"{rejected.lies_at} cannot be read: {error.strerror}") from error


def _record_value(log: Log, rejected: RecordRejected) -> bytes:
    """The bytes of a letter that was a record."""
    kept = kept_bytes(rejected)
    if len(kept) == rejected.length:
        return kept
    for record in _records(log, rejected.topic) if rejected.topic is not None else ():
        if len(record.value) == rejected.length and record.id == _header(rejected, "ce_id"):
            return record.value
    raise Rejected("gone", f"only the first {len(kept)} bytes are kept; the whole, {rejected.lies_at}, is gone")


def _header(rejected: RecordRejected, name: str) -> str | None:
    value = dict(rejected.headers).get(name)
    return base64.b64decode(value).decode("utf-8", "replace") if value else None
