"""Content before its cue: "“A,” X said", "CLAUSE, said X", "A, X said, B", "CLAUSE, according to X"."""

from __future__ import annotations

from streams.processors.claims.boundaries import has_clause, left_begin, right_end
from streams.processors.claims.context import Context
from streams.processors.claims.draft import Draft
from streams.processors.claims.frames import (
    ADDRESSING,
    CLAUSE_AFTER,
    CONTENT_RIGHT,
    PHRASE_AFTER,
    VERB_AFTER,
    Frame,
    after_class,
)
from streams.processors.claims.reading import CLAUSAL
from streams.processors.claims.sources import Range, source_left, source_right
from streams.processors.claims.walls import main_clause_comma

_CIRCUMSTANCE = frozenset(["after", "as", "before", "when", "where", "which", "who"])
_TAIL = 28  # tokens from the cue of a reporting clause to the sentence's end
_HALVES = 30  # tokens between the halves of an interrupted quotation
_PLAIN_SAYING = frozenset(["argued", "argues", "said", "says"])
_AWAY = frozenset(["after", "as", "before", "when", "where", "which", "while"])
_OPENING = frozenset(["after", "although", "as", "before", "despite", "since", "though", "when", "whereas", "while"])


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
        return Draft([(begin, stop)], (i, i + 2), source, "according after", "according")
    if i > context.first + 2 and context.before(i) not in ("conj", "dash", ":", "adv", "sub", ";"):
        return None
    near, whole = source.near[1], source.whole[1]
    reports = any(context.is_cue(k) for k in range(near + 1, whole))  # "According to the agency, two officials said"
    comma = whole if context.at(whole) == "," and not reports else near
    begin = comma + 1 if context.at(comma) == "," else comma
    end = right_end(context, begin, "cl")
    return Draft([(begin, end)] if begin < end else [], (i, i + 2), source, "according before", "according")


def read_tail(context: Context, cues: list[int]) -> Draft | None:
    """The reporting clause that ends the sentence and covers all of it: "X said A and B, according to Y".

    It is looked for before all others, for the outermost of such attributions wins, unless another source is quoted
    in it
    ("“A,” X said in an interview, according to Y"): then the innermost source speaks, and the draft is `outer`.
    """
    for i in reversed(cues):
        if context.last - i > _TAIL:
            break
        draft = _tail_at(context, i)
        if draft is not None:
            draft.outer = any(_speaks(context, k, *draft.ranges[0]) for k in cues)
            return draft
        if context.lowers[i] == "according":
            break
    return None


def _tail_at(context: Context, i: int) -> Draft | None:
    if context.lowers[i] == "according":
        draft = read_according(context, i) if _is_tail(context, i) else None
        return draft if draft is not None and draft.rule == "according after" else None
    frame = context.cue_frame(i)
    if frame is None or frame.after in CONTENT_RIGHT | VERB_AFTER or context.lowers[i].endswith("ing"):
        return None
    if not _is_tail(context, i):
        return None
    draft = read_inverted(context, i, frame) or read_postposed(context, i, frame)
    if draft is None or len(draft.ranges) > 1 or not has_clause(context.reading, *draft.ranges[0]):
        return None
    draft.negated = frame.negated
    return draft


def _speaks(context: Context, k: int, begin: int, end: int) -> bool:
    """Does the word at `k` in `[begin, end)` say something for a source of its own ("X told Y that", "“A,” X said")?"""
    if not begin < k < end or context.lowers[k] not in context.lexicon.speech or context.lowers[k].endswith("ing"):
        return False
    frame = context.cue_frame(k)
    if frame is None or frame.before not in ("cap", "word", "pron", "who"):
        return False
    if frame.after in ("that", "q", "npthat", "npq", ":"):
        return True
    source = source_left(context.reading, frame.group, context.first)
    return (
        source is not None and context.before(source.whole[0]) == "q" and context.reading.complete(source.whole[0] - 1)
    )


def _is_tail(context: Context, i: int) -> bool:
    """Nothing but a source, an addressee or an adjunct behind the cue at `i`: no finite verb, no quotation."""
    for k in range(i + 2, context.last):
        kind = context.classes[k]
        if kind in ("sub", "who", "wh") and context.lowers[k] in _CIRCUMSTANCE:
            return not any(later in ("q", "that", ":", ";", "dash") for later in context.classes[k : context.last])
        if kind in CLAUSAL or kind in ("q", "that", "pron", ":", ";", "dash"):
            return False
        if kind == "," and context.at(k + 1) in ("ing", "conj"):
            return False
    return True


def read_inverted(context: Context, i: int, frame: Frame) -> Draft | None:
    """ "“A,” said X" and "CLAUSE, said X"."""
    mark = context.before(frame.group)
    named = frame.after in PHRASE_AFTER or (frame.after == "ed" and mark == "q")  # "said retired captain Ann Lund"
    if mark not in ("q", ",") or not named or context.lowers[i].endswith("ing"):
        return None
    if context.lowers[i] in ADDRESSING and not _assures(context, i, frame):
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
    return Draft([(begin, end), *_right_half(context, source.near[1], quoted=True)], (i, i + 1), source, "inverted")


def _assures(context: Context, i: int, frame: Frame) -> bool:
    """ "“A”, assured Ann Lund.": whom a verb would name elsewhere speaks, for nobody else stands there."""
    quoted = "q" in context.classes[max(context.first, frame.group - 2) : frame.group]
    return quoted and frame.after in ("np", "cap") and frame.group == i and not context.lowers[i].startswith("t")


