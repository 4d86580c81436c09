"""The worker: Apache Kafka and Faust carry records through the steps; any number of workers share the partitions."""

from __future__ import annotations

import asyncio
import logging
import os
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import faust

from schemas.envelope import Record, decode, encode
from schemas.errors import RecordTooLarge
from streams.log.kafka_options import BATCH_BYTES, MAX_RECORD_BYTES, KafkaOptions
from streams.log.kafka_writer import refuse_too_large
from streams.runners.status import StatusServer
from streams.runners.worker_credentials import credentials
from streams.runners.worker_delivery import Delivery
from streams.runners.worker_lag import GroupLag
from streams.runners.worker_metrics import WorkerMetrics
from streams.runners.worker_stopping import BoundedWorker
from streams.topology import Step, dead_letter, execute

BATCH: Final = 100
WITHIN_S: Final = 0.02
LINGER_S: Final = 0.005
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
        producer_linger=LINGER_S,
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
    """One agent for a step. No exception leaves it: a record gives outputs or a dead letter, brokers are waited for.

    Faust acknowledges a batch even when the agent is cancelled in its midst; the reference that is held until all
    outputs are delivered keeps the batch from being committed then.
    """
    topic = app.topic(
        kafka.topic(step.reads), key_type=bytes, value_type=bytes, key_serializer="raw", value_serializer="raw"
    )

    async def send(record: Record) -> Any:
        producer = await app.maybe_start_producer()
        headers = list(record.headers)
        return await producer.send(kafka.topic(record.topic), record.key.encode(), record.value, None, None, headers)

    async def carry(stream: Any) -> None:
        async for events in stream.take_events(BATCH, within=WITHIN_S):
            for event in events:
                event.message.incref()
            records = [_record(step.reads, event.message) for event in events]
            await carry_batch(step, records, Delivery(send, metrics), metrics)
            for event in events:
                event.ack()

    app.agent(topic, name=f"step-{step.name}", concurrency=1)(carry)


async def carry_batch(step: Step, records: Sequence[Record], delivery: Delivery, metrics: WorkerMetrics) -> None:
    """Carry records through a step and return once all that follows from them is delivered.

    The processors run on another thread, so that heartbeats, signals and deliveries go on beside a large article.
    """
    for record in records:
        began = time.perf_counter()
        outputs = await asyncio.to_thread(outputs_of, step, record)
        metrics.count(step.name, outputs, time.perf_counter() - began)
        await delivery.add(outputs)
    await delivery.finish()
    if delivery.refused:
        await delivery.add([_refusal(step, record) for record in delivery.refused])
        await delivery.finish()


def outputs_of(step: Step, record: Record) -> tuple[Record, ...]:
    """What follows from a record; a dead letter instead of outputs that no log takes."""
    outputs = execute(step, record, origin=step.reads)
    try:
        for output in outputs:
            refuse_too_large(output)
    except RecordTooLarge as error:
        return (_too_large(step, record, str(error)),)
    return outputs


def _refusal(step: Step, output: Record) -> Record:
    """The dead letter of an output that the brokers refuse because their own limit is lower."""
    why = f"the brokers take no {output.topic} record of {len(output.value)} bytes; run `standoff topics check`"
    return _too_large(step, output, why)


def _too_large(step: Step, record: Record, why: str) -> Record:
    moment = decode(record).recorded_at
    return encode(dead_letter(step, record, origin=record.topic, reason="too_large", message=why, recorded_at=moment))


def _record(topic: str, message: Any) -> Record:
    key = (message.key or b"").decode("utf-8", "replace")
    headers = tuple((name, value or b"") for name, value in message.headers or ())
    return Record(topic, key, headers, message.value or b"")
