"""Finds who is spoken to: "told | French president Emmanuel Macron | that", "urged | his citizens | not to panic"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from streams.processors.claims.inflection import forms_of
from streams.processors.claims.tables import read_set
from streams.processors.found import Offsets

_ADDRESSED = frozenset(form for lemma in read_set("addressed_cues.txt") for form in forms_of(lemma))
_INFINITIVE_HEADS = read_set("infinitive_heads.txt")
_PROMISES = forms_of("promise") | forms_of("pledge")
_INFINITIVE = re.compile(r"(?:on |upon )?((?:[\w.’'-]+ ){1,7}?)(?=(?:not )?to [a-z]|that )")
_OBJECT = re.compile(r"\s*(?:on |upon |with |to )?((?:[\w.’'-]+ ?){1,9})")
_END = re.compile(
    r"\b(?:that|to|of|in|on|at|about|over|against|during|after|for|by|if|not|when|as|and said|who|this|"
    r"last|yesterday|today|would|will|could|is|are|was|were|has|have|had|there|they|it|he|she|"
    r"said|stated|says|with|further|again|an? (?:hour|day|week|month|year))\b|\. "
)
_QUESTION = re.compile(r"(?:whether|what|when|where|who|why|how|if)\b", re.IGNORECASE)
_CALENDAR = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:January|February|March|April|May|June|July|August|"
    r"September|October|November|December) \d)"
)


@dataclass(frozen=True, slots=True)
class Addressed:
    """The words for the one spoken to, and where the content begins when those words stood in front of it.

    :ivar certain: False where the words may as well be what is promised ("promised | more aid to the region").
    """

    span: Offsets
    content_start: int | None = None
    certain: bool = True


def find_addressee(text: str, cue: Offsets | None, content: Offsets) -> Addressed | None:
    """The addressee of a cue that takes one, else None."""
    if cue is None or text[cue[0] : cue[1]].lower().split(" ", 1)[0] not in _ADDRESSED:
        return None
    if text.startswith(" for", cue[1]):
        return None
    if content[0] >= cue[1]:
        between = _between(text, cue[1], content[0])
        apart = " that" in text[cue[1] : content[0]]
        return between if between or apart else _in_front(text, content, text[cue[0] : cue[1]])
    return _between(text, cue[1], min(cue[1] + 120, len(text)))


def _in_front(text: str, content: Offsets, cue: str) -> Addressed | None:
    """ "urging | his citizens not to panic": the content proper begins with the infinitive. "warned | Chile plans to
    leave" addresses nobody.
    """
    match = _INFINITIVE.match(text, content[0], min(content[1], content[0] + 120))
    if not match or _END.search(match[1]) or _QUESTION.match(match[1]):
        return None
    if match[1].split()[-1] in _INFINITIVE_HEADS:
        return None
    begin = match.end() + len("that ") if text.startswith("that ", match.end()) else match.end()
    return Addressed((match.start(1), match.end(1) - 1), begin, certain=cue.lower() not in _PROMISES)


def _between(text: str, start: int, end: int) -> Addressed | None:
    match = _OBJECT.match(text, start, end)
    if not match:
        return None
    stops = [
        m.start()
        for m in (_END.search(text, match.start(1), match.end(1)), _CALENDAR.search(text, match.start(1), match.end(1)))
        if m
    ]
    last = min([match.end(1), *stops])
    while last > match.start(1) and text[last - 1] in " .":
        last -= 1
    return Addressed((match.start(1), last)) if last > match.start(1) else None
