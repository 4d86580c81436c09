"""Speakers: the canonical name of the words beside a cue, learned from the text that they stand in."""

from __future__ import annotations

import pytest

from streams.processors.names.cast import learn_cast
from streams.processors.names.memory import Memory
from streams.processors.names.phrases import resolve_phrase
from streams.processors.names.resolved import Resolved
from streams.processors.text.segmentation import segment


def speaker(text: str, phrase: str, *, last: bool = False, heard: str | None = None) -> Resolved:
    """The speaker that `phrase` names in `text`, after `heard` has spoken."""
    segmented = segment(text)
    cast = learn_cast(segmented)
    memory = Memory(segmented, cast)
    if heard:
        start = text.index(heard)
        before = resolve_phrase(cast, (start, start + len(heard)), memory)
        assert before.name
        memory.hear(start, before.name, before.actors)
    start = text.rindex(phrase) if last else text.index(phrase)
    return resolve_phrase(cast, (start, start + len(phrase)), memory)


@pytest.mark.parametrize(
    ("text", "phrase", "name", "role"),
    [
        (
            "Norway's foreign minister Ingrid Solberg said no.",
            "Norway's foreign minister Ingrid Solberg",
            "Ingrid Solberg",
            "foreign minister",
        ),
        ("Chilean Defense Minister Pablo Rojas said so.", "Pablo Rojas", "Pablo Rojas", "defense minister"),
        (
            "Ingrid Solberg, the Norwegian foreign minister, said no.",
            "Ingrid Solberg",
            "Ingrid Solberg",
            "foreign minister",
        ),
        (
            "The Norwegian foreign minister, Ingrid Solberg, said no.",
            "The Norwegian foreign minister",
            "Ingrid Solberg",
            "foreign minister",
        ),
        ("Oslo Council spokeswoman Karin Dahl said no.", "Karin Dahl", "Karin Dahl", "council spokeswoman"),
    ],
)
def test_a_person_is_named_without_title_but_with_the_office(text: str, phrase: str, name: str, role: str) -> None:
    found = speaker(text, phrase)
    assert (found.name, found.role, found.method) == (name, role, "name")


@pytest.mark.parametrize("phrase", ["Solberg", "Ms Solberg", "Minister Solberg"])
def test_a_surname_finds_the_full_name(phrase: str) -> None:
    text = f"Ingrid Solberg of Norway came. Later {phrase} said no."
    assert speaker(text, phrase, last=True).name == "Ingrid Solberg"


def test_a_headline_surname_finds_the_person_whom_the_body_introduces() -> None:
    assert (
        speaker("Solberg rejects talks\n\nForeign Minister Ingrid Solberg rejected talks.", "Solberg").name
        == "Ingrid Solberg"
    )


def test_spellings_are_joined_under_the_most_frequent_full_form() -> None:
    text = "Andriy Kovalyov spoke. Andriy Kovalyov left. Then Kowaliow said no."
    assert speaker(text, "Kowaliow").name == "Andriy Kovalyov"


def test_an_office_finds_its_holder() -> None:
    met = "Norwegian foreign minister Ingrid Solberg met Chilean President Pablo Rojas."
    text = f"{met} The minister said no. The Chilean leader agreed."
    assert speaker(text, "The minister").name == "Ingrid Solberg"
    found = speaker(text, "The Chilean leader")
    assert (found.name, found.method) == ("Pablo Rojas", "title")


def test_a_top_diplomat_may_be_named_later() -> None:
    assert (
        speaker(
            "Norway's top diplomat said no.\n\nForeign minister Ingrid Solberg of Norway spoke.",
            "Norway's top diplomat",
        ).name
        == "Ingrid Solberg"
    )


def test_a_pronoun_takes_the_subject_of_its_sentence_then_the_last_speaker() -> None:
    text = "Ingrid Solberg met Pablo Rojas. While Rojas said yes, he added more."
    assert speaker(text, "he", last=True).name == "Pablo Rojas"
    text = "Ingrid Solberg said yes. Pablo Rojas listened. She went on."
    assert speaker(text, "She", heard="Ingrid Solberg").name == "Ingrid Solberg"


