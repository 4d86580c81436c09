"""Whose words a cue brings: its own subject, one it shares with a verb or claim before it, or a noun's possessor."""

from __future__ import annotations

from streams.processors.claims.clause_subjects import clause_subject
from streams.processors.claims.context import Context
from streams.processors.claims.frames import Frame
from streams.processors.claims.lexicon import is_noun
from streams.processors.claims.sources import Range, Source, phrase_left, source_left, source_right
from streams.processors.claims.tables import read_set

STATES = read_set("cue_adjectives.tsv")
_CAUSING = read_set("causing_verbs.txt")
_PLAIN_NOUNS = read_set("plain_nouns.txt")
_POSSESSIVE = frozenset(["his", "her", "its", "their", "our", "my", "your"])
_JUDGING = read_set("judging_adjectives.txt")
_OWN_SUBJECT = 4  # tokens of the subject of a participle
LIGHT_VERBS = read_set("light_verbs.txt")
_FELT = frozenset(["expectations", "fears", "hopes", "worries"])  # not "concerns" and "doubts", which one utters
_GIVEN = read_set("giving_nouns.txt")
_BEFORE_OBJECT = frozenset(["be", "ed", "have", "ing", "past", "prep", "pres"])
_ARTICLES = frozenset(["a", "an", "the"])
_HOLDING = frozenset(["had", "has", "have", "having", "keeps", "kept", "leaves", "leaving", "left"])
_GROUPED = frozenset(["be", "have", "modal", "do", "adv", "neg"])
_MODIFIERS = frozenset(["word", "cap", "num", "ed", "ing", "adv"])


def subject_of(context: Context, i: int, frame: Frame) -> Source | None:
    """Left of the verb group; for "and said" and ", adding" that of the claim before, or of the sentence."""
    if frame.before == "be" and not context.lowers[i].endswith("ing") and context.lowers[i] not in STATES:
        return None
    if context.lowers[i] in _PLAIN_NOUNS:
        return _noun_source(context, i) or _named_before(context, i)
    noun = context.lowers[i] in context.lexicon.nouns and (
        is_noun(frame.before)
        or _is_modified(context, i, frame)
        or _is_owned(context, i)
        or context.classes[frame.start - 1] == "be"  # "Oslo's main demand is that"
    )
    if noun or (frame.before == "det" and context.lowers[frame.group - 1] in _ARTICLES):
        return _noun_source(context, i)
    source = source_left(context.reading, frame.group, context.first) if frame.group > context.first else None
    participle = context.lowers[i].endswith("ing") and "be" not in context.classes[frame.group : i]
    if source is None and frame.before in ("wh", "sub") and context.lowers[i].endswith("ed"):
        return None  # "told us when asked about it"
    if source is not None and frame.before == "to" and context.classes[source.near[0]] == "obj":
        return source  # "which let him say that"
    if frame.before == "to" and (made := _made_to_speak(context, frame.group - 1)) is not None:
        return made
    if source is not None and participle and _is_absolute(context, source.near, frame.group):
        return source
    if source is not None and participle and context.before(source.near[0]) == "prep":
        return source if context.lowers[source.near[0] - 1] == "with" else _shared_subject(context, i) or source
    if source is not None and frame.before not in ("conj", "to", "prep") and not participle:
        return source
    found = _shared_subject(context, i) or source
    return _before_comma(context, frame.group) if found is None and participle else found


def _before_comma(context: Context, group: int) -> Source | None:
    """ "The agency, citing two officials, said", "Ann Lund, R-Wis., despite admitting that": what stands before the
    comma of a participle.
    """
    comma = group - 1 - (context.before(group) in ("prep", "sub"))
    if comma <= context.first or context.classes[comma] != ",":
        return None
    whole = source_left(context.reading, comma + 1, context.first)
    near = phrase_left(context.reading, comma, context.first)
    return whole or (Source(near, near) if near is not None else None)


def _made_to_speak(context: Context, to: int) -> Source | None:
    """ "forced the mayor to admit": the object of the verb before it."""
    near = phrase_left(context.reading, to, context.first)
    if near is None or near[0] <= context.first or context.lowers[near[0] - 1] not in _CAUSING:
        return None
    return Source(near, near)


