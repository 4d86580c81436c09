"""Rows in and out in bulk, the same on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final, TypeVar

from sqlalchemy import Column, Connection, Table, delete

Item = TypeVar("Item")
Row = Mapping[str, Any]
CHUNK: Final = 500  # bound parameters a statement; SQLite before 3.32 took 999


def chunks(items: Iterable[Item], size: int = CHUNK) -> Iterator[list[Item]]:
    """The items in lists of at most `size`."""
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part


def insert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert all rows, which have the same columns; none may be there already."""
    _many(connection, table, rows, "")


def insert_new(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert the rows whose key is not there yet."""
    _many(connection, table, rows, " ON CONFLICT DO NOTHING")


def upsert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert the rows, in the place of those with the same key."""
    if rows:
        keys = [column.name for column in table.primary_key]
        changed = ", ".join(f'"{name}" = excluded."{name}"' for name in rows[0] if name not in keys)
        _many(connection, table, rows, f" ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {changed}")


def _many(connection: Connection, table: Table, rows: Sequence[Row], conflict: str) -> None:
    """The driver's own executemany: SQLAlchemy's handling of parameters takes as long as SQLite's insert."""
    if not rows:
        return
    names = list(rows[0])
    mark = "%s" if connection.dialect.name == "postgresql" else "?"
    columns = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join([mark] * len(names))
    statement = f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks}){conflict}'
    connection.exec_driver_sql(statement, [tuple([row[name] for name in names]) for row in rows])


def delete_in(connection: Connection, column: Column[Any], values: Iterable[object]) -> None:
    """Delete the rows whose column has one of the values."""
    for part in chunks(values):
        connection.execute(delete(column.table).where(column.in_(part)))
