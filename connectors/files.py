"""Files as they are now: their bytes within bounds, and sixteen bytes to know each by at the next look."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import os
import stat
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from urllib.parse import unquote_to_bytes

from schemas.base import canonical_json

MAX_READ_BYTES: Final = 1024 * 1024
UNSETTLED: Final = bytes(4)
"""The stat of a file that the next look has to read again, whatever its size and time."""
SETTLED_NS: Final = 2_000_000_000
"""Only after so long does a file's time tell every change: clocks of file systems tick in up to two seconds."""
_NAME, _STAT, _CONTENT = 7, 4, 5
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was read: short hashes of its size and time, and of its bytes."""

    stat: bytes
    content: bytes


@dataclass(frozen=True, slots=True)
class FileRead:
    """One reading of a regular file.

    :ivar raw: at most its first MAX_READ_BYTES; length and sha256 are of the whole.
    :ivar changed_at: when the file last changed in its place. Unlike the time of its bytes, which a copy of an older
        file brings with it, this one only goes forward.
    """

    raw: bytes
    length: int
    sha256: str
    changed_at: datetime
    seen: Seen


def read_file(path: Path) -> FileRead:
    """The file's bytes as they are now: enough to see that it is too large, never those of a pipe or device.

    :raises OSError: it cannot be read, or is no regular file.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(0, "not a regular file")
    with path.open("rb") as file:
        found = os.fstat(file.fileno())
        raw = file.read(MAX_READ_BYTES)
        digest, length = hashlib.sha256(raw), len(raw)
        while chunk := file.read(MAX_READ_BYTES):
            digest.update(chunk)
            length += len(chunk)
    settled = time.time_ns() - max(found.st_mtime_ns, found.st_ctime_ns) > SETTLED_NS
    seen = Seen(stat_of(found) if settled else UNSETTLED, digest.digest()[:_CONTENT])
    changed_at = _EPOCH + timedelta(microseconds=found.st_ctime_ns // 1000)
    return FileRead(raw, length, digest.hexdigest(), changed_at, seen)


def unread(error: OSError) -> Seen:
    """A file that could not be read: tried again at every look, but a new one only where the reason is."""
    return Seen(UNSETTLED, hashlib.sha256(f"unreadable: {error.strerror}".encode()).digest()[:_CONTENT])


def key_of(name: str) -> bytes:
    """What a file's name is remembered by; two of 180,000 share one once in five million folders."""
    return hashlib.sha256(os.fsencode(name)).digest()[:_NAME]


def stat_of(found: os.stat_result) -> bytes:
    """A short hash of size and time of change."""
    return hashlib.sha256(b"%d %d" % (found.st_size, found.st_mtime_ns)).digest()[:_STAT]


def pack(known: Mapping[bytes, Seen]) -> str:
    """The cursor of what has been read: canonical JSON, about 21 bytes a file."""
    entries = b"".join(sorted(key + seen.stat + seen.content for key, seen in known.items()))
    return canonical_json({"read": base64.b64encode(entries).decode()}).decode()


def unpack(cursor: str) -> dict[bytes, Seen]:
    """What a cursor says has been read; nothing, where it is empty or of another form.

    >>> unpack(pack({b"1234567": Seen(b"1234", b"12345")}))
    {b'1234567': Seen(stat=b'1234', content=b'12345')}
    >>> unpack("m0099.txt")
    {}
    """
    try:
        entries = base64.b64decode(json.loads(cursor)["read"], validate=True)
    except (ValueError, TypeError, KeyError, binascii.Error):
        return {}
    size = _NAME + _STAT + _CONTENT
    whole = (entries[at : at + size] for at in range(0, len(entries) - size + 1, size))
    return {each[:_NAME]: Seen(each[_NAME:-_CONTENT], each[-_CONTENT:]) for each in whole}


def place_of(path: Path) -> str:
    """Where a file lies, from anywhere on this machine: its path, or its URI where the path is no UTF-8."""
    whole = path.absolute()
    try:
        os.fspath(whole).encode()
    except UnicodeEncodeError:
        return whole.as_uri()
    return str(whole)


def path_at(place: str) -> Path:
    """The path of a place again."""
    if place.startswith("file://"):
        return Path(os.fsdecode(unquote_to_bytes(place.removeprefix("file://"))))
    return Path(place)


def shown_name(path: Path) -> str:
    """A file's name in characters that can be written."""
    return path.name.encode("utf-8", "replace").decode()
