"""Ids and their beginnings: which of those that the view knows is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection, select

from schemas.errors import UsageError
from streams.view.schema import articles, entries, events, rejections

SHORTEST: Final = 8
"""So many characters of an id, its kind aside, may stand for it."""
NAMED: Final = 10
BEGINNING: Final = re.compile(rf"[a-z]+_[0-9a-f]{{{SHORTEST},31}}")
OWN: Final = {"clm": ("claim.made", "claim_id"), "dat": ("date.mentioned", "date_id")}
"""Ids that stand in event data alone: prefix -> the type of the event and the field."""


def whole_id(connection: Connection, wanted: str) -> str:
    """The id that begins so; what is no beginning of an id, or none's, as it is.

    :raises UsageError: several ids begin so; names the first of them.
    """
    if not BEGINNING.fullmatch(wanted):
        return wanted
    found = _beginning_with(connection, wanted)
    if len(found) > 1:
        shown = ", ".join(found[:NAMED]) + (" ..." if len(found) > NAMED else "")
        raise UsageError(f"{len(found)} ids begin with {wanted}: {shown}; give more of the one that is meant")
    return found[0] if found else wanted


def kind_of(wanted: str) -> str:
    """The prefix that tells the kind of an id.

    >>> kind_of("clm_1f0c9a20")
    'clm'
    """
    return wanted.partition("_")[0]


def _beginning_with(connection: Connection, beginning: str) -> Sequence[str]:
    """The ids that begin so, in order."""
    kind = kind_of(beginning)
    if kind in OWN:
        return sorted({own for own, _ in scan(connection, beginning)})
    columns = {"art": (articles.c.article_id,), "evt": (events.c.event_id, rejections.c.event_id)}
    found: set[str] = set()
    for column in columns.get(kind, (entries.c.entry_id,)):
        found.update(connection.scalars(select(column).where(column.startswith(beginning, autoescape=True))))
    return sorted(found)


def scan(connection: Connection, beginning: str, *, first: bool = False) -> list[tuple[str, Any]]:
    """The claims or dates whose ids begin so, each with its event's row: event after event is looked through."""
    kind, field = OWN[kind_of(beginning)]
    own = re.compile(rf'"{field}":"({re.escape(beginning)}[0-9a-f]*)"'.encode())
    query = select(events).where(events.c.type == kind).execution_options(yield_per=500)
    found = []
    with connection.execute(query) as rows:
        for row in rows:
            if match := own.search(bytes(row.value)):
                found.append((match[1].decode(), row))
                if first:
                    break
    return found
