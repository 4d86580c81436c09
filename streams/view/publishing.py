"""From bundles to the state: every dirty cell is computed anew, and what differs becomes a numbered change."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

from streams.view.clusters import mark
from streams.view.coverage import coverage
from streams.view.dirty import read_dirty
from streams.view.ledger import Ledger
from streams.view.lists import entries_of
from streams.view.loading import load_bundles
from streams.view.memory import Memory
from streams.view.meta import LAST_CHANGE, RECORDED_US, get, put
from streams.view.rows import delete_in, execute, fetch, upsert
from streams.view.schema import origins

COVERAGE: Final = "coverage"
"""The cell of the one coverage object."""


def publish(connection: Connection, memory: Memory) -> int:
    """Recompute all dirty cells; returns the number of changes.

    :param memory: of this database alone.
    """
    _refresh_origins(connection, memory)
    dirty = read_dirty(connection)
    last = int(get(connection, LAST_CHANGE, "0"))
    ledger = Ledger(connection, last, int(get(connection, RECORDED_US, "0")))
    ledger.expect([*dirty, COVERAGE])
    for cell, told in load_bundles(connection, dirty, memory):
        for made in entries_of(cell, told):
            ledger.write(cell, made, dirty.causes(cell))
    ledger.write(COVERAGE, coverage(connection), ())
    ledger.finish(dirty.causes)
    if dirty:
        execute(connection, "DELETE FROM dirty_cells")
        execute(connection, "DELETE FROM dirty_clusters")
    if ledger.number != last:
        put(connection, LAST_CHANGE, str(ledger.number))
    return ledger.number - last


def _refresh_origins(connection: Connection, memory: Memory) -> None:
    """The origin that the copies of one text share: a wire that one of them credits, else the outlet that printed it
    first."""
    groups: dict[int, list[tuple[str, str, str]]] = {}
    for cluster, article_id, credit, outlet, day in fetch(connection, _COPIES):
        best = ("0", credit, "") if credit else ("1" + (day or "9"), outlet, article_id)
        groups.setdefault(cluster, []).append((best[0], best[2], best[1]))
    old: dict[int, str] = dict(fetch(connection, _ORIGINS))
    new = {cluster: min(found)[2] for cluster, found in groups.items()}
    dissolved = sorted(old.keys() - new.keys())
    delete_in(connection, origins.c.cluster, dissolved)
    changed = sorted(cluster for cluster in new if dissolved or new[cluster] != old.get(cluster))
    upsert(connection, origins, [{"cluster": cluster, "origin": new[cluster]} for cluster in changed])
    if changed:
        mark(connection, [cluster for (cluster,) in fetch(connection, _WORDINGS_OF_COPIES, changed)])
    if dissolved or not old.keys().isdisjoint(changed):
        memory.forget_prints()


_COPIES: Final = """
SELECT DISTINCT s.cluster, a.article_id, a.credit, a.outlet, a.day
FROM dirty_clusters d JOIN statements s ON s.cluster = d.cluster JOIN articles a ON a.copy_statement = s.statement
"""
_ORIGINS: Final = "SELECT cluster, origin FROM origins WHERE cluster IN (SELECT cluster FROM dirty_clusters)"
_WORDINGS_OF_COPIES: Final = """
SELECT DISTINCT own.cluster
FROM statements s JOIN articles a ON a.copy_statement = s.statement
JOIN uses u ON u.article_id = a.article_id JOIN statements own ON own.statement = u.statement
WHERE s.cluster IN ?
"""
