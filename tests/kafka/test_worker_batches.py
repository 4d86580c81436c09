"""A worker's batches on a real broker: kafka-python's partitions, new leaders, a record that is refused."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Coroutine, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer
from kafka import KafkaConsumer, TopicPartition

from schemas.envelope import Record
from schemas.topics import ARTICLES, CLAIMS, DATES, READS
from streams.log.kafka import KafkaLog
from streams.log.kafka_options import BATCH_BYTES, KafkaOptions, Layout, client_config
from streams.log.kafka_topics import create_topics
from streams.runners.worker_batches import ProducerBatches
from streams.runners.worker_delivery import Delivery
from streams.runners.worker_metrics import WorkerMetrics
from tests.kafka.broker import Cluster, make_cluster, running
from tests.kafka.conftest import unavailable
from tests.kafka.jars import BrokerUnavailable
from tests.kafka.test_topics import set_config
from tests.log.log_contract import read_all, record

pytestmark = [pytest.mark.kafka, pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")]

KEYS = [*(f"art_{number:032x}" for number in range(40)), "a", "ключ", "тревога-7", "記事", "\U0001f680 start", "é" * 99]


@contextlib.asynccontextmanager
async def delivering(options: KafkaOptions, metrics: WorkerMetrics) -> AsyncIterator[Delivery]:
    """A delivery through a producer of its own, set as the worker sets Faust's."""
    producer = AIOKafkaProducer(
        bootstrap_servers=list(options.servers), acks=-1, compression_type=options.compression,
        max_batch_size=BATCH_BYTES, request_timeout_ms=5000,
    )  # fmt: skip
    await producer.start()
    try:

        async def started() -> Any:
            return producer

        yield Delivery(ProducerBatches(started, options.topic), metrics)
    finally:
        await producer.stop()


def run(work: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(work, 120))


def partitions_of_keys(options: KafkaOptions, topic: str) -> dict[str, set[int]]:
    """key -> the partitions in which it stands."""
    consumer = KafkaConsumer(**client_config(options), auto_offset_reset="earliest", consumer_timeout_ms=2000)
    consumer.assign([TopicPartition(options.topic(topic), each) for each in range(options.layout.partitions)])
    found: dict[str, set[int]] = {}
    for each in consumer:
        found.setdefault(each.key.decode(), set()).add(each.partition)
    consumer.close()
    return found


def test_a_key_has_the_partition_that_kafka_python_gives_it(log: KafkaLog, options: KafkaOptions) -> None:
    async def deliver() -> None:
        async with delivering(options, WorkerMetrics()) as delivery:
            await delivery.deliver([record(number, topic=CLAIMS, key=key) for number, key in enumerate(KEYS)])

    log.append([record(number, key=key) for number, key in enumerate(KEYS)])
    run(deliver())
    found = partitions_of_keys(options, CLAIMS)
    assert found == partitions_of_keys(options, ARTICLES)
    assert {each for places in found.values() for each in places} == {0, 1, 2}


def test_batches_keep_the_order_of_a_key_and_every_byte(log: KafkaLog, options: KafkaOptions) -> None:
    odd = Record(CLAIMS, "ключ", (("ce_id", b"evt_x"), ("binary", b"\xff\xfe\x00")), b"\x00\xff not json")
    sent = [odd, *(record(number, topic=CLAIMS, key="art_same", value=b"v" * 2000) for number in range(500))]

    async def deliver() -> None:
        async with delivering(options, WorkerMetrics()) as delivery:
            await delivery.deliver(sent)

    run(deliver())
    found = read_all(log, (CLAIMS,))
    assert [each for each in found if each.key == "art_same"] == sent[1:]
    assert odd in found
    assert log.count() == len(sent)


def test_a_record_that_the_brokers_refuse_takes_nothing_with_it(log: KafkaLog, options: KafkaOptions) -> None:
    set_config(options, CLAIMS, "max.message.bytes", "20000")
    large = record(99, topic=CLAIMS, key="art_1", value=random.Random(1).randbytes(60_000))
    small = [record(number, topic=CLAIMS, key="art_1") for number in range(20)]
    others = [record(number, topic=READS, key="art_1") for number in range(5)]
    metrics = WorkerMetrics()

    async def deliver() -> None:
        async with delivering(options, metrics) as delivery:
            await delivery.deliver([*small[:10], large, *small[10:], *others])
            assert delivery.refused == [large]

    run(deliver())
    assert set(read_all(log)) == {*small, *others}
    assert metrics.health() is None


@pytest.fixture
def three(tmp_path: Path) -> Iterator[Cluster]:
    try:
        with running(make_cluster(tmp_path / "three", 3)) as cluster:
            yield cluster
    except BrokerUnavailable as error:
        unavailable(error)


@pytest.mark.fault
def test_batches_follow_their_partitions_to_new_leaders(three: Cluster, options: KafkaOptions) -> None:
    layout = Layout(partitions=3, replication=3, min_insync=2)
    options = replace(options, servers=tuple(three.bootstrap.split(",")), layout=layout, delivery_s=60)
    rounds = [[record(100 * turn + each, topic=DATES) for each in range(60)] for turn in range(4)]

    async def deliver() -> None:
        async with delivering(options, WorkerMetrics()) as delivery:
            await delivery.deliver(rounds[0])
            for broker, records in zip(three.brokers, rounds[1:], strict=True):
                await asyncio.to_thread(broker.kill)
                await delivery.deliver(records)
                await asyncio.to_thread(broker.start)
                await asyncio.sleep(5)

    create_topics(options)
    run(deliver())
    with KafkaLog(options) as log:
        assert set(read_all(log, (DATES,))) == {each for records in rounds for each in records}
