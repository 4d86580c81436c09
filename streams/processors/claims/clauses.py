"""Reads the clause around an act: its words with their classes, the noun phrases in it, and whose act it is."""

from __future__ import annotations

from streams.processors.claims.reading import CLAUSAL, NOMINAL, word_class
from streams.processors.text.tokens import cut_tokens

Range = tuple[int, int]
WHO = frozenset(["who", "which", "whose", "whom"])
PRONOUNS = frozenset(["pron", "obj", "contr"])
_KEPT_CAPITALISED = frozenset(["time", "month", "pron", "contr", "unit", "det", "conj", "sub", "prep", "that", "if"])
_OPENING = frozenset(["word", "ed", "ing", "base", "pres"])
_WALLS = frozenset(["that", "sub", "if", "wh", ";", "eos"])
_GROUP = frozenset(["be", "have", "modal", "do", "adv", "neg"])
_LINKS = frozenset(["of", "for", "from", "in", "at", "on", "with", "to", "near", "against", "between"])
_BEGINS = frozenset([",", "that", "sub", "conj", "dash", ";", ":", "if", "wh", "who", "adv", "eos", "par", "mark"])
_NOUNS = frozenset(["cap", "word", "poss", "num", "unit"])
_QUOTES = frozenset('“”"«»')
_INSERTION = 30  # tokens of the longest insertion between a subject and its verb
_LONGEST = 24  # tokens of a noun phrase
_SAYING = frozenset(["added", "announced", "believes", "claimed", "reported", "said", "says", "stated"])
_STEPS = 4  # verbs that share one subject


class Clause:
    """The tokens of `text[start:end]`, which holds no end of a sentence, with casefolded words and word classes."""

    __slots__ = ("classes", "ends", "lowers", "starts", "text")

    def __init__(self, text: str, start: int, end: int) -> None:
        while start < end and text[start].isspace():
            start += 1
        tokens = [token for token in cut_tokens(text, start, end) if token.lower not in _QUOTES] if start < end else []
        self.text = text
        self.starts = [token.start for token in tokens]
        self.ends = [token.end for token in tokens]
        self.lowers = [token.lower for token in tokens]
        self.classes = list(map(word_class, self.lowers))
        for k, at in enumerate(self.starts):
            if text[at].isupper():
                self._capitalise(k)

    def _capitalise(self, k: int) -> None:
        kind = self.classes[k]
        acronym = self.ends[k] - self.starts[k] > 1 and self.text[self.starts[k] : self.ends[k]].isupper()
        if acronym or (kind in _OPENING if k == 0 else kind not in _KEPT_CAPITALISED and kind != "poss"):
            self.classes[k] = "cap"

    def at(self, offset: int) -> int:
        """The index of the first token that ends behind `offset`."""
        return next((k for k, end in enumerate(self.ends) if end > offset), len(self.ends))

    def span(self, tokens: Range) -> Range:
        """The offsets of a range of tokens."""
        return self.starts[tokens[0]], self.ends[tokens[1] - 1]


def subject_of(clause: Clause, k: int) -> Range | None:
    """The subject of the verb at token `k`, or of those that share theirs with it: "| Norway | agreed on Monday and
    has begun to send", "| Norway |, which borders Chile, sent", "the drills that | Norway | held".
    """
    for _ in range(_STEPS):
        end = _without_adjunct(clause, group_begin(clause, k))
        if end > 1 and clause.classes[end - 1] in (",", "dash"):
            end = before_insertion(clause, end - 1)
        if end == 0:
            return None
        if clause.lowers[end - 1] in WHO or (clause.lowers[end - 1] == "that" and _is_relative(clause, end - 1)):
            comma = end > 1 and clause.classes[end - 2] == ","
            return phrase_left(clause, end - 1 - comma)
        found = phrase_left(clause, end) or _object_blamed(clause, k, end)
        if found is not None:
            return found
        before = verb_before(clause, end)
        if before is None:
            return None
        k = before
    return None


def _object_blamed(clause: Clause, k: int, end: int) -> Range | None:
    """ "criticised | Norway | for sending", "accused | Chile | of massing": who is blamed or thanked did it."""
    if clause.classes[k] != "ing" or clause.lowers[end - 1] not in ("for", "from", "of"):
        return None
    return phrase_left(clause, end - 1)


def group_begin(clause: Clause, k: int) -> int:
    """Where the auxiliaries and adverbs before the verb at `k` begin."""
    while k > 0 and clause.classes[k - 1] in _GROUP:
        k -= 1
    return k


def verb_before(clause: Clause, end: int) -> int | None:
    """The nearest finite verb before `end` in its clause; the insertions between commas are passed over."""
    k = end - 1
    while k >= 0:
        if clause.classes[k] == "," and k > 0:
            k = min(k, before_insertion(clause, k)) - 1
            continue
        if is_finite(clause, k):
            return k
        if clause.classes[k] in _WALLS or clause.lowers[k] in WHO:
            return None
        k -= 1
    return None


