"""The log in one SQLite file: WAL, append-only by trigger, one writer, any number of readers."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Self

from schemas.envelope import Record
from schemas.errors import LogConflict, LogError, NewerVersion, StorageFull, StorageLocked
from streams.log.headers import pack_headers, unpack
from streams.log.protocol import START, PackedPage, Page

VERSION: Final = 1
APPLICATION_ID: Final = 0x57A2D0FF
BUSY_S: Final = 5.0

SCHEMA: Final = """
CREATE TABLE records (
  position INTEGER PRIMARY KEY,
  topic TEXT NOT NULL,
  event_id TEXT,
  key TEXT NOT NULL,
  headers BLOB NOT NULL,
  value BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX records_by_event ON records (topic, event_id) WHERE event_id IS NOT NULL;
CREATE TABLE positions (consumer TEXT PRIMARY KEY, position TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE identity (identity TEXT NOT NULL) STRICT;
CREATE TRIGGER records_are_never_updated BEFORE UPDATE ON records
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER records_are_never_deleted BEFORE DELETE ON records
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
"""


class SqliteLog:
    """See `streams.log.protocol.Log`. A position is the decimal row number of the last record read.

    :raises NewerVersion: the file was written by a newer Standoff.
    :raises LogError: the file is no log, or damaged.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        with self._translated():
            self._connection = sqlite3.connect(path, timeout=BUSY_S, isolation_level=None, check_same_thread=False)
            try:
                self._prepare()
            except BaseException:
                self._connection.close()
                raise

    def _prepare(self) -> None:
        self._refuse_foreign()
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        if self._pragma("user_version") == 0:
            self._create()
        self.identity: str = self._connection.execute("SELECT identity FROM identity").fetchone()[0]

    def _refuse_foreign(self) -> None:
        version, application = self._pragma("user_version"), self._pragma("application_id")
        tables = self._connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        if tables and application != APPLICATION_ID:
            raise LogError(f"{self.path} is an SQLite file but no Standoff log; name another with STANDOFF_LOG")
        if version > VERSION:
            raise NewerVersion(
                f"{self.path} is of log version {version}, this Standoff knows {VERSION}; upgrade Standoff"
            )

    def _pragma(self, name: str) -> int:
        return int(self._connection.execute(f"PRAGMA {name}").fetchone()[0])

    def _create(self) -> None:
        with self._transaction():
            if self._pragma("user_version"):
                return
            for statement in _statements(SCHEMA):
                self._connection.execute(statement)
            self._connection.execute("INSERT INTO identity VALUES (?)", (f"log_{secrets.token_hex(16)}",))
            self._connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            self._connection.execute(f"PRAGMA user_version = {VERSION}")

    def append(self, records: Sequence[Record], *, consumer: str | None = None, position: str | None = None) -> int:
        """All records and the position in one transaction; a known event id is left out."""
        with self._translated(), self._transaction():
            fresh = sum(self._append_one(record) for record in records)
            if consumer is not None and position is not None:
                self._connection.execute("INSERT OR REPLACE INTO positions VALUES (?, ?)", (consumer, position))
            return fresh

    def _append_one(self, record: Record) -> bool:
        row = (record.topic, record.id, record.key, pack_headers(record.headers), record.value)
        inserted = self._connection.execute(
            "INSERT INTO records (topic, event_id, key, headers, value) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            row,
        )
        if inserted.rowcount == 1:
            return True
        known = self._connection.execute(
            "SELECT value FROM records WHERE topic = ? AND event_id = ?", row[:2]
        ).fetchone()
        if known[0] != record.value:
            raise LogConflict(f"event {record.id} is in {self.path} with other data; the record was altered on its way")
        return False

    def read(self, topics: Collection[str], after: str, limit: int) -> Page:
        page = self.read_packed(topics, after, limit)
        return Page(tuple([unpack(packed) for packed in page.records]), page.position)

    def read_packed(self, topics: Collection[str], after: str, limit: int) -> PackedPage:
        start = self._row_number(after)
        marks = ",".join("?" * len(topics))
        with self._translated():
            rows = self._connection.execute(
                f"SELECT position, topic, key, headers, value FROM records WHERE position > ? AND topic IN ({marks})"
                " ORDER BY position LIMIT ?",
                (start, *sorted(topics), limit),
            ).fetchall()
            end = rows[-1][0] if len(rows) == limit else max(start, self._last())
        return PackedPage([row[1:] for row in rows], str(end))

    def _last(self) -> int:
        return int(self._connection.execute("SELECT coalesce(max(position), 0) FROM records").fetchone()[0])

    def _row_number(self, position: str) -> int:
        if position == START:
            return 0
        if not (position.isascii() and position.isdigit()):
            raise LogError(f"{position!r} is no position of {self.path}")
        return int(position)

    def position(self, consumer: str) -> str:
        with self._translated():
            row = self._connection.execute("SELECT position FROM positions WHERE consumer = ?", (consumer,)).fetchone()
        return row[0] if row else START

    def count(self) -> int:
        with self._translated():
            return int(self._connection.execute("SELECT count(*) FROM records").fetchone()[0])

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """SQLite's errors in our words."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise _translate(error, self.path) from error


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.strip().splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _translate(error: sqlite3.DatabaseError, path: Path) -> Exception:
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if code is not None else None
    if primary in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
        return StorageFull(
            f"no room to write {path} ({error}); free space and run the command again: nothing accepted is lost"
        )
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StorageLocked(f"another process is writing {path}; wait for it or end it, then run the command again")
    if primary == sqlite3.SQLITE_READONLY:
        return LogError(f"{path} cannot be written: {error}; check its permissions")
    return LogError(f"{path} cannot be used as a log: {error}; move it aside or name another with STANDOFF_LOG")
