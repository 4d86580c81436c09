"""Entries of the state's lists, made from the bundles of a cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain, groupby, islice
from typing import Final, TypeVar

import orjson

from schemas.base import content_id
from streams.view.facts import FEW, MOST, UNDATED, Bundle, Evidence, Head, lower_bound

Key = TypeVar("Key", bound=Hashable)
Fields = dict[str, object]
PREFIXES: Final = {
    "actors": "act", "positions": "pos", "figures": "fig", "demands": "dem", "threats": "thr", "measures": "mea",
    "contacts": "con", "disputes": "dis", "corroborations": "cor", "timeline": "tim", "coverage": "cov",
}  # fmt: skip
"""Every list and the prefix of its ids."""


PROOFS: Final = 2000
_PROOFS: dict[tuple[int, ...], tuple[bytes, bool]] = {}
"""The evidence of the groups of bundles that were shown last, by its length and the stamps of their heads; the oldest
go first."""


@dataclass(frozen=True, slots=True)
class Made:
    """One entry: its canonical bytes, its id, and its place in the list's total order."""

    list: str
    entry_id: str
    entry: bytes
    sort: str

    @property
    def digest(self) -> bytes:
        return sha256(self.entry).digest()[:16]


def make(
    list_name: str, key: Sequence[object], told: Sequence[Bundle], *, on: str | None, fields: Mapping[str, object]
) -> Made:
    """An entry from its bundles in order. The id is of the list and the key alone; fields that are None are left
    out."""
    entry_id = content_id(PREFIXES[list_name], [list_name, *key])
    body = {
        **{name: value for name, value in fields.items() if value is not None},
        "id": entry_id,
        **proof(told),
    }
    first = told[0].order
    sort = "|".join((lower_bound(on) if on else UNDATED, first[1], first[2], f"{first[3]:09d}", entry_id))
    return Made(list_name, entry_id, orjson.dumps(body, option=orjson.OPT_SORT_KEYS), sort)


def proof(told: Sequence[Bundle], most: int = MOST) -> Fields:
    """`evidence`: the first spans in order, each once for each claim or date that it stands for; and
    `evidence_total`, how many facts there are, where these are not all."""
    key = (most, *[bundle.stamp for bundle in told])
    known = _PROOFS.pop(key, None) or _first_pieces(told, most)
    _PROOFS[key] = known
    if len(_PROOFS) > PROOFS:
        del _PROOFS[next(iter(_PROOFS))]
    pieces, complete = known
    fields: Fields = {"evidence": orjson.Fragment(pieces)}
    if not complete or any(bundle.count != len(bundle.heads) for bundle in told):
        fields["evidence_total"] = times(told)
    return fields


def proof_of_item(told: Sequence[Bundle]) -> Fields:
    """`proof` of an item of a list inside an entry."""
    return proof(told, FEW)


def _first_pieces(told: Sequence[Bundle], most: int) -> tuple[bytes, bool]:
    """The first pieces of evidence as a JSON list, and whether they are all that the bundles' heads have."""
    found: dict[Evidence, None] = {}
    for head in heads_of(told):
        for piece in head[3]:
            found[piece] = None
        if len(found) > most:
            return b"[" + b",".join(list(found)[:most]) + b"]", False
    return b"[" + b",".join(found) + b"]", True


def heads_of(told: Sequence[Bundle]) -> Iterator[Head]:
    """The first facts of each bundle, in the total order of them all."""
    return chain.from_iterable(_by_day(told))


def _by_day(told: Sequence[Bundle]) -> Iterator[list[Head]]:
    """`heads_of`, day by day."""
    if len(told) == 1:
        yield told[0].heads
        return
    for _, same_day in groupby(sorted(told, key=_order), key=_day):
        heads = [bundle.heads for bundle in same_day]
        yield heads[0] if len(heads) == 1 else sorted(chain(*heads))


def _order(bundle: Bundle) -> tuple[str, str, str, int, bytes]:
    return bundle.order


def _day(bundle: Bundle) -> tuple[str, str]:
    return bundle.order[:2]


def bounded(
    name: str, groups: Mapping[Key, Sequence[Bundle]], write: Callable[[Key, Sequence[Bundle]], Fields]
) -> Fields:
    """The first of the groups under their name, and their number under `<name>_total`, where these are not all."""
    fields: Fields = {name: [write(key, members) for key, members in islice(groups.items(), MOST)]}
    if len(groups) > MOST:
        fields[f"{name}_total"] = len(groups)
    return fields


def grouped(told: Iterable[Bundle], key: Callable[[Bundle], Key]) -> dict[Key, list[Bundle]]:
    """The bundles by a key, groups and members in the bundles' order."""
    found: dict[Key, list[Bundle]] = {}
    for bundle in told:
        found.setdefault(key(bundle), []).append(bundle)
    return found


def times(told: Iterable[Bundle]) -> int:
    """How many facts there are."""
    return sum(bundle.count for bundle in told)


def most_frequent(told: Iterable[Bundle], name: str) -> str | None:
    """The value of the data that most facts have, ties alphabetical; None if there is none."""
    counted: Counter[str] = Counter()
    for bundle in told:
        value = bundle.data[name]
        if value is not None:
            counted[value] += bundle.count
    return min(counted, key=lambda value: (-counted[value], value), default=None)


def history_item(value: str, told: Sequence[Bundle]) -> Fields:
    """A `HistoryItem` from its bundles in order."""
    first = told[0]
    on = first.on or first.published
    item: Fields = {"value": value, **proof_of_item(told)}
    if on is not None:
        item["on"] = on
    return item
