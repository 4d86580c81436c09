"""Facts: what one claim or date of one article adds to one cell of the state. Cells are recomputed from all their
facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from typing import Final, TypeAlias

import orjson

from streams.processors.dates import edtf

Scalar: TypeAlias = str | int | None
Evidence: TypeAlias = dict[str, Scalar]

UNDATED: Final = "9999-12-31"
CLUSTER: Final = "~"
"""The cell of facts that stand in the cell of their wording's group."""


@dataclass(slots=True)
class Fact:
    """One addition to one cell.

    :ivar cell: see `cell_of`.
    :ivar on: EDTF of what it tells, None if undated; published: day of its article, None if unknown.
    :ivar data: what the list needs, by name.
    :ivar statement: number of the wording, where the list groups by wording.
    :ivar outlet, origin, group: of its article and wording, filled in when the cell is read.
    """

    cell: str
    event_id: str
    article_id: str
    start: int
    on: str | None
    published: str | None
    evidence: list[Evidence]
    data: Mapping[str, str | None]
    statement: int | None = None
    outlet: str = ""
    origin: str = ""
    group: int = 0
    order: tuple[str, str, str, int, bytes] = field(default=("", "", "", 0, b""), compare=False)

    def body(self) -> bytes:
        """The fact as it is kept."""
        return orjson.dumps(
            [self.start, self.on, self.published, self.evidence, self.data], option=orjson.OPT_SORT_KEYS
        )


def read_fact(cell: str, event_id: str, article_id: str, statement: int | None, body: bytes) -> Fact:
    """A kept fact, with its place in the total order."""
    start, on, published, evidence, data = orjson.loads(body)
    fact = Fact(cell, event_id, article_id, start, on, published, evidence, data, statement)
    fact.order = (
        lower_bound(on or published),
        published or UNDATED,
        article_id,
        start,
        blake2b(body, digest_size=12).digest(),
    )
    return fact


@lru_cache(maxsize=65536)
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
