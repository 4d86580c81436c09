"""A real broker for the session, and a log of its own for every test."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator

import pytest

from streams.log.kafka import KafkaLog
from streams.log.kafka_options import KafkaOptions, Layout
from streams.log.kafka_topics import create_topics
from tests.kafka.broker import make_cluster, running
from tests.kafka.jars import BrokerUnavailable


def unavailable(error: BrokerUnavailable) -> None:
    """Skip with the reason; where CI=true, fail."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"no broker: {error}")
    pytest.skip(f"no broker: {error}")


@pytest.fixture(scope="session")
def bootstrap(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """host:port of a running broker: the user's own, or one started for the session."""
    given = os.environ.get("KAFKA_BOOTSTRAP_SERVERS")
    if given:
        yield given
        return
    try:
        with running(make_cluster(tmp_path_factory.mktemp("kafka"), 1)) as cluster:
            yield cluster.bootstrap
    except BrokerUnavailable as error:
        unavailable(error)


@pytest.fixture
def options(bootstrap: str) -> KafkaOptions:
    """Options of a log that does not exist yet."""
    return KafkaOptions(
        tuple(bootstrap.split(",")), prefix=f"t{secrets.token_hex(4)}.", layout=Layout(partitions=3), delivery_s=20
    )


@pytest.fixture
def log(options: KafkaOptions) -> Iterator[KafkaLog]:
    """An empty log."""
    create_topics(options)
    with KafkaLog(options) as opened:
        yield opened
