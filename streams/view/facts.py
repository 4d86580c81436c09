"""Facts: what one claim or date of one article adds to one cell of the state; and bundles, facts that tell the same.

Cells are recomputed from their bundles, so their cost follows how much is told and not how often.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from itertools import count
from typing import Final, TypeAlias
from zlib import crc32

import orjson

from streams.processors.dates import edtf

Evidence: TypeAlias = bytes
"""Canonical JSON of one `schemas.state.Evidence`."""
Data: TypeAlias = Mapping[str, str | None]

UNDATED: Final = "9999-12-31"
CLUSTER: Final = "~"
"""The cell of facts that stand in the cell of their wording's group."""
MOST: Final = 25
"""So many pieces of evidence, readings, sides, variants and causes stand in one list; the others are counted."""
FEW: Final = 5
"""So many pieces of evidence stand with an item of a list inside an entry, beside the entry's own."""
BETWEEN: Final = b"\n"
_STAMPS = count()


Kept: TypeAlias = tuple[int, int, bytes, bytes, str]
"""A fact of an article as it is kept: bundle, start, tie, evidence, and the event that tells it. The first three are
its key among the article's; the tie is a hash of all that it tells."""


Body: TypeAlias = tuple[str, int | None, bytes]
"""What the facts of a bundle have in common: cell, wording, and what they tell. Its number is the hash of that."""


@dataclass(slots=True)
class Fact:
    """One addition to one cell.

    :ivar cell: see `cell_of`.
    :ivar on: EDTF of what it tells, None if undated; published: day of its article, None if unknown.
    :ivar data: what the list needs, by name.
    :ivar statement: number of the wording, where the list groups by wording.
    """

    cell: str
    event_id: str
    article_id: str
    start: int
    on: str | None
    published: str | None
    evidence: Sequence[Evidence]
    data: Data
    statement: int | None = None

    def kept(self) -> tuple[Kept, Body]:
        """The fact as it is kept, and the body of its bundle."""
        told = orjson.dumps((self.on, self.published, self.data), option=orjson.OPT_SORT_KEYS)
        evidence = BETWEEN.join(self.evidence)
        tie = crc32(evidence, crc32(told)).to_bytes(4, "big")
        hashed = blake2b(f"{self.cell} {self.statement} ".encode() + told, digest_size=8).digest()
        number = int.from_bytes(hashed, "big") >> 1
        return (number, self.start, tie, evidence, self.event_id), (self.cell, self.statement, told)


Head: TypeAlias = tuple[str, int, bytes, Sequence[Evidence]]
"""Article, start, tie and evidence of a fact: its place among the facts of its day, and what it shows."""
Print: TypeAlias = tuple[str, str]
"""Outlet and origin of an article."""


Place: TypeAlias = tuple[str, str, str, int, bytes]
"""First day that it may mean, publication, article, start and tie: the total order of facts."""


@dataclass(slots=True)
class Bundle:
    """All facts of one cell that tell the same of the same day.

    :ivar count: how many they are; heads: the first of them in order.
    :ivar order: place of the first fact in the total order.
    :ivar group: of the wording.
    :ivar prints: outlets and origins of the articles but `unprinted`, where the cell is that of a wording; None where
        they have not been read.
    :ivar articles: two of its articles, or the only one.
    :ivar stamp: names these heads of this bundle, in this process.
    """

    statement: int | None
    on: str | None
    published: str | None
    data: Data
    count: int
    heads: list[Head]
    order: Place
    group: int = 0
    prints: set[Print] | None = None
    unprinted: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)
    stamp: int = field(default_factory=_STAMPS.__next__)

    def add(self, head: Head) -> None:
        """One more fact."""
        self.count += 1
        if self.prints is not None:
            self.unprinted.add(head[0])
        if len(self.heads) == MOST and head > self.heads[-1]:
            return
        insort(self.heads, head)
        del self.heads[MOST:]
        self.order = place_of(self.on, self.published, self.heads[0])
        self.stamp = next(_STAMPS)


def read_bundle(statement: int | None, count: int, body: bytes, heads: list[Head]) -> Bundle:
    """A kept bundle. Its heads must be in order."""
    on, published, data = orjson.loads(body)
    return Bundle(statement, on, published, data, count, heads, place_of(on, published, heads[0]))


def place_of(on: str | None, published: str | None, head: Head) -> Place:
    """The place of a fact in the total order."""
    return lower_bound(on or published), published or UNDATED, head[0], head[1], head[2]


@lru_cache(maxsize=16384)
def cell_of(kind: str, *key: str | None) -> str:
    """The name of a cell: its list's name and a hash of its key."""
    packed = orjson.dumps(key)
    return f"{kind}:{blake2b(packed, digest_size=12).hexdigest()}"


@lru_cache(maxsize=8192)
def lower_bound(written: str | None) -> str:
    """The first day that an EDTF may mean, for sorting; what has none sorts last."""
    if not written:
        return UNDATED
    try:
        first, last = edtf.bounds(written)
    except ValueError:
        return UNDATED
    return first or last or UNDATED


@lru_cache(maxsize=8192)
def interval(written: str | None) -> tuple[str, str] | None:
    """First and last day of an EDTF, None where either is open or unknown."""
    if not written:
        return None
    try:
        first, last = edtf.bounds(written)
    except ValueError:
        return None
    return (first, last) if first and last else None
