"""One sentence in the eyes of the claim rules: its tokens, its accepted cues, and what was found in it so far."""

from __future__ import annotations

from streams.processors.claims.draft import Draft
from streams.processors.claims.frames import CONTENT_RIGHT, Frame, frame_of
from streams.processors.claims.inflection import forms_of
from streams.processors.claims.lexicon import Lexicon
from streams.processors.claims.reading import Reading
from streams.processors.claims.sources import source_left
from streams.processors.claims.tables import read_set

_QUOTED = 30  # tokens between "quoted" and "as saying"
_OBJECT = 5  # tokens of the object of "seek"
_SEEKING = forms_of("seek")
_GIVEN = read_set("giving_nouns.txt")
_DOUBTFUL = 0.4  # share of cues from which quoted words right before the subject decide
THRESHOLD = 0.55  # between 0.4 and 0.6 it makes little difference


class Context:
    """The sentence `[first, last)` of `reading`.

    :ivar found: drafts of this sentence, in order of their cues.
    """

    __slots__ = ("_frames", "classes", "first", "found", "last", "lexicon", "lowers", "reading")

    def __init__(self, reading: Reading, lexicon: Lexicon, first: int, last: int) -> None:
        self.reading = reading
        self.lexicon = lexicon
        self.classes = reading.classes
        self.lowers = reading.lowers
        self.first = first
        self.last = last
        self.found: list[Draft] = []
        self._frames: dict[int, Frame | None] = {}

    def cue_frame(self, i: int) -> Frame | None:
        """The frame of token `i` if it is a cue there, else None."""
        if self.lowers[i] not in self.lexicon.words:
            return None
        if i not in self._frames and (self._is_name(i) or self._is_noun(i)):
            self._frames[i] = None
        elif i not in self._frames:
            frame = frame_of(self.reading, i, self.first, self.last)
            share = self.lexicon.share(frame.word, frame.before, frame.after)
            accepted = share >= THRESHOLD or (frame.after == "q" and self._named_by_subject(frame.group))
            accepted = accepted or self.saying_after(i) is not None
            accepted = accepted or (frame.word in _SEEKING and frame.after != "to" and self._wants_word(i))
            accepted = accepted or (share >= _DOUBTFUL and self._closes_quotation(frame))
            self._frames[i] = frame if accepted else None
        return self._frames[i]

    def _wants_word(self, i: int) -> bool:
        """ "is seeking legal guarantees against it": somebody's word is the object."""
        return not _GIVEN.isdisjoint(self.lowers[i + 1 : min(self.last, i + _OBJECT)])

    def _closes_quotation(self, frame: Frame) -> bool:
        """ "“We stay,” the letter reads": a subject right behind quoted words, and nothing reported behind the verb."""
        if frame.after in CONTENT_RIGHT or frame.before not in ("cap", "pron", "word"):
            return False
        source = source_left(self.reading, frame.group, self.first)
        if source is None or self.before(source.whole[0]) != "q":
            return False
        return self.reading.complete(source.whole[0] - 1)

    def saying_after(self, i: int) -> int | None:
        """Index of the "saying" of "quoted Ann Lund as saying", if the word at `i` is that "quoted"."""
        if self.lowers[i] != "quoted":
            return None
        ahead = range(i + 2, min(self.last, i + _QUOTED))
        return next((k for k in ahead if self.lowers[k] == "saying" and self.lowers[k - 1] == "as"), None)

    def _is_name(self, i: int) -> bool:
        """ "The Harbour Post", "Stevie Wonder": a capital inside the sentence."""
        return i > self.first and self.classes[i] == "cap" and self.classes[i - 1] == "cap"

    def _is_noun(self, i: int) -> bool:
        """ "a strong signal that": a form without an ending behind a noun that is no plural."""
        word = self.lowers[i]
        if word == "view" and self.lowers[i - 1] == "of":
            return True  # "a point of view"
        if self.at(i + 1) == "be":
            return False  # "Oslo's main demand is that": by its frame
        if word not in self.lexicon.either or word.endswith("s") or self.before(i) != "word":
            return False
        return not self.lowers[i - 1].endswith("s")

    def _named_by_subject(self, group: int) -> bool:
        """Is the verb that of an object clause ("a move that the mayor called “early”"), not of a name ("a group called
        “Dawn”")?
        """
        for k in range(group - 1, max(self.first, group - 6), -1):
            if self.lowers[k] in ("that", "which"):
                return k < group - 1
            if self.classes[k] not in ("det", "word", "cap", "poss"):
                break
        return False

    def is_cue(self, i: int) -> bool:
        return self.cue_frame(i) is not None

    def before(self, k: int) -> str:
        """Class of the token before `k`; "" at the sentence's begin."""
        return self.classes[k - 1] if k > self.first else ""

    def at(self, k: int) -> str:
        """Class of token `k`; "" past the sentence's end."""
        return self.classes[k] if k < self.last else ""
