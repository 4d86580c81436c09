"""From attributions to claims: speaker, stance, day, condition, figures and the rest; and the reporter's own
narration.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence

from streams.processors.claims.actions import find_actions
from streams.processors.claims.attribution import Attribution
from streams.processors.claims.chain import Link, chains
from streams.processors.claims.denials import mark_negated_reports
from streams.processors.claims.figures import find_figures
from streams.processors.claims.narration import Statements, find_narration
from streams.processors.claims.occasions import occasions
from streams.processors.claims.phrasebook import lowered
from streams.processors.claims.pointers import with_pointed_stances
from streams.processors.claims.selection import trimmed
from streams.processors.claims.speakers import Speakers, Voice, find_target
from streams.processors.claims.stance import read_stance
from streams.processors.claims.substance import find_condition, find_topic
from streams.processors.claims.utterance import Calendar, Carried, Contact, SaidOn, SpeakerSort
from streams.processors.claims.wanted import is_wanted
from streams.processors.found import FoundClaim, FoundDate, Offsets, Stance
from streams.processors.names.cast import Cast, learn_cast
from streams.processors.text.segmented import Segmented


def extract_claims(
    text: Segmented,
    attributions: Sequence[Attribution],
    dates: Sequence[FoundDate],
    *,
    outlet: str | None,
    credit: str | None,
    published: str | None,
) -> list[FoundClaim]:
    """The claims of a text, in order of the first content offset.

    :param dates: what `dates.find_dates` finds in the same text.
    :param outlet, credit: who tells what the text narrates: the newspaper, else its wire.
    :param published: ISO day; not used to date an utterance that the text does not date.
    """
    reader = _Reader(text, attributions, dates)
    claims = mark_negated_reports(text.text, list(with_pointed_stances(text.text, reader.claims())))
    claims.extend(find_narration(text, claims, reader.statements, outlet=outlet or credit))
    return sorted(claims, key=lambda claim: (claim.content[0], claim.cue or (0, 0)))


_NEAR = 60  # characters between a cue and its content


class _Reader:
    """Reads one text, once."""

    def __init__(self, text: Segmented, attributions: Sequence[Attribution], dates: Sequence[FoundDate]) -> None:
        self._text = text
        self._cast: Cast = learn_cast(text)
        self._speakers = Speakers(text, self._cast)
        self._links = list(chains(text, [trimmed(text, attribution, dates) for attribution in attributions]))
        self._answers = {link.answered_by: link.attribution for _, link in self._links if link.answered_by}
        contents = [span for _, link in self._links for span in link.attribution.content]
        self._calendar = Calendar(text, dates, contents)
        actions = find_actions(text, self._cast, dates, lowered(text.text))
        self.statements = Statements(find_figures(self._cast, dates), actions)

    def claims(self) -> Iterable[FoundClaim]:
        voices = [self._speakers.voice(link, index) for index, link in self._links]
        days = self._days(voices)
        for (_, link), voice, day in zip(self._links, voices, days, strict=True):
            yield self._claim(link, voice, day)

    def _claim(self, link: Link, voice: Voice, day: SaidOn) -> FoundClaim:
        attribution = link.attribution
        content = _without_addressee(attribution, voice)
        stance = self._stance(attribution)
        stated = [self.statements.within(span) for span in content]
        return FoundClaim(
            content=content,
            kind=attribution.kind,
            cue=attribution.cue,
            rule=attribution.rule,
            speaker_span=voice.span,
            speaker=voice.speaker.name,
            speaker_method=voice.speaker.method,
            stance=stance,
            role=voice.speaker.role,
            addressee=voice.addressee,
            via=voice.via,
            target=self._target(link, voice, content, stance),
            condition=find_condition(self._text.text, content),
            topic=find_topic(self._text.text, content),
            said_on=day.edtf,
            said_on_basis=day.basis,
            said_on_date=day.date,
            figures=tuple(figure for figures, _ in stated for figure in figures),
            actions=tuple(action for _, actions in stated for action in actions),
        )

    def _target(self, link: Link, voice: Voice, content: tuple[Offsets, ...], stance: Stance) -> str | None:
        """Whom it is aimed at; of a demand both who refused it and who is named in it."""
        other = self._other_side(link)
        if other is not None and (link.answered_by is None or stance != "demand"):
            return other
        named = find_target(self._text.text, self._cast, voice, content, stance=stance)
        return "; ".join(dict.fromkeys(name for name in (other, named) if name)) or None

    def _other_side(self, link: Link) -> str | None:
        """Who refused these words, or whose words these refuse: the one at whom they are aimed."""
        other = link.answered_by or self._answers.get(link.attribution)
        source = (other.source_phrase or other.source) if other is not None else None
        return self._speakers.resolve(source).name if source is not None else None

    def _stance(self, attribution: Attribution) -> Stance:
        text = self._text.text
        content = " ".join(text[start:end] for start, end in attribution.content)
        if attribution.cue is None:
            return read_stance(None, content)
        if is_wanted(text, attribution.cue):
            return "demand"
        first, last = attribution.cue
        start, end = attribution.content[attribution.lead]
        after = _particle(text[last : min(start, last + _NEAR)].split(), text[start:end])
        return read_stance(text[first:last], content, after=after, negated=attribution.negated)

    def _days(self, voices: Sequence[Voice]) -> list[SaidOn]:
        """The day of each claim: told in its clause, else carried from the speaker's last, else from a later one."""
        carried = Carried()
        met = [*self._calendar.contacts(self.statements.actions), *self._occasions()]
        contacts = deque(sorted(met, key=lambda contact: contact.start))
        days: list[SaidOn | None] = []
        for (_, link), voice in zip(self._links, voices, strict=True):
            position = link.attribution.content[0][0]
            carried.meet(contacts, position)
            told = self._calendar.in_clause(link.attribution)
            if told:
                carried.note(voice.speaker.name, _side(voice), told, position)
            days.append(told or _known(carried.along(voice.speaker.name, _side(voice), position, sort=_sort(voice))))
        return [day or self._ahead(carried, i, voices[i]) for i, day in enumerate(days)]

    def _occasions(self) -> Iterable[Contact]:
        return occasions(self._text, self._cast, self._calendar.dates)

    def _ahead(self, carried: Carried, i: int, voice: Voice) -> SaidOn:
        attribution = self._links[i][1].attribution
        sentence = self._text.sentences[attribution.sentence]
        lead = sentence.paragraph == 0 or self._text.paragraphs[sentence.paragraph].kind == "headline"
        return carried.ahead(voice.speaker.name, _side(voice), attribution.content[0][0], lead=lead)


def _particle(between: Sequence[str], content: str) -> str:
    """The word behind the cue ("called | for"), "" where it belongs to an adjunct ("insisted | on Friday that")."""
    if not between:
        return content.split(" ", 1)[0]
    return between[0] if len(between) == 1 or between[0] == "for" or "that" not in between else ""


def _without_addressee(attribution: Attribution, voice: Voice) -> tuple[Offsets, ...]:
    """The content, from behind the one addressed where the rules took him into it."""
    content, lead = attribution.content, attribution.lead
    begin = voice.addressed.content_start if voice.addressed else None
    if begin is None:
        return content
    return (*content[:lead], (begin, content[lead][1]), *content[lead + 1 :])


def _known(day: SaidOn) -> SaidOn | None:
    return day if day.basis != "none" else None


def _sort(voice: Voice) -> SpeakerSort:
    kinds = {actor.kind for actor in voice.speaker.actors}
    return "state" if kinds == {"state"} else "body" if kinds and kinds <= {"body", "state"} else "person"


def _side(voice: Voice) -> str | None:
    return next((actor.state for actor in voice.speaker.actors if actor.state), None)
