"""Where what is said begins behind a word that does not stand right before it: "warned Oslo of [sanctions]",
"described as odd [the plan]", "demands, including that [the fleet leave]", "her demand is that [the fleet leave]".
"""

from __future__ import annotations

from streams.processors.claims.inflection import forms_of
from streams.processors.claims.reading import NOMINAL, Reading
from streams.processors.claims.tables import read_map, read_set

_PREPOSITIONS = {
    form: frozenset(prepositions.split())
    for lemma, prepositions in read_map("complements.tsv").items()
    for form in forms_of(lemma)
}
_JUDGING = frozenset(form for lemma in read_set("judging_verbs.txt") for form in forms_of(lemma))
_SAID_OF = frozenset(["q", "that"])
_OBJECTS = frozenset(["np", "npto"])
_CONDITIONS = frozenset(["if", "unless"])
_FELT = frozenset(["concerns", "expectations", "fears", "hopes", "worries"])  # "fears grow of [an attack]"
_ADDRESSEE = 10  # tokens of the phrase for the one spoken to
_PHRASE = NOMINAL | {"det", "obj"}


def reread(reading: Reading, word: str, sides: tuple[str, str], places: tuple[int, int, int]) -> tuple[str, str, int]:
    """The classes before and after `word` and the begin of what follows, where these words stand between.

    :param sides: the classes before and after it, as found.
    :param places: the token behind the word, the begin of what follows as found, the sentence's end.
    """
    (before, after), (behind, start, last) = sides, places
    if after in (",", "be") and (that := _clause_behind(reading, after, start, last)) is not None:
        return "det" if before == "word" and after == "be" else before, "that", that
    if after in _SAID_OF and before != "be" and word in _JUDGING and reading.lowers[behind] == "as":
        return before, "as", behind
    if word in _FELT and after == "np" and reading.lowers[start + 1 : start + 2] in (["of"], ["about"], ["over"]):
        return before, after, start + 2
    if after in _OBJECTS or (after == "nppron" and reading.lowers[start] in _CONDITIONS):
        begin = _behind_addressee(reading, word, behind, last)
        return (before, "np", begin) if begin is not None else (before, after, start)
    return before, after, start


def _clause_behind(reading: Reading, after: str, start: int, last: int) -> int | None:
    """ "demands, including | that", "Oslo's demand is | that", "what she said was | that": the index of "that"."""
    if after == ",":
        start += 1
        if reading.lowers[start : start + 1] != ["including"]:
            return None
    that = start + 1
    if that >= last - 2 or reading.classes[that] != "that" or reading.classes[that + 1] == "time":
        return None
    return that


def _behind_addressee(reading: Reading, word: str, j: int, last: int) -> int | None:
    """Where what is said begins behind "Oslo of" or "them against", the words at `j`."""
    prepositions = _PREPOSITIONS.get(word)
    if prepositions is None or reading.classes[j] == "ing":
        return None
    for k in range(j, min(last - 1, j + _ADDRESSEE)):
        if reading.lowers[k] in prepositions:
            return k + 1 if k > j else None
        if reading.classes[k] not in _PHRASE:
            return None
    return None
