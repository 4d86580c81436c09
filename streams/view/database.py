"""Opening the view's database: made if absent, brought up to date, refused if newer; its faults in our words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from schemas.errors import NewerVersion, StandoffError, StorageFull, StorageLocked
from streams.view.schema import HEAD, metadata

BUSY_S: Final = 10.0
CHECKPOINT_PAGES: Final = 8000
"""SQLite: so many pages in the write-ahead log, 32 MB, are carried into the file amid a commit; fewer when at rest."""
SCHEMA: Final = "standoff"
NEXT_SCHEMA: Final = "standoff_next"
"""PostgreSQL: the view in use and the one being built stand in schemas of their own."""
_FULL_STATES: Final = ("53100", "53400")  # PostgreSQL: disk_full, configuration_limit_exceeded
_LOCKED_STATES: Final = ("55P03", "40001", "40P01")  # lock_not_available, serialization_failure, deadlock_detected


class UnreachableView(StandoffError):
    """The view's database cannot be opened or does not answer."""

    exit_code = 6


def connect(url: str, *, read_only: bool, schema: str = SCHEMA, scratch: bool = False) -> Engine:
    """An engine for the URL; nothing is opened yet.

    :param scratch: what an interruption leaves is thrown away, so that SQLite need not guard against it.

    :raises UnreachableView: the URL is none that SQLAlchemy knows.
    """
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() != "sqlite":
            options = {"options": f"-c search_path={schema} -c timezone=UTC", "connect_timeout": int(BUSY_S)}
            driver = parsed.set(drivername="postgresql+psycopg")
            return create_engine(driver, connect_args=options, isolation_level="REPEATABLE READ")
        in_memory = parsed.database in (None, "", ":memory:")
        pool = {"poolclass": StaticPool} if in_memory else {}
        arguments = {"check_same_thread": False, "isolation_level": None, "timeout": BUSY_S}
        engine = create_engine(parsed, connect_args=arguments, **pool)
    except Exception as error:
        raise UnreachableView(
            f"the view's URL {url!r} cannot be used: {error}; set STANDOFF_VIEW to another"
        ) from error
    _tune(engine, read_only=read_only, scratch=scratch)
    if not in_memory and not read_only:
        Path(str(parsed.database)).parent.mkdir(parents=True, exist_ok=True)
    return engine


def _tune(engine: Engine, *, read_only: bool, scratch: bool) -> None:
    """SQLite: write-ahead log, and transactions begun as what they are, so that a writer waits at its start and not
    in its middle."""

    @event.listens_for(engine, "connect")
    def _pragmas(connection: sqlite3.Connection, _record: object) -> None:
        if not read_only:
            connection.execute(f"PRAGMA journal_mode={'MEMORY' if scratch else 'WAL'}")
        connection.execute(f"PRAGMA synchronous={'OFF' if scratch else 'NORMAL'}")
        connection.execute("PRAGMA cache_size=-32768")
        connection.execute(f"PRAGMA temp_store={'FILE' if scratch else 'MEMORY'}")
        connection.execute(f"PRAGMA wal_autocheckpoint={CHECKPOINT_PAGES}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")


def prepare(engine: Engine, url: str) -> None:
    """Make the tables, or bring older ones up to date.

    :raises NewerVersion: the database was written by a newer Standoff.
    """
    with guarded(engine, url) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(7363526)"))
            connection.execute(text("SELECT set_config('search_path', current_setting('search_path'), true)"))
            schema = connection.scalar(text("SELECT current_setting('search_path')"))
            connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {schema}"))
        version = _version(connection)
        if version is None:
            metadata.create_all(connection)
            connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
            connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})
        elif version > HEAD:
            raise NewerVersion(_newer(url, version))
        elif version < HEAD:
            migrate(connection)


def check(engine: Engine, url: str) -> bool:
    """Are there tables of today's version?

    :raises NewerVersion: the database was written by a newer Standoff.
    """
    with guarded(engine, url) as connection:
        version = _version(connection)
    if version is not None and version > HEAD:
        raise NewerVersion(_newer(url, version))
    return version == HEAD


def _newer(url: str, version: str) -> str:
    return f"the view at {url} has version {version} and this Standoff knows {HEAD}: upgrade, or run `standoff rebuild`"


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return None if found is None else str(found)


def migrate(connection: Connection) -> None:
    """Run the migrations that the database lacks, inside its transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "streams.view:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def checkpoint(engine: Engine, url: str) -> None:
    """SQLite: carry the write-ahead log into the file as far as readers allow; nobody waits for it.

    :raises StandoffError: as `guarded` does.
    """
    if engine.dialect.name != "sqlite" or isinstance(engine.pool, StaticPool):
        return  # in memory there is no file, and one connection for all
    try:
        connection = engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")
        finally:
            connection.close()
    except (DBAPIError, sqlite3.Error) as error:
        raise _translated(getattr(error, "orig", error), url) from error


@contextmanager
def guarded(engine: Engine, url: str) -> Iterator[Connection]:
    """One transaction, committed at the end of the block and rolled back on any exception.

    :raises StorageFull: no room left; nothing of this transaction is kept, all earlier ones are.
    :raises StorageLocked: another process holds the database.
    :raises UnreachableView: it cannot be opened or does not answer.
    """
    try:
        with engine.begin() as connection:
            yield connection
    except DBAPIError as error:
        raise _translated(error.orig, url) from error
    except _errors_of(engine) as error:
        raise _translated(error, url) from error


def _errors_of(engine: Engine) -> type[Exception]:
    """What the driver itself raises."""
    found: type[Exception] = engine.dialect.loaded_dbapi.Error
    return found


def _translated(original: Any, url: str) -> StandoffError:
    said = str(original).strip().splitlines()[0] if str(original).strip() else type(original).__name__
    state = getattr(original, "sqlstate", None) or ""
    name = getattr(original, "sqlite_errorname", None) or ""
    if name.startswith("SQLITE_FULL") or state in _FULL_STATES or "disk I/O error" in said:
        return StorageFull(f"no room left to write the view at {url} ({said}); free some and run the command again")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")) or state in _LOCKED_STATES:
        return StorageLocked(f"the view at {url} is in use by another process ({said}); wait for it or end it")
    return UnreachableView(f"the view at {url} failed: {said}; if it stays so, run `standoff rebuild`")
