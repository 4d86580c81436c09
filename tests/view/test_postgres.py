"""The view in a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.postgres import empty_database, postgres_server
from tests.view.view_contract import ViewContract


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres_server() as url:
        yield url


class TestPostgresView(ViewContract):
    @pytest.fixture
    def url(self, server: str) -> Iterator[str]:
        with empty_database(server) as url:
            yield url
