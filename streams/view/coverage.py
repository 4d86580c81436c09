"""What the state rests on, counted."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection

from schemas.base import canonical_json
from streams.view.entries import Made
from streams.view.intake import instant_text
from streams.view.meta import RECORDED_US, get
from streams.view.rows import fetch
from streams.view.tallies import DISTINCT, ORIGIN, OUTLET, STATUS, VERSIONS, WAITS, counts


def coverage(connection: Connection) -> Made:
    """The one coverage object."""
    counted = counts(connection, STATUS, WAITS, DISTINCT, VERSIONS)
    ((letters,),) = fetch(connection, _OPEN_LETTERS)
    recorded = get(connection, RECORDED_US)
    fields = {
        "articles": counted.get((STATUS, "shown"), 0),
        "outlets": counted.get((DISTINCT, OUTLET), 0),
        "origins": counted.get((DISTINCT, ORIGIN), 0),
        "pending": counted.get((WAITS, "1"), 0),
        "set_aside": counted.get((STATUS, "withdrawn"), 0),
        "dead_letters": letters,
        "processors": _processors(name for kind, name in counted if kind == VERSIONS),
    }
    if recorded:
        fields["as_of"] = instant_text(int(recorded))
    return Made("coverage", "coverage", canonical_json(fields), "")


def _processors(versions: Iterable[str]) -> list[dict[str, str | int]]:
    pairs = {(name, version) for each in versions for name, version in json.loads(each)}
    return [{"processor": name, "version": version} for name, version in sorted(pairs)]


_OPEN_LETTERS: Final = """
SELECT count(*) FROM rejections WHERE dead_letter_id NOT IN (SELECT dead_letter_id FROM settled_rejections)
"""
