"""Whose words they are where the verb alone does not tell, and words that look like a report and are none."""

from __future__ import annotations

import pytest

from tests.processors.claims.test_attribution import Found, found
from tests.processors.claims.test_extraction import claims

Case = tuple[str, list[Found]]

STATES: list[Case] = [
    ("Some ferrymen are worried that the port will close.", [("the port will close", "worried", "Some ferrymen")]),
    ("The union is critical of the new tax.", [("the new tax", "critical", "The union")]),
    (
        "Berg appeared to suggest that the port was lost.",
        [("to suggest that the port was lost", "appeared", "Berg")],
    ),
]

MADE_TO_SPEAK: list[Case] = [
    ("The storm led her to declare that the race was over.", [("the race was over", "declare", "her")]),
    ("The letter forced Lund to admit that she had left.", [("she had left", "admit", "Lund")]),
    (
        "The council has faced criticism from fishermen that the pier was unsafe.",
        [("the pier was unsafe", "criticism", "fishermen")],
    ),
    (
        "The vote was held despite repeated warnings from her lawyer that it was void.",
        [("it was void", "warnings", "her lawyer")],
    ),
    (
        "Lund's email to her members notes that the pier is old.",
        [("the pier is old", "notes", "Lund's email to her members")],
    ),
    (
        "The council came under heavy criticism that the pier was unsafe.",
        [("the pier was unsafe", "criticism", None)],
    ),
    ("She has faced sharp criticism for closing the pier.", [("closing the pier", "criticism", None)]),
    ("The paper quotes Dutch criticism of the new pier.", [("the new pier", "criticism", "Dutch")]),
    ("Oslo has issued repeated denials that it owns the pier.", [("it owns the pier", "denials", "Oslo")]),
    (
        "The strike has left officials wondering whether the pier will hold.",
        [("whether the pier will hold", "wondering", "officials")],
    ),
    (
        "Ann Lund, R-Wis., despite admitting that the pier was old, left.",
        [("the pier was old", "admitting", "Ann Lund")],
    ),
    ("The captains whom she met said the pier was old.", [("the pier was old", "said", "The captains")]),
    (
        "Lund, when asked about the pier, responded that it was old.",
        [("the pier", "asked", None), ("it was old", "responded", "Lund")],
    ),
    ("The captains I interviewed said the pier was old.", [("the pier was old", "said", "The captains")]),
]

CLAUSES: list[Case] = [
    (
        "The demand for a pledge that Chile won't leave already has been heard.",
        [("Chile won't leave", "demand", None)],
    ),
    ("The council last reported fog in June.", [("fog", "reported", "The council")]),
    ("The captains continued the exercises.", []),
    ("“The pier is old”, assured Lund.", [("The pier is old", "assured", "Lund")]),
    ("The council on May 20 said that the pier was old.", [("the pier was old", "said", "The council")]),
    (
        "The council called on captains to reject that request.",
        [("captains to reject that request", "called", "The council")],
    ),
    (
        "Lund criticized Dutch and Danish statements for scaring the captains.",
        [("Dutch and Danish statements for scaring the captains", "criticized", "Lund")],
    ),
    ("Lund said after the meeting that the pier was old.", [("the pier was old", "said", "Lund")]),
    ("Lund said after the storm that killed two.", []),
    ("Lund and Berg both said the pier was old.", [("the pier was old", "said", "Lund and Berg")]),
    ("He added, with a smile: “The pier is old.”", [("The pier is old.", "added", "He")]),
    ("Berg said Chile never intended to leave.", [("Chile never intended to leave", "said", "Berg")]),
    (
        "Berg called for a meeting of captains and stated that the pier was old.",
        [("a meeting of captains", "called", "Berg"), ("the pier was old", "stated", "Berg")],
    ),
    ("Claims that Chile attacked the pier were false.", [("Chile attacked the pier", "Claims", None)]),
    ("The criticism of the pier comes as it ages.", [("the pier", "criticism", None)]),
    (
        "Lund reports the pier has either sunk or burned.",
        [("the pier has either sunk or burned", "reports", "Lund")],
    ),
    (
        "Lund denied the report. “The pier is open.”",
        [("the report", "denied", "Lund"), ("The pier is open.", None, "Lund")],
    ),
    (
        "Lund said that the pier was new. “It is open.”",
        [("the pier was new | It is open.", "said", "Lund")],
    ),
    (
        "Though the move was easy, she said, leaving the port would be hard.",
        [("Though the move was easy | leaving the port would be hard", "said", "she")],
    ),
    ("The mayor has not said when she would leave.", [("when she would leave", "said", "The mayor")]),
    ("Mr. Berg notes that we're late.", [("we're late", "notes", "Mr. Berg")]),
    (
        "The pier is old, but as Berg noted, it can be mended.",
        [("it can be mended", "noted", "Berg")],
    ),
    ("He added, that the pier was old.", [("the pier was old", "added", "He")]),
    ("Another tweeted, “The pier is gone.”", [("The pier is gone.", "tweeted", "Another")]),
    ("It built what engineers say is a copy.", [("what | is a copy", "say", "engineers")]),
    ("Berg made it clear that the pier would go.", [("the pier would go", "made", "Berg")]),
    ("Lund expressed concern that the pier may sink.", [("the pier may sink", "concern", "Lund")]),
    (
        "The navy said a shell had hit the pier, though this could not be confirmed.",
        [("a shell had hit the pier", "said", "The navy")],
    ),
    ("US envoy Ann Lund said the ships had left.", [("the ships had left", "said", "US envoy Ann Lund")]),
    (
        "Berg said the port would take 40-50 ships.",
        [("the port would take 40-50 ships", "said", "Berg")],
    ),
    (
        "An official, who asked not to be named, said the ships had left.",
        [("the ships had left", "said", "An official")],
    ),
    ("“We must mend the pier,” the letter reads.", [("We must mend the pier,", "reads", "the letter")]),
    ("His manager said as much on Thursday.", [("as much", "said", "His manager")]),
    ("“Is the pier not far too old?” Berg demanded.", [("Is the pier not far too old?", "demanded", "Berg")]),
]


