"""A log as JSON Lines: one record a line, in log order, the same bytes from every log that holds the same records."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from schemas.base import canonical_json
from schemas.envelope import Record
from schemas.errors import InvalidRecord
from schemas.topics import INPUTS, TOPICS
from streams.log.headers import pack_pair, unpack_pair
from streams.log.protocol import START, Log

PAGE: Final = 500


def export_lines(log: Log, topics: tuple[str, ...] = INPUTS) -> Iterator[bytes]:
    """Every record of the log as a line with its newline."""
    position = START
    while True:
        page = log.read(topics, position, PAGE)
        yield from (record_line(record) for record in page.records)
        if page.position == position:
            return
        position = page.position


def record_line(record: Record) -> bytes:
    """A record as one line of canonical JSON; a value that is no UTF-8 stands in base64."""
    line: dict[str, Any] = {
        "topic": record.topic,
        "key": record.key,
        "headers": [pack_pair(*pair) for pair in record.headers],
    }
    try:
        line["value"] = record.value.decode()
    except UnicodeDecodeError:
        line["value_base64"] = base64.b64encode(record.value).decode()
    return canonical_json(line) + b"\n"


def parse_line(line: bytes) -> Record:
    """The record of a line.

    :raises InvalidRecord: the line is none.
    """
    try:
        data = json.loads(line)
        value = (
            base64.b64decode(data["value_base64"], validate=True) if "value_base64" in data else data["value"].encode()
        )
        record = Record(data["topic"], data["key"], tuple(unpack_pair(pair) for pair in data["headers"]), value)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise InvalidRecord(f"not a line of a log export: {type(error).__name__}: {error}") from error
    if record.topic not in TOPICS or not isinstance(record.key, str):
        raise InvalidRecord(f"unknown topic {record.topic!r}")
    return record


def import_lines(log: Log, lines: Iterable[bytes]) -> tuple[int, int]:
    """Append every line's record. Stops at the first bad line; what stood before it is in.

    :returns: (lines read, records new to the log).
    :raises InvalidRecord: names the line number.
    """
    read = fresh = 0
    batch: list[Record] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            batch.append(parse_line(line))
        except InvalidRecord as error:
            log.append(batch)
            raise InvalidRecord(f"line {number}: {error}; the {read} records before it are imported") from error
        read += 1
        if len(batch) == PAGE:
            fresh += log.append(batch)
            batch = []
    return read, fresh + (log.append(batch) if batch else 0)
