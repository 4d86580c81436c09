"""Finds the measures and contacts that a text reports: deployments, aid, drills, sanctions; calls, meetings."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from streams.processors.claims.phrasebook import Phrasebook
from streams.processors.claims.tables import read_rows
from streams.processors.dates.dating import date_of
from streams.processors.found import FoundAction, FoundDate, Offsets
from streams.processors.names.cast import Cast
from streams.processors.names.lexicon import government_of
from streams.processors.names.mention import Mention
from streams.processors.text.segmented import Segmented


class _Trigger(NamedTuple):
    list: Literal["measure", "contact"]
    kind: str
    part: str


_TRIGGERS: Phrasebook[_Trigger] = Phrasebook(
    {
        phrase: _Trigger("measure" if kept == "measure" else "contact", kind, part)
        for phrase, kept, kind, part in read_rows("actions.tsv")
    }
)
_UNREAL = re.compile(
    r"\b(?:would|could|may|might|if|not|n't|never|without|whether|should|fear\w*|possib\w+|threat\w*|"
    r"want\w*|demand\w*|propos\w+)\b"
)
_AHEAD = re.compile(
    r"\b(?:will|to be held|plans? to|planning to|expects? to|expected to|set to|due to|scheduled|about to|"
    r"agreed to|going to|intends? to|preparing to|ready to|'ll)\b"
)
_ORDERED = re.compile(r"\b(?:order\w*|approv\w+|authori[sz]\w+|announc\w+|decid\w+|pledg\w+|promis\w+|vow\w*)\b")
_CANCELLED = re.compile(r"\b(?:cancel\w*|called off|postpon\w+|scrapped|failed to|refused to)\b")
_SCHEDULED = re.compile(r"\b(?:scheduled|due to|set to|agreed to|will)\b")
_DONE = re.compile(r"\b(?:has|have|had|was|were|after|following|began|launched|held|sent|moved|imposed)\b")
_OBLIQUE = re.compile(r"\b(?:of|with|to|by|from|for|about|against|between|on|at|in|near|into)\s+(?:the\s|its\s)?$")
_NOBODY = re.compile(r"(?!)")
_UPON = {
    "aid": re.compile(r"\b(?:to|for)\s+(?:the\s)?$"),
    "alert": _NOBODY,
    "cyberattack": re.compile(r"\b(?:on|against|of)\s+(?:the\s)?$"),
    "deployment": re.compile(
        r"\b(?:near|along|against|towards?|around|border of|border with|borders of)\s+(?:the\s)?$"
    ),
    "emergency": _NOBODY,
    "evacuation": _NOBODY,
    "exercise": re.compile(r"\b(?:against)\s+(?:the\s)?$"),
    "mobilisation": _NOBODY,
    "sanction": re.compile(r"\b(?:on|against|targeting|upon)\s+(?:the\s)?$"),
    "strike": re.compile(r"\b(?:on|against|of|in)\s+(?:the\s)?$|^\s*(?:the\s)?$"),
    "withdrawal": re.compile(r"\b(?:from)\s+(?:the\s)?$"),
}
"""What stands before the one upon whom a measure of that kind acts; other kinds take the first actor after the verb."""
_FAR = 400  # characters around the trigger within which a date dates it
_LEFT, _RIGHT = 90, 90  # characters around the trigger within which actors and tense are read
_SPREAD = 3  # actors on one side at most


def find_actions(segmented: Segmented, cast: Cast, dates: Sequence[FoundDate], lower: str) -> list[FoundAction]:
    """The actions of a text in order, one of a kind in a clause; what is only possible, feared or demanded is none.

    :param lower: the text as `phrasebook.lowered` gives it.
    """
    return list(_actions(segmented, cast, dates, lower))


def _actions(segmented: Segmented, cast: Cast, dates: Sequence[FoundDate], lower: str) -> Iterator[FoundAction]:
    starts = [sentence.start for sentence in segmented.sentences]
    date_starts = [date.start for date in dates]
    seen: tuple[int, str] = (-1, "")
    for start, end, trigger in _TRIGGERS.find(lower, 0, len(lower)):
        at = bisect_right(starts, start) - 1
        if at < 0 or seen == (at, trigger.kind):
            continue
        sentence = segmented.sentences[at]
        left = lower[max(sentence.start, start - _LEFT) : start]
        if trigger.list == "measure" and _UNREAL.search(left[-60:]):
            continue
        seen = (at, trigger.kind)
        by, against = _parties(cast, (sentence.start, sentence.end), start, end, trigger)
        first, last = max(sentence.start, start - _FAR), min(sentence.end, end + _FAR)
        near = dates[bisect_left(date_starts, first) : bisect_left(date_starts, last)]
        yield FoundAction(
            start=start,
            end=end,
            list=trigger.list,
            kind=trigger.kind,
            by=by,
            against=against,
            status=_status(trigger, left, lower[start:end]),
            on=date_of((start, end), near, segmented.text),
        )


def _status(trigger: _Trigger, left: str, words: str) -> str:
    if trigger.list == "contact":
        if _CANCELLED.search(left):
            return "cancelled"
        if _AHEAD.search(left) or _UNREAL.search(left[-40:]):
            return "scheduled" if _SCHEDULED.search(left) else "expected"
        return "held"
    if _ORDERED.search(left) or _AHEAD.search(left):
        return "ordered"
    return "done" if _DONE.search(left) or words.endswith("ed") else "reported"


def _parties(
    cast: Cast, bounds: Offsets, start: int, end: int, trigger: _Trigger
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who acts: the subject nearest before; upon whom or with whom: the actors named after."""
    before = [m for m in cast.within(max(bounds[0], start - _LEFT), start) if _name(m)]
    after = [m for m in cast.within(end, min(bounds[1], end + _RIGHT)) if _name(m)]
    subjects = [
        m for m in before if not _OBLIQUE.search(cast.text, max(0, m.phrase_start - 12), m.phrase_start)
    ] or before
    by = _names(_joined(cast.text, subjects))
    upon = _UPON.get(trigger.kind)
    if upon:
        after = [m for m in after if upon.search(cast.text, max(end, m.phrase_start - 30), m.phrase_start)]
    against = _names(after[: _SPREAD if trigger.list == "contact" else 1])
    if trigger.list == "contact" and not against:
        against = _names([m for m in before if m not in subjects])
    return by, tuple(name for name in against if name not in by)


def _joined(text: str, subjects: list[Mention]) -> list[Mention]:
    """The last subject and those joined to it by "and" or a comma: "the US | and | Britain | sent"."""
    if not subjects:
        return []
    taken = [subjects[-1]]
    for mention in reversed(subjects[:-1]):
        gap = text[mention.end : taken[0].phrase_start].strip()
        if gap not in ("and", ",", "and the", ", the", "&", ", and") or len(taken) >= _SPREAD:
            break
        taken.insert(0, mention)
    return taken


def _name(mention: Mention) -> str | None:
    if mention.actor:
        return mention.actor.name if mention.actor.kind in ("person", "state", "body") else None
    return government_of(mention.state) if mention.kind == "adjective" and mention.state else None


def _names(mentions: Sequence[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for mention in mentions if (name := _name(mention))))
