"""A log that takes repeats: what was ingested once is appended once, and all is read anew when asked for."""

from __future__ import annotations

import secrets
import time
from pathlib import Path

import pytest

from benchmarks.generate import SEEDS
from connectors.seeds import SeedsConnector
from schemas.envelope import decode
from schemas.topics import ARTICLES, INPUTS, READS
from streams.log.kafka import KafkaLog
from streams.log.kafka_options import KafkaOptions, Layout
from streams.log.protocol import START
from streams.runners.embedded import process_again
from streams.runners.ingest import ingest
from streams.runners.recording import Recording
from tests.examples import MONDAY, TUESDAY
from tests.kafka.deployment import RECORDED_AT, Deployment, deployed, embedded_state, end_cleanly
from tests.log.log_contract import read_all

pytestmark = [pytest.mark.kafka, pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")]


def test_a_second_look_at_a_folder_appends_what_is_new_alone(
    log: KafkaLog, options: KafkaOptions, tmp_path: Path
) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"Ada Moreau said {name} went on.")
    (tmp_path / "bad.txt").write_bytes(b"\xff")
    ingest(log, SeedsConnector(tmp_path), Recording(MONDAY))
    assert log.behind(INPUTS, START) == 3
    with KafkaLog(options) as other:
        assert ingest(other, SeedsConnector(tmp_path), Recording(MONDAY)).fresh == 0
        (tmp_path / "b.txt").write_text("Ada Moreau said b.txt was over.")
        assert ingest(other, SeedsConnector(tmp_path), Recording(MONDAY)).fresh == 1
    assert log.behind(INPUTS, START) == 4


def test_all_articles_are_read_anew_each_once(log: KafkaLog, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ada Moreau said on Friday that talks went on.")
    for _ in range(2):
        ingest(log, SeedsConnector(tmp_path), Recording(MONDAY))
        log.append([], consumer=f"ingest/seeds/{tmp_path}", position="")
    assert log.behind((ARTICLES,), START) == 2
    assert process_again(log, Recording(TUESDAY)) == 1
    (read,) = read_all(log, (READS,))
    assert decode(read).recorded_at == TUESDAY
    assert log.behind((READS,), START) == 1


def test_the_command_reads_anew_without_a_worker(bootstrap: str, tmp_path: Path) -> None:
    expected = embedded_state(tmp_path / "embedded", SEEDS)
    with deployed(Deployment(tmp_path / "home", bootstrap, f"a{secrets.token_hex(4)}.")) as deployment:
        deployment.command("ingest", str(SEEDS), "--recorded-at", RECORDED_AT)
        deployment.command("process", "--again", "--recorded-at", RECORDED_AT)
        deployment.start("view")
        assert deployment.wait_for(expected, 60) == expected


def test_up_appends_each_article_once_however_often_it_looks(bootstrap: str, tmp_path: Path) -> None:
    prefix = f"u{secrets.token_hex(4)}."
    options = KafkaOptions(tuple(bootstrap.split(",")), prefix=prefix, layout=Layout(4))
    with deployed(Deployment(tmp_path / "home", bootstrap, prefix)) as deployment, KafkaLog(options) as log:
        up = deployment.start("up", str(SEEDS), "--interval", "0.2")
        deadline = time.monotonic() + 60
        while log.behind((READS,), START) < 5 and time.monotonic() < deadline:
            time.sleep(0.2)
        time.sleep(3)
        assert (log.behind((ARTICLES,), START), log.behind((READS,), START)) == (5, 5)
        assert end_cleanly([up], 20) == [0]
