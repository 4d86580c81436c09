"""worker: processors on Kafka, as many processes as there is work for."""

from __future__ import annotations

import logging

from schemas.errors import UsageError
from streams.settings import load_settings


def worker() -> None:
    """Carry articles through the processors until Ctrl-C or SIGTERM; start as many as there are partitions, at most.

    Health and metrics are told at STANDOFF_WORKER_HOST:STANDOFF_WORKER_PORT.

    Example: STANDOFF_LOG=kafka://127.0.0.1:9092 standoff worker
    """
    settings = load_settings()
    if settings.log_path is not None:
        raise UsageError("a worker needs a Kafka log: set STANDOFF_LOG=kafka://host:port; embedded, use `standoff up`")
    from streams.log.kafka import KafkaLog
    from streams.runners.worker import WorkerOptions, run_worker
    from streams.topology import STEPS

    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("kafka").propagate = False
    kafka = settings.kafka_options()
    KafkaLog(kafka).close()  # tells what is wrong with brokers and topics before anything starts
    options = WorkerOptions(settings.kafka_group, settings.kafka_session_s, settings.worker_host, settings.worker_port)
    run_worker(STEPS, kafka, options)
