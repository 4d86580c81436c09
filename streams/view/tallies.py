"""How many articles there are of each status, outlet and origin, kept in step so that nobody has to count them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection

from streams.view.rows import execute_many, fetch, insert_tuples

Tally = tuple[str, str]
"""A kind, and the name that is counted."""
STATUS: Final = "status"
WAITS: Final = "waits"
OUTLET: Final = "outlet"
ORIGIN: Final = "origin"
VERSIONS: Final = "versions"
DISTINCT: Final = "distinct"
"""How many names of a kind there are, under the kind's name."""
_REPLACED: Final = " ON CONFLICT (kind, name) DO UPDATE SET count = excluded.count"


def tallies_of(article: Mapping[str, Any]) -> Counter[Tally]:
    """What a row of `articles` counts for."""
    waits = "1" if article["waits"] else None
    named = ((kind, article[kind]) for kind in (STATUS, OUTLET, ORIGIN, VERSIONS))
    return Counter((kind, name) for kind, name in (*named, (WAITS, waits)) if name is not None)


def add(connection: Connection, changes: Mapping[Tally, int]) -> None:
    """Count so many more, or fewer, of each."""
    changed = {tally: by for tally, by in changes.items() if by}
    if not changed:
        return
    kinds = {kind for kind, _ in changed}
    query = "SELECT kind, name, count FROM tallies WHERE kind IN ? AND name IN ?"
    rows = fetch(connection, query, sorted({*kinds, DISTINCT}), sorted({*kinds, *(name for _, name in changed)}))
    old: dict[Tally, int] = {(kind, name): count for kind, name, count in rows}
    new = {tally: old.get(tally, 0) + by for tally, by in changed.items()}
    for kind in kinds:
        more = sum((count > 0) - (old.get(tally, 0) > 0) for tally, count in new.items() if tally[0] == kind)
        new[DISTINCT, kind] = old.get((DISTINCT, kind), 0) + more
    counted = [(*tally, count) for tally, count in sorted(new.items()) if count]
    insert_tuples(connection, "tallies", ("kind", "name", "count"), counted, _REPLACED)
    none = sorted(tally for tally, count in new.items() if not count and tally in old)
    execute_many(connection, "DELETE FROM tallies WHERE kind = ? AND name = ?", none)


def counts(connection: Connection, *kinds: str) -> dict[Tally, int]:
    """The counts of some kinds; what is not there is none."""
    rows = fetch(connection, "SELECT kind, name, count FROM tallies WHERE kind IN ?", list(kinds))
    return {(kind, name): count for kind, name, count in rows}
