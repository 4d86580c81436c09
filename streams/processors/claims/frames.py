"""The frame of a word: the class of what stands before it and of what it introduces."""

from __future__ import annotations

from typing import NamedTuple

from streams.processors.claims.adjuncts import behind_adjuncts, qualified_number, time_end
from streams.processors.claims.behind_cues import begins_clause, behind_appositive, moves_on
from streams.processors.claims.complements import reread
from streams.processors.claims.reading import AUXILIARY, CLAUSAL, NOMINAL, Reading
from streams.processors.claims.tables import read_map, read_set

_ADDRESSING = read_map("addressing.tsv")
ADDRESSING = frozenset(word for word, how in _ADDRESSING.items() if how == "always")
PHRASAL = {verb: particle for verb, _, particle in (name.partition(" ") for name in read_set("phrasal_cues.txt"))}
CLAUSE_AFTER = frozenset(["that", ":", "clause", "pron", "wh", "if", "npthat", "nppron"])
CONTENT_RIGHT = CLAUSE_AFTER | {"npq", "to", "npto", "q"}
VERB_AFTER = frozenset(["modal", "have", "be", "past", "do"])
NO_CONTENT = VERB_AFTER | {
    "sub",
    "dash",
    "from",
    "out",
    "off",
    "prep",
    "into",
    "by",
    "eos",
    ";",
    "par",
    "who",
    "conj",
    "over",
    "up",
}
PHRASE_AFTER = frozenset(["np", "npq", "npthat", "nppron", "npto", "clause", "pron", "who", "np:", "cap", "det"])
_LOOKAHEAD = 16
_BETWEEN = frozenset(["long", "first", "both", "all", "each"])  # between "have" and its verb: "has long said"
_MAKE = frozenset(["make", "made", "makes", "making"])
_BEHIND_ADDRESSEE = frozenset(["npthat", "nppron"])
_AROUSED = frozenset(["concerns", "doubts", "expectations", "fears", "hopes", "suspicions", "worries"])
"""Nouns for what others feel: who raises them does not have them."""
_SAYING = frozenset(
    ["added", "announced", "claimed", "reported", "said", "say", "saying", "says", "stated", "tweeted", "wrote"]
)
_PRONOMINAL = frozenset(["all", "another", "both", "each", "few", "many", "most", "several", "some", "two"])
_SAID_DIRECTLY = frozenset(["q", "that", ":"])
_ADJUNCT = frozenset(["in", "on", "at", "prep", "toward"])
_OWN_PREPOSITIONS = frozenset(
    [
        "of",
        "in",
        "on",
        "at",
        "by",
        "for",
        "with",
        "about",
        "as",
        "against",
        "over",
        "from",
        "into",
        "to",
        "up",
        "out",
        "off",
    ]
)


class Frame(NamedTuple):
    """`group` is the first token of the verb group (auxiliaries and adverbs), `start` the first token of what
    follows.
    """

    word: str
    before: str
    after: str
    group: int
    start: int
    negated: bool


def frame_of(reading: Reading, i: int, first: int, last: int) -> Frame:
    """Frame of the word at token `i` in the sentence `[first, last)`."""
    before, group, negated = before_class(reading, i, first)
    word, behind = reading.lowers[i], i + 1
    if word in PHRASAL and behind < last and reading.lowers[behind] == PHRASAL[word]:
        word, behind = f"{word} {PHRASAL[word]}", behind + 1
    after, start = after_class(reading, behind, last)
    if before == "word" and after == "that" and word.endswith("s") and word not in _AROUSED:
        before = _before_compound(reading, group, first)
    before, after, start = reread(reading, word, (before, after), (behind, start, last))
    if after in _BEHIND_ADDRESSEE and word not in _ADDRESSING:
        start = _phrase_start(reading, behind, start)
    if word in _SAYING and (after in _ADJUNCT or (after == "sub" and reading.lowers[start] in ("after", "before"))):
        after, start = behind_adjuncts(reading, start, last) or (after, start)
    if start > i + 1 and start < last and reading.classes[start - 1] == "neg":
        start -= 1  # "vowed [not to leave]"
    if (
        before == "det"
        and (after in _SAID_DIRECTLY or (after == "clause" and word in _SAYING))
        and not word.endswith("s")
        and reading.lowers[group - 1] in _PRONOMINAL
    ):
        before = "word"  # "Some chanted"
    return Frame(word, before, after, group, start, negated)


