"""The log on Kafka: the contract, and what is its own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from kafka import KafkaAdminClient
from kafka.errors import InvalidProducerEpochError, KafkaError, OutOfOrderSequenceNumberError, UnknownProducerIdError

from schemas.article import MAX_TEXT_BYTES, publish
from schemas.envelope import decode, encode, make_event
from schemas.errors import LogError, LogReplaced, LogUnreachable, RecordTooLarge
from schemas.topics import ARTICLES, INPUTS
from streams.log import kafka as module
from streams.log.kafka import KafkaLog
from streams.log.kafka_errors import patiently
from streams.log.kafka_options import MAX_RECORD_BYTES, KafkaOptions, client_config
from streams.log.kafka_topics import ALL_TOPICS, create_topics
from streams.log.protocol import START
from tests.examples import MONDAY
from tests.kafka.broker import free_ports
from tests.log.log_contract import LogContract, read_all, record

pytestmark = [pytest.mark.kafka, pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")]


class TestKafkaLog(LogContract):
    """Everything that the contract says."""


def test_records_spread_over_the_partitions_and_come_back(log: KafkaLog) -> None:
    records = [record(number) for number in range(300)]
    assert log.append(records) == 300
    position = log.read((ARTICLES,), START, 1000).position
    while (page := log.read((ARTICLES,), position, 1000)).position != position:
        position = page.position
    assert set(read_all(log)) == set(records)
    assert position.count(f"{ARTICLES}/") == 3
    assert log.count() == 300
    assert log.behind(INPUTS, START) == 300
    assert log.behind(INPUTS, position) == 0


def test_waiting_returns_the_next_records(log: KafkaLog) -> None:
    assert log.wait(INPUTS, START, 10, 0.05).records == ()
    log.append([record(1)])
    assert log.wait(INPUTS, START, 10, 10.0).records == (record(1),)


@pytest.mark.parametrize("character", ["a", '"', "\x01", "ж"])
def test_the_largest_text_comes_back_whole(log: KafkaLog, character: str) -> None:
    text = character * (MAX_TEXT_BYTES // len(character.encode()))
    article = publish(connector="seeds", record="large", text=text)
    log.append([encode(make_event(article, source="connectors/seeds", version=1, recorded_at=MONDAY))])
    (found,) = read_all(log)
    assert decode(found).data == article


def test_too_large_a_record_is_refused_with_all_beside_it(log: KafkaLog) -> None:
    with pytest.raises(RecordTooLarge, match="at most 4194304"):
        log.append([record(1), record(2, value=b"x" * MAX_RECORD_BYTES)])
    assert log.count() == 0


def test_no_broker(options: KafkaOptions) -> None:
    (port,) = free_ports(1)
    with pytest.raises(LogUnreachable, match=rf"no broker answers at 127.0.0.1:{port} .* STANDOFF_LOG=kafka"):
        KafkaLog(replace(options, servers=(f"127.0.0.1:{port}",), connect_s=0.5))


@pytest.mark.parametrize("error", [OutOfOrderSequenceNumberError, InvalidProducerEpochError, UnknownProducerIdError])
def test_a_producer_that_the_brokers_forgot_is_made_anew(options: KafkaOptions, error: type[KafkaError]) -> None:
    told = []

    def append() -> str:
        told.append(error())
        if len(told) < 3:
            raise told[-1]
        return "appended"

    assert patiently(options, append, 5) == "appended"
    assert len(told) == 3


def test_topics_made_anew_are_another_log(
    log: KafkaLog, options: KafkaOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.append([record(1)])
    position = log.read(INPUTS, START, 10).position
    admin = KafkaAdminClient(**client_config(options))
    admin.delete_topics([options.topic(topic) for topic in ALL_TOPICS])
    admin.close()
    while len(create_topics(options)) < len(ALL_TOPICS):
        pass
    monkeypatch.setattr(module, "VERIFY_EVERY_S", 0.0)
    with pytest.raises(LogReplaced, match="standoff rebuild"):
        log.read(INPUTS, position, 10)
    with KafkaLog(options) as other:
        assert other.identity != log.identity
        with pytest.raises(LogReplaced, match="ends at 0"):
            other.read(INPUTS, position, 10)


def test_two_logs_have_two_identities(log: KafkaLog, options: KafkaOptions) -> None:
    elsewhere = replace(options, prefix=options.prefix + "b.")
    create_topics(elsewhere)
    with KafkaLog(elsewhere) as other, KafkaLog(options) as same:
        assert other.identity != log.identity
        assert same.identity == log.identity


@pytest.mark.parametrize("position", ["7", '{"articles/3":1}', '{"articles/0":-1}', '{"articles/0":true}', "[1]"])
def test_a_position_of_another_log_is_refused(log: KafkaLog, position: str) -> None:
    with pytest.raises(LogError, match="no position of a Kafka log with 3 partitions"):
        log.read(INPUTS, position, 10)


def test_the_last_of_many_positions_counts_for_every_process(log: KafkaLog, options: KafkaOptions) -> None:
    for number in range(30):
        log.append([], consumer="ingest/a", position=f"{number}")
    with KafkaLog(options) as other:
        assert other.position("ingest/a") == "29"
        log.append([], consumer="ingest/a", position="é" * 5000)
        assert other.position("ingest/a") == "é" * 5000
