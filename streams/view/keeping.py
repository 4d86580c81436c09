"""Facts kept: each article's facts in the place of its old ones, counted in their bundles, their cells marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import orjson
from sqlalchemy import Connection

from streams.view.clusters import clusters_of, mark_all
from streams.view.facts import BETWEEN, CLUSTER, Kept
from streams.view.memory import Memory
from streams.view.rows import execute, execute_many, fetch, insert_tuples

Place = tuple[str, int, int, bytes]
"""Article, bundle, start and tie: the key of a fact."""
Told = Mapping[str, tuple[str, Sequence[Kept]]]
"""Article -> the event that decided what is shown of it, and all its facts."""
Touched = tuple[str, int | None, str]
"""Cell, wording, and the event that did it."""
_BUNDLE: Final = ("bundle", "cell", "statement", "count", "body")
_COUNTED: Final = " ON CONFLICT (bundle) DO UPDATE SET count = bundles.count + excluded.count"

_REPLACED: Final = " ON CONFLICT (article_id) DO UPDATE SET facts = excluded.facts"


def keep_facts(connection: Connection, told: Told, memory: Memory) -> None:
    """Put the facts in the place of the old ones of the same articles; only what differs is touched, and its cells
    are marked."""
    old = told_places(connection, list(told))
    facts = [fact for _, several in told.values() for fact in several]
    new: dict[Place, Kept] = {(fact.article_id, fact.bundle, fact.start, fact.tie): fact for fact in facts}
    _write_told(connection, told, new)
    fresh = [new[place] for place in sorted(new.keys() - old)]
    gone = sorted(old - new.keys())
    if not fresh and not gone:
        return
    causes = {article_id: cause for article_id, (cause, _) in told.items()}
    touched = _drop(connection, gone, causes) if gone else []
    _add(connection, fresh)
    for place in gone:
        memory.drop(place[1])
    for fact in fresh:
        memory.add(fact.bundle, (fact.article_id, fact.start, fact.tie, fact.evidence.split(BETWEEN)))
    touched += [(fact.cell, fact.statement, fact.event_id) for fact in fresh]
    _mark(connection, touched)


def told_places(connection: Connection, article_ids: list[str]) -> set[Place]:
    """The keys of the facts that some articles have told."""
    rows = fetch(connection, "SELECT article_id, facts FROM told WHERE article_id IN ?", article_ids)
    return {
        (article_id, bundle, start, bytes.fromhex(tie))
        for article_id, packed in rows
        for bundle, start, tie in orjson.loads(packed)
    }


def _write_told(connection: Connection, told: Told, new: Iterable[Place]) -> None:
    packed: dict[str, list[tuple[int, int, str]]] = {article_id: [] for article_id in told}
    for article_id, bundle, start, tie in new:
        packed[article_id].append((bundle, start, tie.hex()))
    rows = [(article_id, orjson.dumps(places)) for article_id, places in packed.items()]
    insert_tuples(connection, "told", ("article_id", "facts"), rows, _REPLACED)


def _add(connection: Connection, fresh: Sequence[Kept]) -> None:
    bundles = {fact.bundle: fact for fact in fresh}
    counted = Counter(fact.bundle for fact in fresh)
    rows = [(number, fact.cell, fact.statement, counted[number], fact.body) for number, fact in sorted(bundles.items())]
    insert_tuples(connection, "bundles", _BUNDLE, rows, _COUNTED)
    facts = sorted([fact[:5] for fact in fresh])
    insert_tuples(connection, "facts", ("bundle", "article_id", "start", "tie", "evidence"), facts)


def _drop(connection: Connection, gone: Sequence[Place], causes: Mapping[str, str]) -> list[Touched]:
    numbers = sorted({place[1] for place in gone})
    query = "SELECT bundle, cell, statement FROM bundles WHERE bundle IN ?"
    cells = {bundle: (cell, statement) for bundle, cell, statement in fetch(connection, query, numbers)}
    keys = [(bundle, article_id, start, tie) for article_id, bundle, start, tie in gone]
    execute_many(
        connection, "DELETE FROM facts WHERE bundle = ? AND article_id = ? AND start = ? AND tie = ?", sorted(keys)
    )
    counted = Counter(place[1] for place in gone)
    execute_many(
        connection,
        "UPDATE bundles SET count = count - ? WHERE bundle = ?",
        [(counted[number], number) for number in numbers],
    )
    execute(connection, "DELETE FROM bundles WHERE count = 0 AND bundle IN ?", numbers)
    return [(*cells[bundle], causes[article_id]) for article_id, bundle, _, _ in gone]


def _mark(connection: Connection, touched: Sequence[Touched]) -> None:
    cells = dict.fromkeys((cell, cause) for cell, _, cause in touched if cell != CLUSTER)
    insert_tuples(connection, "dirty_cells", ("cell", "cause"), list(cells))
    wordings = [(statement, cause) for cell, statement, cause in touched if cell == CLUSTER and statement is not None]
    clusters = clusters_of(connection, sorted({statement for statement, _ in wordings}))
    mark_all(connection, [(clusters[statement], cause) for statement, cause in wordings if statement in clusters])
