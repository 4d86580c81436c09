"""A text as the claim rules read it: casefolded words and word classes beside the tokens, and what is already
claimed.
"""

from __future__ import annotations

import re
from functools import lru_cache

from streams.processors.claims.tables import read_map
from streams.processors.text.segmented import Segmented, Token

CLASSES = read_map("word_classes.tsv")
NOMINAL = frozenset(["cap", "word", "num", "unit", "base", "poss", "ing", "ed", "pres", "month"])
CLAUSAL = frozenset(["be", "have", "modal", "do", "contr", "past", "pres"])
AUXILIARY = frozenset(["be", "have", "modal", "do"])
_KEPT_CAPITALISED = frozenset(["time", "month", "pron", "contr", "unit"])
_MARKS = {
    ",": ",", ";": ";", ":": ":", "—": "dash", "–": "dash", "-": "dash", "--": "dash", "―": "dash", "(": "par",
    ")": "par", "[": "par", "]": "par", ".": "eos", "?": "eos", "!": "eos",
}  # fmt: skip
_CLAUSE_ENDS = frozenset(",.?!…—–-")
_INNER_MARKS = frozenset("’'”\"")
_NAMED = re.compile(r"(?<=[a-z.] )(?:[A-Z][\w’'-]{0,30} )?([A-Z]\w{0,30}ly)\b")
"""Words like adverbs with a capital inside a sentence."""
_CONTRACTED = ("'ll", "'ve", "'d", "'re", "'m")


class Reading:
    """Parallel lists over all tokens of a text; `classes` is filled sentence by sentence, where a rule needs it.

    :ivar taken: is the token inside content that is already claimed?
    """

    __slots__ = ("_names", "classes", "lowers", "segmented", "taken", "text", "tokens")

    def __init__(self, segmented: Segmented) -> None:
        self.segmented = segmented
        self.text = segmented.text
        self.tokens: tuple[Token, ...] = segmented.tokens
        self.lowers = [lower for _, _, lower, _ in segmented.tokens]
        self.classes: list[str] = [""] * len(self.lowers)
        self.taken = bytearray(len(self.lowers))
        self._names: frozenset[str] | None = None

    def classify(self, first: int, last: int) -> None:
        """Fill `classes[first:last]`, one sentence."""
        text, lowers = self.text, self.lowers
        found = list(map(word_class, lowers[first:last]))
        capitals = [k for k, token in enumerate(self.tokens[first:last]) if text[token[0]].isupper()]
        if len(capitals) * 2 < len(found) + 4:  # not a headline in title case
            for k in capitals:
                if k == 0 or found[k] == "poss":
                    continue
                if found[k] not in _KEPT_CAPITALISED or (found[k] == "time" and found[k - 1] == "cap" and k > 1):
                    found[k] = "cap" if lowers[first + k] != "may" else "month"
        if capitals[:1] == [0] and (
            found[0] in ("word", "ed", "ing") or _is_name(found) or self._is_named(first) or self._is_acronym(first)
        ):
            found[0] = "cap"
        for k in range(1, last - first - 1):
            if found[k] == "dash" and (
                (lowers[first + k] == "-" and self._is_suspended(first + k))
                or (
                    found[k - 1] == found[k + 1] == "num"
                    and self.tokens[first + k].end == self.tokens[first + k + 1].start
                )
            ):
                found[k] = "mark"  # "short- and medium-range", "40-50"
        self.classes[first:last] = found

    def _is_named(self, first: int) -> bool:
        """Is the word that opens a sentence a name elsewhere, though it looks like an adverb ("James Cleverly")?"""
        lower = self.lowers[first]
        if not lower.endswith("ly") or lower in CLASSES:
            return False
        if self._names is None:
            self._names = frozenset(name.lower() for name in _NAMED.findall(self.text))
        return lower in self._names

    def _is_acronym(self, first: int) -> bool:
        """ "US troops left": capitals alone before a word that is not."""
        start, end = self.tokens[first][:2]
        following = (
            self.text[self.tokens[first + 1].start : self.tokens[first + 1].end] if first + 1 < len(self.tokens) else ""
        )
        return end - start > 1 and self.text[start:end].isupper() and not following.isupper()

    def _is_suspended(self, k: int) -> bool:
        """Is the hyphen at `k` that of "short- and medium-range", not a dash?"""
        return self.tokens[k - 1].end == self.tokens[k].start < self.tokens[k].end < self.tokens[k + 1].start

    def complete(self, k: int) -> bool:
        """Does the quotation at token `k` end like a clause or sentence ("we go," or "we go.")?"""
        quotation = self.segmented.quotations[self.tokens[k].quotation or 0]
        end = quotation.inner_end
        if self.text[end - 1] in _INNER_MARKS:
            end -= 1  # "“She said ‘no,’”"
        return self.text[end - 1 : end] in _CLAUSE_ENDS

    def take(self, first: int, last: int) -> None:
        """Mark `[first, last)` as claimed."""
        if first < last:
            self.taken[first:last] = b"\x01" * (last - first)


def _is_name(found: list[str]) -> bool:
    """ "Kelly said", "April Lund said": an adverb or month that opens the sentence before a verb or a name."""
    following = found[1] if len(found) > 1 else ""
    return (found[0] == "adv" and following in CLAUSAL) or (found[0] == "month" and following == "cap")


@lru_cache(maxsize=30_000)
def word_class(lower: str) -> str:
    """Class of a word: from the list, else by its shape.

    >>> [word_class(w) for w in ("quickly", "moved", "nation's", "8,500", ",")]
    ['adv', 'ed', 'poss', 'num', ',']
    """
    if not lower:
        return "q"
    if (known := CLASSES.get(lower)) is not None:
        return known
    if lower[0].isdigit():
        return "num"
    if not lower[0].isalnum():
        return "cap" if lower[0] in "@#" and len(lower) > 1 else _MARKS.get(lower, "mark")
    if "'" in lower:
        return _contraction(lower)
    if lower.endswith("ly"):
        return "adv"
    if lower.endswith("ing") and len(lower) > 4:
        return "ing"
    if lower.endswith("ed") and len(lower) > 3:
        return "ed"
    return "word"


def _contraction(lower: str) -> str:
    if lower.endswith("n't"):
        return "modal"
    if lower.endswith(_CONTRACTED):
        return "contr"
    return "poss" if lower.endswith(("'s", "s'")) else "word"
