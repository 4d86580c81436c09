"""Wordings in the database, each in its group: one wording more or less touches its own group and those near it, no
other.

The numbers of groups are labels inside the database and never reach the state.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection

from streams.view.grouping import MIN_SHARED, SHINGLE_BYTES, Groups, Shingles, pack, unpack
from streams.view.memory import Memory
from streams.view.meta import next_number
from streams.view.rows import IGNORE, chunks, delete_in, execute, fetch, insert_tuples
from streams.view.schema import postings, statements

BATCH: Final = 2000
FIRST: Final = 8
ALL: Final = 1 << 40


def regroup(connection: Connection, added: Mapping[int, Shingles], removed: Iterable[int], memory: Memory) -> None:
    """Take in new wordings and drop those that nobody uses any more; mark every group that this touches."""
    loose = _dissolve(connection, sorted(removed), memory)
    loose.update(added)
    for part in chunks(sorted(loose), BATCH):
        _join(connection, {statement: loose[statement] for statement in part}, memory)


def clusters_of(connection: Connection, wanted: Iterable[int]) -> dict[int, int]:
    """Wording -> its group."""
    return dict(fetch(connection, "SELECT statement, cluster FROM statements WHERE statement IN ?", list(wanted)))


def mark(connection: Connection, clusters: Iterable[int]) -> None:
    """Mark groups as touched."""
    mark_all(connection, [(cluster, "") for cluster in sorted(set(clusters))])


def mark_all(connection: Connection, causes: Iterable[tuple[int, str]]) -> None:
    """Mark groups as touched, each by an event."""
    insert_tuples(connection, "dirty_clusters", ("cluster", "cause"), list(dict.fromkeys(causes)))


def _mark_cells(connection: Connection, clusters: Sequence[int]) -> None:
    """Mark the cells whose entries are grouped by wording and hold one of groups that are about to change."""
    query = """SELECT DISTINCT b.cell FROM statements s JOIN bundles b ON b.statement = s.statement
        WHERE s.cluster IN ? AND b.cell <> '~'"""
    cells = sorted(fetch(connection, query, list(clusters)))
    insert_tuples(connection, "dirty_cells", ("cell", "cause"), [(cell, "") for (cell,) in cells])


def _dissolve(connection: Connection, removed: list[int], memory: Memory) -> dict[int, Shingles]:
    """Delete wordings; the others of their groups lose their group, because it may fall apart."""
    touched = set(clusters_of(connection, removed).values())
    if not touched:
        return {}
    _mark_cells(connection, sorted(touched))
    delete_in(connection, statements.c.statement, removed)
    loose = dict(_members(connection, touched))
    delete_in(connection, statements.c.cluster, touched)
    delete_in(connection, postings.c.cluster, touched)
    mark(connection, touched)
    memory.forget_groups(touched)
    return loose


def _join(connection: Connection, wordings: Mapping[int, Shingles], memory: Memory) -> None:
    groups, known = _neighbours(connection, wordings, memory)
    first = next_number(connection, "next_cluster", len(wordings))
    for number, (statement, shingles) in enumerate(sorted(wordings.items()), first):
        groups.add(number, statement, shingles)
    joined = sorted(
        (group, statement, shingles) for group, members in groups.added() for statement, shingles in members
    )
    rows = [(statement, group, pack(shingles)) for group, statement, shingles in joined]
    pairs = {(shingle, group) for group, _, shingles in joined for shingle in shingles} - known
    insert_tuples(connection, "statements", ("statement", "cluster", "shingles"), sorted(rows))
    insert_tuples(connection, "postings", ("shingle", "cluster"), sorted(pairs), IGNORE)
    _merge(connection, groups, first, memory)
    memory.sizes.update((group, groups.smallest(group)) for group, _ in groups.added())
    mark(connection, {group for group, _, _ in joined})


def _neighbours(
    connection: Connection, wordings: Mapping[int, Shingles], memory: Memory
) -> tuple[Groups, set[tuple[int, int]]]:
    """The groups that share enough shingles with the wordings; their members are read when they are asked for. And
    which of the shingles stand where."""
    groups = Groups(_Reader(connection))
    wanted = sorted(set().union(*wordings.values()))
    pairs = fetch(connection, "SELECT shingle, cluster FROM postings WHERE shingle IN ?", wanted)
    shared = Counter(cluster for _, cluster in pairs)
    near = sorted(cluster for cluster, count in shared.items() if count >= MIN_SHARED)
    smallest = _sizes(connection, near, memory.sizes)
    groups.know(smallest, [pair for pair in pairs if pair[1] in smallest])
    return groups, set(pairs)


def _sizes(connection: Connection, groups: Sequence[int], known: dict[int, int]) -> dict[int, int]:
    """How many shingles the shortest wording of each group has; what is not known is read, and known from then on."""
    query = "SELECT cluster, min(length(shingles)) FROM statements WHERE cluster IN ? GROUP BY cluster"
    missing = [group for group in groups if group not in known]
    for group, size in fetch(connection, query, missing) if missing else ():
        known[group] = size // SHINGLE_BYTES
    return {group: known[group] for group in groups}


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
            yield from self._read(group, ALL, FIRST)

    def _read(self, group: int, limit: int, offset: int) -> list[Shingles]:
        query = "SELECT shingles FROM statements WHERE cluster = ? ORDER BY statement LIMIT ? OFFSET ?"
        return [unpack(packed) for (packed,) in fetch(self._connection, query, group, limit, offset)]


def _members(connection: Connection, clusters: Iterable[int]) -> Iterator[tuple[int, Shingles]]:
    query = "SELECT statement, shingles FROM statements WHERE cluster IN ?"
    for part in chunks(sorted(clusters)):
        for statement, packed in fetch(connection, query, part):
            yield statement, unpack(packed)


def _merge(connection: Connection, groups: Groups, first: int, memory: Memory) -> None:
    """Give the wordings of groups that have become one the number of the one that remains."""
    merged = sorted((group, groups.root(group)) for group in groups.absorbed() if group < first)
    if not merged:
        return
    _mark_cells(connection, sorted({group for pair in merged for group in pair}))
    for group, root in merged:
        execute(connection, "UPDATE dirty_clusters SET cluster = ? WHERE cluster = ?", root, group)
        execute(connection, "UPDATE statements SET cluster = ? WHERE cluster = ?", root, group)
        copied = "INSERT INTO postings SELECT shingle, ? FROM postings WHERE cluster = ?"
        execute(connection, copied + IGNORE, root, group)
        execute(connection, "DELETE FROM postings WHERE cluster = ?", group)
    mark(connection, {group for pair in merged for group in pair})
    memory.forget_groups({group for pair in merged for group in pair})
