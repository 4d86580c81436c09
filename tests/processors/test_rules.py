"""Rules drawn with marks divide a text and take no part in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from streams.processors.text.rules import without_rules


@given(st.text(alphabet="ab \n", max_size=30), st.sampled_from('"-,.*=“'), st.integers(16, 40))
def test_a_rule_is_white_space_of_its_length(before: str, mark: str, length: int) -> None:
    assert without_rules(f"{before}a{mark * length}b") == f"{before}a{' ' * length}b"


@given(st.text(alphabet='ab "-\n', max_size=15))
def test_shorter_runs_and_letters_stay(text: str) -> None:
    assert without_rules(text) == text
    assert without_rules("a" * 20 + "_" * 20) == "a" * 20 + "_" * 20
