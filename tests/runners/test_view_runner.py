"""The view's process: when it settles, and when changes go to their topic."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

from connectors.seeds import parse
from schemas.envelope import encode, make_event
from schemas.topics import CHANGES
from streams.log.sqlite import SqliteLog
from streams.runners.embedded import process
from streams.runners.resting import Resting
from streams.runners.view_metrics import ViewMetrics
from streams.runners.view_runner import ARRIVAL_S, ViewRunner, publish_changes
from streams.view import View
from tests.log.log_contract import read_all
from tests.view.folding import opened

AT = datetime(2022, 2, 1, tzinfo=UTC)


@dataclass
class Trial:
    """A runner on a log and a view of its own, with a clock that stands still."""

    log: SqliteLog
    view: View
    runner: ViewRunner
    now: float = 100.0

    def arrive(self, name: str, text: str) -> None:
        self.log.append([encode(make_event(parse(name, text.encode()), source="seeds", version=1, recorded_at=AT))])

    def step(self) -> int:
        """How many changes a step tells."""
        before = len(self.view.unpublished(1000))
        self.runner.step()
        return len(self.view.unpublished(1000)) - before


@contextmanager
def trial(folder: Path) -> Iterator[Trial]:
    with SqliteLog(folder / "log.db") as log, opened(f"sqlite:///{folder / 'view.db'}") as view:
        made = Trial(log, view, ViewRunner(log, view, ViewMetrics(), Event()))
        made.runner.clock = lambda: made.now
        yield made


def test_an_arrival_waits_and_its_reading_is_settled_by_the_step_that_folds_it(tmp_path: Path) -> None:
    with trial(tmp_path) as made:
        made.step()
        made.arrive("a.txt", "Russia's foreign minister Sergei Lavrov said on Monday that Russia would not invade.")
        assert made.step() == 0
        assert made.step() == 0
        process(made.log)
        made.now += 0.01
        assert made.step() > 1


def test_an_arrival_alone_is_told_after_a_while(tmp_path: Path) -> None:
    with trial(tmp_path) as made:
        made.step()
        made.arrive("a.txt", "Nothing was said.")
        assert made.step() == 0
        made.now += ARRIVAL_S + 0.1
        assert made.step() == 1
        assert made.step() == 0


def test_changes_are_carried_part_by_part_and_each_once(tmp_path: Path) -> None:
    with trial(tmp_path) as made:
        made.arrive("a.txt", "Russia's foreign minister Sergei Lavrov said on Monday that Russia would not invade.")
        process(made.log)
        told = made.step()
        carried = [publish_changes(made.log, made.view, told - 1) for _ in range(3)]
        assert carried == [told - 1, 1, 0]
        assert len(read_all(made.log, (CHANGES,))) == told


def test_at_rest_what_was_written_stands_in_the_file_itself(tmp_path: Path) -> None:
    with trial(tmp_path) as made:
        made.arrive("a.txt", "Russia's foreign minister Sergei Lavrov said on Monday that Russia would not invade.")
        process(made.log)
        assert made.step() > 0
        ended = time.monotonic() + 10
        with Resting(made.view):
            while state_of_file_alone(tmp_path / "view.db", tmp_path / "copy.db") != made.view.state_json():
                assert time.monotonic() < ended
                time.sleep(0.05)


def state_of_file_alone(path: Path, copy: Path) -> bytes:
    """The state that a view's file holds without its write-ahead log."""
    copy.write_bytes(path.read_bytes())
    with opened(f"sqlite:///{copy}") as view:
        return view.state_json()
