"""Date events: which day is meant."""

from __future__ import annotations

from typing import Literal

from schemas.base import Frozen
from schemas.selector import Span


class ResolvedDate(Frozen):
    """The day or span of days meant.

    :ivar value: TIMEX3 value.
    :ivar edtf: EDTF level 1, never more precise than the text; None where it has no place on the calendar.
    :ivar first, last: ISO days of the resolved interval, inclusive; None where open or unknown.
    :ivar mod: TIMEX3 modifier (APPROX, START, MID, END ...).
    """

    value: str
    edtf: str | None = None
    first: str | None = None
    last: str | None = None
    mod: str | None = None


class Anchor(Frozen):
    """What it was resolved from: publication, day of speech, a date just mentioned, itself (explicit), or nothing."""

    basis: Literal["publication", "speech", "mention", "self", "none"]
    value: str | None = None


class DateMentioned(Frozen):
    """One temporal expression.

    :ivar expression: anchor-free form that `dates.resolve` resolves again, the view too.
    :ivar resolved: None where the article has no day of its own; the view then resolves it.
    :ivar ahead: does it lie after publication.
    :ivar claim_id: the claim that it stands in; event: the phrase that it dates.
    """

    date_id: str
    article_id: str
    revision: str
    text_sha256: str
    span: Span
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    expression: str
    rule: str
    anchor: Anchor
    resolved: ResolvedDate | None = None
    ahead: bool | None = None
    claim_id: str | None = None
    event: Span | None = None
