"""Entries that rest on very much: what they show is bounded, what they say is not."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime
from typing import Any

import pytest

from schemas.article import ArticlePublished
from schemas.envelope import Event
from schemas.state import State
from streams.view.facts import FEW, MOST
from tests import examples
from tests.examples import records
from tests.view.folding import fold_all, in_memory, opened, replayed, unordered

NOON = datetime(2030, 3, 5, 12, tzinfo=UTC)
WORDS = "We will never close the strait to grain ships"
MANY = MOST + 12


def _printed(number: int) -> list[Event]:
    of = examples.article(f"“{WORDS}”, Berg said on day {number}.", f"copy-{number:03d}.txt")
    found = [examples.claim(of, WORDS, "Ada Berg")]
    return [examples.event(of, NOON), *examples.reading(of, found, NOON, "2030-03-05")]


PRINTED = [_printed(number) for number in range(MANY)]
WHOLE = [event for events in PRINTED for event in events]


@pytest.fixture(scope="module")
def state() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(in_memory(records(WHOLE)))
    return found


def test_an_entry_shows_the_first_and_counts_all(state: dict[str, Any]) -> None:
    (position,) = state["positions"]
    assert (len(position["evidence"]), position["evidence_total"]) == (MOST, MANY)
    (item,) = position["history"]
    assert (len(item["evidence"]), item["evidence_total"]) == (FEW, MANY)
    assert item["evidence"] == position["evidence"][:FEW]
    assert "history_total" not in position
    ids = sorted({each.data.article_id for each in WHOLE if isinstance(each.data, ArticlePublished)})
    assert [each["article_id"] for each in position["evidence"]] == ids[:MOST]


def test_what_decides_a_field_is_all_that_there_is(state: dict[str, Any]) -> None:
    (statement,) = state["corroborations"]
    assert (len(statement["outlets"]), statement["outlets_total"]) == (MOST, MANY)
    assert statement["outlets"] == sorted(statement["outlets"])
    assert len(statement["variants"]) == MOST
    assert State.model_validate(state).coverage.articles == MANY


@pytest.mark.parametrize("seed", range(3))
def test_any_order_and_repetition_gives_the_same(state: dict[str, Any], seed: int) -> None:
    dice = random.Random(seed)
    shuffled = records([*WHOLE, *dice.sample(WHOLE, 20)])
    dice.shuffle(shuffled)
    with opened("sqlite://") as view:
        fold_all(view, shuffled, 40, settle_steps=False)
        assert json.loads(view.state_json()) == state


def test_withdrawing_brings_up_what_stood_behind() -> None:
    first = min((each for each in WHOLE if isinstance(each.data, ArticlePublished)), key=lambda each: each.key)
    assert isinstance(first.data, ArticlePublished)
    gone = examples.withdrawal(first.data, datetime(2030, 3, 6, tzinfo=UTC))
    with opened("sqlite://") as view:
        fold_all(view, records(WHOLE), 50)
        fold_all(view, records([*WHOLE, gone]), 50)
        (position,) = view.state().positions
        assert (len(position.evidence), position.evidence_total) == (MOST, MANY - 1)
        assert first.key not in {each.article_id for each in position.evidence}
        assert view.state_json() == in_memory(records([gone, *WHOLE]))
        assert replayed(view) == unordered(view.state_json())


def test_causes_are_bounded() -> None:
    with opened("sqlite://") as view:
        fold_all(view, records(WHOLE), 100, settle_steps=False)
        causes = [change.causes for change in view.changes(limit=100).changes if change.list != "coverage"]
    assert max(map(len, causes)) == MOST
    known = {event.id for event in WHOLE}
    assert all(known.issuperset(each) and list(each) == sorted(each) for each in causes)
