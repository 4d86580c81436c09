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
        valid = all(_is_partition(name, partitions) and _is_offset(offset) for name, offset in offsets.items())
    except (ValueError, AttributeError):
        valid = False
    if not valid:
        raise LogError(f"{position[:200]!r} is no position of a Kafka log with {partitions} partitions")
    return dict(offsets)


def _is_partition(name: str, partitions: int) -> bool:
    _, _, number = name.rpartition("/")
    return number.isascii() and number.isdigit() and int(number) < partitions


def _is_offset(value: object) -> bool:
    return type(value) is int and value >= 0


class Reader:
    """One consumer that stays where it was, so that pages read one after another are streamed and not sought.

    The ends of the partitions are asked by another: on its own connection it would wait for the open fetch (half a
    second).
    """

    def __init__(self, options: KafkaOptions, partitions: int) -> None:
        self._options = options
        self._partitions = partitions
        self._consumer: KafkaConsumer | None = None
        self._asking: KafkaConsumer | None = None
        self._assigned: dict[TopicPartition, str] = {}
        self._at: Offsets = {}

    def read(self, topics: Collection[str], after: str, limit: int) -> Page:
        """At most `limit` records after a position; an empty page with the same position is the end for now.

        :raises LogError: the position is not one of this log, or no broker answers.
        """
        return self._page(topics, after, limit, 0)

    def wait(self, topics: Collection[str], after: str, limit: int, wait_s: float) -> Page:
        """Like `read`, but waits so long for the next records; an empty page only tells that none came.

        :raises LogError: the position is not one of this log, or no broker answers.
        """
        return self._page(topics, after, limit, max(1, int(wait_s * 1000)))

    def _page(self, topics: Collection[str], after: str, limit: int, wait_ms: int) -> Page:
        wanted = load_position(after, self._partitions)
        with translated(self._options):
            try:
                consumer = self._placed(frozenset(topics), wanted)
                records = self._poll(consumer, limit, wait_ms)
                if not records and not wait_ms:
                    records = self._rest(consumer, limit)
            except BaseException:
                self.close()
                raise
        return Page(records, dump_position({**wanted, **self._at}))

    def close(self) -> None:
        """Let the consumers go."""
        consumers, self._consumer, self._asking, self._assigned = (self._consumer, self._asking), None, None, {}
        for consumer in consumers:
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
                self._at[name] = offset
        return self._consumer

    def _rest(self, consumer: KafkaConsumer, limit: int) -> tuple[Record, ...]:
        """Nothing has arrived yet: is there something? Then wait for it."""
        ends = self._ends()
        deadline = time.monotonic() + self._options.connect_s
        while self._is_behind(ends):
            records = self._poll(consumer, limit, POLL_MS)
            if records:
                return records
            self._pass_gaps(consumer)
            if time.monotonic() > deadline:
                raise unreachable(self._options, "records that are there do not arrive")
        return ()

    def _ends(self) -> Mapping[TopicPartition, int]:
        """The end of every partition. kafka-python raises KeyError while a partition, just made, has no leader yet."""
        if self._asking is None:
            self._asking = KafkaConsumer(**_consumer_config(self._options))
        timeout_ms = int(self._options.connect_s * 1000)
        deadline = time.monotonic() + self._options.connect_s
        while True:
            try:
                ends: dict[TopicPartition, int] = self._asking.end_offsets(list(self._assigned), timeout_ms=timeout_ms)
                return ends
            except KeyError as error:
                if time.monotonic() > deadline:
                    raise unreachable(self._options, f"no end of {error}") from error
                time.sleep(POLL_MS / 1000)

    def _is_behind(self, ends: Mapping[TopicPartition, int]) -> bool:
        behind = False
        for partition, end in ends.items():
            name = self._assigned[partition]
            if self._at[name] > end:
                raise replaced(self._options, f"{name} ends at {end}, before {self._at[name]}")
            behind = behind or self._at[name] < end
        return behind

    def _pass_gaps(self, consumer: KafkaConsumer) -> None:
        """The consumer passes over offsets without a record of ours (compacted away)."""
        for partition, name in self._assigned.items():
            self._at[name] = max(self._at[name], consumer.position(partition, timeout_ms=POLL_MS) or 0)

    def _poll(self, consumer: KafkaConsumer, limit: int, timeout_ms: int) -> tuple[Record, ...]:
        polled = consumer.poll(timeout_ms=timeout_ms, max_records=limit)
        records: list[Record] = []
        for partition in sorted(polled):
            name = self._assigned[partition]
            records.extend(_record(name.rpartition("/")[0], each) for each in polled[partition])
            self._at[name] = polled[partition][-1].offset + 1
        return tuple(records)


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
