"""A new view built beside the one in use, and put in its place in one step.

SQLite: a file `<path>.next`, renamed. PostgreSQL: a schema `standoff_next`, whose tables replace the old ones in one
transaction. Readers see the old view until the switch and the new one after it.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.engine import URL, make_url

from streams.view import database
from streams.view.schema import metadata

NEXT_SCHEMA: Final = "standoff_next"
TABLES: Final = (*(table.name for table in metadata.sorted_tables), "alembic_version")


def prepare_beside(url: str) -> str:
    """The URL of an empty place beside the view; what an interrupted build left there is removed."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        path = Path(str(parsed.database) + ".next")
        for left in (path, *_companions(path)):
            left.unlink(missing_ok=True)
        return parsed.set(database=str(path)).render_as_string(hide_password=False)
    with database.guarded(_engine(parsed), url) as connection:
        connection.execute(text(f"DROP SCHEMA IF EXISTS {NEXT_SCHEMA} CASCADE"))
        connection.execute(text(f"CREATE SCHEMA {NEXT_SCHEMA}"))
    searched = parsed.update_query_dict({"options": f"-csearch_path={NEXT_SCHEMA}"})
    return searched.render_as_string(hide_password=False)


def switch(url: str) -> None:
    """Put the view built beside in the place of the one at the URL. The one beside must be closed."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        _switch_files(Path(str(parsed.database)))
        return
    with database.guarded(_engine(parsed), url) as connection:
        _switch_tables(connection)


def _companions(path: Path) -> tuple[Path, Path]:
    return Path(f"{path}-wal"), Path(f"{path}-shm")


def _switch_files(path: Path) -> None:
    """Both files are closed first, so that neither has a write-ahead log that could meet the other's pages."""
    beside = Path(f"{path}.next")
    for each in (path, beside):
        if each.exists():
            with sqlite3.connect(each, timeout=database.BUSY_S) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.close()
    for left in (*_companions(path), *_companions(beside)):
        left.unlink(missing_ok=True)
    os.replace(beside, path)


def _switch_tables(connection: Connection) -> None:
    schema = connection.scalar(text("SELECT current_schema()"))
    for name in TABLES:
        connection.execute(text(f'DROP TABLE IF EXISTS "{schema}"."{name}" CASCADE'))
        connection.execute(text(f'ALTER TABLE {NEXT_SCHEMA}."{name}" SET SCHEMA "{schema}"'))
    connection.execute(text(f"DROP SCHEMA {NEXT_SCHEMA} CASCADE"))


def _engine(parsed: URL) -> Engine:
    return create_engine(parsed.set(drivername="postgresql+psycopg"))
