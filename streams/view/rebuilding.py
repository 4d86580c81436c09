"""A view built beside the one in use, and put in its place in one step when it has caught up."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Final

from sqlalchemy import Engine, text
from sqlalchemy.engine import URL, make_url

from streams.view.database import NEXT_SCHEMA, SCHEMA, guarded

BESIDE: Final = ".rebuild"
COMPANIONS: Final = ("", "-wal", "-shm")


def beside(url: str) -> str:
    """The URL of the view that is being built: for SQLite a file beside the one in use, for PostgreSQL the same."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return url
    return parsed.set(database=f"{parsed.database}{BESIDE}").render_as_string(hide_password=False)


def clear(engine: Engine, url: str) -> None:
    """Remove what an interrupted rebuild has left."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        engine.dispose()
        _unlink(Path(str(parsed.database)))
        return
    with guarded(engine, url) as connection:
        connection.execute(text(f"DROP SCHEMA IF EXISTS {NEXT_SCHEMA} CASCADE"))
        connection.execute(text(f"CREATE SCHEMA {NEXT_SCHEMA}"))


def put_in_place(engine: Engine, url: str, target: str) -> None:
    """Give the finished view the place of the one in use; readers see the one or the other and nothing between."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        engine.dispose()
        _copy_over(parsed, make_url(target))
        return
    with guarded(engine, url) as connection:
        connection.execute(text(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE"))
        connection.execute(text(f"ALTER SCHEMA {NEXT_SCHEMA} RENAME TO {SCHEMA}"))


def _copy_over(built: URL, target: URL) -> None:
    """Copy inside one write transaction of the target, so that open readers are safe; a damaged target is replaced."""
    source, place = Path(str(built.database)), Path(str(target.database))
    reader = sqlite3.connect(source)
    try:
        writer = sqlite3.connect(place)
        try:
            writer.execute("PRAGMA journal_mode=WAL")
            reader.backup(writer)
        finally:
            writer.close()
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        reader.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        reader.close()
        _unlink(place)
        os.replace(source, place)
    finally:
        reader.close()
    _unlink(source)


def _unlink(database: Path) -> None:
    for companion in COMPANIONS:
        Path(f"{database}{companion}").unlink(missing_ok=True)
