"""Articles whose events have changed: which reading is shown, in which wordings, with which names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection

from streams.view.articles import Articles
from streams.view.clusters import clusters_of, mark, regroup
from streams.view.grouping import unpack
from streams.view.memory import Memory
from streams.view.rows import IGNORE, chunks, execute, execute_many, fetch, insert_tuples, upsert
from streams.view.schema import articles
from streams.view.taking import Taken
from streams.view.tallies import Tally, add, tallies_of

PAGE: Final = 100
Use = tuple[str, int, int]
"""Article, wording, and whether it stands there as a quotation."""


def take_in(connection: Connection, reader: Articles, memory: Memory) -> None:
    """Bring every dirty article up to date as far as its own text goes; the facts of one that is or was shown are stale
    from then on."""
    dirty = sorted(article_id for (article_id,) in fetch(connection, "SELECT article_id FROM dirty_articles"))
    for page in chunks(dirty, PAGE):
        _take_in_page(connection, reader.taken(connection, page), memory)
    execute(connection, "DELETE FROM dirty_articles")


def _take_in_page(connection: Connection, taken: Mapping[str, Taken], memory: Memory) -> None:
    rows = [each.row for each in taken.values()]
    before = {row[0]: dict(zip(_KNOWN, row[1:], strict=True)) for row in fetch(connection, _STANDING, list(taken))}
    _store_rows(connection, rows, before)
    moved = [row["article_id"] for row in rows if _has_moved(row, before.get(row["article_id"]))]
    if before.keys() & moved:
        memory.forget_prints()
    _store_uses(connection, taken, moved, memory)
    _note_quoted(connection, taken, memory)
    _store_names(connection, taken)
    stale = [(row["article_id"],) for row in rows if _tells(row) or _tells(before.get(row["article_id"], row))]
    insert_tuples(connection, "stale_articles", ("article_id",), stale, IGNORE)


def _store_rows(connection: Connection, rows: Sequence[dict[str, Any]], before: Mapping[str, dict[str, Any]]) -> None:
    """Write the articles' rows and count them; one whose text is shown keeps its origin until it is looked at again."""
    counted: Counter[Tally] = Counter()
    for row in rows:
        old = before.get(row["article_id"])
        if old is not None:
            counted.subtract(tallies_of(old))
            row["origin"] = old["origin"] if row["copy_statement"] is not None else None
        counted.update(tallies_of(row))
    upsert(connection, articles, rows)
    add(connection, counted)


def _tells(row: Mapping[str, Any]) -> bool:
    return bool(row["status"] == "shown")


def _has_moved(row: Mapping[str, Any], old: Mapping[str, Any] | None) -> bool:
    return old is None or any(row[name] != old[name] for name in _MOVING)


def _store_uses(connection: Connection, taken: Mapping[str, Taken], moved: Sequence[str], memory: Memory) -> None:
    query = "SELECT article_id, statement, quoted FROM uses WHERE article_id IN ?"
    kept: set[Use] = set(fetch(connection, query, list(taken)))
    used = {
        (article_id, statement, quoted)
        for article_id, each in taken.items()
        for statement, (quoted, _) in each.wordings.items()
    }
    gone, new = kept - used, used - kept
    left = [(article_id, statement) for article_id, statement, _ in sorted(gone)]
    execute_many(connection, "DELETE FROM uses WHERE article_id = ? AND statement = ?", left)
    insert_tuples(connection, "uses", ("article_id", "statement", "quoted"), sorted(new))
    wanted = {statement for _, statement, _ in new}
    known = clusters_of(connection, wanted)
    dropped = {statement for _, statement in left}
    of_moved = {statement for article_id in moved for statement in taken[article_id].wordings}
    others = clusters_of(connection, sorted((of_moved | dropped) - known.keys()))
    mark(connection, [*known.values(), *others.values()])
    packed = {statement: shingles for each in taken.values() for statement, (_, shingles) in each.wordings.items()}
    added = {statement: unpack(packed[statement]) for statement in sorted(wanted - known.keys())}
    regroup(connection, added, _unused(connection, dropped), memory)


def _note_quoted(connection: Connection, taken: Mapping[str, Taken], memory: Memory) -> None:
    """Groups that nobody had quoted on any day may be quoted now."""
    without = {group for group, days in memory.quoted.items() if not days}
    dated = [each for each in taken.values() if each.row["own_day"]]
    quoted = {statement for each in dated for statement, (is_quoted, _) in each.wordings.items() if is_quoted}
    if without and quoted:
        for group in without & set(clusters_of(connection, quoted).values()):
            del memory.quoted[group]


def _unused(connection: Connection, candidates: set[int]) -> set[int]:
    if not candidates:
        return set()
    query = "SELECT DISTINCT statement FROM uses WHERE statement IN ?"
    return candidates - {statement for (statement,) in fetch(connection, query, sorted(candidates))}


def _store_names(connection: Connection, taken: Mapping[str, Taken]) -> None:
    """Count the forms of the actors that the definition does not know; their names in the state follow the most
    frequent."""
    counted = {(article_id, *form): times for article_id, each in taken.items() for form, times in each.forms.items()}
    gone = {actor for (actor,) in fetch(connection, "SELECT actor FROM names WHERE article_id IN ?", list(taken))}
    if gone:
        execute(connection, "DELETE FROM names WHERE article_id IN ?", list(taken))
    rows = [(*key, times) for key, times in sorted(counted.items())]
    insert_tuples(connection, "names", ("article_id", "actor", "form", "times"), rows)
    forms: Counter[tuple[str, str]] = Counter()
    for (_, key, form), times in counted.items():
        forms[key, form] += times
    first = dict(sorted(forms, key=lambda each: (forms[each], each[1])))
    made = [(key, form, 1) for key, form in sorted(first.items())]
    insert_tuples(connection, "displays", ("actor", "name", "dirty"), made, IGNORE)
    if gone or first:
        execute(connection, "UPDATE displays SET dirty = 1 WHERE actor IN ?", sorted({*gone, *first}))


_MOVING: Final = ("own_day", "outlet", "credit", "copy_statement")
_KNOWN: Final = (*_MOVING, "status", "waits", "versions", "origin")
_STANDING: Final = f"SELECT article_id, {', '.join(_KNOWN)} FROM articles WHERE article_id IN ?"
