"""Attribution in the style of wires: addressees, adjuncts, shared subjects, nouns, colons and the ends of content."""

from __future__ import annotations

import pytest

from tests.processors.claims.test_attribution import Found, found, read

Case = tuple[str, list[Found]]

ADDRESSED: list[Case] = [
    (
        "Mayor Ann Lund on Thursday warned her counterpart, Ole Berg, that the city could impose new fines.",
        [("the city could impose new fines", "warned", "Mayor Ann Lund")],
    ),
    (
        "The council asked Ole Berg, the chair of the debate, to check the facts.",
        [("to check the facts", "asked", "The council")],
    ),
    ("Oslo accused the north's leader, Ole Berg, of “reckless folly.”", [("reckless folly.", "accused", "Oslo")]),
    (
        "Ann Lund confirmed to Channel One later in the day that “active work is underway on such a meeting.”",
        [("active work is underway on such a meeting.", "confirmed", "Ann Lund")],
    ),
]

ADJUNCTS: list[Case] = [
    (
        "Lund said in a statement on Friday the council would not accept his support.",
        [("the council would not accept his support", "said", "Lund")],
    ),
    (
        "Lund said after the convention she would not accept his support.",
        [("she would not accept his support", "said", "Lund")],
    ),
    ("Lund said on Twitter he was late.", [("he was late", "said", "Lund")]),
    (
        "The union announced a day earlier that it was moving troops.",
        [("it was moving troops", "announced", "The union")],
    ),
    (
        "Berg, asked whether he would go, said the road was open.",
        [("whether he would go", "asked", None), ("the road was open", "said", "Berg")],
    ),
]

SUBJECTS: list[Case] = [
    (
        "The mayor did not tell how that might happen, but promised “we'll be able to do it.”",
        [("how that might happen", "tell", "The mayor"), ("we'll be able to do it.", "promised", "The mayor")],
    ),
    (
        "The diplomats on Monday emerged from a day of talks in Ume, Norway, describing the talks as “useful.”",
        [("the talks as “useful.”", "describing", "The diplomats")],
    ),
    (
        "Norway has denied having any such plans, but has demanded that Ume be barred.",
        [("having any such plans", "denied", "Norway"), ("Ume be barred", "demanded", "Norway")],
    ),
    (
        "Oslo published measures addressed to Sweden on Friday and asked for immediate talks.",
        [("immediate talks", "asked", "Oslo")],
    ),
    (
        "The Swedish Ambassador to Norway Ole Berg said the bridge was closed.",
        [("the bridge was closed", "said", "The Swedish Ambassador to Norway Ole Berg")],
    ),
    ("France, Germany and Italy said they would not go.", [("they would not go", "said", "France, Germany and Italy")]),
    (
        "“We urge Oslo to stop,” the statement issued by the embassy in the north said.",
        [("We urge Oslo to stop,", "said", "the statement issued by the embassy in the north")],
    ),
    (
        "On Thursday evening Norway's health minister said 57 people had been killed.",
        [("57 people had been killed", "said", "Norway's health minister")],
    ),
]

NOUNS: list[Case] = [
    (
        "The alliance on Friday published draft security demands that the north deny membership to Ume.",
        [("the north deny membership to Ume", "demands", "The alliance")],
    ),
    ("She issued a warning that the bridge would fall.", [("the bridge would fall", "warning", "She")]),
    (
        "Among them is the promise by the council not to accept new members.",
        [("not to accept new members", "promise", "the council")],
    ),
]

ENDS: list[Case] = [
    (
        "The council denied any wrongdoing but continues to demand that the north withdraw.",
        [("any wrongdoing", "denied", "The council"), ("the north withdraw", "demand", "The council")],
    ),
    (
        "The paper, which says that clerks have links with the north, has raised eyebrows.",
        [("clerks have links with the north", "says", "which")],
    ),
    (
        "Lund complained that the north and the union had not heard her.",
        [("the north and the union had not heard her", "complained", "Lund")],
    ),
    (
        "Despite statements from Oslo denying plans to invade, the ministry stated that 120 soldiers were there.",
        [
            ("plans to invade", "denying", "statements from Oslo"),
            ("120 soldiers were there", "stated", "the ministry"),
        ],
    ),
    (
        "The mayor said three people had been killed there and emergency services in Oslo said a boy had died.",
        [
            ("three people had been killed there", "said", "The mayor"),
            ("a boy had died", "said", "emergency services in Oslo"),
        ],
    ),
    (
        "The minister warned of short- and medium-range missiles.",
        [("short- and medium-range missiles", "warned", "The minister")],
    ),
    (
        "Oslo denies it plans to attack, saying its soldiers are there for exercises.",
        [("it plans to attack", "denies", "Oslo"), ("its soldiers are there for exercises", "saying", "Oslo")],
    ),
]

PHRASES: list[Case] = [
    ("The mayor ruled out any talks.", [("any talks", "ruled out", "The mayor")]),
    (
        "“If we see a withdrawal, we will believe in it,” he was quoted as saying by the Harbour Post.",
        [("If we see a withdrawal, we will believe in it,", "saying", "he")],
    ),
    ("Lund was quoted as saying that the bridge was closed.", [("the bridge was closed", "saying", "Lund")]),
    ("The letter states that the bridge was closed.", [("the bridge was closed", "states", "The letter")]),
]

COLONS: list[Case] = [
    (
        "The first response is from palace spokesman Ann Lund: “There will be no talks without our friends.”",
        [("There will be no talks without our friends.", None, "palace spokesman Ann Lund")],
    ),
    ("Her reply: “We will not go.”", [("We will not go.", None, "Her")]),
    ("Ann Lund: “We will not go.”", [("We will not go.", None, "Ann Lund")]),
]

TAILS: list[Case] = [
    (
        "He had never expected “for one day” that she would go, he told reporters after coming to Ume, where he lives.",
        [("He had never expected “for one day” that she would go", "told", "he")],
    ),
    (
        "The exercise was over, the mayor told reporters after the storm had passed.",
        [("The exercise was over", "told", "the mayor")],
    ),
]


@pytest.mark.parametrize(
    ("text", "expected"), ADDRESSED + ADJUNCTS + SUBJECTS + NOUNS + ENDS + PHRASES + COLONS + TAILS
)
def test_content_cue_and_source(text: str, expected: list[Found]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "In a statement that provided few particulars, the ministry kept silent.",
        "The two leaders spoke frankly for nearly an hour on Thursday.",
        "They presented their points of view on the bridge.",
    ],
)
def test_nouns_and_durations_that_report_nothing_are_no_cues(text: str) -> None:
    assert read(text) == []


def test_a_name_that_looks_like_an_adverb_speaks() -> None:
    text = "The minister Ann Overly spoke. Overly warned that the bridge was closed."
    assert found(text) == [("the bridge was closed", "warned", "Overly")]
