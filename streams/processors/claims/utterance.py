"""Dates the utterance: by the reporting clause, else carried along from the same speaker."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from streams.processors.claims.attribution import Attribution
from streams.processors.found import FoundAction, FoundDate, Offsets, SaidOnBasis
from streams.processors.text.segmented import Segmented

SpeakerSort = Literal["person", "body", "state"]

_DAY = re.compile(r"\d{4}-\d\d-\d\d[~?%]?")
_LINKS = frozenset(["", "on", "late on", "early on", "in", "at", "late", "early", "earlier on"])
_SINCE = re.compile(r"\b(?:since|until|till|from|between|by)\s+$")
_BESIDE = 12  # characters after the cue within which a bare year dates it
_SAME_PASSAGE = 700  # characters within which those of one side speak on one occasion
_PASSAGES: dict[SpeakerSort, int] = {"person": 1 << 30, "body": 1500, "state": 200}
"""Characters within which one speaker speaks on one occasion."""
_FAR = 800  # characters of a sentence around its report that are searched for its day
_NEAR = 120  # characters after the cue within which a date dates it


@dataclass(frozen=True, slots=True)
class SaidOn:
    """When something was said: EDTF (None where the article has no day yet), how it is known, and the date expression
    that tells.
    """

    edtf: str | None
    basis: SaidOnBasis
    date: Offsets | None


UNDATED = SaidOn(None, "none", None)


class Contact(NamedTuple):
    """A call or meeting: where the text tells of it, who took part, on which day."""

    start: int
    parties: tuple[str, ...]
    day: SaidOn


class Calendar:
    """The dates of one text that may date an utterance, outside every content.

    :ivar dates: these dates, in order.
    """

    def __init__(self, segmented: Segmented, dates: Sequence[FoundDate], contents: Sequence[Offsets]) -> None:
        self._segmented = segmented
        covered = _Cover(contents)
        self.dates = [d for d in dates if _may_date(d) and not covered.holds(d.start) and not self._set_apart(d)]
        self._starts = [d.start for d in self.dates]
        self._by_start = {d.start: d for d in dates if _may_date(d)}
        self._content_ends = sorted(end for _, end in contents)
        self._content_starts = sorted(start for start, _ in contents)

    def in_clause(self, attribution: Attribution) -> SaidOn | None:
        """The date nearest to the cue in its clause: "insisted | on Friday | that", "On Monday, ... announced",
        "spoke, he said on Friday".
        """
        cue = attribution.cue
        if cue is None:
            return None
        bounds = self._segmented.sentences[attribution.sentence]
        first, last = max(bounds.start, cue[0] - _FAR), min(bounds.end, max(cue[1], attribution.content[-1][1]) + _FAR)
        found = self.dates[bisect_left(self._starts, first) : bisect_left(self._starts, last)]
        found = [d for d in found if self._dates_cue(d, cue, attribution.content)]
        if not found:
            return None
        nearest = min(found, key=lambda d: (d.start - cue[1] if d.start >= cue[1] else cue[0] - d.end + 20, d.start))
        return said_on(nearest, "explicit")

    def contacts(self, actions: Sequence[FoundAction]) -> deque[Contact]:
        """The dated calls and meetings that the text reports as held, in order: what their parties say after may be
        said there.
        """
        held = [a for a in actions if a.list == "contact" and a.status == "held" and a.on and len(a.by + a.against) > 1]
        return deque(
            Contact(a.start, (*a.by, *a.against), said_on(date, "carried"))
            for a in held
            if (date := self._by_start.get(a.on[0] if a.on else -1)) is not None
        )

    def _dates_cue(self, date: FoundDate, cue: Offsets, content: Sequence[Offsets]) -> bool:
        """Does the date stand in the reporting clause: beside the cue, or right after what is said?"""
        last = max((end for _, end in content if end <= date.start), default=0)
        text = self._segmented.text
        if self._dates_other(date, content):
            return False
        if _SINCE.search(text, max(0, date.start - 9), date.start):
            return False
        if date.resolved and len(date.resolved.edtf or "") == len("2022") and not 0 <= date.start - cue[1] < _BESIDE:
            return False
        if date.start >= cue[1]:
            behind = last > cue[1]
            if behind and text[last : date.start].strip(" ,”\"'’") not in _LINKS:
                return False
            return behind or date.start - cue[1] <= _NEAR
        return not any(date.end <= start < cue[0] for start in self._contents_between(date.end, cue[0]))

    def _dates_other(self, date: FoundDate, content: Sequence[Offsets]) -> bool:
        """Does the date stand right after what somebody else is reported to say: "rejected those demands | this
        week", ... he said"?
        """
        at = bisect_left(self._content_ends, date.start + 1) - 1
        if at < 0 or any(end == self._content_ends[at] for _, end in content):
            return False
        gap = self._segmented.text[self._content_ends[at] : date.start]
        return len(gap) < _BESIDE and gap.strip(" \"'’”") in _LINKS

    def _contents_between(self, start: int, end: int) -> Sequence[int]:
        return self._content_starts[bisect_left(self._content_starts, start) : bisect_left(self._content_starts, end)]

    def _set_apart(self, one: FoundDate) -> bool:
        """Dates in headers ("date 2022-01-28") say when the article was published."""
        paragraphs = self._segmented.paragraphs
        at = bisect_left(paragraphs, one.end, key=lambda p: p.end)
        return at < len(paragraphs) and paragraphs[at].kind in ("header", "boilerplate")


def said_on(date: FoundDate, basis: SaidOnBasis) -> SaidOn:
    """The day of `date`, without its time of day."""
    edtf = date.resolved.edtf if date.resolved else None
    if edtf and "/" not in edtf:
        edtf = edtf.partition("T")[0]
    return SaidOn(edtf, basis, (date.start, date.end))


def _may_date(date: FoundDate) -> bool:
    """Calendar dates that do not lie ahead; no durations, sets or vague references."""
    if date.type not in ("DATE", "TIME") or date.ahead:
        return False
    return date.resolved is None or (date.resolved.edtf is not None and not date.resolved.value.endswith("_REF"))


class Carried:
    """What is known of when each speaker spoke, along the text."""

    def __init__(self) -> None:
        self._latest: dict[str, tuple[SaidOn, int]] = {}
        self._first: dict[str, tuple[SaidOn, int]] = {}
        self._first_by_state: dict[str, tuple[SaidOn, int]] = {}
        self._latest_by_state: dict[str, tuple[SaidOn, int]] = {}
        self._told: str | None = None  # the day that the text told last of anybody's words or meeting

    def note(self, speaker: str | None, state: str | None, when: SaidOn, position: int) -> None:
        """Takes note of an explicitly dated claim; only a single day is carried on."""
        self._told = when.edtf
        if when.edtf is not None and not _DAY.fullmatch(when.edtf):
            return
        if speaker:
            self._latest[speaker] = when, position
            self._first.setdefault(speaker, (when, position))
        if state:
            self._first_by_state.setdefault(state, (when, position))
            self._latest_by_state[state] = when, position

    def meet(self, contacts: deque[Contact], position: int) -> None:
        """Takes note of the contacts told of before `position`, for those whose day is not known better."""
        while contacts and contacts[0].start < position:
            contact = contacts.popleft()
            self._told = contact.day.edtf
            for party in contact.parties:
                self._latest.setdefault(party, (contact.day, contact.start))

    def along(self, speaker: str | None, state: str | None, position: int, *, sort: SpeakerSort) -> SaidOn:
        """The day on which the speaker was last said to speak; for a person else that of the same side's words right
        before, if the text has told no other day since.

        Governments and bodies speak on many occasions: theirs are carried within a passage only.
        """
        known, at = self._latest.get(speaker or "", (None, 0))
        if known is not None and position - at <= _PASSAGES[sort]:
            return SaidOn(known.edtf, "carried", known.date)
        day, at = self._latest_by_state.get(state or "", (None, 0))
        if day is None or not speaker or sort != "person" or position - at > _SAME_PASSAGE or day.edtf != self._told:
            return UNDATED
        self._latest[speaker] = day, position
        return SaidOn(day.edtf, "context", day.date)

    def ahead(self, speaker: str | None, state: str | None, position: int, *, lead: bool) -> SaidOn:
        """For what stands before the first date: the day that the text gives later for the speaker, in a headline for
        the speaker's side.
        """
        known = self._first.get(speaker or "") or (self._first_by_state.get(state or "") if lead else None)
        if known is None or known[1] <= position:
            return UNDATED
        return SaidOn(known[0].edtf, "context", known[0].date)


class _Cover:
    """Tells whether a position lies inside any of the spans."""

    def __init__(self, spans: Sequence[Offsets]) -> None:
        merged: list[list[int]] = []
        for start, end in sorted(spans):
            if merged and start <= merged[-1][1]:
                merged[-1][1] = max(merged[-1][1], end)
            else:
                merged.append([start, end])
        self._starts = [start for start, _ in merged]
        self._ends = [end for _, end in merged]

    def holds(self, position: int) -> bool:
        at = bisect_left(self._starts, position + 1) - 1
        return at >= 0 and position < self._ends[at]
