"""Canonical JSON: one byte form, whoever holds the value."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from schemas.base import Frozen, Ordered, canonical_json, content_id, hashed_id, model_json

NUMBERS = st.integers(-(2**70), 2**70)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


class Anything(Frozen):
    name: str
    number: int
    parts: tuple[str, ...] = ()
    more: Ordered | None = None


@given(TEXTS, NUMBERS, st.lists(TEXTS, max_size=3), st.none() | st.dictionaries(TEXTS, NUMBERS, max_size=4))
def test_a_model_has_the_canonical_bytes_of_what_it_holds(
    name: str, number: int, parts: list[str], more: dict[str, int] | None
) -> None:
    held = {"parts": parts, "name": name, "number": number, **({} if more is None else {"more": more})}
    model = Anything(name=name, number=number, parts=tuple(parts), more=more)
    assert model_json(model) == canonical_json(held)
    assert json.loads(model_json(model)) == held
    assert content_id("x", held) == hashed_id("x", canonical_json(held))
