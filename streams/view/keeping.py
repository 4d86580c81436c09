"""Facts kept: each article's facts in the place of its old ones, counted in their bundles, their cells marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection

from streams.view.articles import Told
from streams.view.clusters import clusters_of, mark_all
from streams.view.facts import CLUSTER, Body, Kept
from streams.view.memory import Memory
from streams.view.rows import execute, execute_many, fetch, insert_tuples

Place = tuple[int, int, bytes]
"""Bundle, start and tie: the key of a fact among those of its article."""
Touched = tuple[str, int | None, str]
"""Cell, wording, and the event that did it."""
_BUNDLE: Final = ("bundle", "cell", "statement", "count", "body")
_FACT: Final = ("article_id", "bundle", "start", "tie", "evidence")
_COUNTED: Final = " ON CONFLICT (bundle) DO UPDATE SET count = bundles.count + excluded.count"


def keep_facts(connection: Connection, told: Told, memory: Memory) -> None:
    """Put the facts in the place of the old ones of the same articles; only what differs is touched, and its cells
    are marked."""
    old = told_places(connection, sorted(told.facts))
    fresh: dict[str, Sequence[Kept]] = {}
    gone: list[tuple[str, Place]] = []
    for article_id, (_, facts) in sorted(told.facts.items()):
        before = old.get(article_id)
        fresh[article_id] = [fact for fact in facts if fact[:3] not in before] if before else facts
        if before:
            gone += [(article_id, place) for place in sorted(before - {fact[:3] for fact in facts})]
    touched = _drop(connection, gone, told) if gone else []
    _add(connection, fresh, told.bodies)
    for _, place in gone:
        memory.drop(place[0])
    memory.add(fresh)
    _mark(connection, [*touched, *_touched(fresh, told.bodies, memory)], memory)


def told_places(connection: Connection, article_ids: list[str]) -> dict[str, set[Place]]:
    """The keys of the facts that some articles have told."""
    query = "SELECT article_id, bundle, start, tie FROM facts WHERE article_id IN ?"
    found: dict[str, set[Place]] = {}
    for article_id, bundle, start, tie in fetch(connection, query, article_ids):
        found.setdefault(article_id, set()).add((bundle, start, bytes(tie)))
    return found


def _add(connection: Connection, fresh: Mapping[str, Sequence[Kept]], bodies: Mapping[int, Body]) -> None:
    counted = Counter([fact[0] for facts in fresh.values() for fact in facts])
    bundles = [(number, bodies[number], counted[number]) for number in sorted(counted)]
    rows = [(number, cell, statement, count, told) for number, (cell, statement, told), count in bundles]
    insert_tuples(connection, "bundles", _BUNDLE, rows, _COUNTED)
    kept = [(article_id, *fact[:4]) for article_id, facts in fresh.items() for fact in facts]
    insert_tuples(connection, "facts", _FACT, kept)


def _drop(connection: Connection, gone: Sequence[tuple[str, Place]], told: Told) -> list[Touched]:
    counted = Counter(place[0] for _, place in gone)
    numbers = sorted(counted)
    query = "SELECT bundle, cell, statement FROM bundles WHERE bundle IN ?"
    cells = {bundle: (cell, statement) for bundle, cell, statement in fetch(connection, query, numbers)}
    rows = [(article_id, *place) for article_id, place in gone]
    execute_many(connection, "DELETE FROM facts WHERE article_id = ? AND bundle = ? AND start = ? AND tie = ?", rows)
    execute_many(
        connection,
        "UPDATE bundles SET count = count - ? WHERE bundle = ?",
        [(counted[number], number) for number in numbers],
    )
    execute(connection, "DELETE FROM bundles WHERE count = 0 AND bundle IN ?", numbers)
    return [(*cells[place[0]], told.facts[article_id][0]) for article_id, place in gone]


def _touched(fresh: Mapping[str, Sequence[Kept]], bodies: Mapping[int, Body], memory: Memory) -> list[Touched]:
    """What new facts touch, but cells that are marked by as many causes as are shown."""
    cells = {number: body[:2] for number, body in bodies.items() if not memory.is_marked(body[0])}
    return [(*cells[fact[0]], fact[4]) for facts in fresh.values() for fact in facts if fact[0] in cells]


def _mark(connection: Connection, touched: Iterable[Touched], memory: Memory) -> None:
    cells: list[tuple[str, str]] = []
    wordings: list[tuple[int, str]] = []
    for cell, statement, cause in touched:
        if cell != CLUSTER:
            cells.append((cell, cause))
        elif statement is not None:
            wordings.append((statement, cause))
    insert_tuples(connection, "dirty_cells", ("cell", "cause"), memory.unmarked(cells))
    clusters = clusters_of(connection, sorted({statement for statement, _ in wordings})) if wordings else {}
    causes = [(clusters[statement], cause) for statement, cause in wordings if statement in clusters]
    mark_all(connection, memory.unmarked(causes))
