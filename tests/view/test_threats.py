"""Threats: the kind is that of what is threatened, not of what it depends on."""

from __future__ import annotations

import pytest

from streams.view.lists.threats import kind_of


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("harsh sanctions if it attacks", "sanctions"),
        ("it would mean a complete severing of ties", "other"),
        ("to close the pipeline", "energy"),
    ],
)
def test_kinds_are_told_by_their_words(text: str, kind: str) -> None:
    assert kind_of(text) == kind
