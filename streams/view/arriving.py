"""Articles whose events have changed: which reading is shown, in which wordings, with which names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection

from schemas.base import canonical_json
from schemas.topics import TYPES
from streams.processors.join import Join
from streams.view.clusters import clusters_of, mark, regroup
from streams.view.context import credit_of, outlet_of, own_day, statement_of
from streams.view.grouping import Shingles, claim_shingles, copy_shingles, normal, statement_id
from streams.view.lists.corroborations import QUOTED
from streams.view.memory import Memory
from streams.view.reading import Arrived, Shown, choose
from streams.view.rows import IGNORE, chunks, execute, execute_many, fetch, insert_tuples, upsert
from streams.view.schema import articles
from streams.view.tallies import Tally, add, tallies_of

PAGE: Final = 100
Decoded = Mapping[str, object]
Use = tuple[str, int, int]


@dataclass(slots=True)
class Wordings:
    """What one page of articles uses: (article, wording, is it quoted), and the shingles of every wording."""

    uses: set[Use] = field(default_factory=set)
    shingles: dict[int, Shingles] = field(default_factory=dict)

    def add(self, article_id: str, statement: int, quoted: bool, shingles: Shingles) -> None:
        self.uses.discard((article_id, statement, 0))
        if (article_id, statement, 1) not in self.uses:
            self.uses.add((article_id, statement, int(quoted)))
        self.shingles[statement] = shingles


def arrived(connection: Connection, article_ids: Sequence[str], decoded: Decoded) -> dict[str, list[Arrived]]:
    """All events of some articles; those not in `decoded` are read from their bytes."""
    found: dict[str, list[Arrived]] = {article_id: [] for article_id in article_ids}
    rows = fetch(connection, _EVENTS, list(article_ids))
    missing = {event_id: kind for event_id, _, kind, _ in rows if event_id not in decoded}
    read = _read(connection, list(article_ids), missing) if missing else {}
    for event_id, article_id, _, recorded_us in rows:
        data = decoded[event_id] if event_id in decoded else read[event_id]
        found[article_id].append(Arrived(event_id, recorded_us, data))
    return found


def _read(connection: Connection, article_ids: list[str], kinds: Mapping[str, str]) -> dict[str, object]:
    """The data of some events, from their bytes."""
    values = fetch(connection, _VALUES, article_ids, list(kinds))
    return {event_id: TYPES[kinds[event_id]][1].model_validate_json(value) for event_id, value in values}


def take_in(connection: Connection, join: Join, decoded: Decoded, memory: Memory) -> dict[str, Shown]:
    """Bring every dirty article up to date as far as its own text goes; its facts are stale from then on.

    :returns: what is shown of the articles taken in last, a page at most, so that it need not be read again.
    """
    dirty = sorted(article_id for (article_id,) in fetch(connection, "SELECT article_id FROM dirty_articles"))
    shown: dict[str, Shown] = {}
    for page in chunks(dirty, PAGE):
        shown = {article_id: choose(found) for article_id, found in arrived(connection, page, decoded).items()}
        _take_in_page(connection, join, shown, memory)
    execute(connection, "DELETE FROM dirty_articles")
    return shown


def _take_in_page(connection: Connection, join: Join, shown: Mapping[str, Shown], memory: Memory) -> None:
    wordings = Wordings()
    rows = [_article_row(article_id, each, wordings) for article_id, each in shown.items()]
    before = {row[0]: dict(zip(_KNOWN, row[1:], strict=True)) for row in fetch(connection, _STANDING, list(shown))}
    _store_rows(connection, rows, before)
    moved = [row["article_id"] for row in rows if _has_moved(row, before.get(row["article_id"]))]
    if before.keys() & moved:
        memory.forget_prints()
    _store_uses(connection, list(shown), wordings, moved)
    _store_names(connection, join, shown)
    insert_tuples(connection, "stale_articles", ("article_id",), [(article_id,) for article_id in shown], IGNORE)


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


def _has_moved(row: Mapping[str, Any], old: Mapping[str, Any] | None) -> bool:
    return old is None or any(row[name] != old[name] for name in _MOVING)


def _article_row(article_id: str, shown: Shown, wordings: Wordings) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(column.name for column in articles.columns)
    row.update(article_id=article_id, status=shown.status, waits=int(shown.waits), cause=shown.cause)
    if shown.published is None:
        return row
    article, reading = shown.article, shown.reading
    copy = statement_id("copy", article.text_sha256)
    wordings.add(article_id, copy, False, copy_shingles(article.text))
    for _, claim in shown.claims:
        text = claim.text
        statement = statement_of(text, claim.speaker.name)
        wordings.add(article_id, statement, claim.kind in QUOTED, claim_shingles(normal(text)))
    versions = [[one.processor, one.version] for one in reading.versions]
    row.update(
        outlet=outlet_of(article),
        credit=credit_of(article),
        own_day=own_day(shown),
        day=own_day(shown),
        basis=reading.publication.basis,
        copy_statement=copy,
        versions=canonical_json(versions).decode(),
    )
    return row


def _store_uses(connection: Connection, article_ids: Sequence[str], wordings: Wordings, moved: Sequence[str]) -> None:
    kept = set(
        fetch(connection, "SELECT article_id, statement, quoted FROM uses WHERE article_id IN ?", list(article_ids))
    )
    gone, new = kept - wordings.uses, wordings.uses - kept
    left = [(article_id, statement) for article_id, statement, _ in sorted(gone)]
    execute_many(connection, "DELETE FROM uses WHERE article_id = ? AND statement = ?", left)
    insert_tuples(connection, "uses", ("article_id", "statement", "quoted"), sorted(new))
    wanted = {statement for _, statement, _ in new}
    known = clusters_of(connection, wanted)
    dropped = {statement for _, statement in left}
    of_moved = {statement for article_id, statement, _ in wordings.uses if article_id in set(moved)}
    others = clusters_of(connection, sorted((of_moved | dropped) - known.keys()))
    mark(connection, [*known.values(), *others.values()])
    unused = _unused(connection, dropped)
    regroup(connection, {each: wordings.shingles[each] for each in sorted(wanted - known.keys())}, unused)


def _unused(connection: Connection, candidates: set[int]) -> set[int]:
    if not candidates:
        return set()
    query = "SELECT DISTINCT statement FROM uses WHERE statement IN ?"
    return candidates - {statement for (statement,) in fetch(connection, query, sorted(candidates))}


def _store_names(connection: Connection, join: Join, shown: Mapping[str, Shown]) -> None:
    """Count the forms of the actors that the definition does not know; their names in the state follow the most
    frequent."""
    counted = Counter(
        (article_id, actor.key, actor.form) for article_id, each in shown.items() for actor in _unknown(join, each)
    )
    gone = {actor for (actor,) in fetch(connection, "SELECT actor FROM names WHERE article_id IN ?", list(shown))}
    if gone:
        execute(connection, "DELETE FROM names WHERE article_id IN ?", list(shown))
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


def _unknown(join: Join, shown: Shown) -> Iterable[Any]:
    for _, claim in shown.claims:
        unnamed = claim.speaker.method == "unnamed"
        said = (
            join.actors(claim.speaker.name, unnamed=unnamed)
            if claim.speaker.method not in ("outlet", "unknown")
            else ()
        )
        acting = (name for action in claim.actions for name in (*action.by, *action.against))
        others = (actor for name in (claim.target, claim.addressee, *acting) for actor in join.actors(name))
        yield from (actor for actor in (*said, *others) if actor.name is None)


_EVENTS: Final = "SELECT event_id, article_id, type, recorded_us FROM events WHERE article_id IN ?"
_VALUES: Final = "SELECT event_id, value FROM events WHERE article_id IN ? AND event_id IN ?"
_MOVING: Final = ("own_day", "outlet", "credit", "copy_statement")
_KNOWN: Final = (*_MOVING, "status", "waits", "versions", "origin")
_STANDING: Final = f"SELECT article_id, {', '.join(_KNOWN)} FROM articles WHERE article_id IN ?"
