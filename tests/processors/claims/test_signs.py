"""Signs that content ends or goes on at a place."""

from __future__ import annotations

import pytest

from streams.processors.claims.signs import weighed
from tests.processors.claims.test_attribution import found


@pytest.mark.parametrize(
    "content",
    [
        "the harbour counted 33 ships in Vik, Dale, Lund, Berg, Sand, and Ness",
        "the ferry served Vik, Dale and Lund, and two other ports",
        "the crew found ropes, knives, night lamps, and other gear",
    ],
)
def test_a_list_is_not_cut_in_its_middle(content: str) -> None:
    assert found(f"The union claimed that {content}.") == [(content, "claimed", "The union")]


def test_content_that_passed_a_comma_more_likely_goes_on() -> None:
    first, second = (weighed(0.4, ",", "cl", [("commas", count)]) for count in ("1", "2"))
    assert first > 0.4 > second


def test_an_unknown_sign_changes_nothing() -> None:
    assert weighed(0.25, ",", "cl", [("colour", "red")]) == pytest.approx(0.25)
