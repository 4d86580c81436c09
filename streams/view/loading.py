"""Bundles out of the database, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Connection

from streams.view.dirty import cell_of_group, group_of_cell
from streams.view.facts import MOST, Bundle, Head, Print, read_bundle
from streams.view.rows import chunks, fetch

FACTS_A_PAGE: Final = 10_000
Row = tuple[Any, ...]


def pages(connection: Connection, cells: Iterable[str]) -> Iterator[list[str]]:
    """The cells in pages of some thousand facts, so that memory does not grow with their number."""
    page: list[str] = []
    size = 0
    for part in chunks(cells):
        counts = _counts(connection, part)
        for cell in part:
            if page and size + counts.get(cell, 0) > FACTS_A_PAGE:
                yield page
                page, size = [], 0
            page.append(cell)
            size += counts.get(cell, 0)
    if page:
        yield page


def _counts(connection: Connection, cells: Sequence[str]) -> dict[str, int]:
    """How many facts will be read for some cells."""
    named, groups = _apart(cells)
    counts: dict[str, int] = dict(fetch(connection, _COUNTS, MOST, MOST, named)) if named else {}
    if groups:
        found = fetch(connection, _GROUP_COUNTS, MOST, MOST, groups)
        counts.update((cell_of_group(group), count) for group, count in found)
    return counts


def load_bundles(connection: Connection, cells: Sequence[str]) -> Iterator[tuple[str, list[Bundle]]]:
    """The bundles of some cells, those of each cell in their total order."""
    named, groups = _apart(cells)
    rows = fetch(connection, _BUNDLES, named) if named else []
    wordings = fetch(connection, _GROUP_BUNDLES, groups) if groups else []
    heads = _heads(connection, [*rows, *wordings])
    prints = _prints(connection, [row[0] for row in wordings])
    found: dict[str, list[Bundle]] = {cell: [] for cell in cells}
    for number, cell, statement, count, body, group in rows:
        found[cell].append(read_bundle(statement, count, body, group, heads[number]))
    for number, _, statement, count, body, group in wordings:
        bundle = read_bundle(statement, count, body, group, heads[number])
        bundle.prints, bundle.several = prints[number]
        found[cell_of_group(bundle.group)].append(bundle)
    for cell in cells:
        yield cell, sorted(found.pop(cell), key=lambda bundle: bundle.order)


def _apart(cells: Iterable[str]) -> tuple[list[str], list[int]]:
    """The names of cells, and the groups whose cells they are."""
    both = [(cell, group_of_cell(cell)) for cell in cells]
    return [cell for cell, group in both if group is None], [group for _, group in both if group is not None]


def _heads(connection: Connection, rows: Sequence[Row]) -> dict[int, list[Head]]:
    """The first facts of some bundles, in order."""
    few = [number for number, _, _, count, *_ in rows if count <= MOST]
    many = [number for number, _, _, count, *_ in rows if count > MOST]
    found = fetch(connection, _HEADS, few) if few else []
    if many:
        found += fetch(connection, _FIRST_HEADS, many, MOST - 1)
    heads = {number: [row[1:] for row in members] for number, members in groupby(sorted(found), key=itemgetter(0))}
    return {number: members[:MOST] for number, members in heads.items()}


def _prints(connection: Connection, numbers: list[int]) -> dict[int, tuple[list[Print], bool]]:
    """Outlets and origins of the articles of some bundles, and whether these are several."""
    found: dict[int, list[Row]] = {}
    for number, *told in fetch(connection, _PRINTS, numbers) if numbers else ():
        found.setdefault(number, []).append(tuple(told))
    return {
        number: (
            [(outlet or "", origin or "") for outlet, origin, _, _ in told],
            len({article for *_, first, last in told for article in (first, last)}) > 1,
        )
        for number, told in found.items()
    }


_COUNTS: Final = """
SELECT cell, sum(CASE WHEN count > ? THEN ? ELSE count END) FROM bundles WHERE cell IN ? GROUP BY cell
"""
_GROUP_COUNTS: Final = """
SELECT s.cluster, sum(CASE WHEN b.count > ? THEN ? ELSE b.count END)
FROM statements s JOIN bundles b ON b.statement = s.statement AND b.cell = '~' WHERE s.cluster IN ? GROUP BY s.cluster
"""
_BUNDLES: Final = """
SELECT b.bundle, b.cell, b.statement, b.count, b.body, s.cluster
FROM bundles b LEFT JOIN statements s ON s.statement = b.statement WHERE b.cell IN ?
"""
_GROUP_BUNDLES: Final = """
SELECT b.bundle, b.cell, b.statement, b.count, b.body, s.cluster
FROM statements s JOIN bundles b ON b.statement = s.statement AND b.cell = '~' WHERE s.cluster IN ?
"""
_HEADS: Final = "SELECT bundle, article_id, start, tie, evidence FROM facts WHERE bundle IN ?"
_FIRST_HEADS: Final = """
SELECT f.bundle, f.article_id, f.start, f.tie, f.evidence FROM bundles b JOIN facts f ON f.bundle = b.bundle
WHERE b.bundle IN ? AND f.article_id <= (
  SELECT g.article_id FROM facts g WHERE g.bundle = b.bundle ORDER BY g.article_id LIMIT 1 OFFSET ?)
"""
_PRINTS: Final = """
SELECT f.bundle, a.outlet, coalesce(a.credit, o.origin, a.outlet), min(f.article_id), max(f.article_id)
FROM facts f JOIN articles a ON a.article_id = f.article_id
LEFT JOIN statements c ON c.statement = a.copy_statement LEFT JOIN origins o ON o.cluster = c.cluster
WHERE f.bundle IN ? GROUP BY f.bundle, 2, 3
"""
