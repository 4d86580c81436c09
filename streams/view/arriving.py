"""Articles whose events have changed: which reading is shown, in which wordings, with which names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, and_, delete, select

from schemas.base import canonical_json
from schemas.topics import TYPES
from streams.processors.join import Join
from streams.view.clusters import clusters_of, mark, regroup
from streams.view.context import credit_of, outlet_of, own_day, statement_of
from streams.view.grouping import Shingles, claim_shingles, copy_shingles, normal, statement_id
from streams.view.lists.corroborations import QUOTED
from streams.view.reading import Arrived, Shown, choose
from streams.view.rows import chunks, delete_in, insert, insert_new, upsert
from streams.view.schema import (
    articles,
    dirty_articles,
    displays,
    events,
    names,
    stale_articles,
    uses,
)

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
    columns = (events.c.event_id, events.c.article_id, events.c.type, events.c.recorded_us)
    found: dict[str, list[Arrived]] = {article_id: [] for article_id in article_ids}
    rows = connection.execute(select(*columns).where(events.c.article_id.in_(article_ids))).all()
    missing = {event_id: kind for event_id, _, kind, _ in rows if event_id not in decoded}
    read = _read(connection, missing)
    for event_id, article_id, _, recorded_us in rows:
        data = decoded[event_id] if event_id in decoded else read[event_id]
        found[article_id].append(Arrived(event_id, recorded_us, data))
    return found


def _read(connection: Connection, kinds: Mapping[str, str]) -> dict[str, object]:
    """The data of some events, from their bytes."""
    found: dict[str, object] = {}
    for part in chunks(kinds):
        query = select(events.c.event_id, events.c.value).where(events.c.event_id.in_(part))
        for event_id, value in connection.execute(query).all():
            found[event_id] = TYPES[kinds[event_id]][1].model_validate_json(value)
    return found


def take_in(connection: Connection, join: Join, decoded: Decoded) -> dict[str, Shown]:
    """Bring every dirty article up to date as far as its own text goes; its facts are stale from then on.

    :returns: what is shown of the articles taken in last, a page at most, so that it need not be read again.
    """
    dirty = connection.scalars(select(dirty_articles.c.article_id)).all()
    shown: dict[str, Shown] = {}
    for page in chunks(sorted(dirty), PAGE):
        shown = {article_id: choose(found) for article_id, found in arrived(connection, page, decoded).items()}
        _take_in_page(connection, join, shown)
    connection.execute(delete(dirty_articles))
    return shown


def _take_in_page(connection: Connection, join: Join, shown: Mapping[str, Shown]) -> None:
    wordings = Wordings()
    rows = [_article_row(article_id, each, wordings) for article_id, each in shown.items()]
    days = dict(
        connection.execute(
            select(articles.c.article_id, articles.c.own_day).where(articles.c.article_id.in_(shown))
        ).all()
    )
    upsert(connection, articles, rows)
    moved = [row["article_id"] for row in rows if days.get(row["article_id"]) != row["own_day"]]
    _store_uses(connection, list(shown), wordings, moved)
    _store_names(connection, join, shown)
    insert_new(connection, stale_articles, [{"article_id": article_id} for article_id in shown])


def _article_row(article_id: str, shown: Shown, wordings: Wordings) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(column.name for column in articles.columns)
    row.update(article_id=article_id, status=shown.status, waits=int(shown.waits), cause=shown.cause)
    if shown.published is None:
        return row
    article, reading = shown.article, shown.reading
    copy = statement_id("copy", article.text_sha256)
    wordings.add(article_id, copy, False, copy_shingles(article.text))
    for _, claim in shown.claims:
        statement = statement_of(claim.text, claim.speaker.name)
        wordings.add(article_id, statement, claim.kind in QUOTED, claim_shingles(normal(claim.text)))
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
    kept = {tuple(row) for row in connection.execute(select(uses).where(uses.c.article_id.in_(article_ids)))}
    gone, new = kept - wordings.uses, wordings.uses - kept
    for article_id, statement, _ in sorted(gone):
        connection.execute(delete(uses).where(and_(uses.c.article_id == article_id, uses.c.statement == statement)))
    insert(
        connection, uses, [dict(zip(("article_id", "statement", "quoted"), each, strict=True)) for each in sorted(new)]
    )
    wanted = {statement for _, statement, _ in new}
    known = clusters_of(connection, wanted)
    unused = _unused(connection, {statement for _, statement, _ in gone})
    touched = known.keys() | {statement for article_id, statement, _ in wordings.uses if article_id in set(moved)}
    mark(connection, clusters_of(connection, sorted(touched | {statement for _, statement, _ in gone})).values())
    regroup(connection, {each: wordings.shingles[each] for each in sorted(wanted - known.keys())}, unused)


def _unused(connection: Connection, candidates: Iterable[int]) -> set[int]:
    left = set(candidates)
    for part in chunks(sorted(left)):
        left.difference_update(
            connection.scalars(select(uses.c.statement).where(uses.c.statement.in_(part)).distinct())
        )
    return left


def _store_names(connection: Connection, join: Join, shown: Mapping[str, Shown]) -> None:
    """Count the forms of the actors that the definition does not know; their names in the state follow the most
    frequent."""
    counted = Counter(
        (article_id, actor.key, actor.form) for article_id, each in shown.items() for actor in _unknown(join, each)
    )
    gone = connection.scalars(select(names.c.actor).where(names.c.article_id.in_(shown)).distinct()).all()
    delete_in(connection, names.c.article_id, shown)
    insert(
        connection,
        names,
        [{"article_id": a, "actor": key, "form": form, "times": n} for (a, key, form), n in sorted(counted.items())],
    )
    forms: Counter[tuple[str, str]] = Counter()
    for (_, key, form), times in counted.items():
        forms[key, form] += times
    first = dict(sorted(forms, key=lambda each: (forms[each], each[1])))
    insert_new(connection, displays, [{"actor": key, "name": form, "dirty": 1} for key, form in sorted(first.items())])
    for part in chunks(sorted({*gone, *first})):
        connection.execute(displays.update().where(displays.c.actor.in_(part)).values(dirty=1))


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