def _before_compound(reading: Reading, group: int, first: int) -> str:
    """ "published draft demands that": a plural noun behind others that have no article is the object of a verb."""
    k = group - 1
    while k > first and reading.classes[k] == "word":
        k -= 1
    return reading.classes[k] if reading.classes[k] in ("ed", "ing", "past") else "word"


def _phrase_start(reading: Reading, j: int, end: int) -> int:
    """Where the phrase behind the cue begins that is no addressee: "called [the plan that ...]"."""
    while j < end and reading.classes[j] in ("adv", "neg"):
        j += 1
    return j


def before_class(reading: Reading, i: int, first: int) -> tuple[str, int, bool]:
    """Class before `i`, start of the verb group, whether it is negated.

    "he has not yet said" gives ("pron", index of "has", True); "to say" gives "to"; "was told" gives "be".
    """
    classes = reading.classes
    group, auxiliary, negated = i, "", False
    progressive = classes[i] == "ing"
    while group > first:
        kind = classes[group - 1]
        if kind in AUXILIARY or kind in ("adv", "neg"):
            negated = negated or kind == "neg" or reading.lowers[group - 1].endswith("n't")
            if kind in ("modal", "do") or (kind == "be" and not progressive):
                auxiliary = auxiliary if auxiliary == "be" else kind
            group -= 1
        elif reading.lowers[group - 1] in _BETWEEN and group - 1 > first and classes[group - 2] == "have":
            group -= 1  # "has long said"
        elif i == group and reading.lowers[i] == "clear" and reading.lowers[group - 1] in _MAKE:
            group -= 1  # "made clear that"
        elif kind == "to" and not auxiliary:
            auxiliary = "to"
            break
        else:
            break
    if group == first:
        return auxiliary or "bos", group, negated
    if auxiliary:
        return auxiliary, group, negated
    return _side(reading, group - 1), group, negated


def _side(reading: Reading, k: int) -> str:
    kind = reading.classes[k]
    if kind == "num" and reading.classes[k - 1] == "cap":
        return "cap"  # "Channel 7 reports"
    return kind if kind != "prep" else reading.lowers[k] if reading.lowers[k] in _OWN_PREPOSITIONS else "prep"


def after_class(reading: Reading, j: int, last: int, depth: int = 0) -> tuple[str, int]:
    """What a cue just before `j` introduces, and where that begins; adverbs, times and addressees are passed over.

    "reporters on Friday that it" gives ("that", index of "that"); "the war is over" gives ("clause", index of "the").
    """
    classes = reading.classes
    while j < last and classes[j] in ("adv", "neg"):
        j += 1
    if j >= last:
        return "eos", last
    kind = classes[j]
    if (number := qualified_number(reading, j, last)) > j:
        following, start = _after_phrase(reading, number, last)
        return following, j if start == number else start  # "said [at least 10 people had left]"
    if kind == "that" and not begins_clause(reading, j + 1, last):
        return _after_phrase(reading, j, last)
    if reading.lowers[j] == "when" and j + 1 < last and classes[j + 1] == "ed":
        return "sub", j  # "told the paper when asked about it"
    if kind == "to" and j + 1 < last and classes[j + 1] in ("cap", "det", "poss", "obj"):
        return _after_preposition(reading, j, last)
    if kind in ("q", "that", ":", "to", "wh", "if", "ing", "ed", "conj", "eos", "who", ";"):
        return kind, j
    if kind in ("pron", "contr"):
        return "pron", j
    if depth < 4 and (end := time_end(reading, j, last)) > j:
        following, start = after_class(reading, end, last, depth + 1)
        return following, start if following != "eos" else last
    if kind == ",":
        return ("q", j + 1) if j + 1 < last and classes[j + 1] == "q" else (",", j)
    if kind == "prep" or reading.lowers[j] == "as":
        return _after_preposition(reading, j, last)
    if kind == "obj" or (kind == "det" and reading.lowers[j] == "her" and j + 1 < last and classes[j + 1] == "that"):
        following, start = after_class(reading, j + 1, last, depth + 1) if depth < 4 else ("obj", j)
        return (following, start) if following in ("q", "that", ":", "pron", "clause", "wh", "if", "to") else ("obj", j)
    return _after_phrase(reading, j, last) if kind in NOMINAL or kind == "det" else (kind, j)


