"""Rows in and out in bulk, the same on SQLite and PostgreSQL.

SQL is written once, with `?` for a value and `IN ?` for a list of any length, and goes to the driver of SQLAlchemy's
connection as it stands: a short statement takes 5 µs so, and 45 through SQLAlchemy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, Final, TypeVar

import orjson
from sqlalchemy import Column, Connection, Table

Item = TypeVar("Item")
Row = Mapping[str, Any]
Tuple = tuple[Any, ...]
CHUNK: Final = 500
IGNORE: Final = " ON CONFLICT DO NOTHING"


def chunks(items: Iterable[Item], size: int = CHUNK) -> Iterator[list[Item]]:
    """The items in lists of at most `size`."""
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part


def fetch(connection: Connection, sql: str, *values: object) -> list[Tuple]:
    """The rows of a query. A list is the value of `IN ?`."""
    return list(_run(connection, sql, values).fetchall())


def each(connection: Connection, sql: str, *values: object) -> Iterator[Tuple]:
    """The rows of a query, some at a time, so that memory does not grow with their number. Nothing may be written to
    what it reads before the last has come."""
    cursor = _run(connection, sql, values)
    while some := cursor.fetchmany(CHUNK):
        yield from some


def execute(connection: Connection, sql: str, *values: object) -> int:
    """Run one statement; returns how many rows it has changed."""
    return int(_run(connection, sql, values).rowcount)


def _run(connection: Connection, sql: str, values: Sequence[object]) -> Any:
    """The driver's cursor after one statement."""
    name = connection.dialect.name
    cursor = connection.connection.cursor()
    cursor.execute(_written(sql, name), _bound(values, name))
    return cursor


def execute_many(connection: Connection, sql: str, rows: Sequence[Tuple]) -> None:
    """Run one statement once for each row of values."""
    if rows:
        connection.connection.cursor().executemany(_written(sql, connection.dialect.name), rows)


@lru_cache(maxsize=256)
def _written(sql: str, dialect: str) -> str:
    if dialect == "postgresql":
        return sql.replace("IN ?", "= ANY(%s)").replace("?", "%s")
    return sql.replace("IN ?", "IN (SELECT value FROM json_each(?))")


def _bound(values: Sequence[object], dialect: str) -> Tuple:
    if dialect == "postgresql":
        return tuple(values)
    return tuple([orjson.dumps(value).decode() if isinstance(value, list) else value for value in values])


def insert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert all rows, which have the same columns; none may be there already."""
    _many(connection, table, rows, "")


def insert_new(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert the rows whose key is not there yet."""
    _many(connection, table, rows, IGNORE)


def upsert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert the rows, in the place of those with the same key."""
    if rows:
        keys = [column.name for column in table.primary_key]
        changed = ", ".join(f'"{name}" = excluded."{name}"' for name in rows[0] if name not in keys)
        _many(connection, table, rows, f" ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {changed}")


def _many(connection: Connection, table: Table, rows: Sequence[Row], conflict: str) -> None:
    if rows:
        names = list(rows[0])
        insert_tuples(connection, table.name, names, [tuple([row[name] for name in names]) for row in rows], conflict)


def insert_tuples(
    connection: Connection, table: str, names: Sequence[str], rows: Sequence[Tuple], conflict: str = ""
) -> None:
    """Insert rows given as tuples in the order of the column names."""
    columns = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" * len(names))
    execute_many(connection, f'INSERT INTO "{table}" ({columns}) VALUES ({marks}){conflict}', rows)


def delete_in(connection: Connection, column: Column[Any], values: Iterable[object]) -> None:
    """Delete the rows whose column has one of the values."""
    for part in chunks(values):
        execute(connection, f'DELETE FROM "{column.table.name}" WHERE "{column.name}" IN ?', part)
