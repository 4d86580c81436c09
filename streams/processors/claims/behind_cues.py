"""Tells a clause from a phrase behind a cue."""

from __future__ import annotations

from streams.processors.claims.reading import CLAUSAL, NOMINAL, Reading

_LOOKAHEAD = 16


def begins_clause(reading: Reading, j: int, last: int) -> bool:
    """Is "that" before `j` a conjunction, not a pointer ("reiterated that opinion")?"""
    for k in range(j, min(last, j + 4)):
        kind = reading.classes[k]
        dated = kind == "prep" and reading.classes[k + 1 : k + 2] == ["time"] and _ends_at(reading, k + 2, last)
        if k > j and (kind in ("if", "wh") or dated):
            return False  # "counter that move if it happens", "repeated that view on Monday"
        if kind in CLAUSAL or kind in ("pron", "cap", "det", "poss", "q", ",", "prep", "sub", "if", "wh"):
            return True
        if kind in ("eos", "time"):
            return False
    return True


def _ends_at(reading: Reading, k: int, last: int) -> bool:
    return k >= last or reading.classes[k] == "eos"


def behind_appositive(reading: Reading, comma: int, begin: int, last: int) -> tuple[str, int] | None:
    """ "asked the editor, Ann Lund, to leave": what follows the second comma, if it goes on with the cue."""
    classes = reading.classes
    for k in range(comma + 1, min(last - 1, comma + _LOOKAHEAD)):
        if classes[k] == ",":
            following = classes[k + 1]
            if following == "that":
                return "npthat", k + 1
            if following == "to":
                return "npto", k + 1
            if reading.lowers[k + 1] == "of":
                return "of", k + 1
            return None
        if classes[k] not in NOMINAL and classes[k] not in ("det", "prep"):
            return None
    return None


def moves_on(classes: list[str], k: int, last: int) -> bool:
    """A past form with an object or a clause end after it ("moved troops"), not "accused of"."""
    return k + 1 < last and classes[k + 1] in ("det", "cap", "word", "num", "obj", "to", "that", "q", "poss", "adv")
