"""What a rule sees: the tokens, how far they have been read, and the dates and quarters named before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from streams.processors.dates.mention import Candidate
from streams.processors.dates.tokens import Tokens


@dataclass(slots=True)
class Reader:
    """`dayless` is the expression of the day just read with a gap for another day of its month ("is 2022-02-{}").

    `floor` is the first token that no mention holds yet; `mentioned` is the expression of the day, month or year named
    last, `day` that of the day, `quarter` that of
    the quarter; `order` the outlet's order of numbers, MDY or DMY."""

    tokens: Tokens
    order: str = "MDY"
    floor: int = 0
    dayless: str | None = None
    mentioned: str | None = None
    day: str | None = None
    quarter: str | None = None

    def word(self, index: int) -> str:
        """The lower-cased token, "" outside the text or in what has been read."""
        return self.tokens.low[index] if self.floor <= index < len(self.tokens.low) else ""


Rule = Callable[[Reader, int], Candidate | None]
