"""Reads who says what: from a segmented text to its attributions, sentence by sentence, left to right."""

from __future__ import annotations

from streams.processors.claims.attribution import Attribution
from streams.processors.claims.constructions import read_cue
from streams.processors.claims.context import Context
from streams.processors.claims.draft import Draft, finish
from streams.processors.claims.leftward import read_according, read_tail
from streams.processors.claims.lexicon import load_lexicon
from streams.processors.claims.quotations import (
    attach_quotations,
    read_announcement,
    read_colon,
    read_signed,
    take_announced,
)
from streams.processors.claims.reading import Reading
from streams.processors.text.segmented import Segmented, Sentence

_LEXICON = load_lexicon()
_DATELINE = 16  # tokens of the longest dateline
_UNREAD = frozenset(["boilerplate", "header"])


def attribute(text: Segmented) -> list[Attribution]:
    """Every attribution of `text`, in order of the first content offset.

    Words inside content that is already claimed are never cues. Work is linear in the text: every look-back and
    look-ahead
    is capped or covers tokens that are then claimed.
    """
    reading = Reading(text)
    drafts: list[Draft] = []
    announced: Draft | None = None  # "She said:", whose content is the next paragraph
    for index, sentence in enumerate(text.sentences):
        if text.paragraphs[sentence.paragraph].kind in _UNREAD:
            continue
        if announced is not None and take_announced(reading, sentence, announced):
            drafts.append(announced)
            announced = None
            continue
        found = _read_sentence(reading, sentence)
        for draft in found:
            draft.sentence, draft.paragraph = index, sentence.paragraph
        if not found:
            attach_quotations(reading, sentence, index, drafts)
        drafts.extend(found)
        announced = read_announcement(reading, sentence, index, _LEXICON)
    return finish(reading, drafts)


def _read_sentence(reading: Reading, sentence: Sentence) -> list[Draft]:
    first, last = sentence.first_token, sentence.last_token
    words = _LEXICON.words
    cues = [i for i in range(first, last) if reading.lowers[i] in words]
    if not cues:
        return read_signed(reading, sentence) or read_colon(reading, sentence)
    reading.classify(first, last)
    context = Context(reading, _LEXICON, _after_dateline(reading, first, last), last)
    tail = read_tail(context, cues)
    if tail is not None and tail.outer:
        context.found.append(tail)
        context.last = tail.ranges[0][1]
    else:
        _keep(context, tail)
    reported = tail.cue[0] if tail is not None and tail.cue is not None else -1
    for i in cues:
        if not reading.taken[i] and context.first <= i < context.last and i != reported:
            _keep(context, read_according(context, i) or read_cue(context, i))
    return _with_innermost(context, tail) or read_signed(reading, sentence) or read_colon(reading, sentence)


def _with_innermost(context: Context, tail: Draft | None) -> list[Draft]:
    """The drafts of the sentence; an outer one counts as any other when nothing was found in it after all."""
    if tail is not None and tail.outer and len(context.found) == 1:
        tail.outer = False
        context.reading.take(*tail.ranges[0])
    return context.found


def _keep(context: Context, draft: Draft | None) -> None:
    if draft is not None and draft.ranges:
        for begin, end in draft.ranges:
            context.reading.take(begin, end)
        _give_way(context, draft)
        context.found.append(draft)


def _give_way(context: Context, draft: Draft) -> None:
    """Of "issued two proposals; a promise that A" the first only announces the second, whose source it shares."""
    before = draft.shared
    if before is None or draft.cue is None or draft.cue_class != "noun" or before is not context.found[-1]:
        return
    between = context.classes[before.ranges[-1][1] : draft.cue[0]]
    if before.rule.startswith("right np") and between[:1] in ([";"], ["dash"]):
        context.found.pop()
        draft.shared = None


def _after_dateline(reading: Reading, first: int, last: int) -> int:
    """ "GENEVA, Jan. 10 (Agency) — The envoy": the index of "The"."""
    opening = reading.tokens[first]
    word = reading.text[opening.start : opening.end]
    if (len(word) < 3 or not word.isupper()) and reading.classes[first] != "month":
        return first
    for k in range(first + 1, min(last - 1, first + _DATELINE)):
        if reading.classes[k] == "dash":
            return k + 1
        if reading.classes[k] not in ("cap", "time", "month", "num", ",", "par", "word", "eos", "mark", "poss"):
            break
    return first
