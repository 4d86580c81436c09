"""The live feed: changes by number, resumed exactly, with a reset where they cannot be."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, select

from schemas.base import canonical_json, format_instant
from schemas.change import StateChanged
from streams.view import meta
from streams.view.intake import instant
from streams.view.rows import fetch
from streams.view.schema import changes


@dataclass(frozen=True, slots=True)
class Page:
    """Some changes in order.

    :ivar changes: in order of their numbers.
    :ivar last_id: id of the newest change that there is, "<generation>-0" before the first.
    :ivar reset: the id asked for is of another generation, or unknown: the reader must take the snapshot (the state,
        which stands at `last_id`)
        and go on from there.
    """

    changes: Sequence[StateChanged]
    last_id: str
    reset: bool = False


class Told(NamedTuple):
    """One change as it goes to its topic: its id, its key there, its data and its recordedtime."""

    id: str
    key: str
    data: bytes
    recorded_at: datetime


def page(connection: Connection, after: str | None, limit: int) -> Page:
    """The changes after an id, at most `limit`; from the first one where the id is None or empty."""
    generation = meta.get(connection, meta.GENERATION)
    last = int(meta.get(connection, meta.LAST_CHANGE, "0"))
    number = _number(after, generation, last) if after else 0
    if number is None:
        return Page((), f"{generation}-{last}", reset=True)
    return Page(_read(connection, generation, number, limit), f"{generation}-{last}")


def unpublished(connection: Connection, limit: int) -> list[Told]:
    """The changes that have not been carried to the changes topic, each as the canonical JSON of a `StateChanged`."""
    generation = meta.get(connection, meta.GENERATION)
    number = int(meta.get(connection, meta.PUBLISHED, "0"))
    return [_told(row, generation) for row in fetch(connection, _NEXT, number, limit)]


def _told(row: tuple[Any, ...], generation: str) -> Told:
    number, op, list_name, entry_id, entry, causes, recorded_us = row
    change_id, recorded_at = f"{generation}-{number}", instant(recorded_us)
    parts = [
        b'{"causes":' + causes.encode(),
        *([] if entry is None else [b'"entry":' + bytes(entry)]),
        b'"entry_id":"%s","id":%s' % (entry_id.encode(), canonical_json(change_id)),
        b'"list":"%s","op":"%s"' % (list_name.encode(), op.encode()),
        b'"recorded_at":"%s"}' % format_instant(recorded_at).encode(),
    ]
    return Told(change_id, entry_id, b",".join(parts), recorded_at)


_NEXT: Final = """
SELECT change, op, list, entry_id, entry, causes, recorded_us FROM changes WHERE change > ? ORDER BY change LIMIT ?
"""


def _number(after: str, generation: str, last: int) -> int | None:
    """The number in an id of this generation, None for any other."""
    prefix, _, digits = after.rpartition("-")
    if prefix != generation or not (digits.isascii() and digits.isdigit()) or len(digits) > 18:
        return None
    return int(digits) if int(digits) <= last else None


def _read(connection: Connection, generation: str, number: int, limit: int) -> list[StateChanged]:
    query = select(changes).where(changes.c.change > number).order_by(changes.c.change).limit(limit)
    return [_changed(row, generation) for row in connection.execute(query)]


def _changed(row: Any, generation: str) -> StateChanged:
    return StateChanged(
        id=f"{generation}-{row.change}",
        op=row.op,
        list=row.list,
        entry_id=row.entry_id,
        entry=None if row.entry is None else json.loads(row.entry),
        causes=tuple(json.loads(row.causes)),
        recorded_at=instant(row.recorded_us),
    )
