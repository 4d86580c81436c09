"""What a view is bound to: a log, a definition and the version of the folds; and the names of its generations."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

from schemas.errors import StandoffError, ViewMismatch
from streams.view import database, meta

FOLD_VERSION: Final = 4
"""Raised with every change of what the folds yield: a view of another version is rebuilt."""


def bind(connection: Connection, url: str, definition_id: str, log_identity: str, generation: str) -> None:
    """Bind a new view, with the name of its first generation of changes.

    :raises ViewMismatch: it is bound otherwise already.
    """
    bound = {meta.LOG: log_identity, meta.DEFINITION: definition_id, meta.FOLD_VERSION: str(FOLD_VERSION)}
    found = {key: meta.get(connection, key) for key in bound}
    if not any(found.values()):
        first = {**bound, meta.GENERATION: generation, meta.POSITION: ""}
        for key, value in first.items():
            meta.put(connection, key, value)
    elif found != bound:
        raise ViewMismatch(_mismatch(url, found, bound))


def generation_in_use(url: str) -> str:
    """The generation of the view at a URL, "" where there is none that can be read."""
    engine = database.connect(url, read_only=True)
    try:
        with database.guarded(engine, url) as connection:
            return meta.get(connection, meta.GENERATION)
    except StandoffError:
        return ""
    finally:
        engine.dispose()


def later(before: str, wanted: str) -> str:
    """The generation asked for, or the next after the one in use, so that no two have one name."""
    if before.isdigit() and wanted.isdigit() and int(wanted) <= int(before):
        return str(int(before) + 1)
    return wanted if wanted != before else f"{wanted}.1"


def _mismatch(url: str, found: dict[str, str], bound: dict[str, str]) -> str:
    what = {
        meta.LOG: "another log",
        meta.DEFINITION: "another definition",
        meta.FOLD_VERSION: "another version of Standoff",
    }
    differs = " and ".join(what[key] for key in what if found[key] != bound[key])
    return f"the view at {url} was built from {differs}"
