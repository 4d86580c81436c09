"""The words of a text, by which wordings are compared."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from streams.view.grouping import words

TEXTS = st.text(alphabet="aB9'’‘“”_- .…–\u00a0\n\té") | st.text()


@given(TEXTS)
def test_words_are_runs_of_letters_and_digits_that_apostrophes_may_join(text: str) -> None:
    straight = text.casefold().replace("’", "'")
    assert words(text) == re.findall(r"[^\W_]+(?:'[^\W_]+)*", straight)
