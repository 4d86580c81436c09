"""Content that is the subject: "The plan was rejected by the council", "The plan seems doomed"."""

from __future__ import annotations

from streams.processors.claims.context import Context
from streams.processors.claims.draft import Draft
from streams.processors.claims.frames import ADDRESSING, CLAUSE_AFTER, Frame
from streams.processors.claims.rightward import read_right
from streams.processors.claims.sources import Range, Source, source_left, source_right
from streams.processors.claims.subjects import STATES
from streams.processors.claims.tables import read_set

_RAISING = read_set("raising.tsv")
_ALONE = frozenset(["eos", ",", "sub", "conj", ";"])
_VERIFIED = frozenset(["confirmed", "corroborated", "verified"])
_FARTHEST = 30  # tokens of the longest subject


def read_passive(context: Context, i: int, frame: Frame) -> Draft | None:
    """ "The plan was rejected by the council" and "is expected to leave": the subject belongs to the content."""
    if context.lowers[i] in STATES:
        return None  # "is worried that": its subject is the source
    passive = frame.before == "be" and not context.lowers[i].endswith("ing")
    if not passive and context.lowers[i] not in _RAISING:
        return None
    if passive and frame.negated and context.lowers[i] in _VERIFIED and frame.after in _ALONE:
        return None  # "this could not be confirmed": the reporter's own words
    if not passive and frame.after == "to" and _says(context, frame.start + 1):
        return None  # "appeared to suggest that": what he suggests is the content
    if context.lowers[i] in ("seen", "viewed") and frame.after not in ("as", "by", "to", "ing"):
        return None
    introduced = frame.after in CLAUSE_AFTER and (frame.after != "clause" or context.lowers[i] in ADDRESSING)
    if introduced or frame.after == "q":
        return read_right(context, i, frame, None, "passive right")
    if context.lowers[frame.group - 1] in ("that", "which") and context.before(frame.group - 1) in ("word", "cap"):
        return None  # "the ceasefire that was agreed"
    subject = source_left(context.reading, frame.group, context.first)
    ranges: list[Range] = []
    if subject is not None and not context.reading.taken[subject.near[0]] and not _is_there(context, subject.near):
        ranges.append(_long_subject(context, subject.near))
    source = None
    if frame.after == "by":
        source = source_right(context.reading, frame.start + 1, context.last)
    elif frame.after not in _ALONE:
        right = read_right(context, i, frame, None, "")
        ranges += right.ranges if right is not None else []
        if frame.after != "to" and right is not None:
            source = _agent(context, ranges)
    return Draft(ranges, (i, i + 1), source, "passive" if passive else "raising")


def _is_there(context: Context, near: Range) -> bool:
    """ "There are fears of an attack": no subject at all."""
    return context.lowers[slice(*near)] == ["there"]


def _says(context: Context, k: int) -> bool:
    return k < context.last and context.lowers[k] in context.lexicon.speech and context.is_cue(k)


def _long_subject(context: Context, near: Range) -> Range:
    """ "The demand that the gas be cut off [was rejected]": a subject with a clause in it begins where the sentence
    does.
    """
    begin, end = near
    if context.classes[context.first] not in ("det", "cap", "poss", "word") or begin - context.first > _FARTHEST:
        return near
    between = context.classes[context.first : begin]
    return (context.first, end) if "that" in between and "," not in between and "q" not in between else near


def _agent(context: Context, ranges: list[Range]) -> Source | None:
    """ "was called a liar by the mayor": cuts the last range before "by" and gives "the mayor"."""
    begin, end = ranges[-1]
    for k in range(begin + 1, end - 1):
        if context.lowers[k] == "by" and context.classes[k + 1] in ("cap", "det", "word", "pron"):
            source = source_right(context.reading, k + 1, context.last)
            if source is not None:
                ranges[-1] = (begin, k)
            return source
    return None
