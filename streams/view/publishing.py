"""From bundles to the state: every dirty cell is computed anew, and what differs becomes a numbered change."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

from streams.view.coverage import coverage
from streams.view.dirty import read_dirty
from streams.view.ledger import Ledger
from streams.view.lists import entries_of
from streams.view.loading import load_bundles
from streams.view.memory import Memory
from streams.view.meta import LAST_CHANGE, RECORDED_US, get, put
from streams.view.origins import refresh_origins
from streams.view.rows import execute

COVERAGE: Final = "coverage"
"""The cell of the one coverage object."""


def publish(connection: Connection, memory: Memory) -> int:
    """Recompute all dirty cells; returns the number of changes.

    :param memory: of this database alone.
    """
    refresh_origins(connection, memory)
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
        memory.settled()
    if ledger.number != last:
        put(connection, LAST_CHANGE, str(ledger.number))
    return ledger.number - last
