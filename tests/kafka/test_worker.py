"""The worker: dead letters for what fails, patience with brokers, a clean stop, health and metrics on loopback."""

from __future__ import annotations

import asyncio
import re
import secrets
import time
import urllib.request
from collections.abc import Awaitable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from aiokafka.errors import MessageSizeTooLargeError, NotEnoughReplicasError
from aiokafka.producer.message_accumulator import BatchBuilder
from prometheus_client.exposition import generate_latest

from schemas.article import ArticlePublished, publish
from schemas.envelope import Event, Record, decode, encode, make_event
from schemas.topics import ARTICLES, DEAD_LETTERS, READS
from streams.log.kafka import KafkaLog
from streams.log.kafka_options import MAX_RECORD_BYTES, KafkaOptions, Layout
from streams.runners.worker_batches import Batch, pack
from streams.runners.worker_carrying import outputs_of
from streams.runners.worker_delivery import Delivery
from streams.runners.worker_metrics import WorkerMetrics
from streams.topology import Step
from tests.examples import MONDAY
from tests.kafka.deployment import RECORDED_AT, Deployment, deployed, end_cleanly
from tests.log.log_contract import record

pytestmark = [pytest.mark.kafka, pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")]

ADDRESS = re.compile(r"health and metrics at (127\.0\.0\.1:\d+)")


def article(text: str) -> Record:
    data = publish(connector="seeds", record="a.txt", text=text)
    return encode(make_event(data, source="connectors/seeds", version=1, recorded_at=MONDAY))


def step(run: Any) -> Step:
    return Step("trial", 1, ARTICLES, (READS, DEAD_LETTERS), run)


def test_a_step_that_fails_gives_a_dead_letter() -> None:
    def fail(event: Event) -> Sequence[Event]:
        raise ZeroDivisionError("by chance")

    metrics = WorkerMetrics()
    (letter,) = outputs_of(step(fail), article("text"))
    metrics.count("trial", [letter], 0.01)
    assert letter.topic == DEAD_LETTERS
    assert b'"reason":"failed"' in letter.value
    told = generate_latest(metrics.registry).decode()
    assert 'standoff_articles_total{outcome="dead_letter",step="trial"} 1.0' in told
    assert 'standoff_dead_letters_total{reason="failed"} 1.0' in told


def test_an_output_too_large_for_any_log_gives_a_dead_letter() -> None:
    def grow(event: Event) -> Sequence[Event]:
        data = event.data
        assert isinstance(data, ArticlePublished)
        larger = data.model_copy(update={"text": "x" * (MAX_RECORD_BYTES + 1)})
        return (make_event(larger, source="trial", version=1, recorded_at=event.recorded_at),)

    (letter,) = outputs_of(step(grow), article("text"))
    assert b'"reason":"too_large"' in letter.value
    assert decode(letter).recorded_at == MONDAY


def test_failed_deliveries_are_repeated_until_all_are_acknowledged() -> None:
    attempts: list[list[str | None]] = []

    class Trial:
        async def pack(self, records: Iterable[Record], *, alone: bool = False) -> list[Batch]:
            names, partitions = {ARTICLES: "a", READS: "r"}, {ARTICLES: [0], READS: [0]}
            return pack(list(records), names, partitions, lambda: BatchBuilder(4096, 0), alone=alone)

        async def send(self, batch: Batch) -> Awaitable[None]:
            sent = [each.id for each in batch.records]
            attempts.append(sent)
            future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            if len(attempts) == 1:
                raise ConnectionError("gone before it was taken")
            if len(attempts) == 2:
                future.set_exception(NotEnoughReplicasError())
            elif "evt_articles_9" in sent:
                future.set_exception(MessageSizeTooLargeError())
            else:
                future.set_result(None)
            return future

    async def deliver() -> Delivery:
        delivery = Delivery(Trial(), metrics)
        await delivery.deliver([record(1), record(9), record(2), record(3, topic=READS)])
        return delivery

    metrics = WorkerMetrics()
    delivery = asyncio.run(deliver())
    articles, reads = ["evt_articles_1", "evt_articles_9", "evt_articles_2"], ["evt_reads_3"]
    assert attempts == [articles, reads, articles, reads, *([each] for each in articles)]
    assert delivery.refused == [record(9)]
    assert metrics.health() is None
    assert "standoff_delivery_retries_total 4.0" in generate_latest(metrics.registry).decode()


@pytest.fixture
def deployment(bootstrap: str, tmp_path: Path) -> Iterator[Deployment]:
    with deployed(Deployment(tmp_path / "home", bootstrap, f"w{secrets.token_hex(4)}.")) as made:
        yield made


def address(deployment: Deployment, part: str) -> str:
    """Where a part tells its health, once it does."""
    deadline = time.monotonic() + 30
    while (found := ADDRESS.search(deployment.said(part))) is None and time.monotonic() < deadline:
        time.sleep(0.1)
    assert found is not None, deployment.said(part)
    return found.group(1)


def told(where: str, path: str) -> str:
    with urllib.request.urlopen(f"http://{where}/{path}", timeout=10) as answer:
        return str(answer.read().decode())


def test_worker_and_view_tell_their_health_and_end_cleanly(deployment: Deployment) -> None:
    parts = [deployment.start("worker"), deployment.start("view")]
    deployment.command("ingest", "seeds", "--recorded-at", RECORDED_AT)
    worker, view = address(deployment, "worker"), address(deployment, "view")
    deadline = time.monotonic() + 60
    while 'outcome="read"' not in told(worker, "metrics") and time.monotonic() < deadline:
        time.sleep(0.2)
    assert '"status":"ok"' in told(worker, "health")
    assert '"status":"ok"' in told(view, "health")
    time.sleep(2)
    metrics = told(worker, "metrics")
    assert 'standoff_articles_total{outcome="read",step="read"} 5.0' in metrics
    for name in ("standoff_claims_total{kind=", "standoff_dates_total{rule=", "standoff_lag_records{partition="):
        assert name in metrics
    assert "standoff_folded_records_total" in told(view, "metrics")
    assert end_cleanly(parts) == [0, 0]


def test_the_changes_stand_in_their_topic(deployment: Deployment) -> None:
    deployment.start("worker")
    view = deployment.start("view")
    deployment.command("ingest", "seeds", "--recorded-at", RECORDED_AT)
    deadline = time.monotonic() + 60
    while b'"articles":5' not in deployment.state() and time.monotonic() < deadline:
        time.sleep(0.5)
    time.sleep(1)
    assert end_cleanly([view]) == [0]
    options = KafkaOptions(tuple(deployment.bootstrap.split(",")), prefix=deployment.prefix, layout=Layout(4))
    with KafkaLog(options) as log:
        numbers, position = set(), ""
        while (page := log.read(("changes",), position, 500)).position != position:
            position = page.position
            numbers |= {decode(each).data.id for each in page.records}  # type: ignore[attr-defined]
    assert len(numbers) == len(deployment.command("feed").splitlines())


def test_another_log_under_the_same_view_is_refused_with_the_mending_command(deployment: Deployment) -> None:
    deployment.command("ingest", "seeds", "--recorded-at", RECORDED_AT)
    deployment.state()
    deployment.prefix += "other."
    deployment.command("topics", "create")
    view = deployment.start("view")
    assert view.wait(60) == 10
    assert "standoff rebuild" in deployment.said("view")
    deployment.command("rebuild")
    deployment.state()
