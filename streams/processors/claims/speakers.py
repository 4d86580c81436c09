"""Gives each claim its speaker, the medium through which it came, its addressee and its target, by canonical name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from streams.processors.claims.addressee import Addressed, find_addressee
from streams.processors.claims.attribution import Attribution
from streams.processors.claims.chain import Link
from streams.processors.claims.participants import known_name
from streams.processors.claims.patients import is_patient, named_from
from streams.processors.claims.tables import read_set
from streams.processors.found import Offsets
from streams.processors.names.cast import Cast
from streams.processors.names.memory import Memory
from streams.processors.names.mention import Actor
from streams.processors.names.phrases import resolve_phrase
from streams.processors.names.resolved import UNKNOWN, Resolved
from streams.processors.text.segmented import Segmented

_VIA = re.compile(
    r"\b(?:according to|reported|reports|told|as quoted by|quoted by|cited by|citing|in an interview with|"
    r"on|via|by)\s+(?:the\s+|state news agency\s+)?$"
)
_FAR = 2000  # characters of a sentence around its cue that are searched for a medium
_REACH = 160  # characters around a report within which the medium is named
_THE = len("the ")
_ACTS = re.compile(r"(?:[’']ll| (?:would|will|could|might|may|shall|is|are|was|were) )")
_DEMAND = re.compile(
    rf"(?:the\s)?((?:[\w.-]+\s){{0,3}}?[\w.-]+)(?:[’']s?)?\s(?:\w+\s){{0,2}}?(?:{'|'.join(sorted(read_set('asked_nouns.txt')))})s?\b"
)
_WHERE = re.compile(r"\b(?:across|along|around|at|from|in|inside|near|off|on|over|through)\s(?:the\s)?$")


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, in whose hearing, through whom."""

    speaker: Resolved
    span: Offsets | None
    via: str | None
    addressee: str | None
    addressed: Addressed | None


class Speakers:
    """Resolves the sources of one text's attributions in their order, remembering who spoke."""

    def __init__(self, segmented: Segmented, cast: Cast) -> None:
        self._text = segmented.text
        self._segmented = segmented
        self._cast = cast
        self._memory = Memory(segmented, cast)
        self._by_index: dict[int, tuple[Resolved, Offsets | None]] = {}

    def voice(self, link: Link, index: int) -> Voice:
        """The voice of a claim; `index` is its attribution's place, to which later ones refer by `inherited`."""
        attribution = link.attribution
        self._memory.set_apart(attribution.content)
        speaker, span = self._speaker(attribution)
        quoted = self._quoted_by_medium(attribution, speaker)
        if quoted:
            speaker, medium = quoted, speaker.name
        else:
            medium = None
        if link.answered_by is None:
            self._by_index[index] = (speaker, span)
        if speaker.name:
            at = attribution.cue[0] if attribution.cue else attribution.content[0][0]
            self._memory.hear(at, speaker.name, speaker.actors)
        addressed = find_addressee(self._text, attribution.cue, attribution.content[attribution.lead])
        told = resolve_phrase(self._cast, addressed.span, self._memory) if addressed else UNKNOWN
        if addressed and addressed.content_start is not None and not (told.actors or addressed.certain):
            addressed, told = None, UNKNOWN
        return Voice(
            speaker,
            span,
            medium or self._via(link, speaker),
            told.name if told.name != speaker.name else None,
            addressed,
        )

    def _quoted_by_medium(self, attribution: Attribution, speaker: Resolved) -> Resolved | None:
        """ "We will end it," the newspaper reports: the words are those of the person who spoke right before."""
        if attribution.kind != "direct" or not speaker.actors or speaker.actors[0].kind != "media":
            return None
        start = attribution.content[0][0]
        for at, name, actors in self._memory.speakers_before(start):
            if actors and actors[0].kind == "person" and start - at < _REACH:
                return Resolved(name, "carried", actors[0].role, actors)
        return None

    def resolve(self, span: Offsets) -> Resolved:
        """The canonical name of any noun phrase of the text."""
        return resolve_phrase(self._cast, span, self._memory)

    def _speaker(self, attribution: Attribution) -> tuple[Resolved, Offsets | None]:
        if attribution.inherited is not None and attribution.inherited in self._by_index:
            known, span = self._by_index[attribution.inherited]
            carried = Resolved(known.name, "carried" if known.name else "unknown", known.role, known.actors)
            return carried, attribution.source or span
        if attribution.source is None:
            return UNKNOWN, None
        phrase = attribution.source_phrase or attribution.source
        wide = (min(phrase[0], attribution.source[0]), max(phrase[1], attribution.source[1]))
        return resolve_phrase(self._cast, wide, self._memory), attribution.source

    def _via(self, link: Link, speaker: Resolved) -> str | None:
        for outer in link.through:
            medium = self._named_medium(outer, speaker)
            if medium:
                return medium
        for outer in link.through:
            known = self.resolve(outer.source_phrase or outer.source).name if outer.source else None
            if known and known != speaker.name:
                return known
        return self._named_medium(link.attribution, speaker)

    def _named_medium(self, attribution: Attribution, speaker: Resolved) -> str | None:
        """A news medium named around the report, outside its content: "told CNN", "Reuters reported"."""
        bounds = self._segmented.sentences[attribution.sentence]
        near = attribution.cue or attribution.content[-1]
        for mention in self._cast.within(max(bounds.start, near[0] - _FAR), min(bounds.end, near[1] + _FAR)):
            actor = mention.actor
            if actor is None or actor.kind != "media" or actor.name == speaker.name:
                continue
            if any(start <= mention.start < end for start, end in attribution.content):
                continue
            if self._reports(attribution, mention.start, mention.end):
                return actor.name
        return None

    def _reports(self, attribution: Attribution, start: int, end: int) -> bool:
        near = attribution.cue or attribution.content[-1]
        if not -_REACH < start - near[1] < _REACH:
            return False
        source = attribution.source
        if source and source[0] <= start < source[1]:
            return True
        after = self._text[end : end + 12].lower()
        return bool(_VIA.search(self._text, max(0, start - 40), start)) or after.startswith(
            (" reported", " reports", " said", "reported", " quoted")
        )


