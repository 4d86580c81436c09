"""Where a clause that opens or interrupts a sentence ends: content inside it goes no further."""

from __future__ import annotations

from streams.processors.claims.context import Context
from streams.processors.claims.places import place_of
from streams.processors.claims.reading import CLAUSAL

_OPENING = 10  # tokens between the word that opens a clause and its cue
_CLAUSE = 60  # tokens of the longest clause looked through
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
