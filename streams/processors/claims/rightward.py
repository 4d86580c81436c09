"""Content behind its cue: "X said that CLAUSE", "Citing A, X left", "As X said, CLAUSE", "a threat X said would end
it".
"""

from __future__ import annotations

from streams.processors.claims.boundaries import right_end
from streams.processors.claims.context import Context
from streams.processors.claims.draft import Draft
from streams.processors.claims.frames import CLAUSE_AFTER, NO_CONTENT, Frame
from streams.processors.claims.lexicon import is_noun
from streams.processors.claims.reading import CLAUSAL
from streams.processors.claims.sources import Range, Source, phrase_left, phrase_right, source_left, source_right
from streams.processors.claims.subjects import LIGHT_VERBS, subject_of
from streams.processors.claims.tables import read_set
from streams.processors.claims.walls import clause_wall, main_clause_comma, predicate_wall

_ASPECTUAL = read_set("aspectual.tsv")
_DONE = frozenset(["ing", "np", "to"])  # behind an aspectual verb: "continued the exercises"
_TELLING = frozenset(["telling", "tells", "told"])
_TOLD = frozenset(["joke", "jokes", "lie", "lies", "stories", "story", "tale", "tales", "truth"])
_LITTLE = frozenset(["few", "little", "no", "scant"])
_TOLD_LITTLE = frozenset(["comment", "detail", "details", "evidence", "explanation", "information", "proof", "reason"])
_NO_SUBJECT = frozenset(["certain", "new", "other", "various"])
_SAFE = frozenset(["fair", "hard", "needless", "safe"])
_OBJECT = 6  # tokens of the object of a verb that only carries it
_OBJECT_WORDS = frozenset(["adv", "ed", "pron", "time", "word"])
_ANONYMITY = tuple(sorted(read_set("anonymity.txt")))
_ANONYMOUS = frozenset(words.partition(" ")[0] for words in _ANONYMITY)
_OWN = frozenset(["toward", "for", "of", "on", "about", "against", "with", "in", "at", "over", "by", "into"])
_DATED = frozenset(["month", "prep", ","])
_PLAIN_SAYING = frozenset(["said", "says"])
_FRONT = frozenset(["sub", "prep", "adv", "to", "word", "cap"])
_VERBS = CLAUSAL - {"contr"}
_OPENING = 12  # tokens of "As Ann Lund said,"
_FARTHEST = 60  # tokens looked ahead for a comma or a quotation


def read_plain(context: Context, i: int, frame: Frame) -> Draft | None:
    """ "X said that CLAUSE": content to the right."""
    if frame.after == "as" and context.lowers[frame.start + 1 : frame.start + 2] == ["much"]:
        return Draft([(frame.start, frame.start + 2)], (i, i + 1), subject_of(context, i, frame), "right as much")
    bare = frame.group == i and frame.after not in CLAUSE_AFTER - {"npthat", "clause"}
    if bare and frame.before in ("det", "poss", "prep") and context.lowers[i].endswith("ed"):
        return None  # "the alleged plot", "despite repeated warnings that"
    if _is_idle(context, i) or _names_addressee(context, i, frame):
        return None
    if context.lowers[i] in LIGHT_VERBS and (that := _behind_noun(context, i)) is not None:
        if context.lowers[that - 1] == "clear":
            frame = frame._replace(after="that", start=that)  # "made it clear that"
        elif context.lowers[that - 1] in context.lexicon.nouns and context.is_cue(that - 1):
            return None  # "expressed concern that": the noun is the cue
    if frame.after == "that" and _is_relative(context, i, frame):
        return None
    if frame.after == "dash":
        return _behind_insertion(context, i, frame)
    circumstance = frame.after in ("wh", "as") and context.lowers[frame.start] in ("when", "as")
    if frame.word in _PLAIN_SAYING and circumstance and not frame.negated:
        return None  # "“A,” she said when she left"
    if frame.after in NO_CONTENT or (frame.after in _DONE and context.lowers[i] in _ASPECTUAL):
        return None
    if frame.after == "," and context.at(frame.start + 1) == "that":
        frame = frame._replace(after="that", start=frame.start + 1)  # "He added, that CLAUSE"
    if frame.after == ",":
        return _behind_insertion(context, i, frame)
    source = subject_of(context, i, frame)
    draft = read_right(context, i, frame, source, "right " + frame.after)
    if draft is not None and source is not None and frame.after in ("q", "np", "npq", "as", "ed"):
        draft.ranges[:0] = _fronted_object(context, source)
    return draft


