"""Bundles out of the database, cell by cell."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Final

from sqlalchemy import Connection

from streams.view.dirty import cell_of_group, group_of_cell
from streams.view.facts import BETWEEN, MOST, Bundle, Head, Print, read_bundle
from streams.view.memory import Memory
from streams.view.rows import chunks, each, fetch

FACTS_A_PAGE: Final = 4_000
PAIRS: Final = 20_000
Row = tuple[Any, ...]


def load_bundles(connection: Connection, cells: Iterable[str], memory: Memory) -> Iterator[tuple[str, list[Bundle]]]:
    """The bundles of some cells, cell by cell, those of each in their total order."""
    for part in chunks(cells):
        for page in _pages(part, _rows(connection, part)):
            bundles = _bundles(connection, page, memory)
            for cell, rows in page.items():
                yield cell, sorted((bundles[row[0]] for row in rows), key=lambda bundle: bundle.order)


def _rows(connection: Connection, cells: Sequence[str]) -> dict[str, list[Row]]:
    """Number, group, and count of the bundles of some cells."""
    found: dict[str, list[Row]] = {cell: [] for cell in cells}
    both = [(cell, group_of_cell(cell)) for cell in cells]
    for cell, *row in fetch(connection, _OF_CELLS, [cell for cell, group in both if group is None]):
        found[cell].append(tuple(row))
    for number, group, count in fetch(connection, _OF_GROUPS, [group for _, group in both if group is not None]):
        found[cell_of_group(group)].append((number, group, count))
    return found


def _pages(cells: Iterable[str], found: Mapping[str, list[Row]]) -> Iterator[dict[str, list[Row]]]:
    """The cells in pages of some thousand facts, so that memory does not grow with their number."""
    page: dict[str, list[Row]] = {}
    size = 0
    for cell in cells:
        own = sum(min(count, MOST) for _, _, count in found[cell])
        if page and size + own > FACTS_A_PAGE:
            yield page
            page, size = {}, 0
        page[cell] = found[cell]
        size += own
    if page:
        yield page


def _bundles(connection: Connection, page: Mapping[str, list[Row]], memory: Memory) -> dict[int, Bundle]:
    rows = [row for several in page.values() for row in several]
    found = memory.get_all(number for number, _, _ in rows)
    missing = [row for row in rows if row[0] not in found]
    _read(connection, missing, found)
    for number, group, _ in rows:
        found[number].group = group or 0
    for number, _, _ in missing:
        memory.keep(number, found[number])
    worded = (row for cell in page if group_of_cell(cell) is not None for row in page[cell])
    _print(connection, {row[0]: found[row[0]] for row in worded}, memory)
    return found


def _read(connection: Connection, missing: Sequence[Row], found: dict[int, Bundle]) -> None:
    if missing:
        heads = _heads(connection, missing)
        for number, statement, count, body in fetch(connection, _BODIES, [row[0] for row in missing]):
            found[number] = read_bundle(statement, count, body, heads[number])


def _heads(connection: Connection, rows: Sequence[Row]) -> dict[int, list[Head]]:
    """The first facts of some bundles, in order."""
    few = [number for number, _, count in rows if count <= MOST]
    many = [number for number, _, count in rows if count > MOST]
    found = fetch(connection, _HEADS, few) if few else []
    if many:
        found += fetch(connection, _FIRST_HEADS, many, MOST - 1)
    heads: dict[int, list[Head]] = {}
    for number, article_id, start, tie, evidence in sorted(found):
        members = heads.setdefault(number, [])
        if len(members) < MOST:
            members.append((article_id, start, bytes(tie), bytes(evidence).split(BETWEEN)))
    return heads


def _print(connection: Connection, bundles: Mapping[int, Bundle], memory: Memory) -> None:
    """Fill in outlets and origins of the articles of some bundles, where they are missing."""
    unread = {number: bundle for number, bundle in bundles.items() if bundle.prints is None}
    for bundle in unread.values():
        bundle.prints, bundle.unprinted, bundle.articles = set(), set(), set()
    pairs = chunks(each(connection, _TELLERS, list(unread)) if unread else (), PAIRS)
    new = [(number, article_id) for number, bundle in bundles.items() for article_id in bundle.unprinted]
    for part in chain(pairs, [new]):
        prints = _prints(connection, {article_id for _, article_id in part}, memory)
        for number, article_id in part:
            bundle = bundles[number]
            assert bundle.prints is not None
            bundle.prints.add(prints[article_id])
            if len(bundle.articles) < 2:
                bundle.articles.add(article_id)
    for bundle in bundles.values():
        bundle.unprinted = set()


def _prints(connection: Connection, article_ids: Collection[str], memory: Memory) -> dict[str, Print]:
    """Outlet and origin of some articles."""
    rows = fetch(connection, _ARTICLE_PRINTS, sorted(article_ids)) if article_ids else ()
    return {article_id: memory.print_of(outlet, origin) for article_id, outlet, origin in rows}


_OF_CELLS: Final = """
SELECT b.cell, b.bundle, s.cluster, b.count
FROM bundles b LEFT JOIN statements s ON s.statement = b.statement WHERE b.cell IN ?
"""
_OF_GROUPS: Final = """
SELECT b.bundle, s.cluster, b.count
FROM statements s CROSS JOIN bundles b WHERE s.cluster IN ? AND b.statement = s.statement AND b.cell = '~'
"""
"""A cross join keeps SQLite from beginning with all bundles of the cell `~`."""
_BODIES: Final = "SELECT bundle, statement, count, body FROM bundles WHERE bundle IN ?"
_HEADS: Final = "SELECT bundle, article_id, start, tie, evidence FROM facts WHERE bundle IN ?"
_FIRST_HEADS: Final = """
SELECT f.bundle, f.article_id, f.start, f.tie, f.evidence FROM bundles b JOIN facts f ON f.bundle = b.bundle
WHERE b.bundle IN ? AND f.article_id <= (
  SELECT g.article_id FROM facts g WHERE g.bundle = b.bundle ORDER BY g.article_id LIMIT 1 OFFSET ?)
"""
_TELLERS: Final = "SELECT bundle, article_id FROM facts WHERE bundle IN ?"
_ARTICLE_PRINTS: Final = "SELECT article_id, outlet, coalesce(origin, outlet) FROM articles WHERE article_id IN ?"
