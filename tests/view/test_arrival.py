"""The articles of the seeds in any order, the state settled after each: the same bytes as all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, permutations

import pytest

from connectors.seeds import parse
from schemas.definition import load_definition
from schemas.envelope import Record, encode, make_event
from schemas.topics import ARTICLES
from streams.topology import STEPS, execute
from streams.view import View
from tests.examples import MONDAY
from tests.runners.test_replay import SEEDS


@pytest.fixture(scope="module")
def articles() -> list[list[Record]]:
    """The records of each article, with what follows from them."""
    published = [
        encode(
            make_event(parse(path.name, path.read_bytes()), source="connectors/seeds", version=1, recorded_at=MONDAY)
        )
        for path in sorted(SEEDS.glob("*.txt"))
    ]
    return [[each, *(out for step in STEPS for out in execute(step, each, origin=ARTICLES))] for each in published]


def state_of(pages: Sequence[Sequence[Record]]) -> bytes:
    """The state settled after each page."""
    definition = load_definition(SEEDS / "standoff.toml")
    with View.open("sqlite://", definition=definition, log_identity="log", generation=1) as view:
        for number, page in enumerate(pages, 1):
            view.fold(page, str(number), settle_steps=False)
            view.settle()
        return view.state_json()


def test_articles_that_arrive_one_by_one_in_any_order_give_the_state_of_all_at_once(
    articles: list[list[Record]],
) -> None:
    """An undated article takes its day from the others, and with its day its entries move in their lists."""
    expected = state_of([[record for article in articles for record in article]])
    for order in islice(permutations(articles), 0, None, 5):
        assert state_of(order) == expected