def _is_absolute(context: Context, near: Range, group: int) -> bool:
    """ "The two parted, Ann Lund saying that": a name or pronoun of its own between a comma and the participle; "had
    voters wondering" too.
    """
    if context.lowers[near[0] - 1] in _HOLDING and context.classes[near[0]] not in ("ed", "past", "adv"):
        return near[1] == group
    return (
        near[1] == group
        and context.before(near[0]) in (",", "dash", "conj")
        and context.classes[near[0]] in ("cap", "pron", "det")
        and near[1] - near[0] <= _OWN_SUBJECT
    )


def _shared_subject(context: Context, i: int) -> Source | None:
    """The subject of the nearest verb, or the source of the nearest claim, before "and said", ", adding", "to say"."""
    last = next((draft for draft in reversed(context.found) if draft.cue_class != "noun"), None)
    if last is not None and last.cue is not None and last.source is not None:
        own = clause_subject(context.reading, i, max(context.first, last.cue[1] - 1))
        return own if own is not None and own.near[0] > last.cue[1] else last.source
    return clause_subject(context.reading, i, context.first)


def _is_modified(context: Context, i: int, frame: Frame) -> bool:
    """ "came under heavy criticism": a noun behind an adjective that no clause begins with."""
    near = phrase_left(context.reading, i, context.first) if frame.before == "word" and frame.group == i else None
    alone = near is not None and near[1] - near[0] == 1
    return alone and near is not None and (context.before(near[0]) in _BEFORE_OBJECT or frame.after == "of")


def _is_owned(context: Context, i: int) -> bool:
    """ "their false claims that", not "their leader claims that"."""
    return context.lowers[i - 1] in _JUDGING and context.lowers[i - 2] in _POSSESSIVE


def _noun_source(context: Context, i: int) -> Source | None:
    """ "Oslo's demand that", "their demand", "a demand from the mayor"; a bare "the demand" has none."""
    giver = context.at(i + 1) == "prep" and context.lowers[i + 1] in ("from", "by")
    for k in range(i - 1, max(context.first, i - 5) - 1, -1):
        kind = context.classes[k]
        if kind == "poss" or context.lowers[k] in _POSSESSIVE:
            near = phrase_left(context.reading, k + 1, context.first) if kind == "poss" else (k, k + 1)
            return Source(near, near) if near is not None else None
        if context.lowers[k].startswith("rais") and context.lowers[i] in _FELT:
            return None  # "raising fears that": whose they are, nobody tells
        if context.lowers[k] in LIGHT_VERBS and not giver and not _is_participle(context, k):
            return None if context.classes[k] == "have" and context.at(k + 1) == "ed" else _light_subject(context, k)
        if kind not in _MODIFIERS and kind != "det":
            break
    if giver:
        return source_right(context.reading, i + 2, context.last)
    if context.before(i) == "det" and context.before(i - 1) in ("dash", ":", ";") and context.found:
        return context.found[-1].source  # "issued two proposals: a promise that"
    if context.lowers[i] in _GIVEN and context.found and context.lowers[i - 2 : i] in (["and", "a"], ["and", "an"]):
        last = context.found[-1]
        return last.source if last.ranges[-1][1] == i - 2 else None  # "demands, including a ban and a guarantee that"
    return None


def _is_participle(context: Context, k: int) -> bool:
    """ "issued repeated denials": the first verb carries the noun; "has repeated" is one verb."""
    carried = k > context.first and context.lowers[k - 1] in LIGHT_VERBS
    return carried and context.classes[k] == "ed" and context.classes[k - 1] != "have"


def _named_before(context: Context, i: int) -> Source | None:
    """ "dismissed the FBI criticism": the name before a noun; "faced sharp criticism" has none."""
    begin = i
    for k in range(i - 1, context.first - 1, -1):
        if context.classes[k] not in ("cap", "word"):
            break
        begin = k if context.classes[k] == "cap" else begin
    if begin == i:
        return None
    near = (begin - (context.before(begin) == "det"), i)
    return Source(near, near)


def _light_subject(context: Context, verb: int) -> Source | None:
    """ "Ann Lund has issued a warning": the subject of the verb that only carries the noun."""
    if context.before(verb) == "be" and not context.lowers[verb].endswith("ing"):
        return None
    group = verb
    while group > context.first and context.classes[group - 1] in _GROUPED:
        group -= 1
    return source_left(context.reading, group, context.first) or clause_subject(context.reading, verb, context.first)