@pytest.mark.parametrize(("text", "expected"), [*STATES, *MADE_TO_SPEAK, *CLAUSES])
def test_source_of_words(text: str, expected: list[Found]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It goes without saying that taxes are high.",
        "It is worth noting that the pier is old.",
        "Having said that, the pier is old.",
        "It is safe to say the pier is old.",
        "The alleged thief was gone.",
        "A driver told a guard before the police arrived.",
    ],
)
def test_what_nobody_says_is_no_claim(text: str) -> None:
    assert found(text) == []


def test_a_text_that_ends_with_a_source_says_nothing() -> None:
    assert found("According to officials") == []


@pytest.mark.parametrize("amount", ["up to", "at least", "as many as", "around", "between 8 and", "more than"])
def test_content_begins_with_the_words_that_qualify_its_number(amount: str) -> None:
    content = f"{amount} 10 captains had left"
    assert found(f"Officials said {content}.") == [(content, "said", "Officials")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The port pledged that it would stay.", [("it would stay", "pledged", "The port")]),
        ("Norway pledged help for the fishermen.", [("help for the fishermen", "pledged", "Norway")]),
        ("The mayor demanded the closing of the pier.", [("the closing of the pier", "demanded", "The mayor")]),
        ("They threatened to leave.", [("to leave", "threatened", "They")]),
        ("The union refuted the report of the mayor.", [("the report of the mayor", "refuted", "The union")]),
        ("The captain reckons that it is over.", [("it is over", "reckons", "The captain")]),
        ("The pledge drive and the forecast were late.", []),
    ],
)
def test_a_verb_with_a_subject_introduces_what_it_always_introduces(text: str, expected: list[Found]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What they say: “The pier is lost,” Lund said in Ume.", [("The pier is lost,", "said", "Lund")]),
        ("They admitted closing it but did not explain the plan.", [("closing it", "admitted", "They")]),
        ("Boats left certain disputed waters in the north.", []),
        ("The agency cited as its source a letter of the fund.", []),
        (
            "Berg urged them to recognise the island as a country.",
            [("to recognise the island as a country", "urged", "Berg")],
        ),
    ],
)
def test_content_holds_neither_labels_nor_what_nobody_says(text: str, expected: list[Found]) -> None:
    assert found(text)[: len(expected) or None] == expected


@pytest.mark.parametrize(
    ("sentence", "target"),
    [
        ("Zembla rejected Quemar's demand that it withdraw its trawlers from the Grey Bank.", "Quemar"),
        ("Zembla rejected the Chilean demands to leave the Grey Bank.", "Government of Chile"),
        ("Zembla rejected a proposal to meet near the Grey Bank.", None),
    ],
)
def test_a_demand_is_rejected_to_whom_made_it(sentence: str, target: str | None) -> None:
    assert next(claim for claim in claims(sentence) if claim.stance == "reject").target == target
