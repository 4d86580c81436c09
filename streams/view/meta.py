"""Single values of the view: what it is bound to, its position, its counters."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, select, update

from streams.view.rows import upsert
from streams.view.schema import meta

POSITION: Final = "position"
GENERATION: Final = "generation"
LOG: Final = "log"
DEFINITION: Final = "definition"
FOLD_VERSION: Final = "fold_version"
LAST_CHANGE: Final = "last_change"
PUBLISHED: Final = "published"
RECORDED_US: Final = "recorded_us"


def get(connection: Connection, key: str, default: str = "") -> str:
    """The value under a key, or the default."""
    value = connection.scalar(select(meta.c.value).where(meta.c.key == key))
    return default if value is None else value


def put(connection: Connection, key: str, value: str) -> None:
    """Set the value under a key."""
    upsert(connection, meta, [{"key": key, "value": value}])


def swap(connection: Connection, key: str, old: str, new: str) -> bool:
    """Set the value only if it is still `old`; says whether it was."""
    done = connection.execute(update(meta).where(meta.c.key == key, meta.c.value == old).values(value=new))
    return done.rowcount == 1


def next_number(connection: Connection, key: str, count: int = 1) -> int:
    """The first of `count` numbers that nobody had before, from 1."""
    first = int(get(connection, key, "1"))
    put(connection, key, str(first + count))
    return first
