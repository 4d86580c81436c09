"""What the lists make of single articles."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from schemas.base import Frozen
from schemas.claim import Action, Figure
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


def _action(of: Any, exact: str, kind: str, **fields: Any) -> Action:
    told = "contact" if kind in ("call", "meeting") else "measure"
    return Action.model_validate({"span": examples.span(of, exact), "list": told, "kind": kind, **fields})


def _told(text: str, *moves: dict[str, Any]) -> dict[str, Any]:
    """The state of a text of which each sentence is narrated and holds the next action."""
    of = examples.article(text, "one.txt")
    found: list[Frozen] = []
    for sentence, move in zip(text.split(". "), moves, strict=True):
        dated = move.pop("dated", None)
        on = examples.day(of, dated[0], f"day {dated[1]}", dated[1]) if dated else None
        action = _action(of, **move, date_id=on.date_id if on else None)
        claim = examples.narration(of, sentence.rstrip("."), actions=(action,))
        found += [claim, on.model_copy(update={"claim_id": claim.claim_id})] if on else [claim]
    return _state(text, found)


def test_a_side_that_the_definition_alone_knows_acts_and_suffers() -> None:
    text = "Norlandic gunboats shelled the harbour of the Sudian town"
    by, against = ("Norlandic gunboats",), ("the Sudian town",)
    (measure,) = _told(text, {"exact": "shelled", "kind": "strike", "status": "done", "by": by, "against": against})[
        "measures"
    ]
    assert (measure["by"], measure["against"]) == ("Norland", "Sudia")


def test_what_nobody_knows_acts_in_its_own_words_and_is_no_other_side() -> None:
    text = "The rebels captured the port of Elva"
    move = {"exact": "captured", "kind": "seizure", "status": "done", "by": ("The rebels",)}
    (measure,) = _told(text, {**move, "against": ("the port of Elva",)})["measures"]
    assert (measure["by"], "against" in measure) == ("rebels", False)


def test_a_country_outside_the_definition_bears_its_name() -> None:
    text = "Chile seized a tanker"
    state = _told(text, {"exact": "seized", "kind": "seizure", "status": "done", "by": ("Government of Chile",)})
    assert [measure["by"] for measure in state["measures"]] == ["Chile"]
    assert [(actor["name"], actor["kind"]) for actor in state["actors"]] == [("Chile", "government")]


def test_a_move_without_the_other_side_is_that_against_the_only_one() -> None:
    text = "Norland annexed the Sudian island. It annexed it in 2014"
    move = {"exact": "annexed", "kind": "annexation", "status": "done", "by": ("Norland",)}
    (measure,) = _told(text, {**move, "against": ("Sudian",)}, {**move, "dated": ("2014", "2014")})["measures"]
    assert (measure["against"], measure["date"]) == ("Sudia", "2014")
    assert measure["text"] == "Norland annexed the Sudian island"


def test_a_meeting_after_the_publication_is_not_held() -> None:
    text = "Berg and Moran meet on March 9"
    move = {"exact": "meet", "kind": "meeting", "status": "held", "by": ("Ada Berg", "Ilya Moran")}
    (contact,) = _told(text, {**move, "dated": ("March 9", "2030-03-09")})["contacts"]
    assert (contact["date"], contact["status"]) == ("2030-03-09", "expected")


def test_a_plan_without_a_day_is_no_meeting_that_is_over() -> None:
    text = "Berg met Moran on Sunday. Berg will see Moran"
    parties = {"kind": "meeting", "by": ("Ada Berg",), "against": ("Ilya Moran",)}
    held = {"exact": "met", "status": "held", "dated": ("Sunday", "2030-03-03"), **parties}
    contacts = _told(text, held, {"exact": "see", "status": "scheduled", **parties})["contacts"]
    assert [(contact.get("date"), contact["status"]) for contact in contacts] == [
        ("2030-03-03", "held"),
        (None, "scheduled"),
    ]


def test_a_move_of_now_is_none_of_last_year() -> None:
    text = "Norland held drills in March 2029. Norland holds drills"
    one = {"exact": "drills", "kind": "exercise", "status": "done", "by": ("Norland",)}
    dates = [
        measure.get("date") for measure in _told(text, {**one, "dated": ("March 2029", "2029-03-05")}, one)["measures"]
    ]
    assert dates == ["2029-03-05", None]


def test_moves_without_a_date_stand_last() -> None:
    text = "Norland evacuated its embassy. Sudia seized a tanker on Friday"
    one = {"exact": "evacuated", "kind": "evacuation", "status": "done", "by": ("Norland",)}
    two = {"exact": "seized", "kind": "seizure", "status": "done", "by": ("Sudia",), "dated": ("Friday", "2030-03-08")}
    assert [measure["kind"] for measure in _told(text, one, two)["measures"]] == ["seizure", "evacuation"]


def test_who_speaks_in_a_call_called_the_one_whom_he_told_before() -> None:
    text = "Berg told Moran that the strait was open. During the call, Berg laughed."
    of = examples.article(text, "one.txt")
    said = examples.claim(of, "the strait was open", "Ada Berg", addressee="Ilya Moran")
    call = _action(of, "call", "call", status="held", by=("Ada Berg",))
    (contact,) = _state(text, [said, examples.narration(of, "During the call", actions=(call,))])["contacts"]
    assert contact["parties"] == ["Ada Berg", "Ilya Moran"]


def _counted(text: str, *counts: dict[str, Any]) -> dict[str, Any]:
    """The state of a text of which each sentence holds a count told by a speaker of its own."""
    of = examples.article(text, "one.txt")
    found: list[Frozen] = []
    for sentence, count, speaker in zip(text.split(". "), counts, ("Ann Lund", "Nils Dahl"), strict=True):
        exact = count["value"]
        figure = Figure.model_validate({"span": examples.span(of, exact), "qualifier": "exact", **count})
        found.append(examples.claim(of, sentence.rstrip("."), speaker, figures=(figure,)))
    return _state(text, found)


def test_counts_without_a_party_are_in_no_dispute() -> None:
    text = "There are 1200 soldiers at the border. There are 300 soldiers at the border"
    one, two = ({"value": value, "what": "soldiers", "place": "at the border"} for value in ("1200", "300"))
    assert _counted(text, one, two)["disputes"] == []
    (dispute,) = _counted(text, {**one, "party": "Sudian"}, {**two, "party": "Sudia"})["disputes"]
    assert [side["text"] for side in dispute["sides"]] == ["1200", "300"]


def test_a_count_is_of_the_country_outside_the_definition_or_of_the_articles_words() -> None:
    text = "There are 1200 Chilean soldiers. The Quemari have 300 soldiers"
    one, two = {"value": "1200", "what": "soldiers"}, {"value": "300", "what": "soldiers"}
    figures = _counted(text, {**one, "party": "Chilean"}, {**two, "party": "The Quemari"})["figures"]
    assert {figure["party"] for figure in figures} == {"Chile", "Quemari"}


def test_a_meeting_planned_for_a_fortnight_is_ahead() -> None:
    text = "Berg expects to meet Moran in the next fortnight."
    of = examples.article(text, "one.txt")
    span = ResolvedDate(value="P2W", edtf="2030-03-05/2030-03-19", first="2030-03-05", last="2030-03-19")
    fortnight = examples.day(of, "the next fortnight", "fortnight", "2030-03-05").model_copy(
        update={"resolved": span, "type": "DURATION"}
    )
    move = _action(of, "meet", "meeting", status="expected", by=("Ada Berg",), against=("Ilya Moran",))
    move = move.model_copy(update={"date_id": fortnight.date_id})
    found = [
        examples.claim(of, "to meet Moran in the next fortnight", "Ada Berg", "expect", actions=(move,)),
        fortnight,
    ]
    assert [(entry["kind"], entry["ahead"]) for entry in _state(text, found)["timeline"]] == [("meeting", True)]


def test_the_day_of_a_move_outside_its_claim_is_an_event() -> None:
    text = "On Sunday, Norland announced it would put its ships on alert."
    of = examples.article(text, "one.txt")
    sunday = examples.day(of, "Sunday", "sunday", "2030-03-03")
    move = _action(of, "alert", "alert", status="ordered", by=("Norland",), date_id=sunday.date_id)
    found = [examples.claim(of, "it would put its ships on alert", "Norland", actions=(move,)), sunday]
    assert [(entry["date"], entry["kind"]) for entry in _state(text, found)["timeline"]] == [("2030-03-03", "alert")]


@pytest.mark.parametrize(("stance", "dates"), [("deny", []), ("other", []), ("warn", ["2030-03-09"])])
def test_what_is_denied_is_no_event(stance: str, dates: list[str]) -> None:
    text = "Berg said nothing about what would come on Saturday."
    of = examples.article(text, "one.txt")
    said = examples.claim(of, "what would come on Saturday", "Ada Berg", stance)
    day = examples.day(of, "Saturday", "saturday", "2030-03-09", said)
    assert [entry["date"] for entry in _state(text, [said, day])["timeline"]] == dates


def test_one_warning_in_two_wordings_is_one_event() -> None:
    text = "Berg warned of an attack in May. Moran should expect war next month, Berg warned."
    of = examples.article(text, "one.txt")
    one = examples.claim(of, "of an attack in May", "Ada Berg", "warn")
    two = examples.claim(of, "Moran should expect war next month", "Ada Berg", "warn")
    may = examples.day(of, "May", "may", "2030-05", one)
    next_month = examples.day(of, "next month", "next", "2030-05", two)
    assert len(_state(text, [one, two, may, next_month])["timeline"]) == 1


def test_a_refusal_is_an_event_of_its_day() -> None:
    text = "On Monday, Sudia rejected the Norlandic plan for the strait."
    of = examples.article(text, "one.txt")
    monday = examples.day(of, "Monday", "monday", "2030-03-04")
    said = examples.claim(of, "the Norlandic plan for the strait", "Sudia", "reject", said_on_date_id=monday.date_id)
    assert [entry["kind"] for entry in _state(text, [said, monday])["timeline"]] == ["reject"]


def test_a_denial_without_words_of_its_own_is_told_with_its_cue() -> None:
    text = "An envoy said that Berg would attack. Berg denied the report."
    of = examples.article(text, "one.txt")
    denied = examples.claim(of, "the report", "Ada Berg", "deny", cue=examples.span(of, "denied"))
    found: list[Frozen] = [examples.claim(of, "Berg would attack", "envoy", negated_report=True), denied]
    (dispute,) = _state(text, found)["disputes"]
    assert [side["text"] for side in dispute["sides"]] == ["Berg would attack", "denied the report"]


def _year(mention: Any) -> Any:
    value = mention.resolved.value
    whole = ResolvedDate(value=value, edtf=value, first=f"{value}-01-01", last=f"{value}-12-31")
    return mention.model_copy(update={"resolved": whole})
