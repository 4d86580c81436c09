"""Record headers as bytes: JSON pairs of name and UTF-8 text, base64 where they are no UTF-8."""

from __future__ import annotations

import base64

import orjson

from schemas.envelope import Record
from streams.log.protocol import Packed

Headers = tuple[tuple[str, bytes], ...]


def pack_headers(headers: Headers) -> bytes:
    """One canonical byte string.

    >>> pack_headers((("ce_id", b"evt_1"),))
    b'[["ce_id","evt_1"]]'
    """
    return orjson.dumps([pack_pair(name, value) for name, value in headers])


def pack_pair(name: str, value: bytes) -> list[str]:
    """[name, text], or [name, "base64", bytes in base64] where the value is no UTF-8."""
    try:
        return [name, value.decode()]
    except UnicodeDecodeError:
        return [name, "base64", base64.b64encode(value).decode()]


def unpack_headers(packed: bytes) -> Headers:
    """What `pack_headers` packed."""
    pairs = orjson.loads(packed)
    try:
        return tuple([(name, text.encode()) for name, text in pairs])
    except ValueError:
        return tuple([unpack_pair(pair) for pair in pairs])


def pack(record: Record) -> Packed:
    """The record with its headers packed."""
    return record.topic, record.key, pack_headers(record.headers), record.value


def unpack(packed: Packed) -> Record:
    """The record again."""
    topic, key, headers, value = packed
    return Record(topic, key, unpack_headers(headers), value)


def unpack_pair(pair: list[str]) -> tuple[str, bytes]:
    """What `pack_pair` packed."""
    return pair[0], base64.b64decode(pair[2]) if len(pair) == 3 else pair[1].encode()
