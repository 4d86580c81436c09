"""How likely a word in a frame is a cue, from counts: in cues.tsv each line is word, before, after, accepted,
rejected.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from streams.processors.claims.inflection import forms_of
from streams.processors.claims.tables import read_map, read_rows, read_set

Counts = tuple[int, int]
_ANY = "*"
_SPEECH = "@speech"  # all verbs of saying together, but the commonest, which would drown the others
_NOUN = "@noun"  # all nouns of saying together
_NOUN_THAT = 0.6  # "the demand that" introduces what is demanded, though PolNeAR marks it less than every second time
_COMMONEST = frozenset(["said", "says", "say", "told", "saying"])
_SUBJECTS = frozenset(["cap", "pron", "word", "who", "q", ",", "conj", "time", "par", "unit"])
_CLAUSE_SUBJECTS = frozenset(["cap", "pron", "word", "who", ",", "par", "to", "modal", "do"])
_BEFORE_GERUND = frozenset(["by", "prep", "after", "sub", "in", "with"])
_BESIDE = frozenset(["be", "by", ",", "conj", "q"])  # before "pledging to"
_UNMARKED = frozenset(["cap", "pron", "who", "do", "modal", "to"])  # before "forecast", "pledge"
_CLAUSES = frozenset(["that", "npthat", "q", ":"])
_BARE = frozenset(["pron", "who", "do"])  # what stands before a verb without ending ("they warn", "did admit")
_FINITE = ("ed", "s", "ing", "said", "told", "wrote", "spoke", "sang", "swore", "took", "saw")
_UNKNOWN = 0.3  # share of cues of a word in the lexicon in a frame never seen
_BACKOFF = 5.0  # how many sightings of a frame weigh as much as what is known without it


class Lexicon:
    """Counts of accepted and rejected frames, with a backing off from the frame to its halves to the word."""

    def __init__(
        self,
        rows: list[tuple[str, str, str, int, int]],
        speech: frozenset[str] = frozenset(),
        nouns: frozenset[str] = frozenset(),
        either: frozenset[str] = frozenset(),
        sure: Mapping[str, frozenset[str]] | None = None,
    ) -> None:
        self._counts: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0])
        for word, before, after, accepted, rejected in rows:
            names = {word, _SPEECH} if word in speech and word not in _COMMONEST else {word}
            if word in nouns and is_noun(before):
                names.add(_NOUN)
            for key in {key for name in names for key in _keys(name, before, after)}:
                self._counts[key][0] += accepted
                self._counts[key][1] += rejected
        self._shares: dict[tuple[str, str, str], float] = {}
        self.speech = speech
        self.nouns = nouns
        self.either = either
        self._sure = dict(sure or {})
        known = frozenset(row[0] for row in rows) | speech | nouns | either | frozenset(self._sure)
        self.words = known | frozenset(word.partition(" ")[0] for word in known)

    def share(self, word: str, before: str, after: str) -> float:
        """Estimated share of cues among the uses of `word` in this frame, 0 to 1."""
        key = (word, before, after)
        known = self._shares.get(key)
        if known is None:  # as many keys as there are words and classes: it cannot grow without bound
            known = self._shares[key] = self._share(word, before, after)
        return known

    def _share(self, word: str, before: str, after: str) -> float:
        prior = _UNKNOWN
        if word in self.speech and (
            before in _SUBJECTS if word.partition(" ")[0].endswith(_FINITE) else before in _BARE
        ):
            prior = self._frame_share(_SPEECH, before, after, _UNKNOWN)
        elif word in self.nouns and is_noun(before):
            prior = self._frame_share(_NOUN, before, after, _UNKNOWN)
        share = self._frame_share(word, before, after, prior)
        if after == "that" and word in self.nouns and is_noun(before):
            return max(share, _NOUN_THAT)
        if after in _CLAUSES and word.endswith("ing") and word in self.speech and before in _BEFORE_GERUND:
            return max(share, _NOUN_THAT)
        if after == "that" and before == "," and word.endswith("ed") and word in self.speech:
            return max(share, _NOUN_THAT)  # behind an insertion: "Lund, when asked, responded that"
        if word in self.either and before in _CLAUSE_SUBJECTS and after in _CLAUSES - {"npthat"}:
            return max(share, _NOUN_THAT)
        return max(share, _NOUN_THAT) if self._is_sure(word, before, after) else share

    def _is_sure(self, word: str, before: str, after: str) -> bool:
        """Does a verb with a subject introduce there what it always introduces?"""
        if after not in self._sure.get(word, ()):
            return False
        if word.endswith("ing"):
            return before in _BESIDE
        if word.endswith(_FINITE) and not (word in self.nouns and before == "word"):
            return before in _SUBJECTS
        return before in _UNMARKED

    def _frame_share(self, word: str, before: str, after: str, prior: float) -> float:
        alone = self._smoothed((word, _ANY, _ANY), prior)
        left = self._smoothed((word, before, _ANY), alone)
        right = self._smoothed((word, _ANY, after), alone)
        return self._smoothed((word, before, after), combine(left, right, alone))

    def _smoothed(self, key: tuple[str, str, str], prior: float) -> float:
        accepted, rejected = self._counts.get(key, (0, 0))
        return (accepted + _BACKOFF * prior) / (accepted + rejected + _BACKOFF)


def is_noun(before: str) -> bool:
    """Is a word behind this a noun? ("the demand", "her demand", "Oslo's demand", "a new demand", "of demands")"""
    return before in ("det", "poss", "prep", "of", "ed", "past", "ing", "with", "on", "by")


def _keys(word: str, before: str, after: str) -> set[tuple[str, str, str]]:
    return {(word, before, after), (word, before, _ANY), (word, _ANY, after), (word, _ANY, _ANY)}


def combine(left: float, right: float, alone: float) -> float:
    """Odds of two independent signs over a common base.

    >>> round(combine(0.8, 0.8, 0.5), 2)
    0.94
    """
    odds = (left / (1 - left)) * (right / (1 - right)) / (alone / (1 - alone))
    return odds / (1 + odds)


def load_lexicon() -> Lexicon:
    """The lexicon that lies beside this module."""
    return Lexicon(
        [(r[0], r[1], r[2], int(r[3]), int(r[4])) for r in read_rows("cues.tsv")],
        read_set("speech_verbs.tsv") | read_set("phrasal_cues.txt"),
        read_set("speech_nouns.tsv"),
        read_set("verb_or_noun.txt"),
        {
            form: frozenset(after.split())
            for lemma, after in read_map("sure_frames.tsv").items()
            for form in forms_of(lemma)
        },
    )