def find_target(text: str, cast: Cast, voice: Voice, content: tuple[Offsets, ...], *, stance: str) -> str | None:
    """Against whom a criticism, threat, demand, refusal or warning is directed: the one addressed, else the first
    other actor named. Who would carry out a threat ("Norway would close the harbour") is not its target.
    """
    if stance not in ("criticise", "threaten", "demand", "reject", "warn", "urge", "deny"):
        return None
    speakers = {voice.speaker.name, *(actor.name for actor in voice.speaker.actors)}
    sides = {actor.state for actor in voice.speaker.actors if actor.state}
    if voice.addressee and stance != "criticise":
        return voice.addressee
    asked = _whose_demand(text, cast, content[0]) if stance == "reject" else None
    if asked:
        return asked
    for start, end in content:
        for mention in cast.within(start, named_from(text, start, end) if stance == "reject" else end):
            actor = mention.actor
            if (
                actor
                and actor.kind not in ("media", "group")
                and actor.name not in speakers
                and not _same_side(actor, sides)
                and not (
                    actor.kind == "body" and _WHERE.search(text, max(start, mention.phrase_start - 16), mention.start)
                )
                and not (stance == "demand" and is_patient(text, mention.end))
                and not (stance == "threaten" and mention.start <= start + _THE and _ACTS.match(text, mention.end))
            ):
                return actor.name
    return None


def _whose_demand(text: str, cast: Cast, content: Offsets) -> str | None:
    """ "rejected | Chile’s | demand that it leave": whose demand it was, as the text has it where nobody knows him."""
    match = _DEMAND.match(text, *content)
    if match is None:
        return None
    mentions = cast.within(match.start(1), match.end(1))
    known = next((name for m in mentions if (name := known_name(m))), None)
    return known or (match[1] if mentions else None)


def _same_side(actor: Actor, sides: set[str]) -> bool:
    return actor.state is not None and actor.state in sides
