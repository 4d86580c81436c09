"""What the lists make of single articles."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from schemas.base import Frozen
from schemas.claim import Action
from schemas.date import ResolvedDate
from schemas.selector import Span
from tests import examples
from tests.view.folding import in_memory

NOON = datetime(2030, 3, 5, 12, tzinfo=UTC)


def _state(text: str, found: list[Frozen], record: str = "one.txt") -> dict[str, Any]:
    of = examples.article(text, record)
    state: dict[str, Any] = json.loads(
        in_memory(examples.records([examples.event(of, NOON), *examples.reading(of, found, NOON, "2030-03-05")]))
    )
    return state


def test_one_wording_that_two_are_reported_to_have_said_is_two_disputes() -> None:
    words = "the ships will be sunk before the spring"
    text = f"Berg had said that {words}. Moran denied it. Moran had said that {words}. Berg denied it too."
    of = examples.article(text, "one.txt")
    found: list[Frozen] = [
        examples.claim(of, words, "Ada Berg", negated_report=True),
        examples.claim(of, "denied it. ", "Ilya Moran", "deny"),
        examples.claim(of, words, "Ilya Moran", negated_report=True).model_copy(
            update={"content": (Span.of(text, text.rindex(words), text.rindex(words) + len(words)),)}
        ),
        examples.claim(of, "denied it too", "Ada Berg", "deny"),
    ]
    disputes = _state(text, found)["disputes"]
    assert [[side["by"] for side in dispute["sides"]] for dispute in disputes] == [
        ["Ada Berg", "Ilya Moran"],
        ["Ilya Moran", "Ada Berg"],
    ]
    assert len({dispute["id"] for dispute in disputes}) == 2


def test_now_and_a_bare_year_of_what_is_said_are_no_events() -> None:
    text = "Berg said the document is with them right now and that the fleet was smaller in 1997. A sea froze in 1995."
    of = examples.article(text, "one.txt")
    said = examples.claim(of, "the document is with them right now and that the fleet was smaller in 1997", "Ada Berg")
    told = examples.narration(of, "A sea froze in 1995")
    now = examples.day(of, "right now", "now", "2030-03-05", said)
    assert now.resolved is not None
    here = now.resolved.model_copy(update={"value": "PRESENT_REF"})
    found: list[Frozen] = [
        said,
        told,
        now.model_copy(update={"resolved": here}),
        _year(examples.day(of, "1997", "year 1997", "1997", said)),
        _year(examples.day(of, "1995", "year 1995", "1995", told)),
    ]
    assert [entry["date"] for entry in _state(text, found)["timeline"]] == ["1995"]


def test_the_year_of_a_move_is_an_event_whoever_tells_it() -> None:
    text = "Berg said that Sudia annexed the island in 1997."
    of = examples.article(text, "one.txt")
    year = _year(examples.day(of, "1997", "year 1997", "1997"))
    move = Action(
        span=examples.span(of, "annexed"),
        list="measure",
        kind="annexation",
        by=("Sudia",),
        status="done",
        date_id=year.date_id,
    )
    said = examples.claim(of, "Sudia annexed the island in 1997", "Ada Berg", actions=(move,))
    state = _state(text, [said, year.model_copy(update={"claim_id": said.claim_id})])
    assert [(entry["date"], entry["kind"]) for entry in state["timeline"]] == [("1997", "annexation")]


def _year(mention: Any) -> Any:
    value = mention.resolved.value
    whole = ResolvedDate(value=value, edtf=value, first=f"{value}-01-01", last=f"{value}-12-31")
    return mention.model_copy(update={"resolved": whole})
