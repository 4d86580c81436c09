"""The migrations, run one after the other, make the tables that a new view gets at once."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from streams.view import database
from streams.view.schema import HEAD, metadata
from tests.view.folding import WHOLE, fold_all, in_memory, opened


def test_migrations_make_the_tables_of_today(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'view.db'}"
    engine = database.connect(url, read_only=False)
    with database.guarded(engine, url) as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('0000')"))
        connection.execute(text("DELETE FROM alembic_version"))
        database.migrate(connection)
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == HEAD
    engine.dispose()
    with opened(url) as view:
        fold_all(view, WHOLE, 100)
        assert view.state_json() == in_memory(WHOLE)


def test_opening_a_view_of_the_first_version_keeps_its_state_and_folds_on(tmp_path: Path) -> None:
    path = tmp_path / "view.db"
    url = f"sqlite:///{path}"
    half = len(WHOLE) // 2
    with opened(url) as view:
        fold_all(view, WHOLE[:half], 100)
        before = view.state_json()
    with sqlite3.connect(path) as connection:
        connection.executescript(BACK_TO_THE_FIRST)
    with opened(url) as view:
        assert view.state_json() == before
        fold_all(view, WHOLE, 100)
        assert view.state_json() == in_memory(WHOLE)


BACK_TO_THE_FIRST = """
CREATE TABLE facts_before AS SELECT * FROM facts;
DROP TABLE facts;
CREATE TABLE facts (
  bundle BIGINT NOT NULL, article_id TEXT NOT NULL, start INTEGER NOT NULL, tie BLOB NOT NULL, evidence BLOB NOT NULL,
  PRIMARY KEY (bundle, article_id, start, tie)
) WITHOUT ROWID;
INSERT INTO facts SELECT bundle, article_id, start, tie, evidence FROM facts_before;
DROP TABLE facts_before;
CREATE TABLE told (article_id TEXT NOT NULL PRIMARY KEY, facts BLOB NOT NULL);
DROP TABLE tallies;
CREATE TABLE origins AS SELECT s.cluster, min(a.origin) AS origin
  FROM articles a JOIN statements s ON s.statement = a.copy_statement GROUP BY s.cluster;
ALTER TABLE articles DROP COLUMN origin;
UPDATE alembic_version SET version_num = '0001';
"""
