"""What the state rests on, counted."""

from __future__ import annotations

import json

from sqlalchemy import Connection, and_, func, select

from schemas.base import canonical_json
from streams.view.entries import Made
from streams.view.intake import instant_text
from streams.view.meta import RECORDED_US, get
from streams.view.schema import articles, origins, rejections, settled_rejections, statements


def coverage(connection: Connection) -> Made:
    """The one coverage object."""
    shown = articles.c.status == "shown"
    open_letters = rejections.c.dead_letter_id.not_in(select(settled_rejections.c.dead_letter_id))
    recorded = get(connection, RECORDED_US)
    fields = {
        "articles": _count(connection, select(func.count()).select_from(articles).where(shown)),
        "outlets": _count(connection, select(func.count(articles.c.outlet.distinct())).where(shown)),
        "origins": _origins(connection),
        "pending": _count(connection, select(func.count()).select_from(articles).where(articles.c.waits == 1)),
        "set_aside": _count(
            connection, select(func.count()).select_from(articles).where(articles.c.status == "withdrawn")
        ),
        "dead_letters": _count(connection, select(func.count()).select_from(rejections).where(open_letters)),
        "processors": _processors(connection),
    }
    if recorded:
        fields["as_of"] = instant_text(int(recorded))
    return Made("coverage", "coverage", canonical_json(fields), "")


def _count(connection: Connection, query: object) -> int:
    return int(connection.scalar(query) or 0)  # type: ignore[call-overload]


def _origins(connection: Connection) -> int:
    """Distinct origins of the shown articles: the wire credited, else the origin of the text's copies."""
    origin = func.coalesce(articles.c.credit, origins.c.origin, articles.c.outlet)
    query = (
        select(func.count(origin.distinct()))
        .select_from(articles)
        .outerjoin(statements, statements.c.statement == articles.c.copy_statement)
        .outerjoin(origins, origins.c.cluster == statements.c.cluster)
        .where(and_(articles.c.status == "shown"))
    )
    return _count(connection, query)


def _processors(connection: Connection) -> list[dict[str, str | int]]:
    found = connection.scalars(select(articles.c.versions).where(articles.c.versions.is_not(None)).distinct())
    pairs = {(name, version) for versions in found for name, version in json.loads(versions or "[]")}
    return [{"processor": name, "version": version} for name, version in sorted(pairs)]
