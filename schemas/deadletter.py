"""The event of what could not be read."""

from __future__ import annotations

from schemas.base import Frozen

MAX_KEPT_BYTES = 64 * 1024


class RecordRejected(Frozen):
    """Bytes that could not be read, with the reason; kept so that they can be listed and retried.

    :ivar dead_letter_id: hash of where it came from, its bytes and the reason.
    :ivar stage: connector or step that refused it, with its version.
    :ivar origin: file, URL, or topic and position.
    :ivar reason: one word a program can test (empty, not_utf8, nul, too_large, no_text, unreadable, failed ...).
    :ivar message: one sentence for people: what and what to do.
    :ivar kept: the bytes in base64, at most the first 64 KiB of them; length and sha256 are of the whole.
    :ivar lies_at: the file that was read, or where the whole lies if more than was kept.
    :ivar topic, key, headers: of the record, where it was one (header values in base64).
    """

    dead_letter_id: str
    stage: str
    version: int
    origin: str
    reason: str
    message: str
    kept: str
    length: int
    sha256: str
    lies_at: str | None = None
    topic: str | None = None
    key: str | None = None
    headers: tuple[tuple[str, str], ...] = ()


class RecordRetried(Frozen):
    """A dead letter was tried again and read: it is settled.

    :ivar yielded: ids of the events that it became, sorted.
    """

    dead_letter_id: str
    yielded: tuple[str, ...]
