"""Article events: what a source published, revised or took back."""

from __future__ import annotations

from typing import Literal

from schemas.base import Frozen, Instant, content_id, text_sha256

MAX_TEXT_BYTES = 512 * 1024


class DateCandidate(Frozen):
    """A publication date as the source states it.

    :ivar value: as stated, EDTF day or RFC 3339 instant where the connector could read it.
    :ivar found_in: metadata, header, dateline or byline.
    """

    value: str
    found_in: Literal["metadata", "header", "dateline", "byline"]


class ArticlePublished(Frozen):
    """One revision of one article, as decoded; no character removed or normalised.

    :ivar record: the source's own record name (file name, GUID).
    :ivar source_ids: the source's further ids, sorted.
    :ivar zone: IANA zone of the outlet, where known.
    :ivar credit: the wire whose text it is (AP, Reuters, AFP): its origin.
    :ivar flags: what was noticed on reading, sorted ("mojibake").
    """

    article_id: str
    revision: str
    connector: str
    record: str
    source_ids: tuple[str, ...] = ()
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    text: str
    text_sha256: str
    language: str | None = None
    zone: str | None = None
    date_candidates: tuple[DateCandidate, ...] = ()
    modified: Instant | None = None
    credit: str | None = None
    rights: str | None = None
    flags: tuple[str, ...] = ()


class ArticleWithdrawn(Frozen):
    """The source took the article back. `revision` is the hash of the withdrawal itself."""

    article_id: str
    revision: str
    connector: str
    reason: str | None = None
    modified: Instant | None = None


def article_id_of(*, url: str | None, connector: str, record: str) -> str:
    """The article's id: from its canonical URL, else from the connector and the source's record name."""
    return content_id("art", {"url": url} if url else {"connector": connector, "record": record})


def publish(*, connector: str, record: str, text: str, **fields: object) -> ArticlePublished:
    """An article event with its ids and hash filled in; the other arguments are fields of `ArticlePublished`."""
    url = fields.get("url")
    draft = ArticlePublished.model_validate(
        {
            "article_id": article_id_of(url=url if isinstance(url, str) else None, connector=connector, record=record),
            "revision": "",
            "connector": connector,
            "record": record,
            "text": text,
            "text_sha256": text_sha256(text),
            **fields,
        }
    )
    content = draft.model_dump(mode="json", exclude_none=True, exclude={"revision", "article_id", "text"})
    return draft.model_copy(update={"revision": content_id("rev", content)})


def withdraw(*, article_id: str, connector: str, **fields: object) -> ArticleWithdrawn:
    """A withdrawal with its revision filled in."""
    draft = ArticleWithdrawn.model_validate(
        {"article_id": article_id, "revision": "", "connector": connector, **fields}
    )
    return draft.model_copy(update={"revision": content_id("rev", draft.model_dump(mode="json", exclude_none=True))})
