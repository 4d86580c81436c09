"""The worker: Apache Kafka and Faust carry records through the steps; any number of workers share the partitions."""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import faust

from streams.log.kafka_options import BATCH_BYTES, MAX_RECORD_BYTES, KafkaOptions
from streams.runners.status import StatusServer
from streams.runners.worker_batches import ProducerBatches
from streams.runners.worker_carrying import Carrier
from streams.runners.worker_credentials import credentials
from streams.runners.worker_lag import GroupLag
from streams.runners.worker_metrics import WorkerMetrics
from streams.runners.worker_stopping import BoundedWorker
from streams.topology import Step

COMMIT_S: Final = 1.0
BUFFERED: Final = 256
DELIVERY_S: Final = 60.0

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class WorkerOptions:
    """How a worker runs.

    :ivar group: the consumer group whose members share the partitions.
    :ivar session_s: seconds of silence after which the others take over its partitions.
    :ivar host, port: where it tells health and metrics; port 0 takes a free one.
    """

    group: str = "standoff"
    session_s: float = 10.0
    host: str = "127.0.0.1"
    port: int = 6066


def run_worker(steps: Sequence[Step], kafka: KafkaOptions, options: WorkerOptions) -> None:
    """Run until SIGTERM or SIGINT; what is under way is finished or left to be read again.

    :raises SystemExit: always, at the end; with the exit code.
    """
    metrics = WorkerMetrics()
    metrics.registry.register(GroupLag(kafka, options.group, [step.reads for step in steps]))
    with tempfile.TemporaryDirectory(prefix="standoff-worker-") as folder:
        app = make_app(kafka, options, folder)
        for step in steps:
            add_step(app, step, kafka, metrics)
        with StatusServer(options.host, options.port, metrics.registry, metrics.health) as status:
            logger.warning("worker %d started; health and metrics at %s:%d", os.getpid(), options.host, status.port)
            worker = BoundedWorker(app, Path(folder), loglevel="WARNING", quiet=True)
            worker.spinner = None
            worker.execute_from_commandline()


def make_app(kafka: KafkaOptions, options: WorkerOptions, folder: str) -> faust.App:
    """A Faust application without steps yet: raw bytes, no tables, no topics of its own, no web server."""
    return faust.App(
        kafka.prefix + options.group,
        broker=[f"kafka://{server}" for server in kafka.servers],
        broker_credentials=credentials(kafka.security),
        broker_session_timeout=options.session_s,
        broker_heartbeat_interval=options.session_s / 4,
        broker_commit_interval=COMMIT_S,
        consumer_max_fetch_size=MAX_RECORD_BYTES,
        consumer_auto_offset_reset="earliest",
        producer_acks=-1,
        producer_max_batch_size=BATCH_BYTES,
        producer_max_request_size=MAX_RECORD_BYTES,
        producer_compression_type=kafka.compression,
        producer_request_timeout=DELIVERY_S,
        stream_buffer_maxsize=BUFFERED,
        topic_allow_declare=False,
        topic_disable_leader=True,
        key_serializer="raw",
        value_serializer="raw",
        store="memory://",
        datadir=folder,
        web_enabled=False,
        web_bind="127.0.0.1",
        worker_redirect_stdouts=False,
        autodiscover=False,
    )


def add_step(app: faust.App, step: Step, kafka: KafkaOptions, metrics: WorkerMetrics) -> None:
    """One agent for a step. No exception leaves it: a record gives outputs or a dead letter, brokers are waited for."""
    topic = app.topic(
        kafka.topic(step.reads), key_type=bytes, value_type=bytes, key_serializer="raw", value_serializer="raw"
    )

    async def producer() -> Any:
        """Faust sends single records alone; its batches are had of the producer beneath."""
        return (await app.maybe_start_producer())._ensure_producer()

    async def carry(stream: Any) -> None:
        await Carrier(step, ProducerBatches(producer, kafka.topic), metrics).carry(stream)

    app.agent(topic, name=f"step-{step.name}", concurrency=1)(carry)