def _behind_noun(context: Context, i: int) -> int | None:
    """ "expressed concern [that] the port", not "offered no proof that": the "that" behind an object without article,
    if a clause with a subject follows.
    """
    for k in range(i + 1, min(context.last - 1, i + _OBJECT)):
        if context.classes[k] == "that":
            return k if k > i + 1 and context.classes[k + 1] not in _VERBS | {"ed"} else None
        if context.classes[k] not in _OBJECT_WORDS:
            return None
    return None


def _is_idle(context: Context, i: int) -> bool:
    """ "It goes without saying that", "worth noting that", "asked not to be named": nothing is said."""
    behind = context.lowers[i + 1 : i + 6]
    if behind and behind[0] in _ANONYMOUS and " ".join(behind).startswith(_ANONYMITY):
        return True
    before = context.lowers[i - 1] if i > context.first else ""
    if before in _NO_SUBJECT and context.lowers[i].endswith("ed"):
        return True  # "certain disputed territory"
    if context.lowers[i] in ("cited", "citing") and behind[:1] == ["as"]:
        return True  # "cited as its source a letter"
    if context.lowers[i] == "added" and behind[:1] == ["to"]:
        return True  # "added to hopes that"
    if behind[:1] and behind[0] in _LITTLE and behind[1] in _TOLD_LITTLE:
        return True  # "gave no details on"
    if before == "having":
        return context.lowers[i + 1 : i + 2] == ["that"] and context.at(i + 2) == ","
    if before == "to" and context.lowers[i] == "say" and context.lowers[i - 2] in _SAFE:
        return True
    return before == "worth" or (before == "without" and context.lowers[i] == "saying")


def _names_addressee(context: Context, i: int, frame: Frame) -> bool:
    """ "sources told the agency": only the one spoken to behind the verb."""
    if frame.word not in _TELLING or frame.after != "np" or context.classes[i + 1] not in ("cap", "det"):
        return False
    end = phrase_right(context.reading, i + 1, context.last)
    alone = context.at(end) in ("eos", ",", "sub", "prep", "") and "q" not in context.classes[end : context.last]
    return alone and context.lowers[end - 1] not in _TOLD


def _is_relative(context: Context, i: int, frame: Frame) -> bool:
    """ "a statement that provided little": the verb behind "that" is the noun's."""
    noun = context.lowers[i] in context.lexicon.nouns and is_noun(frame.before)
    if not noun and context.lowers[i] not in context.lexicon.either:
        return False
    following = context.at(frame.start + 1)
    return following in _VERBS or (following == "ed" and context.at(frame.start + 2) not in CLAUSAL)


def _fronted_object(context: Context, source: Source) -> list[Range]:
    """ "a move that the mayor called “early”": the phrase before "that" is part of what is said."""
    at = source.near[0]
    if at <= context.first or context.lowers[at - 1] not in ("that", "which"):
        return []
    end = at - 2 if at - 2 > context.first and context.classes[at - 2] == "," else at - 1
    phrase = phrase_left(context.reading, end, context.first)
    return [(phrase[0], at)] if phrase is not None and not context.reading.taken[phrase[0]] else []


def _behind_insertion(context: Context, i: int, frame: Frame) -> Draft | None:
    """ "warned, as others had, that CLAUSE", "added, with a smile: “A”": content behind the second mark."""
    for k in range(frame.start + 1, min(context.last - 1, frame.start + 20)):
        if context.classes[k] in (frame.after, ":") and context.classes[k + 1] in ("that", "q"):
            begin = k + 2 if context.classes[k + 1] == "that" else k + 1
            source = subject_of(context, i, frame)
            return Draft([(begin, right_end(context, begin, "cl"))], (i, i + 1), source, "right insertion")
    return None


def read_as_reported(context: Context, i: int, frame: Frame) -> Draft | None:
    """ "As Ann Lund said, CLAUSE": the content is the main clause."""
    comma = frame.start if frame.after == "," else i + 1
    if context.at(comma) != "," or comma + 1 >= context.last:
        return None
    opens = context.lowers[context.first] == "as" and i - context.first <= _OPENING
    source = source_left(context.reading, frame.group, context.first + 1 if opens else context.first)
    if source is None or not (opens or _inserts(context, source.whole[0] - 1)):
        return None
    return Draft([(comma + 1, right_end(context, comma + 1, "cl"))], (i, i + 1), source, "as reported")


