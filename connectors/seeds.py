"""A folder of .txt articles; a leading " date YYYY-MM-DD " is a publication date that the source states."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from datetime import datetime
from pathlib import Path
from typing import Final

from connectors.base import Batch, Reject
from connectors.reading import Rejected, decode_article
from schemas.article import ArticlePublished, DateCandidate, publish
from schemas.deadletter import MAX_KEPT_BYTES
from schemas.errors import SourceError

NAME: Final = "seeds"
VERSION: Final = 1
FILES_A_POLL: Final = 50
MAX_READ_BYTES: Final = 1024 * 1024
HEADER: Final = re.compile(r"\A\s?date (\d{4}-\d\d-\d\d) ")


def parse(record: str, raw: bytes) -> ArticlePublished:
    """The article in one file's bytes.

    :raises Rejected: empty, not UTF-8, NUL, no text, or over 512 KiB; says which.
    """
    text, flags = decode_article(raw)
    header = HEADER.match(text)
    dates = (DateCandidate(value=header.group(1), found_in="header"),) if header else ()
    return publish(connector=NAME, record=record, text=text, date_candidates=dates, flags=flags)


class SeedsConnector:
    """Reads the folder's .txt files in the order of their names.

    The cursor is the last name read in this pass; after the last file it is "" again, so that the next poll sees files
    that were added or changed anywhere in the folder.
    """

    name = NAME
    version = VERSION

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.source = folder.name

    def total(self) -> int:
        return len(self._names())

    def poll(self, cursor: str, now: datetime) -> Batch:
        names = [name for name in self._names() if name > cursor]
        due = names[:FILES_A_POLL]
        results = [self._read(name) for name in due]
        more = len(names) > len(due)
        return Batch(
            tuple(result for result in results if isinstance(result, ArticlePublished)),
            tuple(result for result in results if isinstance(result, Reject)),
            due[-1] if more else "",
            more,
        )

    def _names(self) -> list[str]:
        try:
            return sorted(entry.name for entry in os.scandir(self.folder) if entry.name.endswith(".txt"))
        except OSError as error:
            raise SourceError(
                f"cannot read the folder {self.folder}: {error.strerror}; name a folder of .txt files"
            ) from error

    def _read(self, name: str) -> ArticlePublished | Reject:
        path = self.folder / name
        record = name.encode("utf-8", "replace").decode()
        try:
            raw = _regular_file_bytes(path)
        except OSError as error:
            return Reject(
                str(path),
                "unreadable",
                f"{record} cannot be read: {error.strerror}",
                b"",
                0,
                hashlib.sha256().hexdigest(),
            )
        try:
            return parse(record, raw)
        except Rejected as error:
            return _reject(path, raw, error)


def _regular_file_bytes(path: Path) -> bytes:
    """The first MAX_READ_BYTES of a regular file: enough to see that it is too large, never a pipe or device."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(0, "not a regular file")
    with path.open("rb") as file:
        return file.read(MAX_READ_BYTES)


def _reject(path: Path, raw: bytes, error: Rejected) -> Reject:
    length, digest = len(raw), hashlib.sha256(raw)
    if length == MAX_READ_BYTES:
        length, digest = _whole(path)
    lies_at = str(path) if length > MAX_KEPT_BYTES else None
    name = path.name.encode("utf-8", "replace").decode()
    return Reject(
        f"{path.parent.name}/{name}",
        error.reason,
        f"{name}: {error}",
        raw[:MAX_KEPT_BYTES],
        length,
        digest.hexdigest(),
        lies_at,
    )


def _whole(path: Path) -> tuple[int, hashlib._Hash]:
    digest, length = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(MAX_READ_BYTES):
            digest.update(chunk)
            length += len(chunk)
    return length, digest
