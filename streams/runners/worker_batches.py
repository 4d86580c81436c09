"""A worker's outputs as ready-made batches, one a topic and partition: a hash and a future a batch, not a record."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from aiokafka.partitioner import DefaultPartitioner
from aiokafka.producer.message_accumulator import BatchBuilder

from schemas.envelope import Record

PARTITIONER: Final = DefaultPartitioner()
"""The same murmur2 of the key as kafka-python's and Java's, so that a key has one partition whoever appends."""


@dataclass(slots=True)
class Batch:
    """Records of one topic and partition, and their form on the wire; sent once."""

    topic: str
    partition: int
    builder: BatchBuilder
    records: list[Record] = field(default_factory=list)

    def take(self, record: Record) -> bool:
        """Add a record. False: the batch is full; the first record always finds room."""
        added = self.builder.append(
            timestamp=None, key=record.key.encode(), value=record.value, headers=list(record.headers)
        )
        if added is not None:
            self.records.append(record)
        return added is not None


class Batches(Protocol):
    """What a delivery asks of a producer."""

    async def pack(self, records: Iterable[Record], *, alone: bool = False) -> list[Batch]:
        """The records in batches, each topic's in the order given.

        :param alone: each in a batch of its own, to tell one that is refused from those beside it.
        """
        ...

    async def send(self, batch: Batch) -> Awaitable[Any]:
        """Hand a batch to the producer; what is returned is done once all its records are acknowledged."""
        ...


@dataclass(frozen=True, slots=True)
class ProducerBatches:
    """Batches through an aiokafka producer.

    :ivar producer: gives the producer, started.
    :ivar topic: the name on the cluster of a topic.
    """

    producer: Callable[[], Awaitable[Any]]
    topic: Callable[[str], str]

    async def pack(self, records: Iterable[Record], *, alone: bool = False) -> list[Batch]:
        producer, given = await self.producer(), list(records)
        names = {name: self.topic(name) for name in {record.topic for record in given}}
        partitions = {name: sorted(await producer.partitions_for(topic)) for name, topic in names.items()}
        return pack(given, names, partitions, producer.create_batch, alone=alone)

    async def send(self, batch: Batch) -> Awaitable[Any]:
        batch.builder.close()
        sent: Awaitable[Any] = await (await self.producer()).send_batch(
            batch.builder, batch.topic, partition=batch.partition
        )
        return sent


def pack(
    records: Sequence[Record],
    names: dict[str, str],
    partitions: dict[str, list[int]],
    create: Callable[[], BatchBuilder],
    *,
    alone: bool,
) -> list[Batch]:
    """See `Batches.pack`. `names` and `partitions` are those of every topic of the records."""
    packed: list[Batch] = []
    open_: dict[tuple[str, int], Batch] = {}
    chosen: dict[tuple[str, str], int] = {}
    for record in records:
        name = record.topic
        if (name, record.key) not in chosen:
            chosen[name, record.key] = PARTITIONER(record.key.encode(), partitions[name], [])
        place = (name, chosen[name, record.key])
        batch = open_.get(place)
        if batch is None or alone or not batch.take(record):
            batch = open_[place] = Batch(names[name], place[1], create())
            batch.take(record)
            packed.append(batch)
    return packed
