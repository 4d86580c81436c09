"""The constructions that tie a cue to its content and its source, one small rule each, tried in order."""

from __future__ import annotations

from streams.processors.claims.boundaries import clause_wall, has_clause, left_begin, main_clause_comma, right_end
from streams.processors.claims.context import Context
from streams.processors.claims.draft import Draft
from streams.processors.claims.frames import ADDRESSING, Frame
from streams.processors.claims.sources import (
    Range,
    Source,
    clause_subject,
    phrase_left,


    source_left,
    source_right,
)
from streams.processors.claims.reading import CLAUSAL
from streams.processors.claims.tables import read_set

_ASPECTUAL = read_set("aspectual.tsv")
_RAISING = read_set("raising.tsv")
_CLAUSE_AFTER = frozenset(["that", ":", "clause", "pron", "wh", "if", "npthat", "nppron"])
_CONTENT_RIGHT = _CLAUSE_AFTER | {"npq", "to", "npto", "q"}
_VERB_AFTER = frozenset(["modal", "have", "be", "past", "do"])
_NO_CONTENT = _VERB_AFTER | {"sub", "dash", "from", "out", "off", "prep", "into", "by", "eos", ";", "par", "who"}
_BEFORE_NOUN = frozenset(["det", "poss", "prep", "of", "ed", "past", "ing", "with", "on", "by"])
_POSSESSIVE = frozenset(["his", "her", "its", "their", "our", "my", "your"])
_PHRASE_AFTER = frozenset(["np", "npq", "npthat", "nppron", "npto", "clause", "pron", "who", "np:", "cap", "det"])
_TAIL = 28  # tokens from the cue to the sentence's end
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
    if i > context.first + 2 and context.before(i) not in ("conj", "dash", ":", "adv", "sub", ";"):
        return None
    comma = source.whole[1] if context.at(source.whole[1]) == "," else source.near[1]
    begin = comma + 1 if context.at(comma) == "," else comma
    end = right_end(context, begin, "cl")
    return Draft([(begin, end)] if begin < end else [], (i, i + 2), source, "according before")


def read_cue(context: Context, i: int) -> Draft | None:
    """The claim that the word at `i` introduces, if it is a cue there."""
    frame = context.cue_frame(i)
    if frame is None or context.lowers[i] == "according":
        return None
    for rule in (_said_subject, _as_reported, _fronted, _passive, _inverted, _postposed, _relative, _plain):
        draft = rule(context, i, frame)
        if draft is not None:
            draft.negated = frame.negated
            return draft
    return None


def read_tail(context: Context, cues: list[int]) -> Draft | None:
    """The reporting clause that ends the sentence and covers all of it: "X said A and B, according to Y".

    It is looked for before all others, for the outermost of such attributions wins, unless another source is quoted in it
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
    if frame is None or frame.after in _CONTENT_RIGHT | _VERB_AFTER or context.lowers[i].endswith("ing"):
        return None
    if not _is_tail(context, i):
        return None
    draft = _inverted(context, i, frame) or _postposed(context, i, frame)
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
    return source is not None and context.before(source.whole[0]) == "q" and context.reading.complete(source.whole[0] - 1)


def _is_tail(context: Context, i: int) -> bool:
    """Nothing but a source, an addressee or an adjunct behind the cue at `i`: no finite verb, no quotation."""
    return not any(
        kind in CLAUSAL or kind in ("q", "that", "pron", ":", ";", "dash") or (kind == "," and context.at(k + 1) in ("ing", "conj"))
        for k, kind in enumerate(context.classes[i + 2 : context.last], i + 2)
    )


def _fronted(context: Context, i: int, frame: Frame) -> Draft | None:
    """ "Citing the report, Ann Lund left": content up to the comma, source the main clause's subject."""
    prefix = context.classes[context.first : i]
    opening = i - context.first <= 3 and all(kind in ("sub", "prep", "adv", "to", "word", "cap") for kind in prefix)
    opening = opening and (i - context.first < 2 or context.classes[i - 1] in ("to", "prep"))
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
    if context.lowers[i] in ("seen", "viewed") and frame.after not in ("as", "by", "to", "ing"):
        return None
    introduced = frame.after in _CLAUSE_AFTER and (frame.after != "clause" or context.lowers[i] in ADDRESSING)
    if introduced or frame.after == "q":
        return _right(context, i, frame, None, "passive right")
    subject = source_left(context.reading, frame.group, context.first)
    ranges: list[Range] = []
    if subject is not None and not context.reading.taken[subject.near[0]]:
        ranges.append(_long_subject(context, subject.near))
    source = None
    if frame.after == "by":
        source = source_right(context.reading, frame.start + 1, context.last)
    elif frame.after not in ("eos", ",", "sub", "conj", ";"):
        right = _right(context, i, frame, None, "")
        ranges += right.ranges if right is not None else []
        if frame.after != "to" and right is not None:
            source = _agent(context, ranges)
    return Draft(ranges, (i, i + 1), source, "passive" if passive else "raising")


