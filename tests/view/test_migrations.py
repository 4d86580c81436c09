"""The migrations, run one after the other, make the tables that a new view gets at once."""

from __future__ import annotations

from pathlib import Path

import pytest
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


def test_opening_an_older_view_migrates_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'view.db'}"
    with opened(url) as view:
        fold_all(view, WHOLE, 100)
    ran: list[bool] = []
    monkeypatch.setattr(database, "HEAD", "0002")
    monkeypatch.setattr(database, "migrate", lambda connection: ran.append(True))
    with opened(url) as view:
        assert view.state_json() == in_memory(WHOLE)
    assert ran
