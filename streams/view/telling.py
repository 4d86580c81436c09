"""From articles to facts: names to show, days of undated articles, and what each stale article adds to the state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Select, func, select, update

from streams.processors.join import Join
from streams.view.arriving import PAGE, arrived
from streams.view.context import build
from streams.view.keeping import keep_facts
from streams.view.lists import facts_of
from streams.view.reading import Shown, choose
from streams.view.rows import chunks, delete_in, fetch, insert_new, upsert
from streams.view.schema import (
    articles,
    dirty_clusters,
    displays,
    names,
    stale_articles,
    statements,
    uses,
)

SHARED_STORY: Final = "shared story"
MIN_SHARED_SHINGLES: Final = 6
"""What an undated article must share in quotations with dated ones to take their day: eight words in a row, or more
in pieces."""
Days = dict[int, list[str]]
"""Group of wordings -> the days on which dated articles quote one of them."""


def tell_ready(connection: Connection, join: Join, recent: Mapping[str, Shown], days: Days) -> None:
    """Facts of the stale articles whose day is known, or inferred already from what has arrived; the others wait.

    An inferred day is looked at again by `tell_all`.

    :param recent: what is shown of some of them, already read.
    :param days: memory for the days of groups, kept between calls; it may be out of date.
    """
    query = select(stale_articles.c.article_id).join(articles, articles.c.article_id == stale_articles.c.article_id)
    undated = (articles.c.own_day.is_(None)) & (articles.c.status == "shown")
    _infer_days(connection, query.where(undated), days)
    for cluster in [cluster for cluster, found in days.items() if not found]:
        del days[cluster]
    ready = connection.scalars(query.where(articles.c.day.is_not(None) | (articles.c.status != "shown"))).all()
    _tell(connection, join, sorted(ready), recent)


def tell_all(connection: Connection, join: Join) -> None:
    """Facts of all stale articles, after names and inferred days have been brought up to date."""
    _refresh_names(connection)
    _infer_days(connection, _in_touched_groups(), {})
    _tell(connection, join, sorted(connection.scalars(select(stale_articles.c.article_id))), {})


def _refresh_names(connection: Connection) -> None:
    """The name to show for each actor whose forms have changed: the most frequent, ties alphabetical."""
    dirty = connection.execute(select(displays.c.actor, displays.c.name).where(displays.c.dirty == 1)).all()
    shown: dict[str, str] = {row.actor: row.name for row in dirty}
    for part in chunks(sorted(shown)):
        forms: dict[str, list[tuple[int, str]]] = {}
        query = select(names.c.actor, names.c.form, func.sum(names.c.times).label("times")).where(
            names.c.actor.in_(part)
        )
        for row in connection.execute(query.group_by(names.c.actor, names.c.form)):
            forms.setdefault(row.actor, []).append((-row.times, row.form))
        best = {actor: min(counted)[1] for actor, counted in forms.items()}
        delete_in(connection, displays.c.actor, (actor for actor in part if actor not in best))
        changed = sorted(actor for actor in best if best[actor] != shown[actor])
        upsert(connection, displays, [{"actor": actor, "name": best[actor], "dirty": 0} for actor in changed])
        _stale(connection, names.c.article_id, names.c.actor, changed)
    connection.execute(update(displays).values(dirty=0).where(displays.c.dirty == 1))


def _stale(connection: Connection, wanted: Any, column: Any, values: Iterable[object]) -> None:
    for part in chunks(values):
        found = connection.scalars(select(wanted).where(column.in_(part)).distinct()).all()
        insert_new(connection, stale_articles, [{"article_id": article_id} for article_id in found])


def _in_touched_groups() -> Select[tuple[str]]:
    """The articles that use a wording of a touched group as a quotation, and the stale ones."""
    shared = (
        select(uses.c.article_id)
        .join(statements, statements.c.statement == uses.c.statement)
        .join(dirty_clusters, dirty_clusters.c.cluster == statements.c.cluster)
        .where(uses.c.quoted == 1)
    )
    stale = select(stale_articles.c.article_id)
    undated = select(articles.c.article_id).where(articles.c.own_day.is_(None), articles.c.status == "shown")
    return undated.where(articles.c.article_id.in_(shared) | articles.c.article_id.in_(stale))


def _infer_days(connection: Connection, wanted: Select[tuple[str]], days: Days) -> None:
    """Undated articles take the day of the dated ones whose quotations they share most of; ties the earlier day."""
    for page in chunks(sorted(connection.scalars(wanted)), PAGE):
        query = select(articles.c.article_id, articles.c.day).where(articles.c.article_id.in_(page))
        _infer_page(connection, {row.article_id: row.day for row in connection.execute(query)}, days)


def _infer_page(connection: Connection, old: Mapping[str, str | None], days: Days) -> None:
    query = select(uses.c.article_id, statements.c.cluster, func.length(statements.c.shingles).label("size")).join(
        statements, statements.c.statement == uses.c.statement
    )
    rows = connection.execute(query.where(uses.c.article_id.in_(old), uses.c.quoted == 1)).all()
    _load_days(connection, {row.cluster for row in rows} - days.keys(), days)
    scores: dict[str, Counter[str]] = {article_id: Counter() for article_id in old}
    for row in rows:
        for day in days[row.cluster]:
            scores[row.article_id][day] += row.size // 4
    for article_id, score in scores.items():
        best = min(score, key=lambda each: (-score[each], each), default="")
        inferred = best if score[best] >= MIN_SHARED_SHINGLES else None
        if inferred != old[article_id]:
            basis = SHARED_STORY if inferred else "none"
            changed = update(articles).where(articles.c.article_id == article_id)
            connection.execute(changed.values(day=inferred, basis=basis))
            insert_new(connection, stale_articles, [{"article_id": article_id}])


def _load_days(connection: Connection, clusters: Iterable[int], days: Days) -> None:
    """The days on which the wordings of some groups stand quoted in articles dated by their own evidence."""
    for part in chunks(sorted(clusters)):
        days.update((cluster, []) for cluster in part)
        query = (
            select(statements.c.cluster, articles.c.own_day)
            .join(uses, uses.c.statement == statements.c.statement)
            .join(articles, articles.c.article_id == uses.c.article_id)
            .where(
                statements.c.cluster.in_(part), uses.c.quoted == 1, func.length(articles.c.own_day) == len("2022-01-28")
            )
        )
        for row in connection.execute(query.distinct()):
            days[row.cluster].append(row.own_day)


def _tell(connection: Connection, join: Join, article_ids: Iterable[str], recent: Mapping[str, Shown]) -> None:
    for page in chunks(article_ids, PAGE):
        others = arrived(connection, [article_id for article_id in page if article_id not in recent], {})
        shown = {
            article_id: recent[article_id] if article_id in recent else choose(others[article_id])
            for article_id in page
        }
        published: dict[str, str | None] = dict(
            fetch(connection, "SELECT article_id, day FROM articles WHERE article_id IN ?", page)
        )
        shown_names = names_of(connection, page)
        told = {
            article_id: (
                each.cause,
                []
                if each.published is None
                else [fact.kept() for fact in facts_of(build(each, published[article_id], join, shown_names))],
            )
            for article_id, each in shown.items()
        }
        keep_facts(connection, told)
        delete_in(connection, stale_articles.c.article_id, page)


def names_of(connection: Connection, article_ids: Sequence[str]) -> dict[str, str]:
    """Actor key -> name to show, for the actors of some articles that the definition does not know."""
    query = "SELECT DISTINCT d.actor, d.name FROM names n JOIN displays d ON d.actor = n.actor WHERE n.article_id IN ?"
    return dict(fetch(connection, query, list(article_ids)))