def _long_subject(context: Context, near: Range) -> Range:
    """ "The demand that the gas be cut off [was rejected]": a subject with a clause in it begins where the sentence does."""
    begin, end = near
    if context.classes[context.first] not in ("det", "cap", "poss", "word") or begin - context.first > 30:
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


def _inverted(context: Context, i: int, frame: Frame) -> Draft | None:
    """ "“A,” said X" and "CLAUSE, said X"."""
    mark = context.before(frame.group)
    if mark not in ("q", ",") or frame.after not in _PHRASE_AFTER or context.lowers[i].endswith("ing"):
        return None
    if context.lowers[i] in ADDRESSING:
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


def _after_insertion(context: Context, frame: Frame) -> bool:
    """Is the comma before the verb the end of an appositive ("Ann Lund, the mayor, said the war")?"""
    if frame.after in ("pron", "npthat", "npq"):
        return True
    return source_left(context.reading, frame.group, context.first) is not None


def _postposed(context: Context, i: int, frame: Frame) -> Draft | None:
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
    if mark not in ("q", ",", "dash") or (frame.after in (_CLAUSE_AFTER if quoted else _CONTENT_RIGHT)):
        return None
    end = at - 1 if mark in (",", "dash") else at
    begin = left_begin(context.reading, end, context.first)
    if begin >= end or (quoted and not _is_said(context, begin, end)):
        return None
    whole = has_clause(context.reading, begin, end)
    right = _right_half(context, i + 1, quoted=context.classes[end - 1] == "q")
    if not whole and not right and (frame.after != "eos" or frame.before not in ("cap", "pron")):
        return None
    return Draft([(begin, end), *right], (i, i + 1), source, "postposed")


def _is_said(context: Context, begin: int, end: int) -> bool:
    """Is the quotation at the end of `[begin, end)` speech, not a title ("In his book “The End,” Lund said")?"""
    if context.classes[begin] == "q":
        return True
    quotation = context.reading.segmented.quotations[context.reading.tokens[end - 1].quotation or 0]
    words = context.reading.text[quotation.inner_start : quotation.inner_end][:120].split()
    return any(len(word) > 4 and word[0].islower() for word in words)


def _leads_away(context: Context, k: int) -> bool:
    """Does what follows the comma after "X said" tell of the saying, not of what was said ("..., he said, citing")?"""
    return context.at(k) in ("", "q", "ing", "eos", "who") or context.lowers[k] in ("as", "while", "after", "before", "which")


def _relative(context: Context, i: int, frame: Frame) -> Draft | None:
    """ "a threat Ann Lund said would end it": the phrase before the subject belongs to the content."""
    relative = frame.after in _VERB_AFTER or (frame.after == "ed" and frame.before == "pron")
    if not relative or frame.before not in ("cap", "pron", "word"):
        return None
    subject = source_left(context.reading, frame.group, context.first)
    if subject is None:
        return None
    begin, end = subject.near
    if frame.before != "pron":
        begin = next((k for k in range(begin, end) if context.classes[k] == "cap"), end)
    if begin in (context.first, end):
        return None
    what = phrase_left(context.reading, begin, context.first)
    start = frame.start
    if what is None and context.before(begin) in ("who", "wh", "that"):
        what = (begin - 1, begin)
    if what is None:
        return None
    wall = next((k for k in range(start, context.last) if context.classes[k] == ","), None)
    comma = context.before(what[0]) == "," or context.before(begin) in ("who", "wh", "that")
    ranges = [what, (start, right_end(context, start, "cl", wall=wall if comma else None))]
    return Draft(ranges, (i, i + 1), Source((begin, end), (begin, end)), "relative")


def _right_half(context: Context, begin: int, *, quoted: bool) -> list[Range]:
    """The right half of an interrupted quotation ("“A,” he said, “B”") or clause ("The letter, he said, was lost")."""
    for k in range(begin, min(context.last, begin + 30)):
        kind = context.classes[k]
        if kind == "q":
            return [(k, right_end(context, k, "q"))]
        if kind in ("eos", "that", ":", ";") or context.is_cue(k):
            break
        if kind == "," and not quoted and not _leads_away(context, k + 1):
            return [] if context.is_cue(k + 1) else [(k + 1, right_end(context, k + 1, "cl"))]
    return []


def _plain(context: Context, i: int, frame: Frame) -> Draft | None:
    """ "X said that CLAUSE": content to the right."""
    bare = frame.group == i and frame.after not in _CLAUSE_AFTER
    if bare and frame.before in ("det", "poss", "prep") and context.lowers[i].endswith("ed"):
        return None  # "the alleged plot"
    if frame.after in _NO_CONTENT or (frame.after == "to" and context.lowers[i] in _ASPECTUAL):
        return None
    if frame.after == ",":
        return _behind_insertion(context, i, frame)
    source = _subject(context, i, frame)
    draft = _right(context, i, frame, source, "right " + frame.after)
    if draft is not None and source is not None and frame.after in ("q", "np", "npq", "as", "ed"):
        draft.ranges[:0] = _fronted_object(context, source)
    return draft


