"""Moves and meetings: who acts, upon whom or with whom, how far it is, on which day."""

from __future__ import annotations

from datetime import date

import pytest

from streams.processors.claims.attribute import attribute
from streams.processors.claims.extraction import extract_claims
from streams.processors.dates.finding import find_dates
from streams.processors.found import FoundAction
from streams.processors.text.segmentation import segment

NORWAY, CHILE, AUSTRIA = "Government of Norway", "Government of Chile", "Government of Austria"


def actions(text: str) -> list[FoundAction]:
    segmented = segment(text)
    dates = find_dates(text, published=date(2022, 3, 4))
    found = extract_claims(segmented, attribute(segmented), dates, outlet=None, credit=None, published="2022-03-04")
    return [action for claim in found for action in claim.actions]


def one(text: str) -> FoundAction:
    (action,) = actions(text)
    return action


@pytest.mark.parametrize(
    ("sentence", "by"),
    [
        ("The Norwegian army has also moved troops to Austria, which borders Chile, for drills.", (NORWAY,)),
        ("The Quemari have deployed 5,000 fighters near the lake.", ("The Quemari",)),
        ("Zembla has massed 12,000 soldiers along the river.", ("Zembla",)),
        ("Zembla's navy seized a tanker on Friday.", ("Zembla's navy",)),
        ("The rebels captured the port.", ("The rebels",)),
        ("Zembla has armed the coast and deployed 3,000 soldiers.", ("Zembla",)),
        ("Norway, Chile and Austria have deployed troops.", (NORWAY, CHILE, AUSTRIA)),
        ("The lake, which Norway annexed in 2014, is frozen.", (NORWAY,)),
        ("The island was annexed by Chile in 2014.", (CHILE,)),
        ("Reservists were mobilised by Chile on Sunday.", (CHILE,)),
        ("New sanctions were imposed on Austria by Norway.", (NORWAY,)),
        ("Zembla, which has long feared an attack, deployed its fleet on Sunday.", ("Zembla",)),
        ("The withdrawal of Chilean troops began on Monday.", (CHILE,)),
        ("The coast froze, and the West has responded by sending weapons.", ("the West",)),
    ],
)
def test_a_move_is_its_subjects(sentence: str, by: tuple[str, ...]) -> None:
    assert {action.by for action in actions(sentence)} == {by}


def test_who_is_accused_of_a_move_did_it() -> None:
    assert one("Pablo Rojas accused Norway of shelling the harbour.").by == (NORWAY,)


@pytest.mark.parametrize(
    ("sentence", "against"),
    [
        ("Norway imposed sanctions on Zembla.", ("Zembla",)),
        ("Norway bombed Quemari positions in Chile.", ("Quemari positions",)),
        ("Norway has massed troops on its border with Chile.", (CHILE,)),
        ("Chile was sanctioned by Norway.", (CHILE,)),
    ],
)
def test_a_move_is_against_what_its_kind_takes(sentence: str, against: tuple[str, ...]) -> None:
    assert one(sentence).against == against


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway demanded that Chile withdraw its troops.",
        "Chile described Norway's demands that it close the port and withdraw its troops as absurd.",
        "Norway called for the withdrawal of Chilean troops.",
        "Norway faces sanctions.",
        "Norway test-fired ballistic missiles.",
    ],
)
def test_what_is_asked_for_or_undergone_is_done_by_nobody(sentence: str) -> None:
    assert not any(action.by for action in actions(sentence))


def test_what_is_announced_is_ordered_on_the_day_of_the_announcement() -> None:
    text = "On Monday, Norway announced it would be placing 8,500 troops on “high alert” in the north."
    action = one(text)
    assert (action.by, action.status) == ((NORWAY,), "ordered")
    assert action.on is not None
    assert text[slice(*action.on)] == "Monday"


@pytest.mark.parametrize(
    ("sentence", "parties"),
    [
        ("Ingrid Solberg and Pablo Rojas will hold talks in Vienna.", {"Ingrid Solberg", "Pablo Rojas"}),
        ("Ingrid Solberg met Pablo Rojas, the envoy, in Vienna on Monday.", {"Ingrid Solberg", "Pablo Rojas"}),
        ("Norway will meet Chile near Vienna.", {NORWAY, CHILE}),
        ("Austria will host talks between Norway and Chile.", {NORWAY, CHILE}),
        ("The Quemari will hold talks with Chilean mediators in Vienna.", {"The Quemari", CHILE}),
        ("Norway thanked him for the written answers submitted by Chile and Austria on Monday.", {CHILE, AUSTRIA}),
    ],
)
def test_those_meet_who_are_joined_and_not_the_place(sentence: str, parties: set[str]) -> None:
    action = one(sentence)
    assert parties <= {*action.by, *action.against}
    assert AUSTRIA in parties or AUSTRIA not in {*action.by, *action.against}


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Ingrid Solberg and Pablo Rojas are to meet on March 9.", "scheduled"),
        ("Ingrid Solberg is to speak by phone with Pablo Rojas on Monday.", "scheduled"),
        ("Ingrid Solberg expects to meet Pablo Rojas in the next fortnight.", "expected"),
        ("A planned meeting between Ingrid Solberg and Pablo Rojas was called off.", "cancelled"),
        ("Talks between Ingrid Solberg and Pablo Rojas will be held on March 9.", "expected"),
        ("Ingrid Solberg met Pablo Rojas on Monday.", "held"),
    ],
)
def test_a_meeting_to_come_is_not_held(sentence: str, status: str) -> None:
    assert one(sentence).status == status


@pytest.mark.parametrize(
    "sentence",
    ["Pablo Rojas should say if he wants talks with Ingrid Solberg.", "Ingrid Solberg never met Pablo Rojas."],
)
def test_a_meeting_that_is_only_wanted_is_none(sentence: str) -> None:
    assert actions(sentence) == []


def test_the_occasion_of_a_claim_is_read() -> None:
    text = "During a phone call between Ingrid Solberg and Pablo Rojas on Thursday, Rojas said that the port was open."
    action = one(text)
    assert {*action.by, *action.against} == {"Ingrid Solberg", "Pablo Rojas"}
    assert (action.kind, action.status) == ("call", "held")
