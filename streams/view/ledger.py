"""The ledger: what of a settling differs from what stood before, as numbered changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection

from schemas.base import canonical_json
from streams.view.entries import Made
from streams.view.rows import chunks, execute_many, fetch, insert_tuples

FLUSH_BYTES: Final = 4_000_000
Key = tuple[str, str]
"""List and entry id."""
_ENTRY: Final = ("list", "entry_id", "cell", "sort", "digest", "change")
_CHANGE: Final = ("change", "op", "list", "entry_id", "entry", "causes", "recorded_us")
_STANDING: Final = "SELECT list, entry_id, digest, cell, sort, change FROM entries WHERE cell IN ?"
_REPLACED: Final = " ON CONFLICT (list, entry_id) DO UPDATE SET " + ", ".join(
    f"{name} = excluded.{name}" for name in _ENTRY[2:]
)


@dataclass(frozen=True, slots=True)
class Standing:
    """An entry as it was before."""

    digest: bytes
    cell: str
    sort: str
    change: int


@dataclass(slots=True)
class Ledger:
    """Numbers the changes of one settling and writes them in pages.

    :ivar number: of the last change.
    """

    connection: Connection
    number: int
    recorded_us: int
    _old: dict[Key, Standing] = field(default_factory=dict)
    _entries: list[tuple[Any, ...]] = field(default_factory=list)
    _changes: list[tuple[Any, ...]] = field(default_factory=list)
    _size: int = 0

    def expect(self, cells: Iterable[str]) -> None:
        """Load what stands in the cells that are to be written: what is not written again is gone at the end."""
        for part in chunks(cells):
            for list_name, entry_id, digest, *rest in fetch(self.connection, _STANDING, part):
                self._old[(list_name, entry_id)] = Standing(bytes(digest), *rest)

    def write(self, cell: str, made: Made, causes: Iterable[str]) -> None:
        """An entry as it is now; a change if it was not so before. Its cell and its place in the list may move without
        one: the place follows the day of its evidence, which the entry itself does not show."""
        key = (made.list, made.entry_id)
        before = self._old.pop(key, None)
        digest = made.digest
        if before is not None and before.digest == digest:
            if (before.cell, before.sort) != (cell, made.sort):
                self._entries.append((*key, cell, made.sort, digest, before.change))
            return
        number = self._change("added" if before is None else "changed", key, made.entry, causes)
        self._entries.append((*key, cell, made.sort, digest, number))
        self._size += len(made.entry)
        if self._size > FLUSH_BYTES:
            self.flush()

    def finish(self, causes: Callable[[str], Iterable[str]]) -> None:
        """What stood in the cells and was not written again is gone."""
        gone = sorted(self._old)
        for key in gone:
            self._change("removed", key, None, causes(self._old[key].cell))
        self.flush()
        execute_many(self.connection, "DELETE FROM entries WHERE list = ? AND entry_id = ?", gone)

    def flush(self) -> None:
        """Write what has been numbered so far."""
        insert_tuples(self.connection, "changes", _CHANGE, self._changes)
        insert_tuples(self.connection, "entries", _ENTRY, self._entries, _REPLACED)
        self._changes, self._entries, self._size = [], [], 0

    def _change(self, op: str, key: Key, entry: bytes | None, causes: Iterable[str]) -> int:
        self.number += 1
        told = canonical_json(sorted(causes)).decode()
        self._changes.append((self.number, op, *key, entry, told, self.recorded_us))
        return self.number
