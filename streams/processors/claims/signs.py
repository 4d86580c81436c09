"""What else tells whether content ends at a place: its commas so far, whether it follows its cue at once, and
whether the tense goes on.

signs.tsv counts, for each mark before a place and each sort of content, how often content ended or went on where a sign
had a value. The signs are weighed as if independent, each by less than its full worth, for they are not.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import exp, log

from streams.processors.claims.reading import CLAUSAL, Reading
from streams.processors.claims.tables import read_rows

_WORTH = 0.6  # of the logarithm of a sign's odds
_WEIGHT = 3.0  # sightings that weigh as much as what is usual
_VIEW = 8  # tokens in which the verb behind a place is looked for
_MOST_COMMAS = 3
_TENSES = {
    word: tense
    for tense, words in {
        "would": ("could", "might", "should", "would"),
        "will": ("can", "may", "must", "will"),
        "was": ("did", "had", "was", "were"),
        "is": ("are", "do", "does", "has", "have", "is"),
    }.items()
    for word in words
}
_PAST = frozenset(["felt", "knew", "said", "thought", "told", "wrote"])
_SAYING = frozenset(["said", "say", "says"])
_JOINING = frozenset(["conj", "sub"])
_TIMES = frozenset(["when", "during"])

Sign = tuple[str, str]


def is_weighed(reading: Reading, k: int, mark: str) -> bool:
    """Are signs counted at token `k`: behind a comma or dash, at "and", "but", "after", "when"?"""
    return mark in (",", "dash") or (mark == "" and (reading.classes[k] in _JOINING or reading.lowers[k] in _TIMES))


def signs_at(reading: Reading, cue: int, begin: int, k: int, last: int) -> tuple[Sign, ...]:
    """The signs at token `k` of the content that begins at `begin` behind the cue at `cue`."""
    word = reading.lowers[cue]
    past = "past" if word in _PAST or word.endswith("ed") else "other"
    return (
        ("commas", str(min(_MOST_COMMAS, reading.classes[begin:k].count(",")))),
        ("bare", "yes" if begin == cue + 1 else "no"),
        ("said", "yes" if word in _SAYING else "no"),
        ("tense", f"{past}-{_tense(reading, k, last)}"),
    )


def _tense(reading: Reading, k: int, last: int) -> str:
    for j in range(k, min(last, k + _VIEW)):
        kind = reading.classes[j]
        if kind in CLAUSAL or kind == "ed":
            return _TENSES.get(reading.lowers[j], "ed" if kind == "ed" else "other")
    return "none"


def weighed(share: float, mark: str, content: str, signs: Iterable[Sign]) -> float:
    """The share of ends at a place, given its signs."""
    odds = log(share / (1 - share))
    for sign in signs:
        odds += _ODDS.get((mark, content, *sign), 0.0)
    return 1 / (1 + exp(-odds))


def _odds() -> dict[tuple[str, str, str, str], float]:
    counts = {(r[0], r[1], r[2], r[3]): (int(r[4]), int(r[5])) for r in read_rows("signs.tsv")}
    usual: dict[tuple[str, str], tuple[int, int]] = {key[:2]: n for key, n in counts.items() if key[2] == "all"}
    return {key: _WORTH * _ratio(n, usual[key[:2]]) for key, n in counts.items() if key[2] != "all"}


def _ratio(seen: tuple[int, int], usual: tuple[int, int]) -> float:
    base = (usual[0] + 1) / (usual[1] + 1)
    return log((seen[0] + _WEIGHT * base / (1 + base)) / (seen[1] + _WEIGHT / (1 + base)) / base)


_ODDS = _odds()
