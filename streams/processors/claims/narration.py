"""Finds the sentences by which the reporter states a number, a move or a meeting."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from streams.processors.claims.reading import CLASSES
from streams.processors.claims.substance import find_topic
from streams.processors.found import FoundAction, FoundClaim, FoundFigure, Offsets
from streams.processors.text.segmented import Segmented, Sentence

_UNREAD = frozenset({"boilerplate", "header", "heading"})
_LEADING = ("and ", "but ", "while ", "although ", "as ", "which ", "after ", "before ", "that ")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|can|may|might|did|does|do|\w{2,}ed|"
    rf"{'|'.join(sorted(word for word, kind in CLASSES.items() if kind == 'past'))})\b"
)
_ADJUNCT = re.compile(r"(?:after|at|before|during|following|in)\b", re.IGNORECASE)
_LEAST_WORDS = 4
_LONGEST = 1500


class Statements:
    """The figures and actions of a text, by place."""

    def __init__(self, figures: Sequence[FoundFigure], actions: Sequence[FoundAction]) -> None:
        self._figures, self.actions = figures, actions
        self._figure_starts = [f.start for f in figures]
        self._action_starts = [a.start for a in actions]

    def within(self, span: Offsets) -> tuple[tuple[FoundFigure, ...], tuple[FoundAction, ...]]:
        """Those that begin inside `span`."""
        a, b = bisect_left(self._figure_starts, span[0]), bisect_left(self._figure_starts, span[1])
        c, d = bisect_left(self._action_starts, span[0]), bisect_left(self._action_starts, span[1])
        return tuple(self._figures[a:b]), tuple(self.actions[c:d])


def find_narration(
    segmented: Segmented,
    claims: Sequence[FoundClaim],
    statements: Statements,
    *,
    outlet: str | None,
) -> Iterator[FoundClaim]:
    """A claim of the outlet for every stretch outside the claims that states a figure or an action."""
    taken = sorted(span for claim in claims for span in _spans(claim))
    for sentence in segmented.sentences:
        if not any(statements.within((sentence.start, sentence.end))):
            continue
        if segmented.paragraphs[sentence.paragraph].kind in _UNREAD:
            continue
        for span in _free(segmented.text, sentence, taken):
            found = statements.within(span)
            if any(found) and (_is_clause(segmented.text, span) or _meets(found[1])):
                yield _told(segmented.text, span, found, outlet)


def _told(
    text: str, span: Offsets, found: tuple[tuple[FoundFigure, ...], tuple[FoundAction, ...]], outlet: str | None
) -> FoundClaim:
    return FoundClaim(
        content=(span,),
        kind="narration",
        cue=None,
        rule="narration",
        speaker_span=None,
        speaker=outlet,
        speaker_method="outlet",
        stance="assert",
        topic=find_topic(text, (span,)),
        figures=found[0],
        actions=found[1],
    )


def _spans(claim: FoundClaim) -> list[Offsets]:
    spans = list(claim.content)
    spans.extend(span for span in (claim.cue, claim.speaker_span) if span)
    return spans


def _free(text: str, sentence: Sentence, taken: Sequence[Offsets]) -> Iterator[Offsets]:
    """The stretches of a sentence that no claim takes, trimmed; too short ones are left out."""
    at = sentence.start
    first = bisect_left(taken, (max(0, sentence.start - _LONGEST), 0))
    for start, end in [*_overlapping(taken, first, sentence), (sentence.end, sentence.end)]:
        span = _trimmed(text, at, min(start, sentence.end))
        if span and text.count(" ", *span) + 1 >= _LEAST_WORDS and _stands_apart(text, sentence, span):
            yield span
        at = max(at, end)


def _stands_apart(text: str, sentence: Sentence, span: Offsets) -> bool:
    """A clause of its own, or what stands before a claim and tells on what occasion it was made ("During a call on
    Friday | he said"): it begins the sentence or follows a comma or dash.
    """
    before = (
        text[sentence.start : span[0]]
        .rstrip(" “\"'‘’”")
        .removesuffix(" and")
        .removesuffix(" but")
        .removesuffix(" while")
    )
    if before and before[-1] not in ",;—–-:":
        return False
    return _is_clause(text, span) or (not before and _ADJUNCT.match(text, span[0]) is not None)


def _is_clause(text: str, span: Offsets) -> bool:
    return _FINITE.search(text, *span) is not None


def _meets(actions: Sequence[FoundAction]) -> bool:
    return any(action.list == "contact" for action in actions)


def _overlapping(taken: Sequence[Offsets], first: int, sentence: Sentence) -> Iterator[Offsets]:
    for i in range(first, len(taken)):
        start, end = taken[i]
        if start >= sentence.end:
            break
        if end > sentence.start:
            yield max(start, sentence.start), end


def _trimmed(text: str, start: int, end: int) -> Offsets | None:
    while start < end and not (text[start].isalnum() or text[start] in '$€£([“"‘'):
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in '%)]”"’'):
        end -= 1
    for word in _LEADING:
        if text.startswith(word, start, end):
            start += len(word)
            break
    return (start, end) if start < end else None
