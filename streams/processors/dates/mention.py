"""A temporal expression as the grammar finds it: where, of which type, and what it says without its anchor."""

from __future__ import annotations

from dataclasses import dataclass

from streams.processors.found import TimexType


@dataclass(frozen=True, slots=True)
class Mention:
    """Offsets are half-open; `expression` is what `resolve` reads; `rule` names the rule that found it."""

    start: int
    end: int
    type: TimexType
    expression: str
    rule: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention in tokens (half-open), before neighbouring words such as "early" or "the end of" are added to it."""

    first: int
    last: int
    type: TimexType
    expression: str
    rule: str
