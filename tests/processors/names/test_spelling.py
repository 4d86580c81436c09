"""Spellings: romanisations of one name share a key, short forms join their given name, others stay apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.processors.names.spelling import fold, same_given


@pytest.mark.parametrize(
    "spellings",
    [
        ("Zelensky", "Zelenskiy", "Zelenskyy", "Zelenskyi"),
        ("Sergei", "Sergey", "Sergej"),
        ("Lukashenko", "Lukashenka"),
        ("Kowalyov", "Kovalyov", "Kovalev"),
        ("Dmitri", "Dmitry", "Dmitriy", "Dmitrij"),
        ("Anthony", "Antony"),
    ],
)
def test_romanisations_of_a_name_share_a_key(spellings: tuple[str, ...]) -> None:
    assert len({fold(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("Joe", "Joseph"), ("Alexander", "Aleksandr"), ("R.", "Robert"), ("Tony", "Antony")]
)
def test_short_and_full_given_names_may_be_one_person(one: str, other: str) -> None:
    assert same_given(one, other)


@pytest.mark.parametrize(("one", "other"), [("Anna", "Boris"), ("Bill", "Hillary"), ("Olga", "Oleg")])
def test_other_given_names_are_other_persons(one: str, other: str) -> None:
    assert not same_given(one, other)


@given(st.text(max_size=30))
def test_any_word_has_a_key(word: str) -> None:
    assert fold(word) == fold(word)
