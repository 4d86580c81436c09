"""Actors: the forms under which articles name them, and where."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from tests import examples
from tests.view.folding import in_memory

NOON = datetime(2030, 3, 5, 12, tzinfo=UTC)
TEXT = "Moran met Ada Berg. Nordhaven said that the ships were ready. Iliya Moran said that allies of Sudia agreed."


def actors() -> dict[str, dict[str, Any]]:
    of = examples.article(TEXT, "one.txt")
    found = [
        examples.claim(of, "the ships were ready", "Government of Norland"),
        examples.claim(of, "allies of Sudia agreed", "Iliya Moran", target="Ada Berg"),
    ]
    state = json.loads(
        in_memory(examples.records([examples.event(of, NOON), *examples.reading(of, found, NOON, "2030-03-05")]))
    )
    return {actor["name"]: actor for actor in state["actors"]}


def test_an_alias_stands_in_an_article() -> None:
    assert actors()["Norland"]["aliases"] == ["Nordhaven"]
    assert actors()["Ilya Moran"]["aliases"] == ["Iliya Moran", "Moran"]


def test_the_evidence_is_the_first_mention_of_each_form() -> None:
    assert [(e["exact"], e["start"]) for e in actors()["Ilya Moran"]["evidence"]] == [("Moran", 0), ("Iliya Moran", 62)]
    assert [e["exact"] for e in actors()["Ada Berg"]["evidence"]] == ["Ada Berg"]
