"""Contents that say something, of those who said them: no bare nouns, no numbers as speakers, no fears of nobody's."""

from __future__ import annotations

import pytest

from tests.processors.claims.test_extraction import claims, one, words


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        ("About 100,000 Norwegian troops stand there, raising fears of an attack.", ["an attack"], None),
        ("The harbour shook as Swedish fears grow of an attack.", ["an attack"], "Government of Sweden"),
        ("The drill raised Swedish fears that Norway could attack.", ["Norway could attack"], "Government of Sweden"),
        ("There are fears of an attack.", ["an attack"], None),
        ("Some 2,000 fishermen said that it was over.", ["it was over"], "Some 2,000 fishermen"),
        (
            "Solberg signaled at least a token interest in talks.",
            ["at least a token interest in talks"],
            "Solberg",
        ),
        (
            "Solberg said that Chile ignored them, but there was at least “something” in its answer to the harbour.",
            ["Chile ignored them, but there was at least “something” in its answer to the harbour"],
            "Solberg",
        ),
    ],
)
def test_what_is_said_by_whom(text: str, content: list[str], speaker: str | None) -> None:
    claim = one(text)
    assert (words(text, claim), claim.speaker) == (content, speaker)


def test_what_only_points_back_has_the_stance_of_what_it_points_to() -> None:
    text = "Norway called the demand a “non-starter,” and Ingrid Solberg reiterated that opinion on Wednesday."
    first, second = claims(text)
    assert words(text, second) == ["that opinion"]
    assert first.stance == second.stance == "reject"


def test_who_wants_one_thing_but_warns_of_another_says_two() -> None:
    text = "Solberg wanted a ban on the ships but warned that the harbour would suffer."
    assert [words(text, claim) for claim in claims(text)] == [["a ban on the ships"], ["the harbour would suffer"]]


def test_a_way_to_counter_a_move_is_no_claim() -> None:
    assert not [c for c in claims("Norway has begun talks on ways to counter that move if it happens.") if c.cue]


def test_the_agency_behind_two_others_is_only_the_way() -> None:
    text = (
        "According to AP, sources who remained anonymous indicated that Solberg warned Ole Berg that Chile could "
        "attack when the ground freezes, carrying out the raid from the north."
    )
    (claim,) = [claim for claim in claims(text) if claim.kind != "narration"]
    assert claim.speaker == "Solberg"


def test_both_are_the_two_named_last() -> None:
    text = (
        "Sweden and its allies have warned Chile of sanctions.\n\nThe answers of Norway and Denmark are secret. "
        "Both have said that they are ready to talk. They have ruled out a ban."
    )
    assert [claim.speaker for claim in claims(text) if claim.kind != "narration"][1:] == [
        "Government of Norway; Government of Denmark"
    ] * 2


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Solberg said that there are 100 ships, but that they have not seen any attack.", "assert"),
        ("Norway said that it did not want a war and that the ships were old.", "deny"),
    ],
)
def test_what_is_denied_in_passing_makes_no_denial(text: str, stance: str) -> None:
    assert one(text).stance == stance


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Solberg warned that sanctions would end the talks, however.", "sanctions would end the talks"),
        (
            "Solberg suggested there are areas of progress but also differences that remain.",
            "there are areas of progress but also differences that remain",
        ),
        (
            "Solberg confirmed Norway had made no progress in its goals, such as securing a pledge from Chile.",
            "Norway had made no progress in its goals, such as securing a pledge from Chile",
        ),
        (
            "Solberg said that Norway had survived many wars, prompting Chile to protest.",
            "Norway had survived many wars",
        ),
        (
            "Jan. 18, 2022 (AGENCY)—Solberg told reporters at a briefing today, that she will meet Berg.",
            "she will meet Berg",
        ),
        ("Norway is seeking legal guarantees against a war.", "legal guarantees against a war"),
    ],
)
def test_contents_begin_and_end_where_the_speaker_does(text: str, content: str) -> None:
    assert words(text, one(text)) == [content]


def test_what_is_listed_among_demands_is_demanded() -> None:
    text = (
        "Norway has laid out a series of demands, including a promise that Chile will not leave and a guarantee that "
        "the fleet will leave."
    )
    assert [(claim.stance, claim.speaker) for claim in claims(text)] == [("demand", "Government of Norway")] * 2
