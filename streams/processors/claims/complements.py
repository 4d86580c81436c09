"""Passes over the one spoken to before a preposition: "warned Oslo of [sanctions if it attacks]"."""

from __future__ import annotations

from streams.processors.claims.inflection import forms_of
from streams.processors.claims.reading import NOMINAL, Reading
from streams.processors.claims.tables import read_map

_PREPOSITIONS = {
    form: frozenset(prepositions.split())
    for lemma, prepositions in read_map("complements.tsv").items()
    for form in forms_of(lemma)
}
_ADDRESSEE = 10  # tokens of the phrase for the one spoken to
_PHRASE = NOMINAL | {"det", "obj"}


def behind_complement(reading: Reading, word: str, j: int, last: int) -> int | None:
    """Where what is said begins behind "Oslo of" or "them against", the words at `j`; None if no such phrase stands
    there."""
    prepositions = _PREPOSITIONS.get(word)
    if prepositions is None or reading.classes[j : j + 1] == ["ing"]:
        return None
    for k in range(j, min(last - 1, j + _ADDRESSEE)):
        if reading.lowers[k] in prepositions:
            return k + 1 if k > j else None
        if reading.classes[k] not in _PHRASE:
            return None
    return None
