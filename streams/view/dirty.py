"""What has been touched since the state was settled last, and by which events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from streams.view.facts import CLUSTER, MOST
from streams.view.rows import each, fetch


@dataclass(frozen=True, slots=True)
class Dirty:
    """The dirty cells, each with the first events that touched it. The cell of a group of wordings is `~:<group>`."""

    touched: dict[str, list[str]]

    def __bool__(self) -> bool:
        return bool(self.touched)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self.touched))

    def causes(self, cell: str) -> Iterable[str]:
        """The events that touched a cell: the first of them, where they are many."""
        return self.touched.get(cell, ())


def cell_of_group(cluster: int) -> str:
    """The cell of a group of wordings."""
    return f"{CLUSTER}:{cluster}"


def group_of_cell(cell: str) -> int | None:
    """The group whose cell it is; None for any other cell."""
    kind, _, number = cell.partition(":")
    return int(number) if kind == CLUSTER else None


def read_dirty(connection: Connection) -> Dirty:
    """All that is marked, in the order of the marks."""
    touched: dict[str, list[str]] = {}
    known: dict[str, str] = {}  # an event that touches several cells is held once
    for cell, cause in each(connection, "SELECT cell, cause FROM dirty_cells ORDER BY mark"):
        _note(touched.setdefault(cell, []), known.setdefault(cause, cause))
    for cluster, cause in each(connection, "SELECT cluster, cause FROM dirty_clusters ORDER BY mark"):
        _note(touched.setdefault(cell_of_group(cluster), []), known.setdefault(cause, cause))
    return Dirty(touched)


def is_dirty(connection: Connection) -> bool:
    """Is anything marked, or an article waiting to be told?"""
    marks = ("dirty_cells", "dirty_clusters", "stale_articles")
    return any(fetch(connection, f"SELECT 1 FROM {table} LIMIT 1") for table in marks)


def _note(causes: list[str], cause: str) -> None:
    if cause and len(causes) < MOST and cause not in causes:
        causes.append(cause)
