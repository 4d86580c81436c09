"""Finds the subject that a later verb shares: "the mayor left and said", "..., but promised", "..., adding"."""

from __future__ import annotations

from streams.processors.claims.reading import CLAUSAL, Reading
from streams.processors.claims.sources import WHO, Source, source_left

_APART = 5  # tokens between a comma and a verb that shares a subject before it
_FARTHEST = 60  # tokens looked back for a subject
_BEFORE_VERB = frozenset(["conj", "adv", "ing", "to", "neg", "prep"])
_SUBORDINATE = frozenset(["sub", "wh", "if", "that"])
_BEFORE_PAST = frozenset(["cap", "word", "pron", "adv", ",", "who", "time", "unit"])
_PARTICIPLES = frozenset(["be", "been", "being", "having"])


def clause_subject(reading: Reading, i: int, first: int) -> Source | None:
    """The subject of the nearest finite verb before `i` that is not claimed: who "and said" and ", adding" belong to.

    "On Friday the mayor left and said": "the mayor".
    """
    classes, lowers = reading.classes, reading.lowers
    apart = _is_apart(reading, i, first)
    for k in range(i - 1, max(first, i - _FARTHEST), -1):
        if reading.taken[k]:
            continue
        kind = classes[k]
        if kind == "contr":
            return Source((k, k + 1), (k, k + 1))
        past = kind == "ed" and classes[k - 1] in _BEFORE_PAST and classes[k - 2] != "to"
        if (kind in CLAUSAL and lowers[k] not in _PARTICIPLES) or past:
            group = k
            while group > first + 1 and classes[group - 1] in ("be", "have", "modal", "do", "adv", "neg"):
                group -= 1
            source = source_left(reading, group, first)
            if source is None or reading.taken[source.near[0]]:
                continue
            begin = source.near[0]
            if apart and _is_subordinate(reading, begin, first):
                continue  # "the port, which let her go, and said", "did not tell how that went, but said"
            if past and begin > first and classes[begin - 1] == "prep":
                continue
            return _before_main_verb(reading, source) if past else source
    return None


def _is_apart(reading: Reading, i: int, first: int) -> bool:
    """Does a comma part the verb at `i`, with its conjunction or participle, from the clause before it?"""
    for k in range(i - 1, max(first, i - _APART) - 1, -1):
        if reading.classes[k] == ",":
            return True
        if reading.classes[k] not in _BEFORE_VERB:
            return False
    return False


def _is_subordinate(reading: Reading, begin: int, first: int) -> bool:
    """Does the subject at `begin` belong to a clause that another verb governs ("as Lund did", "how that went")?"""
    if reading.lowers[begin] in WHO:
        return begin > first and reading.classes[begin - 1] == ","
    return begin > first and reading.classes[begin - 1] in _SUBORDINATE


def _before_main_verb(reading: Reading, source: Source) -> Source:
    """ "Norway published measures [addressed to Sweden]": of a phrase that holds a verb itself, the part before it."""
    begin, end = source.near
    for k in range(begin + 1, end - 1):
        if reading.classes[k] == "ed" and reading.classes[k - 1] == "cap" and reading.classes[k + 1] != "cap":
            return Source((begin, k), (begin, k))
    return source
