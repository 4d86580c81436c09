"""Wordings in the database, each in its group: one wording more or less touches its own group and those near it, no
other.

The numbers of groups are labels inside the database and never reach the state.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from sqlalchemy import Connection, delete, func, select, update

from streams.view.grouping import SHINGLE_BYTES, Groups, Shingles, pack, unpack
from streams.view.meta import next_number
from streams.view.rows import chunks, delete_in, insert, insert_new
from streams.view.schema import dirty_clusters, postings, statements

BATCH: Final = 2000
FIRST: Final = 8


def regroup(connection: Connection, added: Mapping[int, Shingles], removed: Iterable[int]) -> None:
    """Take in new wordings and drop those that nobody uses any more; mark every group that this touches."""
    loose = _dissolve(connection, sorted(removed))
    loose.update(added)
    for part in chunks(sorted(loose), BATCH):
        _join(connection, {statement: loose[statement] for statement in part})


def clusters_of(connection: Connection, wanted: Iterable[int]) -> dict[int, int]:
    """Wording -> its group."""
    found: dict[int, int] = {}
    for part in chunks(wanted):
        query = select(statements.c.statement, statements.c.cluster).where(statements.c.statement.in_(part))
        found.update((row.statement, row.cluster) for row in connection.execute(query))
    return found


def mark(connection: Connection, clusters: Iterable[int], cause: str = "") -> None:
    """Mark groups as touched, with the event that did it where it is known."""
    rows = [{"cluster": cluster, "cause": cause} for cluster in sorted(set(clusters))]
    insert_new(connection, dirty_clusters, rows)


def _dissolve(connection: Connection, removed: list[int]) -> dict[int, Shingles]:
    """Delete wordings; the others of their groups lose their group, because it may fall apart."""
    touched = set(clusters_of(connection, removed).values())
    delete_in(connection, statements.c.statement, removed)
    loose = {statement: shingles for _, statement, shingles in _members(connection, touched)}
    delete_in(connection, statements.c.cluster, touched)
    delete_in(connection, postings.c.cluster, touched)
    mark(connection, touched)
    return loose


def _join(connection: Connection, wordings: Mapping[int, Shingles]) -> None:
    groups = _neighbours(connection, wordings)
    first = next_number(connection, "next_cluster", len(wordings))
    for number, (statement, shingles) in enumerate(sorted(wordings.items()), first):
        groups.add(number, statement, shingles)
    joined = sorted(
        (group, statement, shingles) for group, members in groups.added() for statement, shingles in members
    )
    rows = [
        {"statement": statement, "cluster": group, "shingles": pack(shingles)} for group, statement, shingles in joined
    ]
    pairs = {(shingle, group) for group, _, shingles in joined for shingle in shingles}
    insert(connection, statements, rows)
    insert_new(connection, postings, [{"shingle": shingle, "cluster": group} for shingle, group in sorted(pairs)])
    _merge(connection, groups, first)
    mark(connection, {group for group, _, _ in joined})


def _neighbours(connection: Connection, wordings: Mapping[int, Shingles]) -> Groups:
    """The groups that share a shingle with one of the wordings; their members are read when they are asked for."""
    groups = Groups(_Reader(connection))
    for part in chunks(sorted(set().union(*wordings.values()))):
        query = select(postings.c.shingle, postings.c.cluster).where(postings.c.shingle.in_(part))
        for shingle, cluster in connection.execute(query).all():
            groups.know(cluster, shingle)
    return groups


class _Reader:
    """Members of groups, the first few of each remembered."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._first: dict[int, list[Shingles]] = {}

    def members(self, group: int) -> Iterator[Shingles]:
        if group not in self._first:
            self._first[group] = self._read(group, FIRST, 0)
        yield from self._first[group]
        if len(self._first[group]) == FIRST:
            yield from self._read(group, -1, FIRST)

    def smallest(self, group: int) -> int:
        query = select(func.min(func.length(statements.c.shingles))).where(statements.c.cluster == group)
        return int(self._connection.scalar(query) or 0) // SHINGLE_BYTES

    def _read(self, group: int, limit: int, offset: int) -> list[Shingles]:
        query = select(statements.c.shingles).where(statements.c.cluster == group).order_by(statements.c.statement)
        query = query.offset(offset) if limit < 0 else query.limit(limit)
        return [unpack(packed) for packed in self._connection.scalars(query).all()]


def _members(connection: Connection, clusters: Iterable[int]) -> list[tuple[int, int, Shingles]]:
    columns = (statements.c.cluster, statements.c.statement, statements.c.shingles)
    return [
        (row.cluster, row.statement, unpack(row.shingles))
        for part in chunks(sorted(clusters))
        for row in connection.execute(select(*columns).where(statements.c.cluster.in_(part)))
    ]


def _merge(connection: Connection, groups: Groups, first: int) -> None:
    """Give the wordings of groups that have become one the number of the one that remains."""
    for group in sorted(each for each in groups.absorbed() if each < first):
        root = groups.root(group)
        mark(connection, (group, root))
        connection.execute(update(statements).where(statements.c.cluster == group).values(cluster=root))
        shingles = connection.scalars(select(postings.c.shingle).where(postings.c.cluster == group)).all()
        insert_new(connection, postings, [{"shingle": shingle, "cluster": root} for shingle in shingles])
        connection.execute(delete(postings).where(postings.c.cluster == group))
