"""Entries of the state's lists, made from the facts of a cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, TypeVar

import orjson

from schemas.base import content_id
from streams.view.facts import UNDATED, Evidence, Fact, lower_bound

Key = TypeVar("Key", bound=Hashable)
PREFIXES: Final = {
    "actors": "act", "positions": "pos", "figures": "fig", "demands": "dem", "threats": "thr", "measures": "mea",
    "contacts": "con", "disputes": "dis", "corroborations": "cor", "timeline": "tim", "coverage": "cov",
}  # fmt: skip
"""Every list and the prefix of its ids."""


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
    list_name: str, key: Sequence[object], facts: Sequence[Fact], *, on: str | None, fields: Mapping[str, object]
) -> Made:
    """An entry from its facts in order. The id is of the list and the key alone; fields that are None are left out."""
    entry_id = content_id(PREFIXES[list_name], [list_name, *key])
    body = {
        **{name: value for name, value in fields.items() if value is not None},
        "id": entry_id,
        "evidence": evidence_of(facts),
    }
    first = facts[0].order
    sort = "|".join((lower_bound(on) if on else UNDATED, first[1], first[2], f"{first[3]:09d}", entry_id))
    return Made(list_name, entry_id, orjson.dumps(body, option=orjson.OPT_SORT_KEYS), sort)


def evidence_of(facts: Iterable[Fact]) -> list[Evidence]:
    """The evidence of facts in their order, each span once for each claim or date that it stands for."""
    seen: dict[tuple[object, ...], Evidence] = {}
    for fact in facts:
        for each in fact.evidence:
            seen.setdefault(_place(each), each)
    return list(seen.values())


def _place(each: Evidence) -> tuple[object, ...]:
    return each["article_id"], each["start"], each["end"], each.get("claim_id"), each.get("date_id")


def grouped(facts: Iterable[Fact], key: Callable[[Fact], Key]) -> dict[Key, list[Fact]]:
    """The facts by a key, groups and members in the facts' order."""
    found: dict[Key, list[Fact]] = {}
    for fact in facts:
        found.setdefault(key(fact), []).append(fact)
    return found


def most_frequent(values: Iterable[str | None]) -> str | None:
    """The value that occurs most often, ties alphabetical; None if there is none."""
    counted = Counter(value for value in values if value is not None)
    return min(counted, key=lambda value: (-counted[value], value), default=None)


def history_item(value: str, facts: Sequence[Fact]) -> dict[str, object]:
    """A `HistoryItem` from its facts in order."""
    first = facts[0]
    on = first.on or first.published
    item: dict[str, object] = {"value": value, "evidence": evidence_of(facts)}
    if on is not None:
        item["on"] = on
    return item