def read_quoted_as(context: Context, i: int, frame: Frame) -> Draft | None:
    """ "“A,” Ann Lund was quoted as saying by the agency" and "The agency quoted Ann Lund as saying that A"."""
    saying = context.saying_after(i)
    if saying is None:
        return None
    reading, cue = context.reading, (saying, saying + 1)
    passive = frame.before == "be"
    source = source_left(reading, frame.group, context.first) if passive else source_right(reading, i + 1, saying - 1)
    if source is None:
        return None
    after, begin = after_class(reading, saying + 1, context.last)
    if after in CLAUSE_AFTER or after == "q":
        return Draft([(begin, right_end(context, begin, "q" if after == "q" else "cl"))], cue, source, "quoted as")
    end = source.whole[0] - 1 if context.before(source.whole[0]) == "," else source.whole[0]
    begin = left_begin(reading, end, context.first)
    return Draft([(begin, end)], cue, source, "quoted as") if passive and begin < end else None


def _after_insertion(context: Context, frame: Frame) -> bool:
    """Is the comma before the verb the end of an appositive ("Ann Lund, the mayor, said the war")?"""
    if frame.after in ("pron", "npthat", "npq"):
        return True
    return source_left(context.reading, frame.group, context.first) is not None


def read_postposed(context: Context, i: int, frame: Frame) -> Draft | None:
    """ "“A,” X said", "CLAUSE, X said" and "A, X said, B"."""
    if frame.before in ("conj", "to", "prep", "ing", "be"):
        return None
    source = source_left(context.reading, frame.group, context.first)
    if source is None:
        return None
    at = source.whole[0]
    if context.classes[source.near[0]] in ("who", "wh", "that", "contr"):
        return None
    mark = context.before(at)
    quoted = mark == "q" and context.reading.complete(at - 1)
    if mark == "," and frame.after == "np" and context.lowers[i] not in ADDRESSING:
        return None
    if mark == "sub" and context.lowers[at - 1] == "as" and frame.after == "eos" and context.before(at - 1) == ",":
        at, mark = at - 1, ","  # "CLAUSE, as X said"
    if mark not in ("q", ",", "dash") or (
        frame.after in (CLAUSE_AFTER if quoted else CONTENT_RIGHT)
        and not (quoted and context.lowers[frame.start] == "when")
    ):
        return None
    end = at - 1 if mark in (",", "dash") else at
    begin = left_begin(context.reading, end, context.first)
    if begin >= end or (quoted and not _is_said(context, begin, end)):
        return None
    whole = has_clause(context.reading, begin, end)
    if not quoted and frame.after != "eos" and _is_fronted(context, begin, end):
        if frame.after != "," or frame.word not in _PLAIN_SAYING:
            return None
        right = [(i + 2, right_end(context, i + 2, "cl"))]  # "Although it rained, Lund said, leaving was wrong"
    else:
        right = _right_half(context, i + 1, quoted=context.classes[end - 1] == "q")
    if not whole and not right and (frame.after != "eos" or frame.before not in ("cap", "pron")):
        return None
    return Draft([(begin, end), *right], (i, i + 1), source, "postposed")


def _is_fronted(context: Context, begin: int, end: int) -> bool:
    """Only a clause that opens the sentence ("Although it rained, Lund told them why"), with no main clause in it?"""
    return context.lowers[begin] in _OPENING and main_clause_comma(context, begin, end) is None


def _is_said(context: Context, begin: int, end: int) -> bool:
    """Is the quotation at the end of `[begin, end)` speech, not a title ("In his book “The End,” Lund said")?"""
    if context.classes[begin] == "q":
        return True
    quotation = context.reading.segmented.quotations[context.reading.tokens[end - 1].quotation or 0]
    words = context.reading.text[quotation.inner_start : quotation.inner_end][:120].split()
    return any(len(word) > 4 and word[0].islower() for word in words)


def _right_half(context: Context, begin: int, *, quoted: bool) -> list[Range]:
    """The right half of an interrupted quotation ("“A,” he said, “B”") or clause ("The letter, he said, was lost")."""
    for k in range(begin, min(context.last, begin + _HALVES)):
        kind = context.classes[k]
        if kind == "q":
            return [(k, right_end(context, k, "q"))]
        if kind in ("eos", "that", ":", ";") or (context.is_cue(k) and not (quoted and _is_aside(context, k))):
            break
        if kind == "," and not quoted and not _leads_away(context, k + 1):
            return [] if context.is_cue(k + 1) else [(k + 1, right_end(context, k + 1, "cl"))]
    return []


def _is_aside(context: Context, k: int) -> bool:
    """ "“A,” X said, referring to the port, “B”": a participle of the saying, and a second half in small letters."""
    if not context.lowers[k].endswith("ing") or context.before(k) != ",":
        return False
    for j in range(k + 1, min(context.last, k + _HALVES)):
        if context.classes[j] == "q":
            quotation = context.reading.segmented.quotations[context.reading.tokens[j].quotation or 0]
            return context.before(j) == "," and context.reading.text[quotation.inner_start].islower()
    return False


def _leads_away(context: Context, k: int) -> bool:
    """Does what follows the comma after "X said" tell of the saying, not of what was said ("..., he said, citing")?"""
    return context.at(k) in ("", "q", "ing", "eos", "who") or context.lowers[k] in _AWAY
