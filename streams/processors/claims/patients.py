"""Names in a demand that are not those of the one asked: of those to whom something is to be done, or who are to be
kept from it, and in a refusal all that stand inside the words refused.
"""

from __future__ import annotations

import re

_MODAL = r"(?: (?:can|could|may|must|should|will|would))?(?: never| not| no longer)?(?: ever)?"
_PATIENT = re.compile(
    rf"{_MODAL} be (?:\w+ly |never |not )?\w+(?:ed|en|ft|ld|pt|wn)\b|"
    r"(?: (?:can|could|may|must|should|will|would))? (?:never|not|no longer)(?: ever)? (?:accede|become|enter|join)\b"
)
"""What follows such a name: "Oslo | be barred from the bloc", "Oslo | will never join the bloc"."""
_NAME = re.compile(rf"\b[A-Z][\w.’'-]*(?={_PATIENT.pattern})")
_SIGNS = (" be ", " never", " not", " no longer")
"""One of them stands in each match: to look for them takes a tenth of the time."""

_NAMED = re.compile(r"\b(?:claims?|demands?|proposals?|requests?)(?:, including)? (?:that|for)\b")


def named_from(text: str, start: int, end: int) -> int:
    """Where the words begin that a refusal names ("other demands, including | that Oslo leave"); `end` if it names
    none."""
    match = _NAMED.search(text, start, end)
    return match.start() if match else end


def is_patient(text: str, end: int) -> bool:
    """Is the name that ends at `end` that of one who is to be kept from something, or to whom it is to be done?"""
    return _PATIENT.match(text, end) is not None


def without_patients(text: str) -> str:
    """The text without the names of such."""
    return _NAME.sub("", text) if any(word in text for word in _SIGNS) else text
