"""The constructions that tie a cue to its content and its source, one small rule each, tried in order."""

from __future__ import annotations

from streams.processors.claims.boundaries import has_clause, left_begin, main_clause_comma, right_end
from streams.processors.claims.context import Context
from streams.processors.claims.draft import Draft
from streams.processors.claims.frames import Frame
from streams.processors.claims.sources import (
    Range,
    Source,
    clause_subject,


    source_left,
    source_right,
)
from streams.processors.claims.tables import read_set

_RAISING = read_set("raising.tsv")
_CLAUSE_AFTER = frozenset(["that", ":", "clause", "pron", "wh", "if", "npthat", "nppron"])
_CONTENT_RIGHT = _CLAUSE_AFTER | {"npq", "to", "npto", "q"}
_PHRASE_AFTER = frozenset(["np", "npq", "npthat", "nppron", "npto", "clause", "pron", "who", "np:", "cap", "det"])
_OWN = frozenset(["for", "of", "on", "about", "against", "with", "in", "at", "over", "by", "into"])


def read_according(context: Context, i: int) -> Draft | None:
    """ "CLAUSE, according to X" and "According to X, CLAUSE"."""
    if context.lowers[i] != "according" or i + 1 >= context.last or context.lowers[i + 1] != "to":
        return None
    source = source_right(context.reading, i + 2, context.last)
    if source is None:
        return None
    begin = left_begin(context.reading, i, context.first)
    if begin < i - 1:
        stop = i - 1 if context.classes[i - 1] == "," else i
        return Draft([(begin, stop)], (i, i + 2), source, "according after")
    begin = source.near[1] + 1 if context.at(source.near[1]) == "," else source.near[1]
    end = right_end(context, begin, "cl")
    return Draft([(begin, end)] if begin < end else [], (i, i + 2), source, "according before")


def read_cue(context: Context, i: int) -> Draft | None:
    """The claim that the word at `i` introduces, if it is a cue there."""
    frame = context.cue_frame(i)
    if frame is None:
        return None
    for rule in (_fronted, _passive, _inverted, _postposed, _plain):
        draft = rule(context, i, frame)
        if draft is not None:
            draft.negated = frame.negated
            return draft
    return None


def _fronted(context: Context, i: int, frame: Frame) -> Draft | None:
    """ "Citing the report, Ann Lund left": content up to the comma, source the main clause's subject."""
    opening = i == context.first or (i == context.first + 1 and context.classes[i - 1] in ("sub", "prep", "adv"))
    if not opening or context.classes[i] not in ("ing", "ed", "cap") or context.lowers[i][-2:] not in ("ng", "ed"):
        return None
    comma = main_clause_comma(context, i + 1)
    if comma is None:
        return None
    subject = source_right(context.reading, comma + 1, context.last)
    source = subject if context.lowers[i].endswith("ing") else None
    return Draft([(_begin(context, frame), comma)], (i, i + 1), source, "fronted")


def _passive(context: Context, i: int, frame: Frame) -> Draft | None:
    """ "The plan was rejected by the council" and "is expected to leave": the subject belongs to the content."""
    passive = frame.before == "be" and not context.lowers[i].endswith("ing")
    if not passive and context.lowers[i] not in _RAISING:
        return None
    if frame.after in _CLAUSE_AFTER or frame.after == "q":
        return _right(context, i, frame, None, "passive right")
    subject = source_left(context.reading, frame.group, context.first)
    ranges: list[Range] = [subject.near] if subject is not None and not context.reading.taken[subject.near[0]] else []
    source = None
    if frame.after == "by":
        source = source_right(context.reading, frame.start + 1, context.last)
    elif frame.after not in ("eos", ",", "sub", "conj", ";"):
        right = _right(context, i, frame, None, "")
        ranges += right.ranges if right is not None else []
    return Draft(ranges, (i, i + 1), source, "passive" if passive else "raising")


def _inverted(context: Context, i: int, frame: Frame) -> Draft | None:
    """ "“A,” said X" and "CLAUSE, said X"."""
    mark = context.before(frame.group)
    if mark not in ("q", ",") or frame.after not in _PHRASE_AFTER or context.lowers[i].endswith("ing"):
        return None
    if mark == "," and _after_insertion(context, frame):
        return None
    end = frame.group - 1 if mark == "," else frame.group
    begin = left_begin(context.reading, end, context.first)
    if begin >= end or not has_clause(context.reading, begin, end):
        return None
    source = source_right(context.reading, i + 1, context.last)
    if source is None:
        return None
    return Draft([(begin, end), *_right_half(context, source.near[1], left=end)], (i, i + 1), source, "inverted")


