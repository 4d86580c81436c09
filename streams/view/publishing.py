"""From facts to the state: every dirty cell is computed anew from its facts, and what differs becomes a numbered
change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, delete, func, select

from schemas.base import canonical_json
from streams.view.clusters import mark
from streams.view.coverage import coverage
from streams.view.entries import Made
from streams.view.facts import CLUSTER, Fact, read_fact
from streams.view.lists import entries_of
from streams.view.meta import LAST_CHANGE, RECORDED_US, STEP, get, put
from streams.view.rows import chunks, delete_in, insert, insert_new, upsert
from streams.view.schema import (
    articles,
    changes,
    dirty_cells,
    dirty_clusters,
    entries,
    facts,
    origins,
    statements,
    uses,
)

FACTS_A_PAGE: Final = 2000
FLUSH: Final = 500


@dataclass(frozen=True, slots=True)
class Cell:
    """One dirty cell: `cluster` for the cell of a group of wordings."""

    name: str
    cluster: int | None = None


@dataclass(slots=True)
class Ledger:
    """Numbers the changes of one settling and writes them in pages.

    :ivar old: (list, id) -> digest of the entries that stood in the dirty cells, less those seen again.
    """

    connection: Connection
    step: int
    number: int
    recorded_us: int
    old: dict[tuple[str, str], bytes]
    causes: dict[str, set[str]]
    entry_rows: list[dict[str, Any]] = field(default_factory=list)
    change_rows: list[dict[str, Any]] = field(default_factory=list)
    old_causes: dict[tuple[str, str], str] = field(default_factory=dict)

    def write(self, cell: str, made: Made, causes: Iterable[str]) -> None:
        """An entry as it is now; a change if it was not so before."""
        key = (made.list, made.entry_id)
        before = self.old.pop(key, None)
        if before == made.digest:
            return
        number = self._change("added" if before is None else "changed", key, made.entry, causes)
        row = {"list": made.list, "entry_id": made.entry_id, "cell": cell, "sort": made.sort}
        self.entry_rows.append({**row, "digest": made.digest, "change": number})
        if len(self.change_rows) >= FLUSH:
            self.flush()

    def finish(self) -> None:
        """What stood in the dirty cells and was not written again is gone."""
        for key in sorted(self.old):
            self._change("removed", key, None, self.causes.get(self.old_causes[key], ()))
        self.flush()
        for list_name, entry_id in sorted(self.old):
            self.connection.execute(delete(entries).where(entries.c.list == list_name, entries.c.entry_id == entry_id))

    def flush(self) -> None:
        insert(self.connection, changes, self.change_rows)
        upsert(self.connection, entries, self.entry_rows)
        self.change_rows, self.entry_rows = [], []

    def _change(self, op: str, key: tuple[str, str], entry: bytes | None, causes: Iterable[str]) -> int:
        self.number += 1
        self.change_rows.append(
            {
                "change": self.number,
                "op": op,
                "list": key[0],
                "entry_id": key[1],
                "entry": entry,
                "causes": canonical_json(sorted(set(causes) - {""})).decode(),
                "recorded_us": self.recorded_us,
            }
        )
        return self.number


def publish(connection: Connection) -> int:
    """Recompute all dirty cells; returns the number of changes."""
    _refresh_origins(connection)
    _mark_grouped_cells(connection)
    last = int(get(connection, LAST_CHANGE, "0"))
    step = int(get(connection, STEP, "1"))
    cells = _dirty(connection)
    causes = _causes(connection)
    ledger = Ledger(connection, step, last, int(get(connection, RECORDED_US, "0")), {}, causes)
    _load_old(connection, ledger, cells)
    for page in _pages(connection, cells):
        for cell, found in _facts(connection, page):
            fresh = {fact.event_id for fact, since in found if since == step}
            for made in entries_of(cell.name, [fact for fact, _ in found]):
                ledger.write(cell.name, made, fresh | causes.get(cell.name, set()))
    _write_coverage(connection, ledger)
    ledger.finish()
    if cells:
        put(connection, STEP, str(step + 1))
        connection.execute(delete(dirty_cells))
        connection.execute(delete(dirty_clusters))
    if ledger.number != last:
        put(connection, LAST_CHANGE, str(ledger.number))
    return ledger.number - last


def _write_coverage(connection: Connection, ledger: Ledger) -> None:
    made = coverage(connection)
    before = connection.scalar(select(entries.c.digest).where(entries.c.list == "coverage"))
    if before is not None:
        ledger.old[("coverage", "coverage")] = bytes(before)
    ledger.write("coverage", made, ())


def _refresh_origins(connection: Connection) -> None:
    """The origin that the copies of one text share: a wire that one of them credits, else the outlet that printed it
    first."""
    dirty = select(dirty_clusters.c.cluster)
    groups: dict[int, list[tuple[str, str, str]]] = {}
    query = (
        select(statements.c.cluster, articles.c.article_id, articles.c.credit, articles.c.outlet, articles.c.day)
        .join(articles, articles.c.copy_statement == statements.c.statement)
        .where(statements.c.cluster.in_(dirty))
    )
    for row in connection.execute(query).all():
        best = ("0", row.credit, "") if row.credit else ("1" + (row.day or "9"), row.outlet, row.article_id)
        groups.setdefault(row.cluster, []).append((best[0], best[2], best[1]))
    old = dict(
        connection.execute(select(origins.c.cluster, origins.c.origin).where(origins.c.cluster.in_(dirty))).all()
    )
    new = {cluster: min(found)[2] for cluster, found in groups.items()}
    delete_in(connection, origins.c.cluster, sorted(old.keys() - new.keys()))
    changed = sorted(cluster for cluster in new if new[cluster] != old.get(cluster))
    upsert(connection, origins, [{"cluster": cluster, "origin": new[cluster]} for cluster in changed])
    for part in chunks(changed):
        _mark_statements_of_copies(connection, part)


def _mark_statements_of_copies(connection: Connection, copies: Sequence[int]) -> None:
    own = statements.alias()
    query = (
        select(own.c.cluster)
        .join(uses, uses.c.statement == own.c.statement)
        .join(articles, articles.c.article_id == uses.c.article_id)
        .join(statements, statements.c.statement == articles.c.copy_statement)
        .where(statements.c.cluster.in_(copies))
    )
    mark(connection, connection.scalars(query.distinct()).all())


def _mark_grouped_cells(connection: Connection) -> None:
    """Cells whose entries are grouped by wording, where the groups have changed."""
    query = (
        select(facts.c.cell)
        .join(statements, statements.c.statement == facts.c.statement)
        .where(statements.c.cluster.in_(select(dirty_clusters.c.cluster)), facts.c.cell != CLUSTER)
    )
    found = connection.scalars(query.distinct()).all()
    insert_new(connection, dirty_cells, [{"cell": cell, "cause": ""} for cell in sorted(found)])


def _dirty(connection: Connection) -> list[Cell]:
    cells = sorted(set(connection.scalars(select(dirty_cells.c.cell))))
    clusters = sorted(set(connection.scalars(select(dirty_clusters.c.cluster))))
    return [*map(Cell, cells), *(Cell(f"{CLUSTER}:{cluster}", cluster) for cluster in clusters)]


def _causes(connection: Connection) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for cell, cause in connection.execute(select(dirty_cells)).all():
        found.setdefault(cell, set()).add(cause)
    for cluster, cause in connection.execute(select(dirty_clusters)).all():
        found.setdefault(f"{CLUSTER}:{cluster}", set()).add(cause)
    return found


def _load_old(connection: Connection, ledger: Ledger, cells: Sequence[Cell]) -> None:
    columns = (entries.c.list, entries.c.entry_id, entries.c.cell, entries.c.digest)
    for part in chunks(cell.name for cell in cells):
        for row in connection.execute(select(*columns).where(entries.c.cell.in_(part))):
            ledger.old[(row.list, row.entry_id)] = bytes(row.digest)
            ledger.old_causes[(row.list, row.entry_id)] = row.cell


def _pages(connection: Connection, cells: Sequence[Cell]) -> Iterator[list[Cell]]:
    """The cells in pages of a few thousand facts, so that memory does not grow with their number."""
    page: list[Cell] = []
    size = 0
    for part in chunks(cells):
        counts = _counts(connection, part)
        for cell in part:
            if page and size + counts.get(cell.name, 0) > FACTS_A_PAGE:
                yield page
                page, size = [], 0
            page.append(cell)
            size += counts.get(cell.name, 0)
    if page:
        yield page


def _counts(connection: Connection, cells: Sequence[Cell]) -> dict[str, int]:
    named = [cell.name for cell in cells if cell.cluster is None]
    query = select(facts.c.cell, func.count()).where(facts.c.cell.in_(named)).group_by(facts.c.cell)
    counts: dict[str, int] = dict(connection.execute(query).all())
    clusters = [cell.cluster for cell in cells if cell.cluster is not None]
    grouped = (
        select(statements.c.cluster, func.count())
        .join(facts, facts.c.statement == statements.c.statement)
        .where(statements.c.cluster.in_(clusters), facts.c.cell == CLUSTER)
        .group_by(statements.c.cluster)
    )
    counts.update((f"{CLUSTER}:{cluster}", count) for cluster, count in connection.execute(grouped).all())
    return counts


def _facts(connection: Connection, page: Sequence[Cell]) -> Iterator[tuple[Cell, list[tuple[Fact, int]]]]:
    """The facts of some cells in their total order, each with the step in which it came."""
    found: dict[str, list[tuple[Fact, int]]] = {cell.name: [] for cell in page}
    for part in chunks(page):
        for row in _rows(connection, part):
            fact = read_fact(row.cell, row.event_id, row.article_id, row.statement, row.body)
            fact.outlet, fact.origin, fact.group = (
                row.outlet or "",
                row.credit or row.origin or row.outlet or "",
                row.cluster or 0,
            )
            name = f"{CLUSTER}:{row.cluster}" if row.cell == CLUSTER else row.cell
            found[name].append((fact, row.step))
    for cell in page:
        yield cell, sorted(found.pop(cell.name), key=lambda pair: pair[0].order)


def _rows(connection: Connection, cells: Sequence[Cell]) -> Iterator[Any]:
    copies = statements.alias()
    query = (
        select(
            facts.c.cell,
            facts.c.event_id,
            facts.c.article_id,
            facts.c.statement,
            facts.c.step,
            facts.c.body,
            statements.c.cluster,
            articles.c.outlet,
            articles.c.credit,
            origins.c.origin,
        )
        .join(articles, articles.c.article_id == facts.c.article_id)
        .outerjoin(statements, statements.c.statement == facts.c.statement)
        .outerjoin(copies, copies.c.statement == articles.c.copy_statement)
        .outerjoin(origins, origins.c.cluster == copies.c.cluster)
    )
    named = [cell.name for cell in cells if cell.cluster is None]
    if named:
        yield from connection.execute(query.where(facts.c.cell.in_(named))).all()
    clusters = [cell.cluster for cell in cells if cell.cluster is not None]
    if clusters:
        yield from connection.execute(query.where(statements.c.cluster.in_(clusters), facts.c.cell == CLUSTER)).all()
