"""A text cut into paragraphs, sentences, tokens and quotations: the shape that every rule works on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Quotation(NamedTuple):
    """A quotation, marks included. `inner_*` are the offsets between the marks; `closed` is False where the closing
    mark is missing
    (a quotation that the next paragraph reopens, or an unbalanced mark)."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool


class Token(NamedTuple):
    """A word, number or punctuation mark; or one whole quotation (then `quotation` is its index in
    `Segmented.quotations`).

    `lower` is the casefolded text with straight apostrophes ("" for a quotation token, whose words are not read by
    frame rules). A named tuple, because a text has thousands of them and a dataclass takes three times as long to make.
    """

    start: int
    end: int
    lower: str
    quotation: int | None = None


class Sentence(NamedTuple):
    """`tokens` is a half-open range into `Segmented.tokens`; a sentence end inside a closed quotation ends no
    sentence.
    """

    start: int
    end: int
    first_token: int
    last_token: int
    paragraph: int


class Paragraph(NamedTuple):
    """`kind`: body, headline, caption, heading, boilerplate or header. Boilerplate and header are never read as
    claims.
    """

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Segmented:
    """The whole; every list is in order of start."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]
    quotations: tuple[Quotation, ...]