def _after_insertion(context: Context, frame: Frame) -> bool:
    """Is the comma before the verb the end of an appositive ("Ann Lund, the mayor, said the war")?"""
    if frame.after in ("clause", "pron", "npthat", "npq"):
        return True
    return source_left(context.reading, frame.group, context.first) is not None and not has_clause(
        context.reading, context.first, frame.group
    )


def _postposed(context: Context, i: int, frame: Frame) -> Draft | None:
    """ "“A,” X said", "CLAUSE, X said" and "A, X said, B"."""
    if frame.before in ("conj", "to", "prep", "ing", "be"):
        return None
    source = source_left(context.reading, frame.group, context.first)
    if source is None:
        return None
    at = source.whole[0]
    mark = context.before(at)
    quoted = mark == "q" and _complete(context, at - 1)
    if mark not in ("q", ",", "dash") or (frame.after in _CONTENT_RIGHT and not (quoted and frame.after not in _CLAUSE_AFTER)):
        return None
    end = at - 1 if mark in (",", "dash") else at
    begin = left_begin(context.reading, end, context.first)
    if begin >= end:
        return None
    whole = has_clause(context.reading, begin, end)
    right = _right_half(context, i + 1, left=end)
    if not whole and not right:
        return None
    return Draft([(begin, end), *right], (i, i + 1), source, "postposed")


def _complete(context: Context, k: int) -> bool:
    quotation = context.reading.segmented.quotations[context.reading.tokens[k].quotation or 0]
    return context.reading.text[quotation.inner_end - 1 : quotation.inner_end] in ",?!—-…"


def _right_half(context: Context, begin: int, *, left: int) -> list[Range]:
    """The right half of an interrupted quotation ("“A,” he said, “B”") or clause ("The letter, he said, was lost")."""
    for k in range(begin, min(context.last, begin + 24)):
        kind = context.classes[k]
        if kind == "q":
            return [(k, right_end(context, k, "q"))]
        if kind == "," and context.at(k + 1) not in ("", "q", "ing", "sub", "eos", "who"):
            if context.classes[left - 1] == "q" or context.is_cue(k + 1):
                return []
            return [(k + 1, right_end(context, k + 1, "cl"))]
        if kind in ("eos", "that", ":", ";") or context.is_cue(k):
            break
    return []


def _plain(context: Context, i: int, frame: Frame) -> Draft | None:
    """ "X said that CLAUSE": content to the right."""
    return _right(context, i, frame, _subject(context, i, frame), "right " + frame.after)


def _right(context: Context, i: int, frame: Frame, source: Source | None, rule: str) -> Draft | None:
    begin = _begin(context, frame)
    if begin >= context.last or context.classes[begin] == "eos":
        return None
    return Draft([(begin, right_end(context, begin, content_kind(frame.after)))], (i, i + 1), source, rule)


def _begin(context: Context, frame: Frame) -> int:
    begin = frame.start
    if frame.after in _OWN:
        begin += 1
    while begin < context.last and context.classes[begin] in ("that", ":", ","):
        begin += 1
    return begin


def content_kind(after: str) -> str:
    """What sort of content a frame introduces: cl (clause), to (infinitive), q (quotation) or np."""
    if after in ("that", "pron", "clause", "npthat", "nppron", "wh", "if"):
        return "cl"
    return {"q": "q", "to": "to", "npto": "to"}.get(after, "np")


def _subject(context: Context, i: int, frame: Frame) -> Source | None:
    """Left of the verb group; for "and said" and ", adding" that of the claim before, or of the sentence."""
    if frame.before == "be" and not context.lowers[i].endswith("ing"):
        return None
    source = source_left(context.reading, frame.group, context.first) if frame.group > context.first else None
    participle = context.lowers[i].endswith("ing") and frame.before != "be"
    if source is not None and frame.before not in ("conj", "to", "prep") and not participle:
        return source
    if context.found and context.found[-1].source is not None:
        return context.found[-1].source
    return clause_subject(context.reading, i, context.first) or source


