"""The event that closes one reading of one revision."""

from __future__ import annotations

from typing import Literal

from schemas.base import Frozen
from schemas.selector import Span


class Publication(Frozen):
    """The day on which the article was published, as its reading found it.

    :ivar on: EDTF day, None if the article gives none.
    :ivar basis: metadata, dateline, body or none; evidence: the words that it rests on, where they are in the text.
    :ivar refused: candidates not taken, with the reason ("2999-01-01: in the future").
    """

    on: str | None = None
    basis: Literal["metadata", "dateline", "body", "none"]
    evidence: tuple[Span, ...] = ()
    refused: tuple[str, ...] = ()


class Version(Frozen):
    """A processor and its integer version."""

    processor: str
    version: int


class ArticleRead(Frozen):
    """One reading. The view shows the current revision's with the highest versions, once all it lists has arrived.

    :ivar versions: processor versions, sorted by name.
    :ivar yielded: ids of the claim and date events of this reading, sorted.
    """

    article_id: str
    revision: str
    versions: tuple[Version, ...]
    publication: Publication
    yielded: tuple[str, ...] = ()
