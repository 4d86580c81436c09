"""A log read ahead by other processes gives the view that it gives when it is read here."""

from __future__ import annotations

import multiprocessing
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from connectors.seeds import parse
from schemas.definition import load_definition
from schemas.envelope import Record, encode, make_event
from schemas.topics import ARTICLES
from streams.log.sqlite import SqliteLog
from streams.runners.ahead import Ahead
from streams.runners.folding import fold_ahead
from streams.runners.reader import HELD, Reader
from streams.runners.readers import ReaderEnded
from streams.runners.rebuild import rebuild_view
from streams.topology import STEPS, execute
from streams.view import View
from streams.view.intake import Intake
from tests.examples import MONDAY
from tests.postgres import empty_database, postgres_server
from tests.runners.test_replay import SEEDS

MANY = HELD + 60
DEFINITION = load_definition(SEEDS / "standoff.toml")
BAD = Record("claims", "art_none", (("ce_id", b"evt_none"),), b"{}")


def read(name: str, raw: bytes) -> list[Record]:
    """The records of an article and its reading."""
    article = encode(make_event(parse(name, raw), source="connectors/seeds", version=1, recorded_at=MONDAY))
    return [article, *(out for step in STEPS for out in execute(step, article, origin=ARTICLES))]


@pytest.fixture(scope="module")
def articles() -> list[list[Record]]:
    """The seeds, and more short articles than a reader holds; one in three has no day of its own."""
    short = [
        read(
            f"{number}.txt",
            (
                f"{'' if number % 3 else ' date 2022-01-27 '}“Our {number} ships stay where the treaty lets them,” "
                f"said Ada Berg, the minister. Russia said on Tuesday that {number + 7} of them would leave."
            ).encode(),
        )
        for number in range(MANY)
    ]
    return [*(read(path.name, path.read_bytes()) for path in sorted(SEEDS.glob("*.txt"))), *short]


def told(view: View) -> tuple[bytes, list[Any]]:
    """The state, and what the changes tell but their causes."""
    changes = view.changes(limit=1_000_000).changes
    return view.state_json(), [(each.op, each.list, each.entry_id, each.entry) for each in changes]


def rebuilt(folder: Path, records: Iterable[Record], *, ahead: bool, url: str | None = None) -> tuple[bytes, list[Any]]:
    with SqliteLog(folder / f"{ahead}.db") as log:
        log.append(list(records))
        url = url or f"sqlite:///{folder / f'{ahead}-view.db'}"
        count = rebuild_view(log, url, DEFINITION, ahead_from=0 if ahead else 1 << 40)
        assert count == log.count()
        with View.open(url, definition=DEFINITION, log_identity=log.identity, generation=0, read_only=True) as view:
            assert not view.unsent_dead_letters()
            return told(view)


def orders(articles: Sequence[Sequence[Record]]) -> dict[str, list[Record]]:
    whole = [record for article in articles for record in article]
    shuffled = random.Random(7).sample(whole, len(whole))
    return {
        "as they are read": whole,
        "articles first": [article[0] for article in articles] + [each for article in articles for each in article[1:]],
        "keys of others": [
            record._replace(key=f"{record.key} {number % 3}") for number, record in enumerate(whole[: len(whole) // 3])
        ],
        "shuffled, one bad": [*shuffled[:500], BAD, *shuffled[500:]],
    }


@pytest.mark.parametrize("readers", [1, 2])
@pytest.mark.parametrize("order", ["as they are read", "articles first", "shuffled, one bad", "keys of others"])
def test_the_view_is_that_of_a_log_read_here(
    tmp_path: Path, articles: list[list[Record]], order: str, readers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("streams.runners.ahead.READERS", readers)
    records = orders(articles)[order]
    assert rebuilt(tmp_path, records, ahead=True) == rebuilt(tmp_path, records, ahead=False)


def test_the_view_in_postgresql_is_that_of_a_log_read_here(tmp_path: Path, articles: list[list[Record]]) -> None:
    records = orders(articles[:40])["shuffled, one bad"]
    with postgres_server() as server, empty_database(server) as url:
        made = rebuilt(tmp_path, records, ahead=True, url=url)
    assert made == rebuilt(tmp_path, records, ahead=False)


def test_an_article_that_is_read_anew_long_after_is_read_here(tmp_path: Path, articles: list[list[Record]]) -> None:
    late = articles[0][-1]
    records = [*articles[0][:-1], *(record for article in articles[1:] for record in article), late]
    assert rebuilt(tmp_path, records, ahead=True) == rebuilt(tmp_path, records, ahead=False)


def test_a_reader_holds_what_waits_and_what_it_has_read_last(articles: list[list[Record]]) -> None:
    reader = Reader(DEFINITION)
    waiting, *others = articles
    reader.read(waiting[:-1])
    intakes: list[Intake] = [reader.read(article)[0] for article in others]
    ids = [intake.rows[0][0] for intake in intakes]
    _, taken = reader.read(waiting[-1:])
    (whole,) = taken.values()
    assert whole.seen[0] == len(waiting)
    assert whole.row["status"] == "shown"
    assert list(reader.tell(dict.fromkeys(ids), {}).facts) == ids[-HELD + 1 :]


def test_a_killed_reader_ends_the_rebuild_and_the_view_in_use_stays(
    tmp_path: Path, articles: list[list[Record]]
) -> None:
    url = f"sqlite:///{tmp_path / 'view.db'}"
    with SqliteLog(tmp_path / "log.db") as log:
        log.append([record for article in articles for record in article])
        rebuild_view(log, url, DEFINITION)
        bound: dict[str, Any] = {"definition": DEFINITION, "log_identity": log.identity, "generation": 0}
        with View.open(url, **bound) as view:
            before = told(view)
        with Ahead(log, DEFINITION) as ahead, View.rebuilding(url, reader=ahead, **bound) as built:
            reading = ahead.pages()
            next(reading)
            for child in multiprocessing.active_children():
                child.kill()
            with pytest.raises(ReaderEnded, match="run the command again"):
                fold_ahead(log, built, ahead)
        with View.open(url, **bound) as view:
            assert told(view) == before


KILLED = """
import multiprocessing, os, signal, sys
from pathlib import Path
from streams.log.sqlite import SqliteLog
from streams.runners.ahead import Ahead
from tests.runners.test_ahead import BAD, DEFINITION

if __name__ == "__main__":
    with SqliteLog(Path(sys.argv[1])) as log:
        log.append([BAD])
        with Ahead(log, DEFINITION) as ahead:
            next(ahead.pages())
            print(*(child.pid for child in multiprocessing.active_children()), flush=True)
            os.kill(os.getpid(), signal.SIGKILL)
"""


def test_readers_end_with_the_process_that_they_read_for(tmp_path: Path) -> None:
    script = tmp_path / "killed.py"
    script.write_text(KILLED)
    root = Path(__file__).resolve().parents[2]
    ran = subprocess.run(
        [sys.executable, str(script), str(tmp_path / "log.db")],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(root)},
        timeout=60,
        check=False,
    )
    pids = [int(pid) for pid in ran.stdout.split()]
    assert pids
    ended = time.monotonic() + 10
    while any(is_running(pid) for pid in pids):
        assert time.monotonic() < ended
        time.sleep(0.05)


def is_running(pid: int) -> bool:
    """Is there such a process that has not ended?"""
    status = Path(f"/proc/{pid}/stat")
    try:
        return status.read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
