"""W3C Web Annotation selectors: where in the text, and in which words."""

from __future__ import annotations

from typing import Literal, Self

from schemas.base import Frozen

CONTEXT = 32


class PositionSelector(Frozen):
    """Half-open offsets in Unicode code points into the article's text."""

    type: Literal["TextPositionSelector"] = "TextPositionSelector"
    start: int
    end: int


class QuoteSelector(Frozen):
    """The words themselves with up to 32 code points on either side."""

    type: Literal["TextQuoteSelector"] = "TextQuoteSelector"
    exact: str
    prefix: str
    suffix: str


class Span(Frozen):
    """A stretch of text: `text[position.start:position.end] == quote.exact`."""

    position: PositionSelector
    quote: QuoteSelector

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Self:
        """The span of `text` between two offsets.

        :raises ValueError: the offsets are not inside the text.
        """
        return cls.model_validate(span_data(text, start, end))

    @property
    def start(self) -> int:
        return self.position.start

    @property
    def end(self) -> int:
        return self.position.end

    @property
    def exact(self) -> str:
        return self.quote.exact


def span_data(text: str, start: int, end: int) -> dict[str, object]:
    """The data of `Span.of`, for a model that holds spans: validated with it in one go, which takes half the time.

    :raises ValueError: the offsets are not inside the text.
    """
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"span {start}:{end} is not inside a text of {len(text)} code points")
    before = text[start - CONTEXT if start > CONTEXT else 0 : start]
    return {
        "position": {"start": start, "end": end},
        "quote": {"exact": text[start:end], "prefix": before, "suffix": text[end : end + CONTEXT]},
    }
