"""Topic names, what stands in each, and how records are keyed."""

from __future__ import annotations

from schemas.article import ArticlePublished, ArticleWithdrawn
from schemas.base import Frozen
from schemas.change import StateChanged
from schemas.claim import ClaimMade
from schemas.date import DateMentioned
from schemas.deadletter import RecordRejected, RecordRetried
from schemas.reading import ArticleRead

ARTICLES = "articles"
CLAIMS = "claims"
DATES = "dates"
READS = "reads"
DEAD_LETTERS = "dead-letters"
CHANGES = "changes"

INPUTS = (ARTICLES, CLAIMS, DATES, READS, DEAD_LETTERS)
"""What the view folds: every topic but its own."""

TOPICS = (*INPUTS, CHANGES)

TYPES: dict[str, tuple[str, type[Frozen]]] = {
    "article.published": (ARTICLES, ArticlePublished),
    "article.withdrawn": (ARTICLES, ArticleWithdrawn),
    "article.read": (READS, ArticleRead),
    "claim.made": (CLAIMS, ClaimMade),
    "date.mentioned": (DATES, DateMentioned),
    "record.rejected": (DEAD_LETTERS, RecordRejected),
    "record.retried": (DEAD_LETTERS, RecordRetried),
    "state.changed": (CHANGES, StateChanged),
}
"""Event type -> its topic and the model of its data. A version after the first has its own type, "claim.made.v2"."""

DEFAULT_PARTITIONS = 6


def key_of(data: Frozen) -> str:
    """The record key: article_id, so that its events keep their order; changes by entry, letters by their id."""
    for field in ("article_id", "entry_id", "dead_letter_id"):
        key = getattr(data, field, None)
        if key is not None:
            return str(key)
    raise TypeError(f"{type(data).__name__} has no key field")
