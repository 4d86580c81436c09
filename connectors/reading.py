"""Bytes to text, strictly: no character is guessed, removed or normalised."""

from __future__ import annotations

import re
from typing import Final

from schemas.article import MAX_TEXT_BYTES

MOJIBAKE: Final = re.compile(r"â€[\u0090-\u017f\u02dc\u2010-\u2122œ]|Ã[\u0080-\u00bf]|Â[\u00a0-\u00bf]")
"""UTF-8 that was once read as Windows-1252: an opening quotation mark as â€œ, é as Ã©."""


class Rejected(Exception):
    """Why bytes are no article. `reason` is the word for programs, the message is for people."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


def decode_article(raw: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of UTF-8 bytes exactly as it stands, and what was noticed on reading it.

    :raises Rejected: empty, too_large, nul, not_utf8 or no_text.
    """
    if not raw:
        raise Rejected("empty", "the file is empty")
    if b"\x00" in raw:
        raise Rejected("nul", f"has a NUL byte at {raw.index(0)}: not a text file, or UTF-16; convert it to UTF-8")
    if len(raw) > MAX_TEXT_BYTES:
        raise Rejected("too_large", f"is over the {MAX_TEXT_BYTES // 1024} KiB that an article may have; split it")
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        raise Rejected(
            "not_utf8", f"is not UTF-8 at byte {error.start} (0x{raw[error.start]:02x}); convert it to UTF-8"
        ) from error
    if not any(character.isalnum() for character in text):
        raise Rejected("no_text", "has no letter or digit")
    return text, ("mojibake",) if MOJIBAKE.search(text) else ()
