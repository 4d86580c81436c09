"""How the tests of the view fold records, and what its changes alone give."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Self

import psycopg
from sqlalchemy import event

from schemas.envelope import Record
from schemas.state import Evidence, State
from streams.view import View
from tests.examples import DEFINITION, STORY, records

WHOLE = records(STORY)


class Stop(Exception):
    """Raised in the place of a crash."""


def opened(url: str, **changed: Any) -> View:
    return View.open(url, **{"definition": DEFINITION, "log_identity": "log", "generation": 7, **changed})


def in_memory(some: Sequence[Record]) -> bytes:
    """The state of some records, folded at once by a view that saw nothing else."""
    with opened("sqlite://") as view:
        view.fold(some, "end", settle_steps=False)
        view.settle()
        return view.state_json()


def fold_all(view: View, some: Sequence[Record], page: int, *, settle_steps: bool = True) -> None:
    """Fold from where the view stands, in pages, and settle."""
    at = int(view.position() or 0)
    while at < len(some):
        view.fold(some[at : at + page], str(min(at + page, len(some))), settle_steps=settle_steps)
        at = int(view.position())
    view.settle()


def replayed(view: View, until: datetime | None = None) -> dict[str, Any]:
    """The lists of the state as its changes alone give them."""
    found: dict[str, dict[str, Any]] = {name: {} for name in State.model_fields if name != "coverage"}
    coverage: Any = None
    number, page = 0, view.changes(after=None, limit=7)
    while page.changes:
        for change in page.changes:
            number += 1
            assert change.id == f"{view.generation()}-{number}"
            if until is not None and change.recorded_at > until:
                continue
            if change.list == "coverage":
                coverage = change.entry
            elif change.op == "removed":
                del found[change.list][change.entry_id]
            else:
                assert (change.entry_id in found[change.list]) == (change.op == "changed")
                found[change.list][change.entry_id] = change.entry
        page = view.changes(after=page.changes[-1].id, limit=7)
    return {**{name: _by_id(entries.values()) for name, entries in found.items()}, "coverage": coverage}


def _by_id(entries: Any) -> list[Any]:
    return sorted(entries, key=lambda entry: str(entry["id"]))


def unordered(state: bytes) -> dict[str, Any]:
    return {name: _by_id(entries) if name != "coverage" else entries for name, entries in json.loads(state).items()}


def evidence_in(value: Any) -> Iterator[Evidence]:
    if isinstance(value, dict):
        if "article_id" in value:
            yield Evidence.model_validate(value)
        for each in value.values():
            yield from evidence_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from evidence_in(each)


@contextmanager
def stopping(view: View, after: int) -> Iterator[None]:
    """Every transaction of the view is cut off at its nth statement."""
    left = [after]

    def count() -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Stop

    with before_each_statement(view, count):
        yield


@contextmanager
def before_each_statement(view: View, act: Callable[[], None]) -> Iterator[None]:
    """Act before every statement that reaches the driver, whoever sends it."""

    class SqliteCursor(sqlite3.Cursor):
        def execute(self, *arguments: Any) -> Self:
            act()
            return super().execute(*arguments)

        def executemany(self, *arguments: Any) -> Self:
            act()
            return super().executemany(*arguments)

    class SqliteConnection(sqlite3.Connection):
        def cursor(self, factory: Any = SqliteCursor) -> Any:
            return super().cursor(factory)

    class PostgresCursor(psycopg.Cursor[Any]):
        def execute(self, *arguments: Any, **named: Any) -> Self:
            act()
            return super().execute(*arguments, **named)

        def executemany(self, *arguments: Any, **named: Any) -> None:
            act()
            super().executemany(*arguments, **named)

    def connect(dialect: Any, _record: object, _arguments: object, named: dict[str, Any]) -> None:
        if dialect.name == "sqlite":
            named["factory"] = SqliteConnection
        else:
            named["cursor_factory"] = PostgresCursor

    view._engine.dispose()
    event.listen(view._engine, "do_connect", connect)
    try:
        yield
    finally:
        event.remove(view._engine, "do_connect", connect)
        view._engine.dispose()
