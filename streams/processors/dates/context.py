"""What a rule sees: the tokens, how far they have been read, and the dates and quarters named before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from streams.processors.dates.mention import Candidate
from streams.processors.dates.tokens import ENDS, Tokens


@dataclass(slots=True)
class Reader:
    """The tokens, and what the rules have read so far.

    :ivar order: the outlet's order of numbers, MDY or DMY.
    :ivar floor: the first token that no mention holds yet.
    :ivar dayless: the expression of the day just read, with a gap for another day of its month ("is 2022-02-{}").
    :ivar dayless_number: the number of that day.
    :ivar mentioned: the expression of the day, month or year named last; day, quarter: that of the day, the quarter.
    :ivar day_end: the token after the day named last.
    :ivar numbered: the expression of the day of a month named last, by its number.
    """

    tokens: Tokens
    order: str = "MDY"
    floor: int = 0
    dayless: str | None = None
    dayless_number: int = 0
    mentioned: str | None = None
    day: str | None = None
    day_end: int = 0
    numbered: dict[int, str] = field(default_factory=dict)
    quarter: str | None = None

    def word(self, index: int) -> str:
        """The lower-cased token, "" outside the text or in what has been read."""
        return self.tokens.low[index] if self.floor <= index < len(self.tokens.low) else ""

    def day_in_sentence(self, index: int) -> str | None:
        """The day named before the token in the same sentence, at most 25 tokens away."""
        if self.day is None or not self.day_end <= index <= self.day_end + 25:
            return None
        between = range(self.day_end, index)
        ends = any(self.tokens.low[at] in ENDS and self.tokens.capital(at + 1) for at in between)
        return None if ends else self.day


Rule = Callable[[Reader, int], Candidate | None]
