"""A condition that stands before the report of what depends on it: "If Oslo attacks, Lund has vowed | to help"."""

from __future__ import annotations

from streams.processors.claims.context import Context
from streams.processors.claims.draft import Draft
from streams.processors.claims.inflection import forms_of
from streams.processors.claims.sources import Range
from streams.processors.claims.tables import read_set

_COMMITTING = frozenset(form for lemma in read_set("committing_verbs.txt") for form in forms_of(lemma))
_OPENINGS = (
    ("as", "long", "as"),
    ("if",),
    ("in", "case"),
    ("in", "the", "event"),
    ("on", "condition", "that"),
    ("only", "if"),
    ("provided", "that"),
    ("should",),
    ("unless",),
)
_SHORTEST, _LONGEST = 3, 45  # tokens of a condition; "if anything" is none


def with_condition(context: Context, draft: Draft, i: int) -> Draft:
    """The draft of the cue at `i`, with the condition before its subject as the first part of its content.

    A mere report ("If it rains, Lund said") is conditional only if what is said may come to be ("that she would go").
    """
    if draft.source is None or not draft.ranges or draft.ranges[0][0] < i or not _may_depend(context, draft, i):
        return draft
    condition = _condition(context, draft.source.whole[0])
    if condition is not None:
        draft.ranges[:0] = [condition]
    return draft


def _may_depend(context: Context, draft: Draft, i: int) -> bool:
    if context.lowers[i] in _COMMITTING:
        return True
    return context.lowers[i] in context.lexicon.speech and "modal" in context.classes[slice(*draft.ranges[0])]


def _condition(context: Context, subject: int) -> Range | None:
    """The clause or phrase that opens the sentence with words of condition, to the comma before `subject`."""
    first, comma = context.first, subject - 1 - (context.before(subject) == "adv")
    if not first + _SHORTEST <= comma <= first + _LONGEST or context.classes[comma] != ",":
        return None
    words = next((w for w in _OPENINGS if tuple(context.lowers[first : first + len(w)]) == w), None)
    if words is None or "par" in context.classes[first:comma] or any(context.reading.taken[first:subject]):
        return None
    return first, comma
