"""The articles of the seeds in any order, the state settled after each: the same bytes as all of them at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from itertools import islice, permutations
from pathlib import Path

import pytest

from connectors.seeds import parse
from schemas.article import ArticlePublished
from schemas.definition import load_definition
from schemas.envelope import Record, encode, make_event
from schemas.topics import ARTICLES
from streams.topology import STEPS, execute
from streams.view import View
from tests import examples
from tests.examples import MONDAY
from tests.runners.test_replay import SEEDS
from tests.view.folding import in_memory, opened


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


def test_an_undated_article_is_told_as_soon_as_a_dated_one_quotes_its_words(
    articles: list[list[Record]], tmp_path: Path
) -> None:
    """Also where its words were looked up before, when nobody had quoted them on any day."""
    path = tmp_path / "view.db"
    definition = load_definition(SEEDS / "standoff.toml")
    undated = articles[2]
    waiting = []
    with View.open(f"sqlite:///{path}", definition=definition, log_identity="log", generation=1) as view:
        for number, page in enumerate([undated, *(each for each in articles if each is not undated)]):
            view.fold(page, str(number), settle_steps=False)
            with closing(sqlite3.connect(path)) as reader:
                waiting.append(reader.execute("SELECT count(*) FROM stale_articles").fetchone()[0])
    assert waiting[0] == 1
    assert waiting[-1] == 0


FIRST = "The strait stays open as long as nobody attacks our ships there"
SECOND = "No ship of ours will leave the harbour of the capital before the talks have ended"
COPIED = f"“{FIRST},” Ada Berg said. “{SECOND},” she added. The harbour was quiet, and the ferries ran as usual."
EARLY = (
    " Farmers in the north said that the harvest had been poor. Prices of wheat rose in every market of the country,"
    " and the ministry of trade promised to buy grain abroad before the winter comes."
)
LATE = (
    " Trains between both capitals stood still after a bridge was found to be unsafe. Engineers said that repairs would"
    " take until the summer, and that a second track had been planned for many years."
)


def quoting(of: ArticlePublished, words: Sequence[str], day: str | None) -> list[Record]:
    """An article with quotations of Ada Berg, and its reading."""
    said = [examples.claim(of, each, "Ada Berg", kind="direct") for each in words]
    return examples.records([examples.event(of, MONDAY), *examples.reading(of, said, MONDAY, day)])


def test_who_printed_a_text_first_follows_the_day_that_is_inferred_last() -> None:
    """The undated copy is dated by one quotation, then by the longer one, after the dated copy: the origin moves."""
    undated = examples.article(COPIED, "undated", outlet="Harbour Post")
    dated = examples.article(COPIED + " ", "dated", outlet="Coast Daily")
    early = examples.article(f"“{FIRST},” Ada Berg said.{EARLY}", "early", outlet="Early News")
    late = examples.article(f"“{SECOND},” Ada Berg said.{LATE}", "late", outlet="Late News")
    pages = [
        quoting(undated, [FIRST, SECOND], None),
        quoting(early, [FIRST], "2030-03-02"),
        quoting(dated, [], "2030-03-04"),
        quoting(late, [SECOND], "2030-03-06"),
    ]
    expected = in_memory([record for page in pages for record in page])
    for order in permutations(pages):
        with opened("sqlite://") as view:
            for number, page in enumerate(order, 1):
                view.fold(page, str(number), settle_steps=False)
                view.settle()
            assert view.state_json() == expected
    assert b"Coast Daily" in expected
