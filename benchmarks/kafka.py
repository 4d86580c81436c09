"""Standoff on Kafka: articles a second, article-to-feed latency, restarts and memory, on a real broker on this machine.

    python -m benchmarks.kafka [--articles 600] [--seconds 40] [--rates 2,10,20]

Uses KAFKA_BOOTSTRAP_SERVERS if set, else starts a broker of its own. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import secrets
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.generate import generate
from connectors.seeds import parse
from schemas.envelope import Event, Record, encode, make_event
from schemas.reading import ArticleRead, Publication
from schemas.topics import ARTICLES, READS
from streams.log.kafka import KafkaLog
from streams.log.kafka_options import KafkaOptions, Layout
from streams.log.kafka_topics import create_topics
from streams.log.sqlite import SqliteLog
from streams.runners.embedded import process
from streams.topology import Step
from tests.kafka.broker import make_cluster, running
from tests.kafka.deployment import Deployment, kill

RECORDED_AT = datetime(2022, 2, 1, tzinfo=UTC)
ARTICLE = re.compile(rb"art_[0-9a-f]{32}")
PARTITIONS = 4
WAIT_S = 300.0
STEADY_HEAP = "-Xms512m -XX:MetaspaceSize=128m"
"""A broker whose heap grows stops for full collections; those of a deployment have all of it from the start."""
NOOP_TIMES = 5
"""A worker that does nothing needs so many more articles to last longer than the look at what it has read."""


def articles(count: int) -> list[Record]:
    """So many article records."""
    source = {"source": "connectors/seeds", "version": 1, "recorded_at": RECORDED_AT}
    return [encode(make_event(parse(name, raw), **source)) for name, raw in generate(count)]  # type: ignore[arg-type]


def embedded_rate(records: Sequence[Record]) -> float:
    """Articles a second through the same steps with the log in SQLite."""
    with tempfile.TemporaryDirectory() as folder, SqliteLog(Path(folder) / "log.db") as log:
        log.append(records)
        began = time.perf_counter()
        process(log)
        return len(records) / (time.perf_counter() - began)


@contextlib.contextmanager
def deployment(bootstrap: str) -> Iterator[tuple[Deployment, KafkaLog]]:
    """Fresh topics, an open log on them, and the processes that the block starts."""
    prefix = f"b{secrets.token_hex(3)}."
    with tempfile.TemporaryDirectory() as folder:
        made = Deployment(Path(folder), bootstrap, prefix)
        options = KafkaOptions(tuple(bootstrap.split(",")), prefix=prefix, layout=Layout(PARTITIONS))
        create_topics(options)
        try:
            with KafkaLog(options) as log:
                yield made, log
        finally:
            made.stop()


def reads_in(log: KafkaLog) -> int:
    """How many readings the log holds."""
    return log.behind((READS,), "")


def worker_rate(bootstrap: str, records: Sequence[Record], workers: int, *, noop: bool = False) -> dict[str, float]:
    """Articles a second from the first reading to the last; all articles wait in the log when the workers start."""
    with deployment(bootstrap) as (made, log):
        log.append(records)
        started = time.monotonic()
        parts = [start_worker(made, noop) for _ in range(workers)]
        first = wait_for(lambda: reads_in(log) > 0)
        before = reads_in(log)
        last = wait_for(lambda: reads_in(log) >= len(records))
        return {
            "articles_a_second": round((len(records) - before) / (last - first), 1),
            "first_output_s": round(first - started, 2),
            "worker_rss_mb": max(rss_mb(part) for part in parts),
        }


def start_worker(made: Deployment, noop: bool) -> subprocess.Popen[bytes]:
    """A worker, or one that does nothing with an article but tell that it was read."""
    if not noop:
        return made.start("worker")
    process_ = subprocess.Popen([sys.executable, "-m", "benchmarks.kafka", "--noop"], env=made.environment)
    made.running.append(process_)
    return process_


def run_noop() -> None:
    """Run a worker with a step that only closes a reading."""
    from streams.runners.worker import WorkerOptions, run_worker
    from streams.settings import load_settings

    def close(event: Event) -> Sequence[Event]:
        article: Any = event.data
        read = ArticleRead(
            article_id=article.article_id, revision=article.revision, versions=(), publication=Publication(basis="none")
        )
        return (make_event(read, source="benchmark", version=1, recorded_at=event.recorded_at),)

    settings = load_settings()
    step = Step("noop", 1, ARTICLES, (READS,), close)
    run_worker([step], settings.kafka_options(), WorkerOptions(settings.kafka_group, port=0))


def wait_for(condition: Any) -> float:
    """The moment at which the condition holds (monotonic seconds)."""
    deadline = time.monotonic() + WAIT_S
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError("the benchmark did not get on")
        time.sleep(0.2)
    return time.monotonic()


def latencies(bootstrap: str, rate: float, seconds: float) -> dict[str, float]:
    """Milliseconds from appending an article to the first change of the feed that rests on it, at a steady rate."""
    records = articles(int(rate * seconds) + 10)
    with deployment(bootstrap) as (made, log):
        made.start("worker")
        view = made.start("view")
        log.append(records[:10])
        wait_for(lambda: reads_in(log) >= 10)
        time.sleep(2)
        sent: dict[bytes, float] = {}
        seen: dict[bytes, float] = {}
        done = threading.Event()
        watcher = threading.Thread(target=watch, args=(made.home / "view.db", seen, done))
        watcher.start()
        began = time.monotonic()
        for number, record in enumerate(records[10:]):
            time.sleep(max(0.0, began + number / rate - time.monotonic()))
            sent[record.key.encode()] = time.monotonic()
            log.append([record])
        time.sleep(5)
        done.set()
        watcher.join()
        found = sorted((seen[key] - at) * 1000 for key, at in sent.items() if key in seen)
        return {
            "rate": rate,
            "articles": len(sent),
            "in_feed_5_s_after_the_last": len(found),
            "p50_ms": round(statistics.median(found), 1),
            "p99_ms": round(found[int(len(found) * 0.99) - 1], 1),
            "view_rss_mb": rss_mb(view),
        }


def watch(database: Path, seen: dict[bytes, float], done: threading.Event) -> None:
    """Note when each article first stands in a change of the view."""
    last = 0
    with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        while not done.is_set():
            rows = connection.execute("SELECT change, entry FROM changes WHERE change > ?", (last,)).fetchall()
            now = time.monotonic()
            for change, entry in rows:
                last = max(last, change)
                for article in ARTICLE.findall(entry or b""):
                    seen.setdefault(article, now)
            time.sleep(0.005)


def takeover(bootstrap: str) -> dict[str, float]:
    """Seconds until articles of all partitions are read again after one of two workers was killed; and one stopped."""
    records = articles(80)
    with deployment(bootstrap) as (made, log):
        parts = [made.start("worker") for _ in range(2)]
        log.append(records[:40])
        wait_for(lambda: reads_in(log) >= 40)
        time.sleep(3)
        kill(parts[0])
        killed = time.monotonic()
        log.append(records[40:])
        after_kill = wait_for(lambda: reads_in(log) >= 80) - killed
        stopping = time.monotonic()
        parts[1].terminate()
        parts[1].wait()
        return {"takeover_after_kill_s": round(after_kill, 1), "clean_stop_s": round(time.monotonic() - stopping, 1)}


def rss_mb(process_: subprocess.Popen[bytes]) -> int:
    """Resident memory of a process in MB."""
    lines = Path(f"/proc/{process_.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS"))


def measure(bootstrap: str, count: int, seconds: float, rates: Sequence[float]) -> dict[str, Any]:
    """All figures. The worker that does nothing comes first, on a broker that has just started."""
    records = articles(count)
    return {
        "articles": count,
        "embedded_articles_a_second": round(embedded_rate(records), 1),
        "noop_worker": worker_rate(bootstrap, articles(NOOP_TIMES * count), 1, noop=True),
        "one_worker": worker_rate(bootstrap, records, 1),
        "two_workers": worker_rate(bootstrap, records, 2),
        "takeover": takeover(bootstrap),
        "latency": [latencies(bootstrap, rate, seconds) for rate in rates],
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=600)
    parser.add_argument("--seconds", type=float, default=40)
    parser.add_argument("--rates", default="2,10,20")
    parser.add_argument("--noop", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.noop:
        run_noop()
        return
    rates = [float(rate) for rate in arguments.rates.split(",")]
    given = os.environ.get("KAFKA_BOOTSTRAP_SERVERS")
    with contextlib.ExitStack() as stack:
        if not given:
            os.environ.setdefault("_JAVA_OPTIONS", STEADY_HEAP)
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            given = stack.enter_context(running(make_cluster(folder / "kafka", 1))).bootstrap
        print(json.dumps(measure(given, arguments.articles, arguments.seconds, rates), indent=2))


if __name__ == "__main__":
    main()