def is_finite(clause: Clause, k: int) -> bool:
    """Is the word at `k` a finite verb: an auxiliary, a past form, or a form in -ed or -s behind a noun?"""
    kind = clause.classes[k]
    if kind in ("be", "have", "modal", "do", "past"):
        return True
    before = k - 1
    while before >= 0 and clause.classes[before] in ("adv", "neg"):
        before -= 1
    behind = clause.classes[before] if before >= 0 else ""
    if behind == ",":
        return kind in ("ed", "pres") and before_insertion(clause, before) != before
    if kind == "ed":
        if clause.lowers[k + 1 : k + 2] == ["by"]:
            return False  # "answers submitted by"
        return behind in ("cap", "word", "pron", "who", "unit", "time", "conj", "contr") or clause.lowers[before] in WHO
    return kind == "pres" and behind in ("cap", "pron", "word", "who")


def before_insertion(clause: Clause, comma: int) -> int:
    """The end of what stands before the insertion that the mark at `comma` closes; `comma` where it closes none."""
    mark = clause.classes[comma]
    for k in range(comma - 1, max(0, comma - _INSERTION), -1):
        if clause.classes[k] == mark:
            opening = clause.classes[k + 1]
            relative = clause.lowers[k + 1] in WHO or clause.lowers[k + 1] in ("where", "when")
            held = any(clause.classes[j] in CLAUSAL or is_finite(clause, j) for j in range(k + 1, comma))
            apposed = not held and opening in ("det", "word", "poss", "prep", "ing", "ed", "sub", "cap", "adv")
            return k if relative or apposed or opening == "sub" else comma
    return comma


def phrase_left(clause: Clause, end: int) -> Range | None:
    """The noun phrase whose last token is `end - 1`, with those joined to it: "the north and its allies"."""
    classes = clause.classes
    if end <= 0:
        return None
    if classes[end - 1] in ("pron", "contr"):
        return end - 1, end
    if classes[end - 1] not in NOMINAL and classes[end - 1] != "det":
        return None
    k = end - 1
    while k > 0 and end - k < _LONGEST:
        step = _step_left(clause, k, end)
        if not step:
            break
        k -= step
    return k, end


def _step_left(clause: Clause, k: int, end: int) -> int:
    """How many tokens before `k` belong to its noun phrase."""
    classes, left = clause.classes, clause.classes[k - 1]
    if is_finite(clause, k - 1) and left in ("ed", "pres", "past"):
        return 0
    if left in NOMINAL or (left == "det" and classes[k] != "det"):
        return 0 if classes[k] == "det" and left != "det" else 1
    if left == "adv" and k > 1 and classes[k - 2] == "det" and classes[k] != "det":
        return 2
    if clause.lowers[k - 1] in _LINKS and k > 1 and classes[k - 2] in _NOUNS:
        return 2
    if clause.lowers[k - 2 : k] == [",", "and"] and k > 4 and clause.lowers[k - 4] == "," and classes[k - 3] == "cap":
        return 2  # "Norway, Sweden, and Chile"
    if clause.lowers[k - 1] in ("and", ",") and k > 1 and classes[k - 2] in _NOUNS:
        return _joined_left(clause, k) if "and" in clause.lowers[k - 1 : end] else 0
    return 0


def _joined_left(clause: Clause, k: int) -> int:
    """ "Norway, Sweden and | Chile": the first member has to begin its clause, or all are names."""
    if clause.lowers[k - 1] == "," and clause.classes[k] != "cap":
        return 0
    begin = phrase_left(clause, k - 1)
    if begin is None:
        return 0
    opens = begin[0] == 0 or clause.classes[begin[0] - 1] in _BEGINS or clause.classes[begin[0]] == "det"
    opens = opens or clause.lowers[begin[0] - 1] in _SAYING
    return k - begin[0] if opens else 0


def _is_relative(clause: Clause, k: int) -> bool:
    """Is "that" at `k` behind a noun, and itself the subject?"""
    return k > 0 and clause.classes[k - 1] in ("word", "unit")


def _without_adjunct(clause: Clause, end: int) -> int:
    """The end of what stands before "on Thursday", "last week", "in May"."""
    k = end
    while k > 0 and (
        clause.classes[k - 1] in ("time", "month", "adv")
        or (clause.classes[k - 1] in ("num", "unit") and k > 1 and _tells_when(clause, k - 2))
    ):
        k -= 1
    if k < end and k > 0 and clause.lowers[k - 1] in ("on", "in", "since", "from", "last", "this"):
        k -= 1
    return k if k else end


def _tells_when(clause: Clause, k: int) -> bool:
    return clause.classes[k] in ("month", "time") or clause.lowers[k] in ("last", "this", "in", "since")
