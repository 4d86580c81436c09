"""Counts: whose the counted are, and what befell them."""

from __future__ import annotations

import pytest

from tests.processors.claims.test_extraction import claims


@pytest.mark.parametrize(
    ("sentence", "what", "party"),
    [
        ("Zembla has massed 12,000 soldiers along the river.", "soldiers", "Zembla"),
        ("The Quemari have deployed 5,000 fighters near the lake.", "fighters", "The Quemari"),
        ("The Quemari have 4,000 Zemblan troops in a camp.", "troops", "Zemblan"),
        ("The Norwegian army has put 5,000 soldiers on alert.", "soldiers", "Norwegian"),
        ("Norway, which borders the lake, moved in and has sent 3,000 troops.", "troops", "Norway"),
        ("The coast froze, and the West has sent 8,500 men.", "men", "the West"),
        ("Chile shot down two Norwegian jets.", "jets", "Norwegian"),
        ("Fighting between Norway and Chile has killed more than 14,000 people.", "people killed", None),
        ("Chile said that 20 Norwegian soldiers were killed.", "soldiers killed", "Norwegian"),
        ("Chile killed 20 soldiers.", "soldiers killed", None),
        ("Norway said that eight of its soldiers had died.", "soldiers killed", "Norway"),
    ],
)
def test_a_count_is_its_subjects_unless_it_befell_them(sentence: str, what: str, party: str | None) -> None:
    (figure,) = [figure for claim in claims(sentence) for figure in claim.figures]
    assert (figure.what, figure.party) == (what, party)