@pytest.mark.parametrize(
    ("text", "phrase", "name", "method"),
    [
        ("Oslo said no.", "Oslo", "Government of Norway", "metonym"),
        ("The US said no.", "The US", "Government of the United States", "metonym"),
        ("The Norwegian side said no.", "The Norwegian side", "Government of Norway", "metonym"),
        ("Norwegian demands grew.", "Norwegian", "Government of Norway", "metonym"),
        ("The White House said no.", "The White House", "White House", "name"),
        ("Norway's Foreign Ministry said no.", "Norway's Foreign Ministry", "Norwegian Foreign Ministry", "name"),
        ("A note from the White House said no.", "A note from the White House", "White House", "name"),
    ],
)
def test_states_and_bodies(text: str, phrase: str, name: str, method: str) -> None:
    found = speaker(text, phrase)
    assert (found.name, found.method) == (name, method)


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("Three Norwegian officials", "Three Norwegian officials"),
        ("an unnamed Norwegian diplomat", "unnamed Norwegian diplomat"),
        ("analysts", "analysts"),
    ],
)
def test_unnamed_sources_stay_unnamed(phrase: str, name: str) -> None:
    found = speaker(f"On Monday {phrase} said no.", phrase)
    assert (found.name, found.method) == (name, "unnamed")


def test_joint_speakers_are_joined() -> None:
    found = speaker("Norway and the US said no.", "Norway and the US")
    assert found.name == "Government of Norway; Government of the United States"
    assert speaker("The US and its European allies said no.", "The US and its European allies").name == (
        "Government of the United States; European allies of the United States"
    )


@pytest.mark.parametrize("phrase", ["Some", "others", "it"])
def test_nobody_named_stays_unknown(phrase: str) -> None:
    assert speaker(f"{phrase} said so.", phrase).name is None


def test_he_is_who_led_the_sentence_before_unless_another_spoke_since() -> None:
    text = "Ann Lund said no.\nOle Berg arrived in Ume. He hoped to stay."
    assert speaker(text, "He", heard="Ann Lund").name == "Ole Berg"
    assert speaker("Ole Berg said Nils Dahl would call. He was glad.", "He", heard="Ole Berg").name == "Ole Berg"


def test_who_is_the_person_named_right_before() -> None:
    text = "Troops moved to Norway on the orders of Ole Berg, who announced it."
    assert speaker(text, "Norway on the orders of Ole Berg, who").name == "Ole Berg"


def test_an_office_with_a_party_or_place_of_its_own_is_no_other_holder() -> None:
    text = "Ann Lund, president of the union, said no. The Harbour leader said yes."
    assert speaker(text, "The Harbour leader").name == "Harbour leader"


def test_a_statement_speaks_for_who_spoke_last() -> None:
    text = "The Norwegian Foreign Ministry said no. “We stay,” the statement said."
    assert speaker(text, "the statement", heard="The Norwegian Foreign Ministry").name == "Norwegian Foreign Ministry"


def test_a_head_of_state_is_no_government() -> None:
    assert (
        speaker("The Norwegian head of state said no.", "The Norwegian head of state").name == "Norwegian head of state"
    )


def test_groups_without_names_stay_together() -> None:
    text = "Some northern media and politicians said so."
    assert speaker(text, "Some northern media and politicians").name == "Some northern media and politicians"


@pytest.mark.parametrize(
    ("text", "phrase", "name"),
    [
        (
            "The Organisation for Trade and Shipping in Europe said no.",
            "The Organisation for Trade and Shipping in Europe",
            "Organisation for Trade and Shipping in Europe",
        ),
        ("The Institute for Peace and Norway said no.", "Institute for Peace", "Institute for Peace"),
        ("The National News Agency of Norway said no.", "The National News Agency of Norway", None),
        ("Minister of State for Europe and North America James Lund spoke.", "James Lund", "James Lund"),
        ("Lund spoke. Minister of State for Europe and North America James Lund came.", "Lund", "James Lund"),
    ],
)
def test_the_names_of_bodies_and_offices_may_hold_and(text: str, phrase: str, name: str | None) -> None:
    assert speaker(text, phrase).name == (name or phrase.removeprefix("The "))


def test_the_military_is_the_one_that_spoke_before() -> None:
    text = "Norway's military came. The military said no."
    assert speaker(text, "The military", last=True, heard="Norway's military").name == "Norwegian military"
