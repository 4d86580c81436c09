"""The state out of its entries, as canonical bytes."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, select

from schemas.base import model_json
from schemas.state import Coverage, State
from streams.view.schema import changes, entries

LISTS: Final = tuple(name for name in State.model_fields if name != "coverage")


def state_json(connection: Connection) -> bytes:
    """Canonical JSON of the state, every list in its total order."""
    columns = (entries.c.list, entries.c.sort, changes.c.entry)
    rows = connection.execute(select(*columns).join(changes, changes.c.change == entries.c.change)).all()
    found: dict[str, list[bytes]] = {name: [] for name in LISTS}
    whole = model_json(Coverage())
    for row in sorted(rows, key=lambda row: (row.list, row.sort)):
        if row.list == "coverage":
            whole = bytes(row.entry)
        else:
            found[row.list].append(bytes(row.entry))
    parts = {name: b"[" + b",".join(items) + b"]" for name, items in found.items()} | {"coverage": whole}
    return b"{" + b",".join(f'"{name}":'.encode() + parts[name] for name in sorted(parts)) + b"}"
