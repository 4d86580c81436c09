"""A folder of .txt articles; a leading " date YYYY-MM-DD " is a publication date that the source states."""

from __future__ import annotations

import hashlib
import os
import re
from collections import deque
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from connectors.base import Batch, Reject
from connectors.files import (
    UNSETTLED,
    FileRead,
    Seen,
    key_of,
    pack,
    place_of,
    read_file,
    shown_name,
    stat_of,
    unpack,
    unread,
)
from connectors.reading import Rejected, decode_article
from schemas.article import ArticlePublished, DateCandidate, publish
from schemas.deadletter import MAX_KEPT_BYTES
from schemas.errors import SourceError

NAME: Final = "seeds"
VERSION: Final = 1
FILES_A_POLL: Final = 50
POLLS_A_PASS: Final = 100
"""A larger folder comes in larger batches, because the cursor, which grows with it, is saved with each."""
BYTES_A_POLL: Final = 16 * 1024 * 1024
MAX_FILES: Final = 180_000
"""So many fit the cursor, which is kept as one record of at most 4 MiB."""
HEADER: Final = re.compile(r"\A\ufeff?\s?date (\d{4}-\d\d-\d\d) ")


def parse(record: str, raw: bytes, modified: datetime | None = None) -> ArticlePublished:
    """The article in one file's bytes. A byte order mark stays in its text; the header is seen behind it.

    :param modified: when the file was changed, where this is not its first reading.
    :raises Rejected: empty, not UTF-8, NUL, no text, or over 512 KiB; says which.
    """
    text, flags = decode_article(raw)
    header = HEADER.match(text)
    dates = (DateCandidate(value=header.group(1), found_in="header"),) if header else ()
    return publish(connector=NAME, record=record, text=text, date_candidates=dates, flags=flags, modified=modified)


@dataclass(frozen=True, slots=True)
class _Due:
    """A file that is new or has another size or time than when it was read."""

    name: str
    key: bytes
    size: int


@dataclass(slots=True)
class _Pass:
    """One look at the whole folder: what is known, what is still to be read, and the cursor given last."""

    known: dict[bytes, Seen]
    due: deque[_Due]
    batch: int
    cursor: str

    def take(self) -> list[_Due]:
        """The next batch, bounded in files and bytes."""
        taken: list[_Due] = []
        size = 0
        while self.due and len(taken) < self.batch and size < BYTES_A_POLL:
            taken.append(self.due.popleft())
            size += taken[-1].size
        return taken


class SeedsConnector:
    """Reads the folder's .txt files in the order of their names, new ones first, each once until it changes.

    The cursor remembers every file of the folder that has been read, so that it serves as well in the middle of a pass
    as after one. What was read before and has other bytes now is a new revision, with the time at which it was changed;
    a first reading has none, so that the same folder gives the same bytes on every machine.
    """

    name = NAME
    version = VERSION

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        whole = folder.resolve()
        self.source = os.fsencode(whole).decode("utf-8", "backslashreplace")
        self._label = shown_name(folder) or shown_name(whole)
        self._pass: _Pass | None = None

    def total(self) -> int:
        return len(self._entries())

    def poll(self, cursor: str, now: datetime) -> Batch:
        look = self._pass if self._pass and self._pass.cursor == cursor else self._begin(cursor)
        results = [self._read(due, look.known) for due in look.take()]
        look.cursor = pack(look.known)
        self._pass = look if look.due else None
        return Batch(
            tuple(result for result in results if isinstance(result, ArticlePublished)),
            tuple(result for result in results if isinstance(result, Reject)),
            look.cursor,
            bool(look.due),
        )

    def _begin(self, cursor: str) -> _Pass:
        before = unpack(cursor)
        known: dict[bytes, Seen] = {}
        new: deque[_Due] = deque()
        changed: deque[_Due] = deque()
        for entry in self._entries():
            key = key_of(entry.name)
            size, stat = _stat(entry)
            seen = before.get(key)
            if seen is None:
                new.append(_Due(entry.name, key, size))
                continue
            known[key] = seen
            if stat == UNSETTLED or seen.stat != stat:
                changed.append(_Due(entry.name, key, size))
        due = new + changed
        return _Pass(known, due, max(FILES_A_POLL, len(due) // POLLS_A_PASS), cursor)

    def _entries(self) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(self.folder) as entries:
                found = [entry for entry in entries if entry.name.endswith(".txt")]
        except OSError as error:
            raise SourceError(
                f"cannot read the folder {self.folder}: {error.strerror}; name a folder of .txt files"
            ) from error
        if len(found) > MAX_FILES:
            raise SourceError(f"{self.folder} holds {len(found)} articles, at most {MAX_FILES} can be; split it")
        return sorted(found, key=lambda entry: entry.name)

    def _read(self, due: _Due, known: dict[bytes, Seen]) -> ArticlePublished | Reject | None:
        """What a file gives; None where it has the bytes that it had."""
        path, before = self.folder / due.name, known.get(due.key)
        try:
            file = read_file(path)
        except OSError as error:
            known[due.key] = unread(error)
            return self._unreadable(path, error) if before is None or before.content != known[due.key].content else None
        known[due.key] = file.seen
        if before is not None and before.content == file.seen.content:
            return None
        try:
            return parse(shown_name(path), file.raw, file.changed_at if before is not None else None)
        except Rejected as error:
            return self._reject(path, file, error)

    def _unreadable(self, path: Path, error: OSError) -> Reject:
        name = shown_name(path)
        message, digest = f"{name} cannot be read: {error.strerror}", hashlib.sha256().hexdigest()
        return Reject(f"{self._label}/{name}", "unreadable", message, b"", 0, digest, place_of(path))

    def _reject(self, path: Path, file: FileRead, error: Rejected) -> Reject:
        name, kept = shown_name(path), file.raw[:MAX_KEPT_BYTES]
        message = f"{name}: {error}"
        return Reject(f"{self._label}/{name}", error.reason, message, kept, file.length, file.sha256, place_of(path))


def _stat(entry: os.DirEntry[str]) -> tuple[int, bytes]:
    try:
        found = entry.stat()
    except OSError:
        return 0, UNSETTLED
    return found.st_size, stat_of(found)
