"""What is demanded, by whom, of whom; what is wanted is not promised."""

from __future__ import annotations

import pytest

from tests.processors.claims.test_extraction import claims, one, words


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Norway has issued two proposals to Sweden; a promise that Denmark will never join the Union and a halt.",
            "Denmark will never join the Union and a halt",
        ),
        ("Norway is seeking written assurances that Denmark will not join.", "Denmark will not join"),
        ("Norway has asked for a pledge that the fleet would leave.", "the fleet would leave"),
        ("Norway's demand for guarantees that Denmark will never join was rejected.", "Denmark will never join"),
        ("Norway wants guarantees that Denmark will never join.", "guarantees that Denmark will never join"),
        (
            "Norway has made several demands, including that Denmark never be allowed to join.",
            "Denmark never be allowed to join",
        ),
        ("Among Norway's demands is that the fleet leave.", "the fleet leave"),
        ("Norway's main demand is that the fleet leave.", "the fleet leave"),
        (
            "Norway has issued proposals that would bar Denmark from the Union.",
            "proposals that would bar Denmark from the Union",
        ),
    ],
)
def test_what_is_wanted_is_demanded(text: str, content: str) -> None:
    claim = one(text)
    assert (words(text, claim), claim.stance, claim.speaker) == ([content], "demand", "Government of Norway")


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Norway gave a promise that the fleet would leave.", "promise"),
        ("Norway has issued a proposal that would help the fishermen.", "assert"),
        ("Solberg insisted on Friday that the fleet would leave.", "assert"),
    ],
)
def test_what_is_given_is_not_demanded(text: str, stance: str) -> None:
    assert one(text).stance == stance


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Norway demanded that Sweden bar new members.", "Government of Sweden"),
        ("Norway demanded that Denmark be barred from the bloc by Sweden.", "Government of Sweden"),
        ("Norway wants guarantees that Denmark will never join the bloc.", None),
        ("Norway demands that Sweden not send ships.", "Government of Sweden"),
    ],
)
def test_a_demand_is_aimed_at_who_is_to_act(text: str, target: str | None) -> None:
    assert one(text).target == target


@pytest.mark.parametrize(
    "text",
    [
        "Sweden described as “non-starters” Norway’s demands that the fleet leave the harbour.",
        "Sweden dismissed as unacceptable Norway's demand that the fleet leave the harbour.",
        "Sweden has rejected a Norwegian demand that the fleet leave the harbour.",
    ],
)
def test_a_judged_demand_is_a_claim_of_who_made_it(text: str) -> None:
    refusal, demand = claims(text)
    assert (refusal.stance, refusal.speaker, refusal.target) == (
        "reject",
        "Government of Sweden",
        "Government of Norway",
    )
    assert words(text, demand) == ["the fleet leave the harbour"]
    assert (demand.stance, demand.speaker, demand.target) == ("demand", "Government of Norway", "Government of Sweden")


def test_the_words_that_a_refusal_names_do_not_tell_who_is_refused() -> None:
    assert one("Sweden ruled out other demands, including that Denmark never join the Union.").target is None
