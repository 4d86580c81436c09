"""What every connector is: outside bytes in, article events and rejects out. It sees neither log nor view."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from schemas.article import ArticlePublished, ArticleWithdrawn


@dataclass(frozen=True, slots=True)
class Reject:
    """Bytes that became no article.

    :ivar origin: file or URL; reason: one word a program can test; message: for people, with what to do.
    :ivar raw: the bytes, or the first 64 KiB of them; length and sha256 are of the whole; lies_at: its file.
    """

    origin: str
    reason: str
    message: str
    raw: bytes
    length: int
    sha256: str
    lies_at: str | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """One poll's yield. `cursor` is opaque and goes into the next poll; `more`: there is more to be had at once."""

    articles: tuple[ArticlePublished | ArticleWithdrawn, ...]
    rejects: tuple[Reject, ...]
    cursor: str
    more: bool = False


class Connector(Protocol):
    """A source of articles.

    `name` and `version` stand in every event; `source` tells one feed or folder from another of the same connector.
    """

    name: str
    version: int
    source: str

    def poll(self, cursor: str, now: datetime) -> Batch:
        """What is new or changed since the cursor ("" at first), in the source's own order; bounded in size.

        What a cursor says has been taken does not come again, so that a log that takes repeats is given none. A cursor
        that is of another form is taken for "".

        :raises SourceError: the source cannot be read at all.
        """
        ...

    def total(self) -> int | None:
        """How many records the source has in all, where it can say so."""
        ...
