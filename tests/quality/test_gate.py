"""Quality of claims and dates on articles that the project may hold. The floors only rise.

The gold in `gold/` follows the annotation guide: three of the seed articles and three statements of the White House,
which are
in the public domain. `articles.json` tells the day of publication of each.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from streams.processors.claims.attribute import attribute
from streams.processors.claims.extraction import extract_claims
from streams.processors.dates.finding import find_dates
from streams.processors.dates.speech import anchor_in_speech
from streams.processors.text.segmentation import segment
from tests.quality.scorer import Tally, read_gold, score_claims, score_dates

GOLD = Path(__file__).with_name("gold")


@pytest.fixture(scope="module")
def tally() -> Tally:
    claims, dates = read_gold(GOLD, "claims.jsonl"), read_gold(GOLD, "dates.jsonl")
    names = json.loads((GOLD / "names.json").read_text(encoding="utf-8"))
    whole = Tally()
    for doc, day in json.loads((GOLD / "articles.json").read_text(encoding="utf-8")).items():
        with (GOLD / "texts" / doc).open(encoding="utf-8", newline="") as file:
            text = file.read()
        published = date.fromisoformat(day)
        segmented, mentioned = segment(text), find_dates(text, published=published)
        found = extract_claims(segmented, attribute(segmented), mentioned, outlet=None, credit=None, published=day)
        told = [claim for claim in found if claim.kind != "narration"]
        score_claims(whole, text, [c for c in claims if c["doc"] == doc], told, names)
        score_dates(
            whole,
            [d for d in dates if d["doc"] == doc],
            anchor_in_speech(mentioned, found, text=text, published=published),
        )
    return whole


def test_claims_are_found(tally: Tally) -> None:
    assert tally.relaxed >= 90


def test_claims_have_their_speaker(tally: Tally) -> None:
    assert tally.joint_f1 >= 90


def test_claims_have_their_stance(tally: Tally) -> None:
    assert tally.stance_share >= 96


def test_claims_have_their_day(tally: Tally) -> None:
    assert tally.said_on_share >= 98


def test_dates_have_their_value(tally: Tally) -> None:
    assert tally.value_f1 >= 97
