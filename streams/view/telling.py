"""From articles to facts: names to show, days of undated articles, and what each stale article adds to the state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection

from streams.view.arriving import PAGE
from streams.view.articles import Articles, Told
from streams.view.clusters import mark
from streams.view.grouping import SHINGLE_BYTES
from streams.view.keeping import keep_facts
from streams.view.memory import Memory
from streams.view.rows import IGNORE, chunks, delete_in, execute, fetch, insert_tuples, upsert
from streams.view.schema import displays, stale_articles

SHARED_STORY: Final = "shared story"
MIN_SHARED_SHINGLES: Final = 6
"""What an undated article must share in quotations with dated ones to take their day: eight words in a row, or more
in pieces."""
Days = dict[int, list[str]]
"""Group of wordings -> the days on which dated articles quote one of them."""


def tell_ready(connection: Connection, reader: Articles, memory: Memory) -> None:
    """Facts of the stale articles whose day is known, or inferred already from what has arrived; the others wait.

    An inferred day is looked at again by `tell_all`.
    """
    _keep(connection, reader.late(connection, wait=False), memory)
    _infer_days(connection, fetch(connection, _STALE_UNDATED), memory.quoted)
    _tell(connection, reader, fetch(connection, _READY), memory)


def tell_all(connection: Connection, reader: Articles, memory: Memory) -> None:
    """Facts of all stale articles, after names and inferred days have been brought up to date."""
    _keep(connection, reader.late(connection, wait=True), memory)
    _refresh_names(connection)
    days: Days = {}
    touched = fetch(connection, _UNDATED_OF, _groups_of_other_days(connection, memory, days))
    _infer_days(connection, sorted({*touched, *fetch(connection, _STALE_UNDATED)}), days)
    _tell(connection, reader, fetch(connection, "SELECT article_id FROM stale_articles"), memory)
    _keep(connection, reader.late(connection, wait=True), memory)


def _groups_of_other_days(connection: Connection, memory: Memory, days: Days) -> list[int]:
    """The touched groups of wordings that are quoted on other days than when they were last looked at, or have other
    members: by the rest no undated article can get another day. Fills in the days of the touched ones."""
    sizes: dict[int, int] = dict(fetch(connection, _SIZES))
    _load_days(connection, sizes, days)
    return memory.note_days({cluster: (size, *sorted(days[cluster])) for cluster, size in sizes.items()})


def _refresh_names(connection: Connection) -> None:
    """The name to show for each actor whose forms have changed: the most frequent, ties alphabetical."""
    shown: dict[str, str] = dict(fetch(connection, "SELECT actor, name FROM displays WHERE dirty = 1"))
    for part in chunks(sorted(shown)):
        forms: dict[str, list[tuple[int, str]]] = {}
        for actor, form, times in fetch(connection, _FORMS, part):
            forms.setdefault(actor, []).append((-times, form))
        best = {actor: min(counted)[1] for actor, counted in forms.items()}
        delete_in(connection, displays.c.actor, (actor for actor in part if actor not in best))
        changed = sorted(actor for actor in best if best[actor] != shown[actor])
        if changed:
            upsert(connection, displays, [{"actor": actor, "name": best[actor], "dirty": 0} for actor in changed])
            _stale(connection, fetch(connection, "SELECT DISTINCT article_id FROM names WHERE actor IN ?", changed))
    if shown:
        execute(connection, "UPDATE displays SET dirty = 0 WHERE dirty = 1")


def _stale(connection: Connection, articles: Sequence[tuple[str]]) -> None:
    insert_tuples(connection, "stale_articles", ("article_id",), articles, IGNORE)


def _infer_days(connection: Connection, undated: Iterable[tuple[str, str | None]], days: Days) -> None:
    """Undated articles take the day of the dated ones whose quotations they share most of; ties the earlier day.

    :param undated: articles with the day that was inferred for them before.
    """
    for page in chunks(undated, PAGE):
        _infer_page(connection, dict(page), days)


def _infer_page(connection: Connection, old: Mapping[str, str | None], days: Days) -> None:
    rows = fetch(connection, _QUOTED, list(old))
    _load_days(connection, {cluster for _, cluster, _ in rows} - days.keys(), days)
    scores: dict[str, Counter[str]] = {article_id: Counter() for article_id in old}
    for article_id, cluster, size in rows:
        for day in days[cluster]:
            scores[article_id][day] += size // SHINGLE_BYTES
    for article_id, score in sorted(scores.items()):
        best = min(score, key=lambda each: (-score[each], each), default="")
        inferred = best if score[best] >= MIN_SHARED_SHINGLES else None
        if inferred != old[article_id]:
            basis = SHARED_STORY if inferred else "none"
            execute(
                connection, "UPDATE articles SET day = ?, basis = ? WHERE article_id = ?", inferred, basis, article_id
            )
            _stale(connection, [(article_id,)])
            mark(connection, [cluster for (cluster,) in fetch(connection, _COPIES_OF, article_id)])


def _load_days(connection: Connection, clusters: Iterable[int], days: Days) -> None:
    """The days on which the wordings of some groups stand quoted in articles dated by their own evidence."""
    wanted = sorted(clusters)
    days.update((cluster, []) for cluster in wanted)
    for cluster, day in fetch(connection, _DAYS, len("2022-01-28"), wanted) if wanted else ():
        days[cluster].append(day)


_COPIES_OF: Final = """
SELECT s.cluster FROM articles a JOIN statements s ON s.statement = a.copy_statement WHERE a.article_id = ?
"""
"""Who printed a text first hangs on the day."""
_STALE_UNDATED: Final = """
SELECT a.article_id, a.day FROM stale_articles s JOIN articles a ON a.article_id = s.article_id
WHERE a.own_day IS NULL AND a.status = 'shown'
"""
_SIZES: Final = """
SELECT cluster, count(*) FROM statements WHERE cluster IN (SELECT cluster FROM dirty_clusters) GROUP BY cluster
"""
_UNDATED_OF: Final = """
SELECT a.article_id, a.day
FROM (SELECT DISTINCT u.article_id FROM statements s JOIN uses u ON u.statement = s.statement
      WHERE s.cluster IN ? AND u.quoted = 1) t
