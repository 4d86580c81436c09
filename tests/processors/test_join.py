"""The join: whom a standoff's definition means by what an article writes."""

from __future__ import annotations

import pytest

from schemas.definition import Definition
from streams.processors.join import Join

DEFINITION = Definition.model_validate(
    {
        "title": "The ferry",
        "parties": [{"name": "Norway", "adjectives": ["Norwegian"], "capitals": ["Oslo"]}],
        "actors": [
            {"name": "Ann Lund", "role": "president", "party": "Norway"},
            {"name": "Ole Berg", "role": "minister", "party": "Norway"},
            {"name": "Lars Holm", "role": "minister", "party": "Norway"},
        ],
    }
)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Ann K. Lund", "Ann Lund"),
        ("the Norwegian president", "Ann Lund"),
        ("president of Norway", "Ann Lund"),
        ("Norwegian minister", None),
        ("former Norwegian president", None),
    ],
)
def test_actors_are_known_by_initials_and_by_an_office_that_one_alone_has(written: str, name: str | None) -> None:
    assert Join(DEFINITION).actor(written).name == name


def test_who_is_on_a_side_is_told_from_who_is_its_ally() -> None:
    join = Join(DEFINITION)
    assert join.actor("allies of Norway").party is None
    assert join.actor("Norwegian officials", True).party == "Norway"
