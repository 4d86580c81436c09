"""Rows in and out in bulk, the same on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final, TypeVar

from sqlalchemy import Column, Connection, Table, delete
from sqlalchemy.dialects import postgresql, sqlite

Item = TypeVar("Item")
Row = Mapping[str, Any]
CHUNK: Final = 500  # bound parameters a statement; SQLite before 3.32 took 999


def chunks(items: Iterable[Item], size: int = CHUNK) -> Iterator[list[Item]]:
    """The items in lists of at most `size`."""
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part


def insert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert all rows; none may be there already."""
    if rows:
        connection.execute(table.insert(), list(rows))


def insert_new(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert the rows whose key is not there yet."""
    if not rows:
        return
    dialect = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    connection.execute(dialect(table).on_conflict_do_nothing(), list(rows))


def upsert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert the rows, in the place of those with the same key."""
    if not rows:
        return
    keys = [column.name for column in table.primary_key]
    dialect = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    draft = dialect(table)
    values = {name: draft.excluded[name] for name in rows[0] if name not in keys}
    connection.execute(draft.on_conflict_do_update(index_elements=keys, set_=values), list(rows))


def delete_in(connection: Connection, column: Column[Any], values: Iterable[object]) -> None:
    """Delete the rows whose column has one of the values."""
    for part in chunks(values):
        connection.execute(delete(column.table).where(column.in_(part)))