JOIN articles a ON a.article_id = t.article_id WHERE a.own_day IS NULL AND a.status = 'shown'
"""
_READY: Final = """
SELECT s.article_id FROM stale_articles s JOIN articles a ON a.article_id = s.article_id
WHERE a.day IS NOT NULL OR a.status <> 'shown'
"""
_FORMS: Final = "SELECT actor, form, sum(times) FROM names WHERE actor IN ? GROUP BY actor, form"
_QUOTED: Final = """
SELECT u.article_id, s.cluster, length(s.shingles) FROM uses u JOIN statements s ON s.statement = u.statement
WHERE u.quoted = 1 AND u.article_id IN ?
"""
_DAYS: Final = """
SELECT DISTINCT s.cluster, a.own_day
FROM statements s JOIN uses u ON u.statement = s.statement JOIN articles a ON a.article_id = u.article_id
WHERE u.quoted = 1 AND length(a.own_day) = ? AND s.cluster IN ?
"""


def _tell(connection: Connection, reader: Articles, article_ids: Iterable[tuple[str]], memory: Memory) -> None:
    for page in chunks(sorted(article_id for (article_id,) in article_ids), PAGE):
        rows = fetch(connection, "SELECT article_id, day FROM articles WHERE article_id IN ?", page)
        days: dict[str, str | None] = dict(sorted(rows))
        _keep(connection, reader.told(connection, days, names_of(connection, page)), memory)


def _keep(connection: Connection, told: Told, memory: Memory) -> None:
    if told.facts:
        keep_facts(connection, told, memory)
        delete_in(connection, stale_articles.c.article_id, told.facts)


def names_of(connection: Connection, article_ids: Sequence[str]) -> dict[str, str]:
    """Actor key -> name to show, for the actors of some articles that the definition does not know."""
    query = "SELECT DISTINCT d.actor, d.name FROM names n JOIN displays d ON d.actor = n.actor WHERE n.article_id IN ?"
    return dict(fetch(connection, query, list(article_ids)))
