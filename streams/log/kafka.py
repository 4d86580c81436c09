"""The log on Apache Kafka: one topic each, keyed by article, kept for ever."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Sequence
from typing import Final, Self

from kafka import KafkaAdminClient, TopicPartition
from kafka.admin import OffsetSpec

from schemas.envelope import Record
from schemas.topics import TOPICS
from streams.log.headers import pack
from streams.log.kafka_errors import connecting, patiently, replaced
from streams.log.kafka_options import FAILOVER_S, KafkaOptions, client_config
from streams.log.kafka_positions import Positions, save_position
from streams.log.kafka_reader import Reader, load_position
from streams.log.kafka_topics import describe_topics, log_identity, partitions_of
from streams.log.kafka_writer import Writer
from streams.log.protocol import PackedPage, Page

VERIFY_EVERY_S: Final = 5.0


class KafkaLog:
    """See `streams.log.protocol.Log`. Positions are the next offsets of all partitions.

    Not for use by several threads at once.

    :raises LogUnreachable, LogAccessRefused: no broker answers, or it refuses the credentials.
    :raises LogMisconfigured: topics are missing or differ in their number of partitions.
    """

    def __init__(self, options: KafkaOptions) -> None:
        self.options = options
        with connecting(options):
            self._admin = KafkaAdminClient(**client_config(options))
        try:
            self.partitions = partitions_of(
                patiently(options, lambda: describe_topics(options, self._admin), FAILOVER_S), options
            )
            self.identity: str = patiently(options, lambda: log_identity(self._admin, options), FAILOVER_S)
        except BaseException:
            self._admin.close()
            raise
        self._verified = time.monotonic()
        self._writer = Writer(options)
        self._reader = Reader(options, self.partitions)
        self._positions = Positions(options)

    def append(self, records: Sequence[Record], *, consumer: str | None = None, position: str | None = None) -> int:
        """All records, acknowledged; then the position, too. A kill between them repeats records and loses none.

        :returns: how many records were given: Kafka does not tell a repeat.
        """
        if records:
            self._writer.send(records)
        if consumer is not None and position is not None:
            save_position(self._writer, consumer, position)
        return len(records)

    def read(self, topics: Collection[str], after: str, limit: int) -> Page:
        """See the protocol. Every few seconds it makes sure that the topics are still the same ones.

        :raises LogReplaced: they are not, or records were deleted.
        """
        self._verify()
        return self._reader.read(topics, after, limit)

    def read_packed(self, topics: Collection[str], after: str, limit: int) -> PackedPage:
        """See the protocol."""
        page = self.read(topics, after, limit)
        return PackedPage([pack(record) for record in page.records], page.position)

    def wait(self, topics: Collection[str], after: str, limit: int, wait_s: float) -> Page:
        """Like `read`, but waits so long for the next records; an empty page only tells that none came."""
        self._verify()
        return self._reader.wait(topics, after, limit, wait_s)

    def _verify(self) -> None:
        if time.monotonic() - self._verified < VERIFY_EVERY_S:
            return
        identity = patiently(self.options, lambda: log_identity(self._admin, self.options), self.options.connect_s)
        if identity != self.identity:
            raise replaced(self.options, "its topics were made anew")
        self._verified = time.monotonic()

    def position(self, consumer: str) -> str:
        """See the protocol. Asked by a command that begins: it waits out the election of a leader."""
        return patiently(self.options, lambda: self._positions.get(consumer), FAILOVER_S)

    def count(self) -> int:
        """How many records the log holds, over all topics, each repeat counted."""
        names = [self.options.topic(topic) for topic in TOPICS]
        partitions = [TopicPartition(name, number) for name in names for number in range(self.partitions)]
        first, last = (self._offsets(partitions, spec) for spec in (OffsetSpec.EARLIEST, OffsetSpec.LATEST))
        return sum(last[each] - first[each] for each in partitions)

    def behind(self, topics: Collection[str], position: str) -> int:
        """How many records of these topics come after a position."""
        read = load_position(position, self.partitions)
        names = {
            TopicPartition(self.options.topic(topic), number): f"{topic}/{number}"
            for topic in topics
            for number in range(self.partitions)
        }
        ends = self._offsets(names, OffsetSpec.LATEST)
        return sum(ends[partition] - read.get(name, 0) for partition, name in names.items())

    def _offsets(self, partitions: Iterable[TopicPartition], spec: OffsetSpec) -> dict[TopicPartition, int]:
        wanted = dict.fromkeys(partitions, spec)
        found = patiently(self.options, lambda: self._admin.list_partition_offsets(wanted), self.options.connect_s)
        return {partition: int(each.offset) for partition, each in found.items()}

    def close(self) -> None:
        for part in (self._writer, self._reader, self._positions, self._admin):
            part.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()
