"""Single values of the view: what it is bound to, its position, its counters."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

from streams.view.rows import execute, fetch, insert_tuples

POSITION: Final = "position"
GENERATION: Final = "generation"
LOG: Final = "log"
DEFINITION: Final = "definition"
FOLD_VERSION: Final = "fold_version"
LAST_CHANGE: Final = "last_change"
PUBLISHED: Final = "published"
RECORDED_US: Final = "recorded_us"
WRITER: Final = "writer"
"""Who has written last: whoever remembers what he wrote must know that nobody else did."""
_REPLACED: Final = " ON CONFLICT (key) DO UPDATE SET value = excluded.value"


def get(connection: Connection, key: str, default: str = "") -> str:
    """The value under a key, or the default."""
    found = fetch(connection, "SELECT value FROM meta WHERE key = ?", key)
    return str(found[0][0]) if found else default


def put(connection: Connection, key: str, value: str) -> None:
    """Set the value under a key."""
    insert_tuples(connection, "meta", ("key", "value"), [(key, value)], _REPLACED)


def swap(connection: Connection, key: str, old: str, new: str) -> bool:
    """Set the value only if it is still `old`; says whether it was."""
    return execute(connection, "UPDATE meta SET value = ? WHERE key = ? AND value = ?", new, key, old) == 1


def next_number(connection: Connection, key: str, count: int = 1) -> int:
    """The first of `count` numbers that nobody had before, from 1."""
    first = int(get(connection, key, "1"))
    put(connection, key, str(first + count))
    return first