def _after_preposition(reading: Reading, j: int, last: int) -> tuple[str, int]:
    """A phrase in between ("in an interview with the paper that") is passed over; else the preposition itself."""
    classes = reading.classes
    for k in range(j + 1, min(last, j + _LOOKAHEAD)):
        kind = classes[k]
        if kind == "that" and not begins_clause(reading, k + 1, last):
            continue  # "called on Oslo to reject that request"
        if kind in ("that", ":") or (kind == "q" and classes[k - 1] in ("cap", "word", "unit", "time", ",", "num")):
            return kind, k
        if kind == "to" and reading.lowers[j] in ("by", "from"):
            return "to", k  # "a promise by the council to act"
        if (
            kind in CLAUSAL
            or kind in ("eos", ";", "sub", "who", "pron", "wh")
            or (kind == "ing" and classes[k - 1] != "det")
            or (kind == "ed" and classes[k - 1] in (",", "conj"))
        ):
            break
    word = reading.lowers[j]
    if word == "to":
        return "toward", j  # "responded to the letter", not "promised to write"
    return (word if word in _OWN_PREPOSITIONS else "prep"), j


def _after_phrase(reading: Reading, j: int, last: int) -> tuple[str, int]:
    """A noun phrase: an addressee before "that" or a quotation, the subject of a clause, or an object."""
    classes = reading.classes
    begin = j
    for k in range(j + 1, min(last, j + _LOOKAHEAD)):
        kind = classes[k]
        if kind == "that":
            return ("np", j) if "but" in reading.lowers[j:k] else ("npthat", k)  # "wanted a ban but warned that"
        if kind in (":", "q"):
            return ("np:" if kind == ":" else "npq"), (
                k if kind == ":" or reading.lowers[begin - 1] in _ADDRESSING else j
            )
        if kind == "to":
            return "npto", j
        noun = classes[k - 1 - (classes[k - 1] in ("adv", "neg"))]  # "said Chile [never] intended to"
        if kind in CLAUSAL or (kind == "ed" and noun in ("cap", "word", "unit") and moves_on(classes, k, last)):
            return "clause", j
        if reading.lowers[k] == "when" and k + 1 < last and classes[k + 1] != "to":
            break  # "told the paper when he was asked"
        if kind == "sub" and k + 1 < last and classes[k + 1] == "that":
            return "npthat", k + 1  # "told reporters shortly after that it was late"
        if kind == "," and classes[k + 1 : k + 2] == ["that"] and reading.lowers[begin - 1] in ADDRESSING:
            return "npthat", k + 1  # "told reporters at a briefing today, that"
        if kind == "," and (found := behind_appositive(reading, k, begin, last)) is not None:
            return found
        if kind in ("pron", "who", "wh", "if") and classes[k - 1] != "prep":
            return "nppron", k
        if kind in (",", "eos", ";", "sub", "dash", "par"):
            break
    return "np", j
