"""One act in its clause: who does it, upon whom or with whom, how far it is, and when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from streams.processors.claims.acting import contact_status, measure_status
from streams.processors.claims.clauses import Clause, Range, group_begin, is_finite, phrase_left, subject_of
from streams.processors.claims.participants import (
    MOST_NAMES,
    Names,
    blamed,
    doing_verb,
    known_name,
    names_in,
    owner_names,
    passive_end,
    phrases_right,
    subject_names,
)
from streams.processors.dates.dating import date_of
from streams.processors.found import FoundDate, Offsets
from streams.processors.names.cast import Cast


class Trigger(NamedTuple):
    """What a word reports: the list and kind of the act, and whether the word is a verb or a noun."""

    list: Literal["measure", "contact"]
    kind: str
    part: str


_UPON = {
    "aid": frozenset(["to", "for"]),
    "alert": frozenset[str](),
    "cyberattack": frozenset(["on", "against", "of"]),
    "deployment": frozenset(["near", "along", "against", "toward", "towards", "around", "border"]),
    "emergency": frozenset[str](),
    "evacuation": frozenset[str](),
    "exercise": frozenset(["against"]),
    "mobilisation": frozenset[str](),
    "sanction": frozenset(["on", "against", "targeting", "upon"]),
    "strike": frozenset(["", "on", "against", "of", "at", "in"]),
    "withdrawal": frozenset(["from"]),
}
"""What stands before the one upon whom a measure of that kind acts; other kinds take the object of their verb."""
_OBJECT = frozenset(["", "of"])
_WITH = frozenset(["", "with"])
_WRITTEN = frozenset(["", "to", "from", "by", "with"])
"""What stands before the other side of a contact; not where it takes place ("talks in Oslo")."""
_OF_BOTH = ("between", "of", "among")
_OWN = frozenset(["deployment", "mobilisation", "withdrawal"])
"""Moves of what one has: "the withdrawal of | Chilean | troops" is by Chile."""
_LEFT, _RIGHT = 90, 90  # characters around the trigger within which its status is read
_SUBJECT = 300  # characters before it within which its subject is looked for
_OTHER = 160  # characters behind it within which the other side is looked for
_OBLIQUE = re.compile(r"\b(?:of|with|to|by|from|for|about|against|between|on|at|in|near|into)\s+(?:the\s|its\s)?$")
_PLURAL = frozenset(["both", "forces", "i", "men", "people", "police", "they", "we", "you"])
_WHEN = re.compile(r"[,”\"\s]*when\s[^,;.:“”\"]*")
_TAKEN = re.compile(r"\b(?:announc\w+|order\w*|decid\w+|approv\w+)\b")


class Act:
    """One trigger in its clause."""

    def __init__(self, cast: Cast, sentence: Offsets, span: Offsets, trigger: Trigger) -> None:
        self.cast, self.sentence, self.span, self.trigger = cast, sentence, span, trigger
        begin = _clause_begin(cast.text, max(sentence[0], span[0] - _SUBJECT), span[0])
        self.clause = Clause(cast.text, begin, min(sentence[1], span[1] + _OTHER))
        self.first, self.last = self.clause.at(span[0]), self.clause.at(span[1])
        self.noun = trigger.part == "noun"

    def status(self, lower: str) -> str | None:
        """How far it is; None where it is only asked for, feared or denied."""
        start, end = self.span
        left = lower[max(self.sentence[0], start - _LEFT) : start]
        if self._is_asked_for():
            return None
        if self.trigger.list == "measure":
            return measure_status(left, past=self.clause.classes[self.first] in ("ed", "past"))
        return contact_status(left, lower[end : min(self.sentence[1], end + _RIGHT)], noun=self.noun)

    def date(self, near: Sequence[FoundDate]) -> Offsets | None:
        """Where its date stands; else that of the order by which it is to come ("announced on Monday it would")."""
        text = self.cast.text
        own = date_of(self.span, near, text) or self._when(near)
        orders = list(_TAKEN.finditer(text, max(self.sentence[0], self.span[0] - _LEFT), self.span[0]))
        return own or (date_of(orders[-1].span(), near, text) if orders else None)

    def _when(self, near: Sequence[FoundDate]) -> Offsets | None:
        """ "| last spring |, when Norway withdrew": the date that its clause explains."""
        before = [one for one in near if one.end <= self.span[0]]
        if before and _WHEN.fullmatch(self.cast.text, before[-1].end, self.span[0]):
            return before[-1].start, before[-1].end
        return None

    def parties(self) -> tuple[Names, Names]:
        """Who acts; upon whom or with whom."""
        by, against = self._contact() if self.trigger.list == "contact" else self._measure()
        return by, tuple(name for name in against if name not in by)

    def _is_asked_for(self) -> bool:
        """Is it a bare form behind "that" and a subject ("demands | that Chile withdraw its troops")?"""
        if self.noun or self.clause.classes[self.first] not in ("word", "base"):
            return False
        begin = group_begin(self.clause, self.first)
        if begin < self.first or (begin and self.clause.lowers[begin - 1] == "to"):
            return False
        subject = subject_of(self.clause, self.first)
        if subject is None:
            return True
        words = self.clause.lowers[slice(*subject)]
        return not (words[-1].endswith("s") or words[-1] in _PLURAL or "and" in words)

    def _measure(self) -> tuple[Names, Names]:
        by, against, phrase = self._doers()
        upon = _UPON.get(self.trigger.kind, _OBJECT)
        begin = passive_end(self.clause, self.last) if self.noun and not by else self.last
        right = list(phrases_right(self.clause, begin, direct=begin == self.last))
        agents = (names_in(self.cast, self.clause, found) for link, found in right if link == "by")
        if not by or (not self.noun and self._is_passive()):
            by = next(agents, by)
        if self.trigger.kind in _OWN and (not self.noun or self._ends_with("of")) and right and right[0][0] == "":
            by = self._states_in(right[0][1]) or by
        if not against:
            against = next(
                (
                    names
                    for link, found in right
                    if link in upon and (names := names_in(self.cast, self.clause, found)) and names != by
                ),
                (),
            )[:1]
        if not by and phrase is None:
            by = self._names_before()
        return by, against

    def _states_in(self, phrase: Range) -> Names:
        """Whose the troops are that a phrase names: "| US | troops"."""
        states = [m for m in self.cast.within(*self.clause.span(phrase)) if m.state and m.kind != "person"]
        return names_in(self.cast, self.clause, phrase) if states or self.noun else ()

    def _doers(self) -> tuple[Names, Names, Range | None]:
        """Who does a measure, upon whom by its passive, and the subject's place."""
        guilty = blamed(self.clause, self.first)
        if self.noun:
            by = owner_names(self.cast, self.clause, self.first)
            if by:
                return by, (), None
        if guilty is not None:
            return names_in(self.cast, self.clause, guilty), (), guilty
        if self.noun:
            by, phrase = subject_names(self.cast, self.clause, doing_verb(self.clause, self.first))
        else:
            by, phrase = subject_names(self.cast, self.clause, self.first)
        if phrase is not None and self._is_pronoun(phrase):
            return self._names_before(), (), phrase
        if not self.noun and self._is_passive() and self.trigger.kind not in _OWN | {"alert"}:
            return (), by, phrase
        return by, (), phrase

    def _contact(self) -> tuple[Names, Names]:
        right = list(phrases_right(self.clause, self.last, direct=not self.noun or self._ends_with("with", "to", "of")))
        if self.noun and right and right[0][0] in _OF_BOTH:
            both = names_in(self.cast, self.clause, right[0][1])
            if len(both) > 1:
                return both[:1], both[1:]
        allowed = _WRITTEN if self.trigger.kind == "letter" else _WITH
        if self._ends_with("by", "on"):
            allowed = frozenset(["with", "to"])
        found = (names_in(self.cast, self.clause, each) for link, each in right if link in allowed)
        against = tuple(dict.fromkeys(name for names in found for name in names))[:MOST_NAMES]
        return self._contact_side(), against

    def _contact_side(self) -> Names:
        owners = owner_names(self.cast, self.clause, self.first) if self.noun and not self._is_place() else ()
        owners = tuple(name for name in owners if not name.lower().startswith("the "))  # "the Geneva meeting"
        verb = doing_verb(self.clause, self.first) if self.noun else self.first
        by, phrase = subject_names(self.cast, self.clause, verb)
        if phrase is None and self.noun:
            by, phrase = self._fronted()
        if (phrase is not None and self._is_pronoun(phrase)) or not (by or owners or phrase):
            by = self._names_before()
        return tuple(dict.fromkeys((*by, *owners)))

    def _fronted(self) -> tuple[Names, Range | None]:
        """ "During the call, | Rojas | said": the subject that stands behind it."""
        verb = next((k for k in range(self.last, len(self.clause.lowers)) if is_finite(self.clause, k)), None)
        phrase = subject_of(self.clause, verb) if verb is not None else None
        if phrase is None or phrase[0] < self.last:
            return (), None
        return names_in(self.cast, self.clause, phrase), phrase

    def _names_before(self) -> Names:
        """The last name before that may be a subject, for "he" and "it" and clauses that cannot be read."""
        start = max(self.sentence[0], self.span[0] - _LEFT)
        named = [m for m in self.cast.within(start, self.span[0]) if known_name(m)]
        subjects = [
            m for m in named if not _OBLIQUE.search(self.cast.text, max(0, m.phrase_start - 12), m.phrase_start)
        ]
        return tuple(name for m in subjects[-1:] if (name := known_name(m)))

    def _is_pronoun(self, phrase: Range) -> bool:
        return self.clause.classes[phrase[0]] in ("pron", "contr", "obj")

    def _is_passive(self) -> bool:
        begin = group_begin(self.clause, self.first)
        be = any(self.clause.classes[k] == "be" for k in range(begin, self.first))
        return be and not self.clause.lowers[self.first].endswith("ing")

    def _is_place(self) -> bool:
        """Is the word before the noun a capital's name ("the Oslo talks")?"""
        before = phrase_left(self.clause, self.first)
        mentions = self.cast.within(*self.clause.span(before)) if before else ()
        return any(m.kind == "capital" for m in mentions)

    def _ends_with(self, *words: str) -> bool:
        return self.clause.lowers[self.last - 1] in words


def _clause_begin(text: str, start: int, end: int) -> int:
    """Behind the quotation mark that is still open at `end`, else `start`."""
    curly = text.rfind("“", start, end)
    if curly > text.rfind("”", start, end):
        return curly + 1
    straight = text.rfind('"', start, end)
    return straight + 1 if straight >= 0 and text.count('"', start, end) % 2 else start
