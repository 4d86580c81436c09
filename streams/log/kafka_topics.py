"""The topics of a Kafka log: made, described, and checked, because the log is the truth and may forget nothing."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from kafka import KafkaAdminClient
from kafka.admin import ConfigResource
from kafka.errors import TopicAlreadyExistsError, for_code

from schemas.base import ID_LENGTH
from schemas.errors import LogError, LogMisconfigured
from schemas.topics import INPUTS, TOPICS
from streams.log.kafka_errors import connecting, missing, translated
from streams.log.kafka_options import MAX_RECORD_BYTES, KafkaOptions, client_config

POSITIONS: Final = "positions"
"""Where consumers keep their positions: the last of each is kept, older ones are cleaned away. No part of the truth."""

ALL_TOPICS: Final = (*TOPICS, POSITIONS)
KEEP_FOR_EVER: Final = {"cleanup.policy": "delete", "retention.ms": "-1", "retention.bytes": "-1"}
KEEP_THE_LAST: Final = {"cleanup.policy": "compact"}
REPLICATION_ERROR: Final = 38
WAIT_S: Final = 0.1


@dataclass(frozen=True, slots=True)
class TopicState:
    """A topic as it is on the cluster. `replication` and `in_sync` are the fewest copies of any partition."""

    name: str
    topic_id: str
    partitions: int
    replication: int
    in_sync: int
    config: Mapping[str, str]


@contextmanager
def administration(options: KafkaOptions) -> Iterator[KafkaAdminClient]:
    """An admin client for the block.

    :raises LogError: no broker answers, or it refuses access.
    """
    with connecting(options):
        admin = KafkaAdminClient(**client_config(options))
    with translated(options):
        try:
            yield admin
        finally:
            admin.close()


def wanted_config(topic: str, options: KafkaOptions) -> dict[str, str]:
    """The configuration that a topic must have."""
    policy = KEEP_THE_LAST if topic == POSITIONS else KEEP_FOR_EVER
    return {
        **policy,
        "max.message.bytes": str(MAX_RECORD_BYTES),
        "min.insync.replicas": str(options.layout.min_insync),
        "unclean.leader.election.enable": "false",
    }


def wanted_partitions(topic: str, options: KafkaOptions) -> int:
    """How many partitions a topic must have: the same for all that are keyed."""
    return 1 if topic == POSITIONS else options.layout.partitions


def create_topics(options: KafkaOptions) -> list[str]:
    """Make the topics that are missing, and set the configuration of those that are there.

    :returns: the names of those made.
    :raises LogMisconfigured: the cluster cannot make them so (fewer brokers than copies).
    """
    with administration(options) as admin:
        there = set(describe_topics(options, admin))
        absent = [topic for topic in ALL_TOPICS if topic not in there]
        if absent:
            _create(admin, absent, options)
        for topic in sorted(there):
            admin.alter_configs([ConfigResource("topic", options.topic(topic), wanted_config(topic, options))])
        _wait_for_config(admin, options)
    return absent


def _wait_for_config(admin: KafkaAdminClient, options: KafkaOptions) -> None:
    """A broker tells a new configuration a moment after it was accepted; wait for that, or let the check tell."""
    deadline = time.monotonic() + options.connect_s
    while time.monotonic() < deadline:
        found = describe_topics(options, admin)
        if all(state.config.items() >= wanted_config(topic, options).items() for topic, state in found.items()):
            return
        time.sleep(WAIT_S)


def _create(admin: KafkaAdminClient, topics: list[str], options: KafkaOptions) -> None:
    specs = {
        options.topic(topic): {
            "num_partitions": wanted_partitions(topic, options),
            "replication_factor": options.layout.replication,
            "configs": wanted_config(topic, options),
        }
        for topic in topics
    }
    answer = admin.create_topics(specs, raise_errors=False)
    for each in answer["topics"]:
        error = for_code(each["error_code"])
        if each["error_code"] == REPLICATION_ERROR:
            raise LogMisconfigured(
                f"topic {each['name']} cannot have {options.layout.replication} copies: {each['error_message']};"
                " start more brokers or set STANDOFF_KAFKA_REPLICATION"
            )
        if each["error_code"] and error is not TopicAlreadyExistsError:
            raise LogMisconfigured(f"topic {each['name']} cannot be made: {each['error_message'] or error.__name__}")
    admin.wait_for_topics(list(specs))


def describe_topics(options: KafkaOptions, admin: KafkaAdminClient | None = None) -> dict[str, TopicState]:
    """The topics that are there, by their names without prefix."""
    if admin is None:
        with administration(options) as opened:
            return describe_topics(options, opened)
    names = {options.topic(topic): topic for topic in ALL_TOPICS}
    found = [each for each in admin.describe_topics(list(names)) if _exists(each)]
    if not found:
        return {}
    resources = [ConfigResource("topic", each["name"]) for each in found]
    configs = admin.describe_configs(resources, config_filter="all")["topic"]
    return {names[each["name"]]: _state(each, configs[each["name"]]) for each in found}


def _exists(described: Mapping[str, Any]) -> bool:
    """Is the topic there.

    :raises KafkaError: it cannot be told.
    """
    code = described["error_code"]
    if code in (3, 5):  # unknown; or so new that it has no leader yet
        return code == 5 and bool(described["partitions"])
    if code:
        raise for_code(code)(described["name"])
    return True


def _state(described: Mapping[str, Any], config: Mapping[str, Any]) -> TopicState:
    partitions = described["partitions"]
    return TopicState(
        described["name"],
        str(described["topic_id"]),
        len(partitions),
        min(len(each["replica_nodes"]) for each in partitions),
        min(len(each["isr_nodes"]) for each in partitions),
        {name: str(setting["value"]) for name, setting in config.items()},
    )


def check_topics(options: KafkaOptions) -> dict[str, TopicState]:
    """The topics, if all are there and laid out as the settings and the truth need it.

    :raises LogMisconfigured: names every fault and how to mend it.
    """
    found = describe_topics(options)
    absent = [options.topic(topic) for topic in ALL_TOPICS if topic not in found]
    if absent:
        raise missing(absent, options)
    faults = [fault for topic, state in found.items() for fault in _faults(topic, state, options)]
    if faults:
        raise LogMisconfigured("; ".join(faults))
    return found


def _faults(topic: str, state: TopicState, options: KafkaOptions) -> Iterator[str]:
    partitions = wanted_partitions(topic, options)
    if state.partitions != partitions:
        yield (
            f"topic {state.name} has {state.partitions} partitions and not {partitions}: set"
            f" STANDOFF_KAFKA_PARTITIONS={state.partitions}, or copy the log to topics of another STANDOFF_KAFKA_PREFIX"
            " with `standoff log export` and `standoff log import`"
        )
    if state.replication < options.layout.replication:
        yield (
            f"topic {state.name} has {state.replication} copies and not {options.layout.replication}:"
            " reassign its partitions with Kafka's tools or set STANDOFF_KAFKA_REPLICATION"
        )
    for name, value in wanted_config(topic, options).items():
        if name == "max.message.bytes" and int(state.config[name]) > int(value):
            continue
        if state.config[name] != value:
            yield f"topic {state.name} has {name}={state.config[name]} and not {value}: run `standoff topics create`"


def partitions_of(found: Mapping[str, TopicState], options: KafkaOptions) -> int:
    """The number of partitions that all keyed topics have.

    :raises LogMisconfigured: a topic is missing, or they differ.
    """
    absent = [options.topic(topic) for topic in ALL_TOPICS if topic not in found]
    if absent:
        raise missing(absent, options)
    counts = {found[topic].partitions for topic in TOPICS}
    if len(counts) > 1:
        shown = ", ".join(f"{found[topic].name} {found[topic].partitions}" for topic in TOPICS)
        raise LogMisconfigured(
            f"the topics at {options.where} differ in their number of partitions ({shown}), which must be one;"
            " run `standoff topics check` for how to mend it"
        )
    return counts.pop()


def log_identity(admin: KafkaAdminClient, options: KafkaOptions) -> str:
    """Hash of the cluster's id and the ids of the topics that the view folds: a wiped or recreated log has another.

    :raises LogError: a topic is missing.
    """
    described = {each["name"]: each for each in admin.describe_topics([options.topic(topic) for topic in INPUTS])}
    absent = [name for name, each in described.items() if not _exists(each)]
    if absent:
        raise missing(absent, options)
    cluster = admin.describe_cluster()["cluster_id"]
    if not cluster:
        raise LogError(f"the brokers at {options.where} tell no cluster id")
    parts = [str(cluster), *(f"{name} {described[name]['topic_id']}" for name in sorted(described))]
    return f"kafka_{hashlib.sha256(chr(10).join(parts).encode()).hexdigest()[:ID_LENGTH]}"
