"""Commands that run on: they see what is added, and stop cleanly when told to."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from tests.commands.test_bad_input import SEEDS, run, state

PATIENCE_S = 30.0


@contextmanager
def running(home: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """The command in the background; ended with SIGTERM, or killed if that does not end it."""
    command = [sys.executable, "-m", "streams", *arguments]
    variables = {**os.environ, "STANDOFF_HOME": str(home)}
    with subprocess.Popen(command, env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.terminate()
            try:
                process.wait(PATIENCE_S)
            except subprocess.TimeoutExpired:
                process.kill()


def until(condition: Callable[[], bool]) -> None:
    """Wait until it holds."""
    deadline = monotonic() + PATIENCE_S
    while not condition():
        assert monotonic() < deadline, "it did not come to hold"
        sleep(0.2)


def articles(home: Path) -> int:
    if not (home / "view.db").exists():
        return 0
    coverage = state(home)["coverage"]
    assert isinstance(coverage, dict)
    count = coverage["articles"]
    assert isinstance(count, int)
    return count


def test_up_reads_what_is_added_to_its_folder_and_ends_on_sigterm(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("Ada Moreau said on Friday that talks went on.")
    with running(home, "up", str(folder), "--interval", "0.2") as process:
        until(lambda: articles(home) == 1)
        (folder / "b.txt").write_text("Ada Moreau denied that talks had failed.")
        until(lambda: articles(home) == 2)
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE_S) == 0


def test_an_ingest_beside_up_is_taken_by_it(tmp_path: Path) -> None:
    home, folder, other = tmp_path / "home", tmp_path / "in", tmp_path / "other"
    folder.mkdir()
    other.mkdir()
    (folder / "a.txt").write_text("Ada Moreau said on Friday that talks went on.")
    (other / "b.txt").write_text("Ada Moreau denied that talks had failed.")
    with running(home, "up", str(folder), "--interval", "0.2"):
        until(lambda: articles(home) == 1)
        beside = run(home, "ingest", str(other))
        assert beside.returncode == 0, beside.stderr
        until(lambda: articles(home) == 2)


def test_log_and_feed_follow_what_is_appended(tmp_path: Path) -> None:
    home, other = tmp_path / "home", tmp_path / "other"
    assert run(home, "ingest", str(SEEDS)).returncode == 0
    other.mkdir()
    (other / "new.txt").write_text("Ada Moreau, the foreign minister, warned that 700 troops had crossed the border.")
    seen = len(run(home, "log", "--json").stdout.splitlines())
    last = json.loads(run(home, "feed").stdout.splitlines()[-1])["id"]
    with running(home, "log", "--follow", "--json") as log, running(home, "feed", "--since", last, "--follow") as feed:
        assert log.stdout is not None
        assert feed.stdout is not None
        for _ in range(seen):
            log.stdout.readline()
        assert run(home, "ingest", str(other)).returncode == 0
        assert json.loads(log.stdout.readline())["data"]["record"] == "new.txt"
        first = json.loads(feed.stdout.readline())
    generation, _, number = last.rpartition("-")
    assert first["id"] == f"{generation}-{int(number) + 1}"


def test_a_feed_id_of_an_older_generation_gets_a_reset(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert run(home, "ingest", str(SEEDS)).returncode == 0
    last = json.loads(run(home, "feed").stdout.splitlines()[-1])["id"]
    assert run(home, "rebuild").returncode == 0
    (line,) = run(home, "feed", "--since", last).stdout.splitlines()
    reset = json.loads(line)
    assert reset["reset"] is True
    assert reset["snapshot"] == "standoff state --json"
    assert run(home, "feed", "--since", reset["id"]).stdout == ""
