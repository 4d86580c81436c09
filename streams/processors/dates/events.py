"""The event that a date dates: "Friday's talks", "the 2014 annexation", "could invade Ukraine in February"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from streams.processors.dates.lexicon import EVENT_NOUNS
from streams.processors.dates.tokens import Tokens, tokenise
from streams.processors.found import FoundDate, Offsets

_AFTER, _BEFORE = 4, 8
_STOPS = frozenset(".?!;:")


def link(dates: Sequence[FoundDate], text: str) -> list[FoundDate]:
    """The dates with `event` set where the text names one beside the date: the nearest event noun after a date that
    stands before it as an
    attribute ("Friday's talks", "the 2014 removal"), else the nearest before or after it in the sentence."""
    if not dates:
        return []
    tokens = tokenise(text)
    return [replace(one, event=_event(tokens, one)) for one in dates]


def _event(tokens: Tokens, one: FoundDate) -> Offsets | None:
    first, last = bisect_left(tokens.starts, one.start), bisect_left(tokens.starts, one.end)
    attribute = tokens.word(last) in ("'", "’") or one.rule in ("year", "quarter", "hyphened")
    after = _search(tokens, last, 1, _AFTER)
    before = _search(tokens, first - 1, -1, _BEFORE)
    return after if attribute and after is not None else before or after


def _search(tokens: Tokens, index: int, step: int, limit: int) -> Offsets | None:
    for _ in range(limit):
        if not 0 <= index < len(tokens.low) or (tokens.low[index] in _STOPS and not tokens.tight(index + 1)):
            return None
        if tokens.low[index] in EVENT_NOUNS:
            return tokens.starts[index], tokens.ends[index]
        index += step
    return None
