"""A view built beside the one in use, and put in its place in one step when it has caught up."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, text
from sqlalchemy.engine import URL, make_url

from streams.view.database import NEXT_SCHEMA, SCHEMA, guarded
from streams.view.schema import facts

BESIDE: Final = ".rebuild"
LATE: Final = tuple(index for index in facts.indexes if index.name == "facts_by_bundle")
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


def put_off_indexes(engine: Engine, url: str) -> None:
    """Drop the indexes that only a settling needs: to make them of all rows at once takes half the time."""
    with guarded(engine, url) as connection:
        for index in LATE:
            index.drop(connection, checkfirst=True)


def make_indexes(connection: Connection) -> None:
    """Make those that were put off and are not there yet."""
    for index in LATE:
        index.create(connection, checkfirst=True)


def put_in_place(engine: Engine, url: str, target: str) -> None:
    """Give the finished view the place of the one in use; readers see the one or the other and nothing between."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        engine.dispose()
        _move_over(parsed, make_url(target))
        return
    with guarded(engine, url) as connection:
        connection.execute(text(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE"))
        connection.execute(text(f"ALTER SCHEMA {NEXT_SCHEMA} RENAME TO {SCHEMA}"))


def _move_over(built: URL, target: URL) -> None:
    """Rename the file where nobody has the target open, else copy it inside one write transaction of the target, so
    that open readers are safe; a damaged target is replaced."""
    source, place = Path(str(built.database)), Path(str(target.database))
    try:
        if not _renamed(source, place):
            _copy(source, place)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        _unlink(place)
        _rename(source, place)
    _unlink(source)


def _renamed(source: Path, place: Path) -> bool:
    """Rename it if nobody has the target open, who would go on with the old one."""
    with closing(sqlite3.connect(place, timeout=0, isolation_level=None)) as holder:
        try:
            holder.execute("PRAGMA locking_mode = EXCLUSIVE")
            ((mode,),) = holder.execute("PRAGMA journal_mode = DELETE").fetchall()
            holder.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            return False
        if mode != "delete":
            return False
        _rename(source, place)
    return True


def _rename(source: Path, place: Path) -> None:
    """Rename it once all of it is on the disk."""
    with source.open("rb") as written:
        os.fsync(written.fileno())
    os.replace(source, place)


def _copy(source: Path, place: Path) -> None:
    with closing(sqlite3.connect(source)) as reader, closing(sqlite3.connect(place)) as writer:
        writer.execute("PRAGMA journal_mode=WAL")
        reader.backup(writer)


def _unlink(database: Path) -> None:
    for companion in COMPANIONS:
        Path(f"{database}{companion}").unlink(missing_ok=True)
