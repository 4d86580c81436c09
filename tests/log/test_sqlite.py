"""The SQLite log: the contract, and what is its own."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemas.errors import LogError, NewerVersion, StorageFull, StorageLocked
from schemas.topics import INPUTS
from streams.log import sqlite as module
from streams.log.protocol import START
from streams.log.sqlite import SqliteLog
from tests.log.log_contract import OrderedLogContract, read_all, record


@pytest.fixture
def log(tmp_path: Path) -> Iterator[SqliteLog]:
    with SqliteLog(tmp_path / "log.db") as opened:
        yield opened


class TestSqliteLog(OrderedLogContract):
    """Everything that the contract says."""


@pytest.mark.parametrize("statement", ["UPDATE records SET value = x'00'", "DELETE FROM records"])
def test_records_can_be_neither_changed_nor_deleted(log: SqliteLog, statement: str) -> None:
    log.append([record(1)])
    with sqlite3.connect(log.path) as other, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        other.execute(statement)


def test_a_second_reader_sees_what_is_committed(log: SqliteLog) -> None:
    with SqliteLog(log.path) as reader:
        log.append([record(1)])
        assert len(reader.read(INPUTS, START, 10).records) == 1
        assert reader.identity == log.identity


def test_two_logs_have_two_identities(tmp_path: Path) -> None:
    with SqliteLog(tmp_path / "a.db") as first, SqliteLog(tmp_path / "b.db") as second:
        assert first.identity != second.identity


def test_a_log_of_a_newer_version_is_refused(log: SqliteLog) -> None:
    with sqlite3.connect(log.path) as other:
        other.execute(f"PRAGMA user_version = {module.VERSION + 1}")
    with pytest.raises(NewerVersion, match="upgrade"):
        SqliteLog(log.path)


def test_another_program_s_database_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE theirs (a)")
    with pytest.raises(LogError, match="no Standoff log"):
        SqliteLog(tmp_path / "other.db")


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "log.db").write_bytes(b"not a database at all, but long enough to be read as one" * 40)
    with pytest.raises(LogError, match="cannot be used as a log"):
        SqliteLog(tmp_path / "log.db")


def test_a_locked_log_says_so(log: SqliteLog, monkeypatch: pytest.MonkeyPatch) -> None:
    log._connection.execute("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(log.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageLocked, match="another process"):
        log.append([record(1)])
    other.execute("ROLLBACK")
    other.close()
    assert log.append([record(1)]) == 1


def test_a_full_disk_loses_nothing_that_was_accepted(log: SqliteLog) -> None:
    log.append([record(1)])
    pages = log._connection.execute("PRAGMA page_count").fetchone()[0]
    log._connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(StorageFull, match="free space"):
        log.append([record(2), record(3, value=b"x" * 100_000)])
    assert [each.id for each in read_all(log)] == ["evt_articles_1"]
    log._connection.execute("PRAGMA max_page_count = 1000000")
    assert log.append([record(2), record(3, value=b"x" * 100_000)]) == 2


KILLED = """
import os, sys
from pathlib import Path
from streams.log.sqlite import SqliteLog
from tests.log.log_contract import record
log = SqliteLog(Path(sys.argv[1]))
log.append([record(1), record(2)], consumer="c", position="2")
log._connection.execute("BEGIN IMMEDIATE")
log._append_one(record(3))
os.kill(os.getpid(), 9)
"""


def test_a_kill_inside_an_append_leaves_what_was_committed(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    killed = subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)
    assert killed.returncode == -9
    with SqliteLog(path) as log:
        assert [each.id for each in read_all(log)] == ["evt_articles_1", "evt_articles_2"]
        assert log.position("c") == "2"