def _fronted_object(context: Context, source: Source) -> list[Range]:
    """ "a move that the mayor called “early”": the phrase before "that" is part of what is said."""
    at = source.near[0]
    if at <= context.first or context.lowers[at - 1] not in ("that", "which"):
        return []
    end = at - 2 if at - 2 > context.first and context.classes[at - 2] == "," else at - 1
    phrase = phrase_left(context.reading, end, context.first)
    return [(phrase[0], at)] if phrase is not None and not context.reading.taken[phrase[0]] else []


def _behind_insertion(context: Context, i: int, frame: Frame) -> Draft | None:
    """ "warned, as others had, that CLAUSE": content behind the second comma."""
    for k in range(frame.start + 1, min(context.last - 1, frame.start + 20)):
        if context.classes[k] == "," and context.classes[k + 1] in ("that", "q"):
            begin = k + 2 if context.classes[k + 1] == "that" else k + 1
            source = _subject(context, i, frame)
            return Draft([(begin, right_end(context, begin, "cl"))], (i, i + 1), source, "right insertion")
    return None


def _as_reported(context: Context, i: int, frame: Frame) -> Draft | None:
    """ "As Ann Lund said, CLAUSE": the content is the main clause."""
    if context.lowers[context.first] != "as" or context.at(i + 1) != "," or i - context.first > 12:
        return None
    source = source_left(context.reading, frame.group, context.first + 1)
    if source is None or i + 2 >= context.last:
        return None
    return Draft([(i + 2, right_end(context, i + 2, "cl"))], (i, i + 1), source, "as reported")


def _said_subject(context: Context, i: int, frame: Frame) -> Draft | None:
    """ "Said Ann Lund: “A”": the verb opens the sentence."""
    if frame.before != "bos" or frame.after not in ("np:", "npq") or context.lowers[i].endswith("ing"):
        return None
    source = source_right(context.reading, i + 1, context.last)
    begin = next((k for k in range(i + 1, context.last) if context.classes[k] == "q"), None)
    if source is None or begin is None:
        return None
    return Draft([(begin, right_end(context, begin, "q"))], (i, i + 1), source, "said subject")


def _right(context: Context, i: int, frame: Frame, source: Source | None, rule: str) -> Draft | None:
    begin = _begin(context, frame)
    if begin >= context.last or context.classes[begin] == "eos":
        return None
    content = content_kind(frame.after)
    end = right_end(context, begin, content, wall=clause_wall(context, i, begin))
    if content in ("np", "q"):
        end = _before_time(context, begin, end)
    return Draft([(begin, end)], (i, i + 1), source, rule)


def _before_time(context: Context, begin: int, end: int) -> int:
    """Without the time of the saying behind an object ("rejected the plan [on Friday]")."""
    at = end
    while at > begin + 1 and context.classes[at - 1] == "time":
        at -= 1
    if at == end and at > begin + 2 and context.classes[at - 1] == "unit" and context.lowers[at - 2] in ("this", "last"):
        at -= 2
    return at - 1 if at < end and at > begin + 1 and context.lowers[at - 1] == "on" else at


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
    if context.lowers[i] in context.lexicon.nouns and frame.before in _BEFORE_NOUN:
        return _noun_source(context, i)
    source = source_left(context.reading, frame.group, context.first) if frame.group > context.first else None
    participle = context.lowers[i].endswith("ing") and "be" not in context.classes[frame.group : i]
    if source is None and frame.before in ("wh", "sub") and context.lowers[i].endswith("ed"):
        return None  # "told us when asked about it"
    if source is not None and participle and context.before(source.near[0]) == "prep":
        return source if context.lowers[source.near[0] - 1] == "with" else _shared_subject(context, i) or source
    if source is not None and frame.before not in ("conj", "to", "prep") and not participle:
        return source
    return _shared_subject(context, i) or source


def _shared_subject(context: Context, i: int) -> Source | None:
    """The subject of the nearest verb, or the source of the nearest claim, before "and said", ", adding", "to say"."""
    last = context.found[-1] if context.found else None
    if last is not None and last.cue is not None and last.source is not None:
        own = clause_subject(context.reading, i, max(context.first, last.cue[1] - 1))
        return own if own is not None and own.near[0] > last.cue[1] else last.source
    return clause_subject(context.reading, i, context.first)




def _noun_source(context: Context, i: int) -> Source | None:
    """ "Oslo's demand that", "their demand", "a demand from the mayor"; a bare "the demand" has none."""
    for k in range(i - 1, max(context.first, i - 5) - 1, -1):
        kind = context.classes[k]
        if kind == "poss" or context.lowers[k] in _POSSESSIVE:
            near = phrase_left(context.reading, k + 1, context.first) if kind == "poss" else (k, k + 1)
            return Source(near, near) if near is not None else None
        if kind not in ("word", "cap", "num", "ed", "ing", "adv"):
            break
    if context.at(i + 1) == "prep" and context.lowers[i + 1] in ("from", "by"):
        return source_right(context.reading, i + 2, context.last)
    return None
