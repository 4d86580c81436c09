"""The days on which a text tells that somebody spoke, without his words: "Lund spoke to reporters on Friday"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from streams.processors.claims.utterance import Contact, said_on
from streams.processors.found import FoundDate
from streams.processors.names.cast import Cast
from streams.processors.text.segmented import Segmented

_SPOKE = re.compile(
    r"\b(?:spoke|speaking) (?:to|at|before|in)\b|"
    r"\b(?:gave|held|giving|holding) (?:an?|his|her) (?:\w+ )?(?:interview|briefing|speech|(?:news|press) conference)\b"
)
_NEAR = 120  # characters between the verb and its date


def occasions(segmented: Segmented, cast: Cast, dates: Sequence[FoundDate]) -> Iterator[Contact]:
    """Who spoke on which day, in order; `dates` are those that may date an utterance."""
    text = segmented.text
    starts = [sentence.start for sentence in segmented.sentences]
    for match in _SPOKE.finditer(text):
        sentence = segmented.sentences[bisect_right(starts, match.start()) - 1]
        date = next((d for d in dates if match.end() <= d.start < min(sentence.end, match.end() + _NEAR)), None)
        before = [m.actor for m in cast.within(sentence.start, match.start()) if m.actor and m.actor.kind == "person"]
        if date is not None and before:
            yield Contact(match.start(), (before[-1].name,), said_on(date, "carried"))
