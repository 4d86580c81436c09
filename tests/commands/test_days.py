"""The days of the printed state."""

from __future__ import annotations

import pytest

from streams.commands.days import in_words


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2022-01-28", "2022-01-28"),
        ("2022-02", "2022-02"),
        ("/2022-01-28", "up to 2022-01-28"),
        ("../2022-01-28", "up to 2022-01-28"),
        ("2022-01-28/..", "from 2022-01-28 on"),
        ("2022-01-28/2022-02-11~", "2022-01-28 to about 2022-02-11"),
        ("2021-21", "spring 2021"),
        ("2021-24~", "about winter 2021"),
        ("201X", "2010s"),
        ("2022?", "perhaps 2022"),
    ],
)
def test_an_edtf_is_said_in_words(written: str, said: str) -> None:
    assert in_words(written) == said
