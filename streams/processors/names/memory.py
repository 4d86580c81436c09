"""Who has spoken and been spoken of so far: what "he", "the minister" and "they" look back to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from streams.processors.found import Offsets
from streams.processors.names.cast import Cast
from streams.processors.names.lexicon import rows
from streams.processors.names.mention import Actor, Mention
from streams.processors.text.segmented import Segmented

PRONOUNS = dict(rows("pronouns.txt"))
_OBLIQUE = frozenset(
    ["of", "with", "to", "by", "from", "for", "about", "against", "between", "and", "or", "in", "at", "on"]
)
_PAIRED = frozenset(["both", "the pair", "the two"])
_PAIR_REACH = 600  # characters back in which a pair is looked for
_LONGEST_SENTENCE = 1500  # characters before a pronoun in which its subject is looked for
_REACH = 4  # paragraphs back that a pronoun looks for its antecedent


class Memory:
    """The speakers so far, latest last, over the mentions of one text."""

    def __init__(self, segmented: Segmented, cast: Cast) -> None:
        self.segmented = segmented
        self.cast = cast
        self._sentence_starts = [sentence.start for sentence in segmented.sentences]
        self._spoken: list[tuple[int, str, tuple[Actor, ...]]] = []
        self._apart: Sequence[Offsets] = ()

    def set_apart(self, spans: Sequence[Offsets]) -> None:
        """From now on, looks for no antecedents in `spans`: the words that the pronoun's own verb introduces."""
        self._apart = spans

    def hear(self, position: int, name: str, actors: tuple[Actor, ...]) -> None:
        """Takes note that `name` spoke at `position`."""
        self._spoken.append((position, name, actors))

    def speakers_before(self, position: int) -> Iterator[tuple[int, str, tuple[Actor, ...]]]:
        """The speakers heard so far within reach of `position`, latest first, eight at most."""
        for at, name, actors in reversed(self._spoken[-8:]):
            if at <= position and self._paragraph(position) - self._paragraph(at) <= _REACH:
                yield at, name, actors

    def antecedent(self, pronoun: str, position: int) -> tuple[str, tuple[Actor, ...]] | None:
        """Whom a pronoun means: the subject of its own sentence, the last speaker that agrees, the nearest person
        that agrees.
        """
        number = PRONOUNS[pronoun]
        if number in ("m", "f"):
            person = self._person(number, position)
            return (person.name, (person,)) if person else None
        if pronoun in _PAIRED and (pair := self._pair(position)) is not None:
            return pair
        return self._several(position) if number == "p" else self._thing(position)

    def _person(self, gender: str, position: int) -> Actor | None:
        """First among those whose gender is known; one whose gender is not known takes that of the pronoun."""
        found = self._person_of((gender,), position)
        if found is None:
            found = self._person_of(("",), position)
            if found is not None and found.kind == "person":
                found.gender = gender
        return found

    def _person_of(self, genders: tuple[str, ...], position: int) -> Actor | None:
        start = self._sentence_start(position)
        for mention in self.cast.people_before(position):
            if mention.start < start or mention.actor is None or mention.actor.gender not in genders:
                continue
            if self._is_subject(mention) and not self._is_apart(mention):
                return mention.actor
        leading = self._leading(genders, start)
        for at, _, actors in self.speakers_before(position):
            if len(actors) == 1 and actors[0].kind in ("person", "group") and actors[0].gender in genders:
                return leading.actor if leading and leading.start > at and leading.actor else actors[0]
        return leading.actor if leading else self._nearest_person(genders, position)

    def _leading(self, genders: tuple[str, ...], start: int) -> Mention | None:
        """The person who leads the sentence before the one at `start`, in the same paragraph, outside quotations."""
        at = bisect_right(self._sentence_starts, start) - 2
        if at < 0 or self.segmented.sentences[at].paragraph != self._paragraph(start):
            return None
        first = self.segmented.sentences[at].start
        for mention in self.cast.within(first, min(start, first + _LONGEST_SENTENCE)):
            if mention.actor is None or mention.actor.kind != "person":
                continue
            agrees = mention.actor.gender in genders and self._is_subject(mention) and not self._is_apart(mention)
            return mention if agrees and not self._is_quoted(mention) else None
        return None

    def _is_quoted(self, mention: Mention) -> bool:
        quotations = self.segmented.quotations
        at = bisect_right(quotations, mention.start, key=lambda quotation: quotation.inner_start) - 1
        return at >= 0 and mention.start < quotations[at].inner_end

    def _nearest_person(self, genders: tuple[str, ...], position: int) -> Actor | None:
        here = self._paragraph(position)
        oblique = None
        for mention in reversed(self.cast.people_before(position)):
            if here - self._paragraph(mention.start) > 2:
                break
            if mention.actor and mention.actor.gender in genders and not self._is_apart(mention):
                if self._is_subject(mention):
                    return mention.actor
                oblique = oblique or mention.actor
        return oblique

    def _pair(self, position: int) -> tuple[str, tuple[Actor, ...]] | None:
        """The two named last with "and" between them ("the answers of Oslo and the Union ... Both said"), unless
        several have spoken since.
        """
        spoken = next((at for at, _, actors in self.speakers_before(position) if len(actors) > 1), 0)
        mentions = self.cast.within(max(spoken, position - _PAIR_REACH), position)
        for first, second in reversed(list(pairwise(mentions))):
            joined = self.segmented.text[first.end : second.start] in (" and ", " and the ")
            if joined and first.actor and second.actor and first.actor is not second.actor:
                return f"{first.actor.name}; {second.actor.name}", (first.actor, second.actor)
        return None

    def _several(self, position: int) -> tuple[str, tuple[Actor, ...]] | None:
        for _, name, actors in self.speakers_before(position):
            if len(actors) != 1 or actors[0].kind not in ("person", "media"):
                return name, actors
        return None

    def _thing(self, position: int) -> tuple[str, tuple[Actor, ...]] | None:
        start = self._sentence_start(position)
        for mention in self.cast.within(max(start, position - _LONGEST_SENTENCE), position):
            if (
                mention.actor
                and mention.actor.kind in ("state", "body")
                and self._is_subject(mention)
                and not self._is_apart(mention)
            ):
                return mention.actor.name, (mention.actor,)
        for _, name, actors in self.speakers_before(position):
            if actors and (actors[0].kind in ("state", "body") or (actors[0].kind == "group" and " " in name)):
                return name, actors
        return None

    def _sentence_start(self, position: int) -> int:
        at = bisect_right(self._sentence_starts, position) - 1
        return self._sentence_starts[at] if at >= 0 else 0

    def _paragraph(self, position: int) -> int:
        at = bisect_right(self._sentence_starts, position) - 1
        return self.segmented.sentences[at].paragraph if at >= 0 else 0

    def _is_apart(self, mention: Mention) -> bool:
        return any(start <= mention.start < end for start, end in self._apart)

    def _is_subject(self, mention: Mention) -> bool:
        """Not "talks with Lund", not "Lund's spokesman", not "Berg and Lund"."""
        text, start = self.segmented.text, mention.phrase_start
        word = text[max(0, start - 12) : start].rsplit(None, 1)
        before = word[-1].lower() if word else ""
        return before not in _OBLIQUE and text[mention.end : mention.end + 2] not in ("'s", "’s")
