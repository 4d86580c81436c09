"""Where the text of an article comes from: a wire that it or a copy of it credits, else who printed it first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import Connection

from streams.view.clusters import mark
from streams.view.memory import Memory
from streams.view.rows import execute_many, fetch
from streams.view.tallies import ORIGIN, Tally, add

Copy = tuple[str, str | None, str, str | None, str | None]
"""Article, the wire that it credits, its outlet, its day, and its origin so far."""
Moved = tuple[str, str | None, str]
"""Article, its origin so far and from now on."""


def refresh_origins(connection: Connection, memory: Memory) -> None:
    """Give the articles whose copies have been touched their origin; mark the wordings of those that get another."""
    groups: dict[int, list[Copy]] = {}
    for cluster, *copy in fetch(connection, _COPIES):
        groups.setdefault(cluster, []).append(tuple(copy))
    moved = sorted(each for copies in groups.values() for each in _moved(copies))
    if not moved:
        return
    execute_many(connection, "UPDATE articles SET origin = ? WHERE article_id = ?", [(new, of) for of, _, new in moved])
    counted: Counter[Tally] = Counter((ORIGIN, new) for _, _, new in moved)
    counted.subtract((ORIGIN, old) for _, old, _ in moved if old is not None)
    add(connection, counted)
    wordings = fetch(connection, _WORDINGS, [article_id for article_id, _, _ in moved])
    mark(connection, [cluster for (cluster,) in wordings])
    if any(old is not None for _, old, _ in moved):
        memory.forget_prints()


def _moved(copies: Sequence[Copy]) -> Iterable[Moved]:
    shared = min(_standing(copy) for copy in copies)[2]
    for article_id, credit, _, _, before in copies:
        if (credit or shared) != before:
            yield article_id, before, credit or shared


def _standing(copy: Copy) -> tuple[str, str, str]:
    """A credited wire first, the least of them; else who printed it first."""
    article_id, credit, outlet, day, _ = copy
    return ("0", "", credit) if credit else ("1" + (day or "9"), article_id, outlet)


_COPIES: Final = """
SELECT DISTINCT s.cluster, a.article_id, a.credit, a.outlet, a.day, a.origin
FROM dirty_clusters d JOIN statements s ON s.cluster = d.cluster JOIN articles a ON a.copy_statement = s.statement
"""
_WORDINGS: Final = """
SELECT DISTINCT s.cluster FROM uses u JOIN statements s ON s.statement = u.statement WHERE u.article_id IN ?
"""
