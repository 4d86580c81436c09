"""What is threatened and promised, on which condition: none of it is lost, wherever it stands in the sentence."""

from __future__ import annotations

import pytest

from tests.processors.claims.test_extraction import one, words


@pytest.mark.parametrize(
    ("text", "content", "condition"),
    [
        (
            "If Chile attacks Norway, Sweden and its allies have vowed to close the strait.",
            ["If Chile attacks Norway", "to close the strait"],
            "If Chile attacks Norway",
        ),
        (
            "Unless the fleet leaves, Sweden threatened to close the strait.",
            ["Unless the fleet leaves", "to close the strait"],
            "Unless the fleet leaves",
        ),
        (
            "In the event of an attack, Sweden has promised to send ships.",
            ["In the event of an attack", "to send ships"],
            "In the event of an attack",
        ),
        (
            "If the talks fail, Solberg said that Norway would leave.",
            ["If the talks fail", "Norway would leave"],
            "If the talks fail",
        ),
        ("Sweden has threatened to leave if the talks fail.", ["to leave if the talks fail"], "if the talks fail"),
        (
            "“If they fire on our boats, we will close the strait,” Solberg warned.",
            ["If they fire on our boats, we will close the strait,"],
            "If they fire on our boats",
        ),
    ],
)
def test_a_condition_is_part_of_what_depends_on_it(text: str, content: list[str], condition: str) -> None:
    claim = one(text)
    assert words(text, claim) == content
    assert claim.condition
    assert text[slice(*claim.condition)] == condition


@pytest.mark.parametrize(
    "text",
    [
        "If anything, Solberg said that the harbour would close.",
        "If the paper is right, Solberg said that the harbour was shut.",
    ],
)
def test_what_opens_a_sentence_is_no_condition_of_what_is_so_anyway(text: str) -> None:
    assert len(one(text).content) == 1


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Sweden warned Chile of harsh sanctions if it attacks Norway, including a ban on its ships.",
            "harsh sanctions if it attacks Norway, including a ban on its ships",
        ),
        ("Sweden threatened Chile with sanctions unless it withdraws.", "sanctions unless it withdraws"),
        ("Sweden warned Chile against an invasion.", "an invasion"),
        ("Sweden warned Chile of plans to attack the harbour.", "plans to attack the harbour"),
    ],
)
def test_what_is_said_begins_behind_the_one_addressed(text: str, content: str) -> None:
    claim = one(text)
    assert (words(text, claim), claim.addressee) == ([content], "Government of Chile")


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("“If they fire, we will close the strait,” Solberg warned.", "threaten"),
        ("“We will seize their ships if they fire,” Solberg said.", "threaten"),
        ("Solberg warned that if Chile fired, it would mean the end of the talks.", "warn"),
        ("Solberg warned that Chile would attack if the talks failed.", "warn"),
        ("“If they fire, we will not close the strait,” Solberg warned.", "warn"),
    ],
)
def test_a_warning_of_what_ones_own_side_would_do_is_a_threat(text: str, stance: str) -> None:
    assert one(text).stance == stance
