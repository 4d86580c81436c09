"""Ingest into a log that takes repeats: what was read once is appended once."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.seeds import SeedsConnector
from schemas.topics import INPUTS
from streams.log.kafka import KafkaLog
from streams.log.kafka_options import KafkaOptions
from streams.log.protocol import START
from streams.runners.ingest import ingest
from streams.runners.recording import Recording
from tests.examples import MONDAY

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
