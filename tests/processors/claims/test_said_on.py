"""No day of speech is invented: whose day is carried on, and how far."""

from __future__ import annotations

from tests.processors.claims.test_extraction import claims

FILLER = "The harbour lies at the mouth of the river and has been used by fishermen for a thousand years. " * 3


def days(text: str) -> list[str | None]:
    return [claim.said_on for claim in claims(text) if claim.kind != "narration"]


def test_another_body_of_the_side_did_not_speak_on_the_same_day() -> None:
    text = "On Monday, the Pentagon announced that it would send ships. The White House denied that it had a plan."
    assert days(text) == ["2022-02-28", None]


def test_a_person_of_the_side_spoke_on_the_day_that_the_text_told_last() -> None:
    text = "Sweden said on Monday that it would send ships. Swedish minister Ann Lund said that they were ready."
    assert days(text) == ["2022-02-28", "2022-02-28"]


def test_a_day_is_not_carried_past_another() -> None:
    text = (
        "Sweden said on Monday that it would send ships. Norway said on Wednesday that it would not. "
        "Swedish minister Ann Lund said that they were ready."
    )
    assert days(text) == ["2022-02-28", "2022-03-02", None]


def test_a_government_speaks_on_many_days() -> None:
    text = "Sweden said on Monday that it would send ships. It added that they were ready. "
    assert days(text) == ["2022-02-28", "2022-02-28"]
    assert days(f"{text}{FILLER} Sweden has denied any intention to attack.") == ["2022-02-28", "2022-02-28", None]


def test_who_spoke_on_a_day_said_then_what_follows() -> None:
    text = (
        "The harbour is open.\n\nSwedish minister Ann Lund spoke to reporters on Monday.\n\n"
        "The plan was better than others, she said."
    )
    assert days(text) == ["2022-02-28"]
