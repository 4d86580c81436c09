"""Where content ends, by counts: how likely it ends at a place, and which of several ends is the best guess.

boundaries.tsv tells for each sort of place (mark before it, word or class at it, whether a finite verb follows, sort of
content) how often content ended there and how often it went on.
"""

from __future__ import annotations

from streams.processors.claims.reading import CLAUSAL, Reading
from streams.processors.claims.signs import is_weighed, signs_at, weighed
from streams.processors.claims.tables import read_rows

_NAMED = frozenset(["conj", "sub", "prep", "if", "wh", "who", "that", "to"])
_ENDS = {(r[0], r[1], r[2], r[3]): (int(r[4]), int(r[5])) for r in read_rows("boundaries.tsv")}
_WEIGHT = 2.0  # sightings that weigh as much as the prior of the mark
_PRIOR = {",": 0.4, "dash": 0.45, "q,": 0.45, "q": 0.2, "": 0.005}
_SLIGHT = 0.005  # a share that no sign can make worth weighing
_EXACT = 0.5  # what the very end is worth beside one that shares half the words
_WEIGHED = 12  # ends weighed; the first ones carry nearly all the weight
_VIEW = 10  # tokens in which a finite verb is looked for


def ending_share(reading: Reading, cue: int, begin: int, k: int, last: int, content: str) -> float:
    """How often content of this sort, from `begin` on behind `cue`, ends before a token like `k`, 0 to 1."""
    place = place_of(reading, k, last)
    ended, went_on = _ENDS.get((*place, content), (0, 0))
    share = (ended + _WEIGHT * _PRIOR[place[0]]) / (ended + went_on + _WEIGHT)
    if share < _SLIGHT or not is_weighed(reading, k, place[0]):
        return share
    return weighed(share, place[0], content, signs_at(reading, cue, begin, k, last))


def likeliest_end(begin: int, places: list[tuple[int, float]], stop: int) -> int:
    """The end that most probably shares half its words with the true one, given each place's share of ends."""
    ends: list[tuple[int, float]] = []
    left = 1.0
    for k, share in places[:_WEIGHED]:
        ends.append((k, left * share))
        left *= 1 - share
    ends.append((stop, left))
    best, chosen = -1.0, stop
    for k, own in ends:
        length = k - begin
        shortest, longest = length / 2, length * 2
        mass = _EXACT * own
        for j, share in ends:
            if shortest <= j - begin <= longest:
                mass += share
        if mass > best:
            best, chosen = mass, k
    return chosen


def place_of(reading: Reading, k: int, last: int) -> tuple[str, str, str]:
    """The sort of place before token `k`: mark, word or class, "f" if a finite verb follows before the next mark."""
    classes = reading.classes
    before = classes[k - 1]
    mark = before if before in (",", "dash") else ""
    if before == "q":
        mark = "q," if reading.complete(k - 1) else "q"
    word = reading.lowers[k] if classes[k] in _NAMED else classes[k]
    if classes[k] == "conj":
        word += "+" + _joined(reading, k + 1, last)
    for kind in classes[k : min(last, k + _VIEW)]:
        if kind in CLAUSAL:
            return mark, word, "f"
        if kind in (",", "eos", "q", "dash", ";"):
            break
    return mark, word, "n"


def _joined(reading: Reading, k: int, last: int) -> str:
    """What a conjunction joins: a subject pronoun, a verb, "that", "to" or something else."""
    while k < last and reading.classes[k] == "adv":
        k += 1
    kind = reading.classes[k] if k < last else ""
    if kind in ("pron", "contr"):
        return "pron"
    if kind in ("that", "to", "q", "ing", "ed", "cap", "det"):
        return kind
    return "verb" if kind in CLAUSAL or kind == "base" else "other"
