"""Content around its source: "a threat Ann Lund said would end it", "what officials say is a draft"."""

from __future__ import annotations

from streams.processors.claims.boundaries import right_end
from streams.processors.claims.context import Context
from streams.processors.claims.draft import Draft
from streams.processors.claims.frames import VERB_AFTER, Frame
from streams.processors.claims.sources import Range, Source, phrase_left, source_left

_FARTHEST = 60  # tokens looked ahead for a comma
_RELATIVES = frozenset(["who", "wh", "that"])


def read_relative(context: Context, i: int, frame: Frame) -> Draft | None:
    """ "a threat Ann Lund said would end it": the phrase before the subject belongs to the content."""
    relative = frame.after in VERB_AFTER or (frame.after == "ed" and frame.before == "pron")
    if not relative or frame.before not in ("cap", "pron", "word"):
        return None
    subject = _subject(context, frame)
    if subject is None:
        return None
    what = _what(context, subject[0])
    if what is None:
        return None
    start = frame.start
    wall = next((k for k in range(start, min(context.last, start + _FARTHEST)) if context.classes[k] == ","), None)
    comma = context.before(what[0]) == "," or context.before(subject[0]) in _RELATIVES
    ranges = [what, (start, right_end(context, start, "cl", wall=wall if comma else None))]
    return Draft(ranges, (i, i + 1), Source(subject, subject), "relative")


def _subject(context: Context, frame: Frame) -> Range | None:
    """The subject alone: behind a relative pronoun or an article, else from its first name on."""
    subject = source_left(context.reading, frame.group, context.first)
    if subject is None:
        return None
    begin, end = subject.near
    named = context.classes[end - 1] == "cap" and context.classes[begin + 1] != "cap"  # "a threat Ann Lund"
    apart = context.before(begin) in _RELATIVES or (context.classes[begin] == "det" and not named)
    if frame.before != "pron" and not apart:
        begin = next((k for k in range(begin, end) if context.classes[k] == "cap"), end)
    return None if begin in (context.first, end) else (begin, end)


def _what(context: Context, begin: int) -> Range | None:
    """What the relative clause whose subject begins at `begin` belongs to, or its pronoun."""
    what = phrase_left(context.reading, begin, context.first)
    if what is None and context.before(begin) in _RELATIVES:
        what = (begin - 1, begin)
    return what
