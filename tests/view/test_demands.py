"""Demands that only a refusal tells of: whose they are, and that each stands once."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from schemas.base import Frozen
from tests import examples
from tests.view.folding import in_memory

NOON = datetime(2030, 3, 5, 12, tzinfo=UTC)


def demands(text: str, *said: tuple[str, str, str]) -> list[tuple[Any, ...]]:
    """By, to, text and status of each demand, from contents, speakers and stances."""
    of = examples.article(text, "one.txt")
    found: list[Frozen] = [examples.claim(of, *one) for one in said]
    state = json.loads(
        in_memory(examples.records([examples.event(of, NOON), *examples.reading(of, found, NOON, "2030-03-05")]))
    )
    return [(one["by"], one.get("to"), one["text"], one["status"]) for one in state["demands"]]


def test_a_demand_without_an_owner_is_of_the_side_that_was_spoken_of() -> None:
    willing, refused = "they will talk to Sudia", "other demands, including that the ships never sail"
    assert demands(
        f"Norland said {willing}. Norland ruled out {refused}.",
        (willing, "Norland", "assert"),
        (refused, "Norland", "reject"),
    ) == [("Sudia", "Norland", refused, "rejected")]


def test_a_side_of_two_does_not_demand_of_itself() -> None:
    willing, refused = "they will talk to Norland", "other demands, including that the ships never sail"
    both = "Sudia; Harbour Union"
    assert demands(
        f"They said {willing}. They ruled out {refused}.",
        (willing, both, "promise"),
        (refused, both, "reject"),
    ) == [("Norland", "Harbour Union, Sudia", refused, "rejected")]


def test_a_demand_that_a_refusal_names_stands_once() -> None:
    refused, asked = "Sudia's demand that Norland keep its ships at home", "Norland keep its ships at home"
    assert demands(f"Norland rejected {refused}.", (refused, "Norland", "reject"), (asked, "Sudia", "demand")) == [
        ("Sudia", "Norland", asked, "rejected")
    ]


def test_who_is_to_be_kept_out_is_not_asked() -> None:
    asked = "Norland never be allowed to join"
    assert demands(f"Sudia demanded that {asked}.", (asked, "Sudia", "demand")) == [("Sudia", None, asked, "open")]
