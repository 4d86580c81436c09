"""What a worker counts, as Prometheus metrics."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Final

import orjson
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

from schemas.envelope import Record
from schemas.topics import CLAIMS, DATES, DEAD_LETTERS

SECONDS: Final = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
STUCK_S: Final = 30.0


class WorkerMetrics:
    """Counters of one worker process in a registry of its own.

    :ivar trouble: why deliveries fail now, and since when (monotonic seconds); None while they succeed.
    """

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.articles = Counter(
            "standoff_articles",
            "Records carried through a step, by outcome.",
            ["step", "outcome"],
            registry=self.registry,
        )
        self.claims = Counter(
            "standoff_claims", "Claims found, by kind and speaker method.", ["kind", "method"], registry=self.registry
        )
        self.dates = Counter("standoff_dates", "Dates found, by rule.", ["rule"], registry=self.registry)
        self.dead_letters = Counter(
            "standoff_dead_letters", "Dead letters written.", ["reason"], registry=self.registry
        )
        self.seconds = Histogram(
            "standoff_article_seconds",
            "Processor seconds an article.",
            ["step"],
            buckets=SECONDS,
            registry=self.registry,
        )
        self.retries = Counter(
            "standoff_delivery_retries", "Deliveries that failed and are tried again.", registry=self.registry
        )
        self.last_delivery = Gauge(
            "standoff_last_delivery_timestamp_seconds",
            "When outputs were last delivered, Unix time.",
            registry=self.registry,
        )
        self.trouble: tuple[str, float] | None = None

    def count(self, step: str, outputs: Sequence[Record], seconds: float) -> None:
        """Count one record and what followed from it."""
        self.seconds.labels(step).observe(seconds)
        self.articles.labels(step, _outcome(outputs)).inc()
        for output in outputs:
            if output.topic == CLAIMS:
                claim = orjson.loads(output.value)
                self.claims.labels(claim["kind"], claim["speaker"]["method"]).inc()
            elif output.topic == DATES:
                self.dates.labels(orjson.loads(output.value)["rule"]).inc()
            elif output.topic == DEAD_LETTERS:
                self.dead_letters.labels(orjson.loads(output.value)["reason"]).inc()

    def delivered(self) -> None:
        """All outputs are acknowledged."""
        self.trouble = None
        self.last_delivery.set_to_current_time()

    def failed(self, why: str, records: int) -> None:
        """The delivery of so many records failed and is tried again."""
        self.retries.inc(records)
        self.trouble = (why, self.trouble[1] if self.trouble else time.monotonic())

    def health(self) -> str | None:
        """What is wrong: deliveries have failed for half a minute."""
        if self.trouble is not None and time.monotonic() - self.trouble[1] > STUCK_S:
            return f"outputs cannot be delivered: {self.trouble[0]}; the worker goes on trying"
        return None


def _outcome(outputs: Sequence[Record]) -> str:
    if not outputs:
        return "passed"
    return "dead_letter" if any(output.topic == DEAD_LETTERS for output in outputs) else "read"
