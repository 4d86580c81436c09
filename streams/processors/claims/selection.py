"""Keeps what is a claim by the annotation guide, and cuts from a content what only dates the utterance."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from streams.processors.claims.attribution import Attribution
from streams.processors.claims.frames import CLAUSE_AFTER
from streams.processors.claims.tables import read_set
from streams.processors.found import FoundDate, Offsets
from streams.processors.text.segmented import Segmented

_CLAUSE = re.compile(
    r"\b(?:is|are|was|were|be|been|will|would|could|can|may|might|has|have|had|must|should|shall|not|did|"
    r"does|do)\b|n['’]t\b|['’](?:ll|re|ve)\b"
)
_PREPOSITION = re.compile(r"\s*\b(?:as of|on|in|at|late|early|late on|early on|since|during)?\s*$")
_FIRST_DAY = re.compile(r"\b(?:[A-Z][a-z]+\.? )?\d{1,2}[-–]$")
"""The first of two days: "February 17-" before "18"."""
_ACTS = read_set("act_cues.txt")
_LONG = 30  # characters that no content without a word has
_EMPTY = frozenset(
    [
        "a",
        "an",
        "at",
        "by",
        "for",
        "from",
        "he",
        "her",
        "him",
        "his",
        "in",
        "it",
        "its",
        "of",
        "on",
        "she",
        "so",
        "that",
        "the",
        "them",
        "they",
        "this",
        "to",
        "which",
        "who",
        "with",
    ]
)
_CLAUSAL = frozenset({*CLAUSE_AFTER, "npthat", "postposed", "according"})
_UNREAD = frozenset({"boilerplate", "header"})


def is_claim(text: Segmented, attribution: Attribution) -> bool:
    """Not what stands in boilerplate, not a content without a word, not an act that is no statement ("backed | an
    insurgency").
    """
    sentence = text.sentences[attribution.sentence]
    if attribution.cue and text.text[attribution.cue[0] : attribution.cue[1]].lower() in _ACTS:
        return False
    if text.paragraphs[sentence.paragraph].kind in _UNREAD:
        return False
    if attribution.content[0][1] - attribution.content[0][0] > _LONG:
        return True
    words = [word for start, end in attribution.content for word in text.text[start:end].lower().split()]
    return any(word not in _EMPTY and any(c.isalpha() for c in word) for word in words)


def trimmed(text: Segmented, attribution: Attribution, dates: Sequence[FoundDate]) -> Attribution:
    """Without the date at the end of a content that is no clause: "rejected | those demands [this week]"."""
    start, end = attribution.content[-1]
    at = bisect_right(dates, end, key=lambda d: d.start) - 1
    if attribution.kind == "direct" or at < 0 or dates[at].end != end or dates[at].start <= start:
        return attribution
    if dates[at].type == "DURATION" or not _CLAUSAL.isdisjoint(attribution.rule.split()):
        return attribution
    if _CLAUSE.search(text.text, start, dates[at].start) or dates[at].ahead:
        return attribution
    days = _FIRST_DAY.search(text.text, start, dates[at].start)
    begin = days.start() if days else dates[at].start
    before = _PREPOSITION.search(text.text, start, begin)
    cut = before.start() if before else begin
    if cut <= start:
        return attribution
    spans: tuple[Offsets, ...] = (*attribution.content[:-1], (start, cut))
    return replace(attribution, content=spans)
