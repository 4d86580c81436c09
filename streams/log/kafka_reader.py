"""Reading a Kafka log from a position on: assigned partitions, no consumer group, at once with what there is."""

from __future__ import annotations

import json
import time
from collections.abc import Collection, Mapping
from typing import Any, Final

from kafka import KafkaConsumer, TopicPartition

from schemas.base import canonical_json
from schemas.envelope import Record
from schemas.errors import LogError
from streams.log.kafka_errors import replaced, translated, unreachable
from streams.log.kafka_options import MAX_RECORD_BYTES, KafkaOptions, client_config
from streams.log.protocol import START, Page

POLL_MS: Final = 100
Offsets = dict[str, int]
"""topic/partition -> the offset of the next record; partitions of which nothing was read are left out."""


def dump_position(offsets: Mapping[str, int]) -> str:
    """The position as canonical JSON.

    >>> dump_position({"claims/0": 3, "articles/1": 0})
    '{"claims/0":3}'
    """
    known = {name: offset for name, offset in offsets.items() if offset}
    return canonical_json(known).decode() if known else START


def load_position(position: str, partitions: int) -> Offsets:
    """The offsets of a position.

    :raises LogError: it is none of a log with so many partitions.
    """
    if position == START:
        return {}
    try:
        offsets = json.loads(position)
        valid = all(_is_partition(name, partitions) and type(offset) is int and offset >= 0 for name, offset in offsets.items())
    except (ValueError, AttributeError):
        valid = False
    if not valid:
        raise LogError(f"{position[:200]!r} is no position of a Kafka log with {partitions} partitions")
    return dict(offsets)


def _is_partition(name: str, partitions: int) -> bool:
    _, _, number = name.rpartition("/")
    return number.isascii() and number.isdigit() and int(number) < partitions


class Reader:
    """One consumer that stays where it was, so that pages read one after another are streamed and not sought."""

    def __init__(self, options: KafkaOptions, partitions: int) -> None:
        self._options = options
        self._partitions = partitions
        self._consumer: KafkaConsumer | None = None
        self._assigned: dict[TopicPartition, str] = {}
        self._at: Offsets = {}

    def read(self, topics: Collection[str], after: str, limit: int) -> Page:
        """At most `limit` records after a position; an empty page with the same position is the end for now.

        :raises LogError: the position is not one of this log, or no broker answers.
        """
        wanted = load_position(after, self._partitions)
        with translated(self._options):
            try:
                consumer = self._placed(frozenset(topics), wanted)
                records = self._poll(consumer, limit, 0) or self._rest(consumer, limit)
                self._at = {name: self._position(consumer, partition) for partition, name in self._assigned.items()}
            except BaseException:
                self.close()
                raise
        return Page(records, dump_position({**wanted, **self._at}))

    def close(self) -> None:
        """Let the consumer go."""
        consumer, self._consumer, self._assigned = self._consumer, None, {}
        if consumer is not None:
            consumer.close(autocommit=False)

    def _placed(self, topics: frozenset[str], wanted: Offsets) -> KafkaConsumer:
        names = {
            TopicPartition(self._options.topic(topic), number): f"{topic}/{number}"
            for topic in sorted(topics)
            for number in range(self._partitions)
        }
        if self._consumer is None:
            self._consumer = KafkaConsumer(**_consumer_config(self._options))
        if names != self._assigned:
            self._consumer.assign(list(names))
            self._assigned, self._at = names, {}
        for partition, name in names.items():
            offset = wanted.get(name, 0)
            if self._at.get(name) != offset:
                self._consumer.seek(partition, offset)
        return self._consumer

    def _position(self, consumer: KafkaConsumer, partition: TopicPartition) -> int:
        offset = consumer.position(partition, timeout_ms=int(self._options.connect_s * 1000))
        if offset is None:
            raise unreachable(self._options, f"no position of {partition.topic} {partition.partition}")
        return int(offset)

    def _rest(self, consumer: KafkaConsumer, limit: int) -> tuple[Record, ...]:
        """Nothing has arrived yet: is there something? Then wait for it."""
        ends = consumer.end_offsets(list(self._assigned), timeout_ms=int(self._options.connect_s * 1000))
        deadline = time.monotonic() + self._options.connect_s
        while self._is_behind(consumer, ends):
            records = self._poll(consumer, limit, POLL_MS)
            if records:
                return records
            if time.monotonic() > deadline:
                raise unreachable(self._options, "records that are there do not arrive")
        return ()

    def _is_behind(self, consumer: KafkaConsumer, ends: Mapping[TopicPartition, int]) -> bool:
        behind = False
        for partition, end in ends.items():
            offset = self._position(consumer, partition)
            if offset > end:
                raise replaced(self._options, f"{self._assigned[partition]} ends at {end}, before {offset}")
            behind = behind or offset < end
        return behind

    def _poll(self, consumer: KafkaConsumer, limit: int, timeout_ms: int) -> tuple[Record, ...]:
        polled = consumer.poll(timeout_ms=timeout_ms, max_records=limit)
        return tuple(
            _record(self._assigned[partition].rpartition("/")[0], each)
            for partition in sorted(polled)
            for each in polled[partition]
        )


def _consumer_config(options: KafkaOptions) -> dict[str, Any]:
    return client_config(options) | {
        "group_id": None,
        "enable_auto_commit": False,
        "auto_offset_reset": "none",
        "allow_auto_create_topics": False,
        "metrics_enabled": False,
        "max_partition_fetch_bytes": MAX_RECORD_BYTES,
    }


def _record(topic: str, consumed: Any) -> Record:
    key = (consumed.key or b"").decode("utf-8", "replace")
    return Record(topic, key, tuple((name, value or b"") for name, value in consumed.headers), consumed.value or b"")
