"""What the state rests on, counted."""

from __future__ import annotations

import json
from typing import Final

from sqlalchemy import Connection

from schemas.base import canonical_json
from streams.view.entries import Made
from streams.view.intake import instant_text
from streams.view.meta import RECORDED_US, get
from streams.view.rows import fetch


def coverage(connection: Connection) -> Made:
    """The one coverage object."""
    ((shown, outlets, found, waiting, withdrawn),) = fetch(connection, _ARTICLES)
    ((letters,),) = fetch(connection, _OPEN_LETTERS)
    recorded = get(connection, RECORDED_US)
    fields = {
        "articles": shown,
        "outlets": outlets,
        "origins": found,
        "pending": waiting,
        "set_aside": withdrawn,
        "dead_letters": letters,
        "processors": _processors(connection),
    }
    if recorded:
        fields["as_of"] = instant_text(int(recorded))
    return Made("coverage", "coverage", canonical_json(fields), "")


def _processors(connection: Connection) -> list[dict[str, str | int]]:
    found = fetch(connection, "SELECT DISTINCT versions FROM articles WHERE versions IS NOT NULL")
    pairs = {(name, version) for (versions,) in found for name, version in json.loads(versions)}
    return [{"processor": name, "version": version} for name, version in sorted(pairs)]


_ARTICLES: Final = """
SELECT count(CASE WHEN a.status = 'shown' THEN 1 END),
  count(DISTINCT CASE WHEN a.status = 'shown' THEN a.outlet END),
  count(DISTINCT CASE WHEN a.status = 'shown' THEN coalesce(a.credit, o.origin, a.outlet) END),
  count(CASE WHEN a.waits = 1 THEN 1 END),
  count(CASE WHEN a.status = 'withdrawn' THEN 1 END)
FROM articles a LEFT JOIN statements s ON s.statement = a.copy_statement LEFT JOIN origins o ON o.cluster = s.cluster
"""
"""The origin of an article is the wire credited, else the origin of the text's copies."""
_OPEN_LETTERS: Final = """
SELECT count(*) FROM rejections WHERE dead_letter_id NOT IN (SELECT dead_letter_id FROM settled_rejections)
"""
