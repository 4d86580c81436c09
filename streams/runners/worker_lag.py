"""How far a consumer group is behind, asked of the brokers whenever the metrics are read."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence

from kafka import KafkaAdminClient
from kafka.admin import OffsetSpec
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from schemas.errors import LogError
from streams.log.kafka_errors import translated
from streams.log.kafka_options import KafkaOptions, client_config


class GroupLag(Collector):
    """Records not yet committed by the group, by topic and partition; nothing while no broker answers."""

    def __init__(self, options: KafkaOptions, group: str, topics: Sequence[str]) -> None:
        self._options = options
        self._group = options.prefix + group
        self._topics = {options.topic(topic): topic for topic in topics}
        self._admin: KafkaAdminClient | None = None
        self._lock = threading.Lock()

    def describe(self) -> list[GaugeMetricFamily]:
        """The metric without values, so that registering it asks nobody."""
        return [_family()]

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The lag now."""
        family = _family()
        with self._lock:
            try:
                for topic, partition, lag in self._ask():
                    family.add_metric([topic, str(partition)], lag)
            except LogError:
                self._admin = None
        yield family

    def _ask(self) -> list[tuple[str, int, int]]:
        with translated(self._options):
            if self._admin is None:
                self._admin = KafkaAdminClient(**client_config(self._options))
            committed = self._admin.list_group_offsets({self._group: None})[self._group]
            ours = {partition: each.offset for partition, each in committed.items() if partition.topic in self._topics}
            ends = self._admin.list_partition_offsets(dict.fromkeys(ours, OffsetSpec.LATEST)) if ours else {}
            return [
                (self._topics[partition.topic], partition.partition, int(ends[partition].offset) - int(offset))
                for partition, offset in sorted(ours.items())
            ]


def _family() -> GaugeMetricFamily:
    return GaugeMetricFamily("standoff_lag_records", "Records not yet carried through.", labels=["topic", "partition"])