def _inserts(context: Context, k: int) -> bool:
    """ ", and as Ann Lund said, CLAUSE": an "as" with nothing of its clause before it."""
    return k > context.first and context.lowers[k] == "as" and context.before(k) in ("conj", "that", "dash", ";", "sub")


def read_said_subject(context: Context, i: int, frame: Frame) -> Draft | None:
    """ "Said Ann Lund: “A”": the verb opens the sentence."""
    if frame.before != "bos" or frame.after not in ("np:", "npq") or context.lowers[i].endswith("ing"):
        return None
    source = source_right(context.reading, i + 1, context.last)
    begin = next((k for k in range(i + 1, min(context.last, i + _FARTHEST)) if context.classes[k] == "q"), None)
    if source is None or begin is None:
        return None
    return Draft([(begin, right_end(context, begin, "q"))], (i, i + 1), source, "said subject")


def read_fronted(context: Context, i: int, frame: Frame) -> Draft | None:
    """ "Citing the report, Ann Lund left": content up to the comma, source the main clause's subject."""
    if (
        not _opens(context, i)
        or context.classes[i] not in ("ing", "ed", "cap")
        or context.lowers[i][-2:] not in ("ng", "ed")
    ):
        return None
    comma = main_clause_comma(context, i + 1)
    if comma is None:
        return None
    begin = comma + 1 if context.classes[comma] in (",", "dash") else comma
    subject = source_right(context.reading, begin, context.last)
    source = subject if context.lowers[i].endswith("ing") else None
    return Draft([(_begin(context, frame), comma)], (i, i + 1), source, "fronted")


def _opens(context: Context, i: int) -> bool:
    """Does the participle at `i` open the sentence, perhaps behind a preposition ("After saying", "In addition to")?"""
    if i - context.first > 3 or (i - context.first > 1 and context.classes[i - 1] not in ("to", "prep")):
        return False
    if i > context.first and context.classes[i - 1] == "cap" and context.lowers[i].endswith("ed"):
        return False  # "Lund noted that"
    return all(kind in _FRONT for kind in context.classes[context.first : i])


def read_right(context: Context, i: int, frame: Frame, source: Source | None, rule: str) -> Draft | None:
    """Whatever follows the cue, up to its likeliest end."""
    begin = _begin(context, frame)
    if begin >= context.last or context.classes[begin] == "eos" or context.reading.taken[begin]:
        return None
    content = "cl" if frame.word in _PLAIN_SAYING and frame.after == "ing" else content_kind(frame.after)
    wall = clause_wall(context, i, begin) or predicate_wall(context, i, begin, frame.after)
    end = right_end(context, begin, content, wall=wall, cue=i)
    if content in ("np", "q"):
        end = _before_time(context, begin, end)
    return Draft([(begin, end)], (i, i + 1), source, rule)


def _before_time(context: Context, begin: int, end: int) -> int:
    """Without the time of the saying behind an object ("rejected the plan [on Friday]")."""
    at = end
    while at > begin + 1 and context.classes[at - 1] == "time":
        at -= 1
    if (
        at == end
        and at > begin + 2
        and context.classes[at - 1] == "unit"
        and context.lowers[at - 2] in ("this", "last")
    ):
        at -= 2
    while at > begin + 2 and context.classes[at - 1] in ("month", "num") and context.classes[at - 2] in _DATED:
        at -= 1
    named = at < end and at > begin + 1
    if named and at > begin + 2 and context.lowers[at - 2 : at] == ["as", "of"]:
        return at - 2
    return at - 1 if named and context.lowers[at - 1] in ("on", "in", "since", "during") else at


def _begin(context: Context, frame: Frame) -> int:
    begin = frame.start
    if frame.after in _OWN and context.lowers[begin + 1 : begin + 2] not in (["least"], ["most"]):
        begin += 1
    while begin < context.last and context.classes[begin] in ("that", ":", ","):
        if context.classes[begin] == "that" and (frame.after == "np" or context.at(begin + 1) in _VERBS):
            break  # "reiterated that view", "said that was wrong"
        begin += 1
    return begin


def content_kind(after: str) -> str:
    """What sort of content a frame introduces: cl (clause), to (infinitive), q (quotation) or np."""
    if after in ("that", "pron", "clause", "npthat", "nppron", "wh", "if"):
        return "cl"
    return {"q": "q", "to": "to", "npto": "to"}.get(after, "np")
