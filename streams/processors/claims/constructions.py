"""The constructions that tie a cue to its content and its source, tried in order."""

from __future__ import annotations

from streams.processors.claims.context import Context
from streams.processors.claims.draft import Draft
from streams.processors.claims.fronted import with_condition
from streams.processors.claims.leftward import read_inverted, read_postposed, read_quoted_as
from streams.processors.claims.lexicon import is_noun
from streams.processors.claims.passives import read_passive
from streams.processors.claims.relatives import read_relative
from streams.processors.claims.rightward import (
    read_as_reported,
    read_fronted,
    read_plain,
    read_said_subject,
)
from streams.processors.claims.subjects import STATES

_RULES = (
    read_quoted_as,  # “A,” Ann Lund was quoted as saying
    read_said_subject,  # Said Ann Lund: “A”
    read_as_reported,  # As Ann Lund said, A
    read_fronted,  # Citing A, Ann Lund left
    read_passive,  # A was rejected by Ann Lund
    read_inverted,  # “A,” said Ann Lund
    read_postposed,  # “A,” Ann Lund said
    read_relative,  # a threat Ann Lund said would end it
    read_plain,  # Ann Lund said that A
)
_SEEMING = ("appear", "seem")
_NOUN_RULES = (read_passive, read_plain)  # a demand rejected by Ann Lund; Ann Lund's demand that A


def read_cue(context: Context, i: int) -> Draft | None:
    """The claim that the word at `i` introduces, if it is a cue there."""
    frame = context.cue_frame(i)
    if frame is None or context.lowers[i] == "according":
        return None
    if frame.after == "np" and frame.word.startswith(_SEEMING):
        return None  # "seems a small gift"
    noun = context.lowers[i] in context.lexicon.nouns and is_noun(frame.before)
    for rule in _NOUN_RULES if noun else _RULES:
        draft = rule(context, i, frame)
        if draft is not None:
            draft.negated = frame.negated
            if " " in frame.word:
                draft.cue = (i, i + 2)
            draft.cue_class = "noun" if noun else "adjective" if context.lowers[i] in STATES else "verb"
            if context.found and draft.source is not None and draft.source is context.found[-1].source:
                draft.shared = context.found[-1]
            return draft if noun else with_condition(context, draft, i)
    return None
