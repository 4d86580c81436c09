"""The Log: append-only, ordered, at-least-once for readers; the truth that everything else is rebuilt from."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol, Self

from schemas.envelope import Record

START = ""
"""The position before the first record, of every log."""


@dataclass(frozen=True, slots=True)
class Page:
    """Records in log order and the position after the last of them, to read on from or to save.

    `position` moves even where no record matched; an empty page with the position asked from is the end for now.
    """

    records: tuple[Record, ...]
    position: str


Packed = tuple[str, str, bytes, bytes]
"""Topic, key, headers packed by `streams.log.headers`, and value of a record: what takes least on its way between
processes."""


@dataclass(frozen=True, slots=True)
class PackedPage:
    """`Page` with its records packed."""

    records: Sequence[Packed]
    position: str


class Log(Protocol):
    """One log. Positions are opaque strings: give back only what this log gave.

    A log may hold an event id twice; every reader takes it once.
    """

    @property
    def identity(self) -> str:
        """Which log this is; another, wiped or recreated log has another identity."""
        ...

    def append(self, records: Sequence[Record], *, consumer: str | None = None, position: str | None = None) -> int:
        """Append all records, and save the consumer's position, together where the log can; else records first.

        :returns: how many records were new to the log (a log that cannot tell counts all).
        :raises LogConflict: a known event id came with other data; nothing is appended.
        :raises StorageFull, StorageLocked, LogError: nothing is appended that a retry would not make right.
        """
        ...

    def read(self, topics: Collection[str], after: str, limit: int) -> Page:
        """At most `limit` records of these topics after a position; returns at once, with what there is.

        :raises LogError: the position is not one of this log.
        """
        ...

    def read_packed(self, topics: Collection[str], after: str, limit: int) -> PackedPage:
        """`read` of what is only handed on."""
        ...

    def position(self, consumer: str) -> str:
        """The position that the consumer saved last, or START."""
        ...

    def count(self) -> int:
        """How many records the log holds, over all topics."""
        ...

    def close(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *exception: object) -> None: ...
