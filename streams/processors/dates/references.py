"""References to past, present and future: "now", "recently", "the future", "these days", "at the moment"."""

from __future__ import annotations

from streams.processors.dates.context import Reader
from streams.processors.dates.lexicon import FREQUENCIES, NUMBERS, REFERENCES, UNITS
from streams.processors.dates.mention import Candidate

_PHRASES = frozenset({("right", "now"), ("more", "recently"), ("most", "recently")})
_COUNTING = frozenset({"couple", "few", "half", "hundred", "many", "several", "two"})


def reference(reader: Reader, index: int) -> Candidate | None:
    """An adverb of words/references.tsv, with "right" or "more" before it."""
    word, before = reader.word(index), reader.word(index - 1)
    if reader.tokens.named(index):
        return None
    if word == "now" and reader.tokens.opens(index) and reader.word(index + 1) == ",":
        return None  # the speaker goes on: "Now, as to the talks"
    if word == "soon" and (before in ("as", "so", "too") or reader.word(index + 1) in ("after", "enough")):
        return None
    first = index - 1 if (before, word) in _PHRASES else index
    return Candidate(first, index + 1, "DATE", f"ref {REFERENCES[word]}", "reference")


def frequency(reader: Reader, index: int) -> Candidate | None:
    """An adverb or adjective of words/frequencies.tsv ("daily"), in no name ("the Daily Mail")."""
    word = reader.word(index)
    if reader.tokens.capital(index) and not reader.tokens.opens(index):
        return None
    if reader.tokens.capital(index + 1):
        return None
    return Candidate(index, index + 1, "SET", f"set {FREQUENCIES[word]}", "frequency")


def attributive(reader: Reader, index: int) -> Candidate | None:
    """As in "the current crisis", "a recent poll"."""
    word = reader.word(index)
    if reader.word(index + 1) in UNITS or reader.word(index + 2) in UNITS:
        return None
    if word == "current" and reader.word(index + 1) in ("of", "and", "affairs"):
        return None
    if word == "current":
        return Candidate(index, index + 1, "DATE", "ref PRESENT", "current")
    if reader.word(index - 1) in ("more", "most", "s", "'", "’"):
        return None
    return Candidate(index, index + 1, "DATE", "ref PAST", "recent")


def the_future(reader: Reader, index: int) -> Candidate | None:
    """As in "the future", "the near future", "in the past"."""
    word = reader.word(index)
    first = index - 1 if reader.word(index - 1) in ("near", "foreseeable", "immediate", "distant", "recent") else index
    first -= reader.word(first - 1) in ("very", "not")
    if reader.word(first - 1) != "the" or reader.word(index + 1) in ("of", "tense", "-"):
        return None
    if word == "past":
        after = reader.word(index + 1)
        if (
            reader.word(first - 2) not in ("in", "of", "from")
            or after in UNITS
            or after in NUMBERS
            or after.isdigit()
            or after in _COUNTING
        ):
            return None
        return Candidate(first - 1, index + 1, "DATE", "ref PAST", "the-past")
    return Candidate(first - 1, index + 1, "DATE", "ref FUTURE", "the-future")


def the_term(reader: Reader, index: int) -> Candidate | None:
    """As in "in the near term", "in the short term"."""
    if reader.word(index - 1) not in ("near", "short", "long") or reader.word(index - 2) != "the":
        return None
    return Candidate(index - 2, index + 1, "DATE", "ref FUTURE", "the-term")


def as_soon_as_possible(reader: Reader, index: int) -> Candidate | None:
    """The phrase itself."""
    if tuple(reader.word(at) for at in range(index - 3, index)) != ("as", "soon", "as"):
        return None
    return Candidate(index - 3, index + 1, "DATE", "ref FUTURE", "as-soon-as-possible")


def a_while(reader: Reader, index: int) -> Candidate | None:
    """As in "for a while": some length of time."""
    if reader.word(index - 1) != "a" or reader.word(index - 2) not in ("for", "in", "after"):
        return None
    return Candidate(index - 1, index + 1, "DURATION", "span PXX", "a-while")


def the_moment(reader: Reader, index: int) -> Candidate | None:
    """As in "at the moment", "at present", "at the present time"."""
    if reader.word(index) == "present" and reader.word(index - 1) == "at":
        return Candidate(index, index + 1, "DATE", "ref PRESENT", "the-moment")
    if reader.word(index - 1) in ("the", "this") and reader.word(index - 2) == "at":
        last = index + 1 + (reader.word(index) == "present" and reader.word(index + 1) == "time")
        return Candidate(index - 1, last, "DATE", "ref PRESENT", "the-moment")
    return None
