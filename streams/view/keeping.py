"""Facts kept: each article's facts in the place of its old ones, counted in their bundles, their cells marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import Connection

from streams.view.articles import Told
from streams.view.clusters import clusters_of, mark_all
from streams.view.facts import CLUSTER, Kept
from streams.view.memory import Memory
from streams.view.rows import execute, execute_many, fetch, insert_tuples

Place = tuple[str, int, int, bytes]
"""Article, bundle, start and tie: the key of a fact."""
Touched = tuple[str, int | None, str]
"""Cell, wording, and the event that did it."""
_BUNDLE: Final = ("bundle", "cell", "statement", "count", "body")
_FACT: Final = ("article_id", "bundle", "start", "tie", "evidence")
_COUNTED: Final = " ON CONFLICT (bundle) DO UPDATE SET count = bundles.count + excluded.count"


def keep_facts(connection: Connection, told: Told, memory: Memory) -> None:
    """Put the facts in the place of the old ones of the same articles; only what differs is touched, and its cells
    are marked."""
    old = told_places(connection, list(told))
    new: dict[Place, Kept] = {fact[:4]: fact for _, several in told.values() for fact in several}
    fresh = [new[place] for place in sorted(new.keys() - old)]
    gone = sorted(old - new.keys())
    if not fresh and not gone:
        return
    causes = {article_id: cause for article_id, (cause, _) in told.items()}
    touched = _drop(connection, gone, causes) if gone else []
    _add(connection, fresh)
    for place in gone:
        memory.drop(place[1])
    memory.add(fresh)
    touched += [(fact.cell, fact.statement, fact.event_id) for fact in fresh]
    _mark(connection, touched, memory)


def told_places(connection: Connection, article_ids: list[str]) -> set[Place]:
    """The keys of the facts that some articles have told."""
    query = "SELECT article_id, bundle, start, tie FROM facts WHERE article_id IN ?"
    rows = fetch(connection, query, article_ids)
    return {(article_id, bundle, start, bytes(tie)) for article_id, bundle, start, tie in rows}


def _add(connection: Connection, fresh: Sequence[Kept]) -> None:
    bundles = {fact.bundle: fact for fact in fresh}
    counted = Counter(fact.bundle for fact in fresh)
    rows = [(number, fact.cell, fact.statement, counted[number], fact.body) for number, fact in sorted(bundles.items())]
    insert_tuples(connection, "bundles", _BUNDLE, rows, _COUNTED)
    insert_tuples(connection, "facts", _FACT, [fact[:5] for fact in fresh])


def _drop(connection: Connection, gone: Sequence[Place], causes: Mapping[str, str]) -> list[Touched]:
    numbers = sorted({place[1] for place in gone})
    query = "SELECT bundle, cell, statement FROM bundles WHERE bundle IN ?"
    cells = {bundle: (cell, statement) for bundle, cell, statement in fetch(connection, query, numbers)}
    execute_many(
        connection, "DELETE FROM facts WHERE article_id = ? AND bundle = ? AND start = ? AND tie = ?", sorted(gone)
    )
    counted = Counter(place[1] for place in gone)
    execute_many(
        connection,
        "UPDATE bundles SET count = count - ? WHERE bundle = ?",
        [(counted[number], number) for number in numbers],
    )
    execute(connection, "DELETE FROM bundles WHERE count = 0 AND bundle IN ?", numbers)
    return [(*cells[bundle], causes[article_id]) for article_id, bundle, _, _ in gone]


def _mark(connection: Connection, touched: Sequence[Touched], memory: Memory) -> None:
    cells = memory.unmarked((cell, cause) for cell, _, cause in touched if cell != CLUSTER)
    insert_tuples(connection, "dirty_cells", ("cell", "cause"), cells)
    wordings = [(statement, cause) for cell, statement, cause in touched if cell == CLUSTER and statement is not None]
    clusters = clusters_of(connection, sorted({statement for statement, _ in wordings}))
    causes = [(clusters[statement], cause) for statement, cause in wordings if statement in clusters]
    mark_all(connection, memory.unmarked(causes))
