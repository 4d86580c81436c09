"""Scores found claims and dates against the gold beside it: words shared, speaker named, stance and day told."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from streams.processors.found import FoundClaim, FoundDate

_WORD = re.compile(r"\w+")
_HALF = 0.5
_UNNAMED = {"the", "of", "government", "mr", "mrs", "ms", "dr"}
Gold = dict[str, Any]


@dataclass
class Tally:
    """Counts over all articles; shares are of 100."""

    gold: int = 0
    found: int = 0
    hit: int = 0
    joint: int = 0
    stance: int = 0
    said: int = 0
    dated: int = 0
    dates: int = 0
    dates_found: int = 0
    values: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def relaxed(self) -> float:
        return _f1(self.hit, self.gold, self.found)

    @property
    def joint_f1(self) -> float:
        return _f1(self.joint, self.gold, self.found)

    @property
    def stance_share(self) -> float:
        return 100 * self.stance / max(1, self.hit)

    @property
    def said_on_share(self) -> float:
        return 100 * self.said / max(1, self.dated)

    @property
    def value_f1(self) -> float:
        return _f1(self.values, self.dates, self.dates_found)


def read_gold(root: Path, name: str) -> list[Gold]:
    return [json.loads(line) for line in (root / name).read_text(encoding="utf-8").splitlines()]


def score_claims(
    tally: Tally, text: str, gold: Sequence[Gold], found: Sequence[FoundClaim], names: dict[str, list[str]]
) -> None:
    """Pairs gold and found one to one, the most alike first; what hits gold that is not core counts for nothing."""
    pairs = _pairs([_words(text, g["spans"]) for g in gold], [_words(text, c.content) for c in found])
    beside = {j for i, j in pairs if gold[i]["tier"] != "core"}
    tally.gold += sum(g["tier"] == "core" for g in gold)
    tally.found += len(found) - len(beside)
    for i, j in pairs:
        if gold[i]["tier"] == "core":
            _score_pair(tally, gold[i], found[j], names)


def _score_pair(tally: Tally, gold: Gold, found: FoundClaim, names: dict[str, list[str]]) -> None:
    tally.hit += 1
    tally.joint += _named(gold["speaker"], found.speaker, names)
    tally.stance += found.stance in {gold["stance"], *gold["stance_alt"]}
    if gold["said_on"]:
        tally.dated += 1
        tally.said += found.said_on == gold["said_on"]


def score_dates(tally: Tally, gold: Sequence[Gold], found: Sequence[FoundDate]) -> None:
    """A date is right when it overlaps the gold and has its value."""
    left = list(found)
    for one in gold:
        start, end = one["span"]
        hit = next((d for d in left if d.start < end and d.end > start), None)
        if hit:
            left.remove(hit)
        if one["tier"] != "core":
            continue
        tally.dates += 1
        if hit and hit.resolved:
            tally.dates_found += 1
            tally.values += hit.resolved.value in {one["value"], *one["value_alt"]}
    tally.dates_found += len(left)


def _pairs(gold: Sequence[frozenset[int]], found: Sequence[frozenset[int]]) -> list[tuple[int, int]]:
    alike = sorted(
        ((len(g & f) / len(g | f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found) if g & f),
        key=lambda one: (-one[0], one[1], one[2]),
    )
    pairs: list[tuple[int, int]] = []
    for share, i, j in alike:
        if share >= _HALF and all(i != a and j != b for a, b in pairs):
            pairs.append((i, j))
    return pairs


def _words(text: str, spans: Iterable[Sequence[int]]) -> frozenset[int]:
    return frozenset(m.start() for start, end in spans for m in _WORD.finditer(text, start, end))


def _named(gold: str, found: str | None, names: dict[str, list[str]]) -> bool:
    """Does the found name, or one of several joined, name one of the gold's speakers?"""
    given = {_plain(part) for part in (found or "unspecified").split(";")}
    return any(
        {_plain(one), *map(_plain, names.get(one, []))} & given for one in (part.strip() for part in gold.split(";"))
    )


def _plain(name: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    return " ".join(word for word in _WORD.findall(bare) if word not in _UNNAMED)


def _f1(hit: int, gold: int, found: int) -> float:
    return 200 * hit / max(1, gold + found)
