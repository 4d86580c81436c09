"""In an article without a day, what is counted from its day stays open until the view knows one."""

from __future__ import annotations

from datetime import date

import pytest

from streams.processors.dates import resolve
from streams.processors.reading import read_article
from tests import examples


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("in the next fortnight", "2022-01-28/2022-02-11"),
        ("in recent weeks", "/2022-01-28"),
        ("recently", "/2022-01-28"),
    ],
)
def test_a_span_keeps_its_expression(words: str, edtf: str) -> None:
    article = examples.article(f"The ships of Norway have been moved {words}.", "undated.txt")
    (day,) = read_article(article, examples.MONDAY).dates
    assert day.resolved is None
    resolved = resolve(day.expression, date(2022, 1, 28))
    assert resolved is not None
    assert resolved.edtf == edtf


def test_a_length_of_time_that_lies_nowhere_is_read_as_it_stands() -> None:
    article = examples.article("The ships stayed for two hours.", "undated.txt")
    (day,) = read_article(article, examples.MONDAY).dates
    assert day.resolved is not None
    assert day.resolved.value == "PT2H"
