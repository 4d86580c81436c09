"""Where a clause that opens or interrupts a sentence ends: content inside it goes no further."""

from __future__ import annotations

from streams.processors.claims.context import Context
from streams.processors.claims.lexicon import is_noun
from streams.processors.claims.places import place_of
from streams.processors.claims.reading import CLAUSAL

_OPENING = 10  # tokens between the word that opens a clause and its cue
_CLAUSE = 60  # tokens of the longest clause looked through
_SUBJECT_WORDS = frozenset(["adv", "cap", "conj", "det", "ing", "num", "poss", "word"])
_NEW_CLAUSE = frozenset([",", ";", ":", "conj", "dash", "eos", "if", "q", "sub", "that", "wh", "who"])
_SUBJECTS = frozenset(["cap", "pron", "det", "word", "poss", "contr"])


def clause_wall(context: Context, i: int, begin: int) -> int | None:
    """Where the clause that the cue at `i` stands in must end: the comma that closes its relative or fronted clause.

    "Ann Lund, who knew that it was late, left": the comma before "left". "When he said that it was late, she left": the
    comma before "she".
    """
    classes, first = context.classes, context.first
    for k in range(i - 1, max(first, i - _OPENING) - 1, -1):
        relative = classes[k] == "who" or context.lowers[k] == "which"
        if (relative or context.lowers[k] == "when") and k > first and classes[k - 1] == ",":
            return _comma_before_verb(context, begin)
        if (classes[k] == "sub" or context.lowers[k] in ("when", "if")) and k <= first + 2:
            return main_clause_comma(context, begin)
        if k == i - 1 and classes[k] == "," and context.lowers[i].endswith(("ing", "ed")):
            return _comma_before_verb(context, begin)
        if classes[k] in (",", "q"):
            break
        if k == first and classes[k] in ("prep", "sub") and context.lowers[i].endswith("ing"):
            return main_clause_comma(context, begin)
    return None


def predicate_wall(context: Context, i: int, begin: int, after: str) -> int | None:
    """Where the sentence's own verb begins behind a noun that is its subject.

    "Claims that the vote was rigged were rejected": "were". "Plans to build a pier have been dropped": "have".
    """
    if context.lowers[i] not in context.lexicon.nouns or after == ":" or not _opens_clause(context, i):
        return None
    verb, seen = None, after not in ("that", "npthat", "clause", "pron")
    for k in range(begin, min(context.last, begin + _CLAUSE)):
        kind = context.classes[k]
        if kind in _NEW_CLAUSE:
            break
        start = k - (context.classes[k - 1] == "adv")  # "already has been"
        if kind in CLAUSAL and kind != "contr" and context.classes[start - 1] not in CLAUSAL | {"neg"}:
            verb, seen = (start if seen else verb), True
        seen = seen or kind == "ed"
    return verb


def _opens_clause(context: Context, i: int) -> bool:
    """Is the noun at `i` the subject of its sentence? No verb, preposition or mark stands before it, and what may be a
    verb itself ("Lund claims") stands behind an article or possessor, or first.
    """
    if context.lowers[i] in context.lexicon.either and i > context.first and not is_noun(context.before(i)):
        return False
    return i - context.first <= _OPENING and all(kind in _SUBJECT_WORDS for kind in context.classes[context.first : i])


def main_clause_comma(context: Context, begin: int, stop: int | None = None) -> int | None:
    """The comma after a fronted clause, before `stop`: a subject and its finite verb follow it."""
    for k in range(begin + 1, min(context.last - 1 if stop is None else stop, begin + _CLAUSE)):
        closing = context.classes[k] in (",", "dash")
        if (closing or _ends_clause(context, k)) and context.classes[k + 1] in _SUBJECTS and _has_verb(context, k + 1):
            return k if closing else k + 1
    return None


def _ends_clause(context: Context, k: int) -> bool:
    """A quotation with a comma at its end ("After saying it was “too late,” she left")."""
    if context.classes[k] != "q":
        return False
    quotation = context.reading.segmented.quotations[context.reading.tokens[k].quotation or 0]
    return context.reading.text[quotation.inner_end - 1 : quotation.inner_end] == ","


def _has_verb(context: Context, begin: int) -> bool:
    if place_of(context.reading, begin, context.last)[2] == "f":
        return True
    return any(context.is_cue(j) for j in range(begin + 1, min(context.last, begin + 7)))


def _comma_before_verb(context: Context, begin: int) -> int | None:
    for k in range(begin + 1, min(context.last - 1, begin + _CLAUSE)):
        if context.classes[k] == "," and (context.classes[k + 1] in CLAUSAL or context.is_cue(k + 1)):
            return k
    return None
