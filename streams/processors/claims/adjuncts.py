"""Passes over what tells only when, where and for how long something was said."""

from __future__ import annotations

from streams.processors.claims.reading import CLAUSAL, Reading
from streams.processors.claims.tables import read_set

_LOOKAHEAD = 16
_MEASURES = frozenset(
    ["about", "almost", "around", "few", "half", "least", "less", "more", "over", "several", "some", "than", "two"]
)
_QUALIFIERS = frozenset(tuple(words.split()) for words in read_set("qualifiers.tsv")) | {("between",)}
_QUALIFYING = frozenset(words[0] for words in _QUALIFIERS)
_MOST_WORDS = max(map(len, _QUALIFIERS))
_PARTS = frozenset(["dozens", "half", "hundreds", "one-third", "thousands", "two-thirds"])
_SHIFTS = frozenset(["after", "afterwards", "ago", "before", "earlier", "later"])
_ADJUNCTIVE = frozenset(["adv", "cap", "det", "ing", "month", "num", "poss", "prep", "time", "unit", "word", "to"])
_PHRASE_ENDS = frozenset(["cap", "month", "num", "time", "unit", "word"])
_PHRASE_BEGINS = frozenset(["cap", "det"])
_RELATIVE = CLAUSAL | {"ed"}  # behind "that": "the attack that killed"


def behind_adjuncts(reading: Reading, j: int, last: int) -> tuple[str, int] | None:
    """The clause behind the phrases that tell when and where, None if there is none: "said in a statement on Friday
    [the plan was dead]", "said after the talks [she would go]".
    """
    classes = reading.classes
    for k in range(j + 1, min(last - 1, j + _LOOKAHEAD)):
        kind, before = classes[k], classes[k - 1]
        if kind in ("pron", "contr") and before in _PHRASE_ENDS:
            return "pron", k
        if kind in _PHRASE_BEGINS and (before == "time" or (before in _PHRASE_ENDS and kind != before)):
            return ("clause", k) if _has_finite(reading, k, last) else None
        noun = before in _PHRASE_ENDS or (before == "ing" and classes[k - 2] == "det")  # "the meeting"
        if kind == "that" and noun and classes[k + 1] not in _RELATIVE:
            return "that", k
        if kind in CLAUSAL or kind not in _ADJUNCTIVE:
            return None
    return None


def qualified_number(reading: Reading, j: int, last: int) -> int:
    """The number behind the words at `j` that qualify it ("at least [10] people"), or `j`."""
    if reading.lowers[j] not in _QUALIFYING:
        return j
    for k in range(j + 1, min(last, j + 1 + _MOST_WORDS)):
        if reading.classes[k] == "num" or reading.lowers[k] in _PARTS:
            return k if tuple(reading.lowers[j:k]) in _QUALIFIERS else j
    return j


def _has_finite(reading: Reading, k: int, last: int) -> bool:
    for kind in reading.classes[k : min(last, k + _LOOKAHEAD)]:
        if kind in CLAUSAL:
            return True
        if kind in ("eos", "q", ";", "that"):
            return False
    return False


def time_end(reading: Reading, j: int, last: int) -> int:
    """End of a time adjunct that begins at `j` ("on Friday", "last week", "Jan. 4"), or `j`."""
    classes, lowers = reading.classes, reading.lowers
    k = j
    if lowers[k] == "for":
        return _duration_end(reading, j, last)
    if classes[k] == "prep" and lowers[k] in ("on", "in", "at", "during", "since", "until"):
        k += 1
    if k < last and lowers[k] in ("last", "this", "early", "late", "earlier", "next", "the"):
        k += 1 + (k + 1 < last and lowers[k + 1] in ("past", "same", "following"))
    if k + 2 < last and classes[k] in ("det", "num") and classes[k + 1] == "unit" and lowers[k + 2] in _SHIFTS:
        return k + 3  # "a day earlier"
    begin = k
    while k < last and (classes[k] in ("time", "month", "unit") or (k > begin and classes[k] == "num")):
        k += 1
    if k == begin:
        return j
    while k < last and lowers[k] in ("morning", "afternoon", "evening", "night", "ago", "before", "later", "earlier"):
        k += 1
    return k


def _duration_end(reading: Reading, j: int, last: int) -> int:
    """ "for nearly an hour", "for about 40 minutes": its end, or `j`."""
    k = j + 1
    while k < last and (reading.classes[k] in ("det", "num", "adv") or reading.lowers[k] in _MEASURES):
        k += 1
    return k + 1 if k > j + 1 and k < last and reading.classes[k] == "unit" else j
