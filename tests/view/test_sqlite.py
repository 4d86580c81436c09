"""The view in SQLite."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from schemas.errors import StorageFull, StorageLocked
from streams.view import View
from tests.examples import DEFINITION
from tests.view.folding import WHOLE, fold_all, in_memory, opened, replayed, unordered
from tests.view.view_contract import ViewContract

KILLED = """
import os, sys
from tests.view.folding import WHOLE, before_each_statement, fold_all, opened
left = [int(sys.argv[2])]
def count():
    left[0] -= 1
    if left[0] < 0:
        os._exit(9)
with opened(sys.argv[1]) as view, before_each_statement(view, count):
    fold_all(view, WHOLE, 6)
"""


def _fold_for_long(view: View) -> None:
    for _ in range(50):
        view.fold(WHOLE[7:], "end")
        view.settle()


class TestSqliteView(ViewContract):
    @pytest.fixture
    def url(self, tmp_path: Path) -> str:
        return f"sqlite:///{tmp_path / 'view.db'}"

    @pytest.mark.parametrize("statement", [5, 60, 150, 300])
    def test_killed_at_a_statement_it_resumes_without_loss(self, url: str, statement: int) -> None:
        done = subprocess.run([sys.executable, "-c", KILLED, url, str(statement)], check=False)
        assert done.returncode == 9
        with opened(url) as view:
            fold_all(view, WHOLE, 6)
            assert view.state_json() == in_memory(WHOLE)
            assert replayed(view) == unordered(view.state_json())

    def test_same_bytes_under_another_hash_seed_and_zone(self, url: str) -> None:
        program = "import sys; from tests.view.folding import *; sys.stdout.buffer.write(in_memory(WHOLE))"
        environment = {**os.environ, "PYTHONHASHSEED": "4711", "TZ": "Asia/Kathmandu", "LC_ALL": "C"}
        done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, env=environment)
        assert done.stdout == in_memory(WHOLE)

    def test_full_disk_keeps_what_was_folded(self, url: str) -> None:
        with opened(url) as view:
            fold_all(view, WHOLE[:7], 7)
            kept = view.state_json()
            with view._engine.connect() as connection:
                pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
                connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
            with pytest.raises(StorageFull, match="no room"):
                _fold_for_long(view)
            assert view.position() == "7"
            assert view.state_json() == kept

    def test_locked_database_says_so(self, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("streams.view.database.BUSY_S", 0.1)
        with opened(url) as view:
            other = sqlite3.connect(url.removeprefix("sqlite:///"))
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StorageLocked, match="in use"):
                view.fold(WHOLE, "1")
            other.close()

    def test_rebuilt_file_is_renamed_if_nobody_has_the_old_one_open(self, url: str) -> None:
        path = Path(url.removeprefix("sqlite:///"))
        for someone_reads in (True, False):
            with opened(url) as view:
                view.state_json()
                old = path.stat().st_ino
                with View.rebuilding(url, definition=DEFINITION, log_identity="log", generation=1) as built:
                    fold_all(built, WHOLE, 100)
                    if not someone_reads:
                        view.close()
                    built.switch()
                    assert (path.stat().st_ino == old) == someone_reads
                if someone_reads:
                    assert view.state_json() == in_memory(WHOLE)

    def test_rebuild_replaces_a_damaged_file(self, url: str) -> None:
        path = Path(url.removeprefix("sqlite:///"))
        path.write_bytes(b"no database at all" * 999)
        with View.rebuilding(url, definition=DEFINITION, log_identity="log", generation=1) as built:
            fold_all(built, WHOLE, 100)
            built.switch()
        with opened(url) as view:
            assert view.state_json() == in_memory(WHOLE)
        assert [each.name for each in path.parent.iterdir() if "rebuild" in each.name] == []
