"""The topics of a Kafka log: made once, checked against anything that would forget."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from aiokafka.partitioner import DefaultPartitioner as FaustPartitioner
from kafka import KafkaAdminClient
from kafka.admin import ConfigResource
from kafka.partitioner.default import murmur2

from schemas.errors import LogMisconfigured
from schemas.topics import TOPICS
from streams.log.kafka import KafkaLog
from streams.log.kafka_options import KafkaOptions, Layout, client_config
from streams.log.kafka_topics import ALL_TOPICS, POSITIONS, check_topics, create_topics, describe_topics

pytestmark = [pytest.mark.kafka, pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")]


def set_config(options: KafkaOptions, topic: str, name: str, value: str) -> None:
    admin = KafkaAdminClient(**client_config(options))
    admin.alter_configs([ConfigResource("topic", options.topic(topic), {name: value})])
    while describe_topics(options, admin)[topic].config[name] != value:
        time.sleep(0.05)
    admin.close()


def test_topics_are_made_once_and_as_they_must_be(options: KafkaOptions) -> None:
    assert create_topics(options) == list(ALL_TOPICS)
    assert create_topics(options) == []
    found = check_topics(options)
    assert {found[topic].partitions for topic in TOPICS} == {3}
    assert found[POSITIONS].partitions == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [("retention.ms", "604800000"), ("retention.bytes", "1000000"), ("cleanup.policy", "compact"),
     ("min.insync.replicas", "2"), ("unclean.leader.election.enable", "true"), ("max.message.bytes", "1000000")],
)  # fmt: skip
def test_a_topic_that_could_forget_is_refused_and_mended(options: KafkaOptions, name: str, value: str) -> None:
    create_topics(options)
    set_config(options, "claims", name, value)
    with pytest.raises(LogMisconfigured, match=rf"claims has {name}={value} .* run `standoff topics create`"):
        check_topics(options)
    create_topics(options)
    check_topics(options)


def test_missing_topics_are_named(options: KafkaOptions) -> None:
    assert describe_topics(options) == {}
    for opening in (check_topics, KafkaLog):
        with pytest.raises(LogMisconfigured, match=r"no topic .*articles.* run `standoff topics create`"):
            opening(options)


def test_another_number_of_partitions_is_refused(options: KafkaOptions) -> None:
    create_topics(options)
    with pytest.raises(LogMisconfigured, match="has 3 partitions and not 12: set STANDOFF_KAFKA_PARTITIONS=3"):
        check_topics(replace(options, layout=Layout(partitions=12)))


def test_topics_that_differ_in_partitions_are_refused(options: KafkaOptions) -> None:
    create_topics(options)
    admin = KafkaAdminClient(**client_config(options))
    admin.create_partitions({options.topic("claims"): 5})
    while describe_topics(options, admin)["claims"].partitions < 5:
        time.sleep(0.05)
    admin.close()
    with pytest.raises(LogMisconfigured, match="differ in their number of partitions"):
        KafkaLog(options)


def test_more_copies_than_brokers_are_refused(options: KafkaOptions) -> None:
    with pytest.raises(LogMisconfigured, match=r"cannot have 9 copies: .* STANDOFF_KAFKA_REPLICATION"):
        create_topics(replace(options, layout=Layout(3, replication=9)))


def test_both_clients_put_a_key_into_the_same_partition() -> None:
    partitions = list(range(6))
    keys = [f"art_{number:032x}".encode() for number in range(500)] + ["ключ".encode(), b""]
    fausts = FaustPartitioner()
    assert [ours(key) % 6 for key in keys] == [fausts(key, partitions, partitions) for key in keys]


def ours(key: bytes) -> int:
    """What kafka-python's default partitioner takes the remainder of."""
    return int(murmur2(key)) & 0x7FFFFFFF
