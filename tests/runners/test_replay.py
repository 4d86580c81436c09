"""Replays: the same bytes everywhere, and nothing lost or repeated whatever kills them."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from time import sleep

import pytest

from streams.commands.running import replay
from streams.commands.workspace import Workspace
from streams.log.sqlite import SqliteLog
from streams.log.transfer import export_lines

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
AT = "2022-02-01T00:00:00Z"
KILLS = 4 * int(os.environ.get("STANDOFF_FAULT_ROUNDS", "10"))
"""40 by default, 200 in the long round; at most two to a replay."""


def standoff(home: Path, *arguments: str, **environment: str) -> bytes:
    """The command's output; it has to succeed."""
    command = [sys.executable, "-m", "streams", *arguments]
    variables = {**os.environ, "STANDOFF_HOME": str(home), **environment}
    done = subprocess.run(command, env=variables, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def everything(home: Path, **environment: str) -> tuple[bytes, bytes, bytes]:
    """Log, state and feed of a home."""
    log = standoff(home, "log", "export", **environment)
    return log, standoff(home, "state", "--json", **environment), standoff(home, "feed", **environment)


def fold_feed(feed: bytes) -> dict[str, dict[str, object]]:
    """The lists that the changes add up to, by list and id."""
    lists: dict[str, dict[str, object]] = {}
    for number, line in enumerate(feed.splitlines(), 1):
        change = json.loads(line)
        assert change["id"].endswith(f"-{number}")
        entries = lists.setdefault(change["list"], {})
        if change["op"] == "removed":
            del entries[change["entry_id"]]
        else:
            assert (change["entry_id"] in entries) == (change["op"] == "changed")
            entries[change["entry_id"]] = change["entry"]
    return lists


def listed(state: bytes) -> dict[str, dict[str, object]]:
    """A state as `fold_feed` gives it."""
    document = json.loads(state)
    lists = {
        name: {entry["id"]: entry for entry in entries} for name, entries in document.items() if name != "coverage"
    }
    return {
        **{name: entries for name, entries in lists.items() if entries},
        "coverage": {"coverage": document["coverage"]},
    }


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes, bytes]:
    home = tmp_path_factory.mktemp("expected")
    standoff(home, "replay", str(SEEDS), "--recorded-at", AT, "--quiet")
    return everything(home)


def test_another_process_locale_zone_and_hash_seed_give_the_same_bytes(
    expected: tuple[bytes, bytes, bytes], tmp_path: Path
) -> None:
    environment = {"PYTHONHASHSEED": "4711", "LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati"}
    standoff(tmp_path, "replay", str(SEEDS), "--recorded-at", AT, "--quiet", **environment)
    assert everything(tmp_path, **environment) == expected


def test_the_feed_adds_up_to_the_state(expected: tuple[bytes, bytes, bytes]) -> None:
    _, state, feed = expected
    folded = fold_feed(feed)
    assert {name: entries for name, entries in folded.items() if entries} == listed(state)


def test_a_rebuilt_state_is_the_kept_one(expected: tuple[bytes, bytes, bytes], tmp_path: Path) -> None:
    log, state, _ = expected
    (tmp_path / "log.jsonl").write_bytes(log)
    standoff(tmp_path / "home", "log", "import", str(tmp_path / "log.jsonl"))
    standoff(tmp_path / "home", "rebuild")
    assert standoff(tmp_path / "home", "state", "--json") == state


def test_with_every_the_log_is_in_order_and_the_feed_tells_each_step(tmp_path: Path) -> None:
    standoff(tmp_path, "replay", str(SEEDS), "--recorded-at", AT, "--every", "10m", "--quiet")
    log, _, feed = everything(tmp_path)
    headers = [dict(json.loads(line)["headers"]) for line in log.splitlines()]
    times = [header["ce_recordedtime"] for header in headers]
    assert times == sorted(times)
    assert len(set(times)) == 5
    for moment in sorted(set(times)):
        told = [line for line in feed.splitlines() if json.loads(line)["recorded_at"] <= moment]
        folded = {name: entries for name, entries in fold_feed(b"\n".join(told)).items() if entries}
        assert folded == listed(standoff(tmp_path, "state", "--json", "--as-of", moment))


def test_reading_anew_adds_nothing_where_the_processors_are_the_same(
    expected: tuple[bytes, bytes, bytes], tmp_path: Path
) -> None:
    standoff(tmp_path, "replay", str(SEEDS), "--recorded-at", AT, "--quiet")
    standoff(tmp_path, "process", "--again")
    assert everything(tmp_path) == expected


def test_as_of_is_the_state_when_only_so_much_had_been_recorded(tmp_path: Path) -> None:
    whole, part, folder = tmp_path / "whole", tmp_path / "part", tmp_path / "three"
    standoff(whole, "replay", str(SEEDS), "--recorded-at", AT, "--every", "10m", "--quiet")
    folder.mkdir()
    for path in sorted(SEEDS.glob("*.txt"))[:3]:
        (folder / path.name).write_bytes(path.read_bytes())
    standoff(part, "replay", str(folder), "--recorded-at", AT, "--every", "10m", "--quiet")
    then = standoff(whole, "state", "--json", "--as-of", "2022-02-01T00:25:00Z")
    assert then == standoff(part, "state", "--json")
    assert then != standoff(whole, "state", "--json")


def replay_in_child(home: Path, lives_s: float, every: str | None) -> bool:
    """Run a replay in a process of its own and kill it after so long. Did it end before that?"""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.environ["STANDOFF_HOME"] = str(home)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            replay(SEEDS, quiet=True, recorded_at=AT, every=every)
            code = 0
        finally:
            os._exit(code)
    sleep(lives_s)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, -signal.SIGKILL)
    return code == 0


@pytest.fixture(scope="module")
def expected_by_steps(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes, bytes]:
    home = tmp_path_factory.mktemp("by-steps")
    standoff(home, "replay", str(SEEDS), "--recorded-at", AT, "--every", "10m", "--quiet")
    return everything(home)


@pytest.mark.fault
@pytest.mark.parametrize("every", [None, "10m"])
def test_killed_at_any_moment_and_resumed_it_is_the_same_log_and_state(
    every: str | None, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = request.getfixturevalue("expected_by_steps" if every else "expected")
    draw = random.Random(7)
    killed = homes = 0
    while killed < KILLS // 2:
        home, homes = tmp_path / str(homes), homes + 1
        for _ in range(2):
            if not finished(home):
                killed += not replay_in_child(home, draw.uniform(0, 0.6), every)
        monkeypatch.setenv("STANDOFF_HOME", str(home))
        if not finished(home):
            replay(SEEDS, quiet=True, recorded_at=AT, every=every)
        with SqliteLog(home / "log.db") as log:
            assert b"".join(export_lines(log)) == expected[0]
        with Workspace.load().settled_view() as view:
            assert view.state_json() + b"\n" == expected[1]
        if homes % 10 == 1:
            assert fold_feed(standoff(home, "feed")) == fold_feed(expected[2])


def finished(home: Path) -> bool:
    """Has the replay in this home come to its end?"""
    if not (home / "log.db").exists():
        return False
    with SqliteLog(home / "log.db") as log:
        return "finished" in log.position("replay")
