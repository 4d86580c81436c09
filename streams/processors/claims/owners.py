"""Whose the people and things are that a text counts, and what befell them."""

from __future__ import annotations

import re

from streams.processors.claims.clauses import PRONOUNS, Clause, is_finite, subject_of
from streams.processors.claims.participants import is_named
from streams.processors.claims.tables import read_map
from streams.processors.found import Offsets
from streams.processors.names.cast import Cast
from streams.processors.names.mention import Mention

_FATES = read_map("fates.tsv")
_FATE = "|".join(sorted(_FATES))
_BEFORE = re.compile(rf"\b({_FATE})\s+(?:(?:as many as|up to|at least|more than|about|around|some|nearly)\s+)?$")
_BEHIND = re.compile(
    rf"\s+(?:of (?:the|its|their)\s\w+\s)?(?:(?:who|that)\s)?(?:(?:have|has|had|were|was|are|been|being|be)\s){{0,3}}"
    rf"({_FATE})\b"
)
_PEOPLE = re.compile(
    r"(?:people|persons|civilians|children|soldiers|servicemen|troops|fighters|rebels|sailors|men|women|officers|"
    r"officials|diplomats|residents|citizens|journalists|policemen|marines|guards|protesters|crew|pilots|members|"
    r"personnel|workers|passengers|fishermen)$"
)
_LEFT = 160  # characters in which the subject is looked for
_WORDS = 5  # of the longest name of a side
_BREAKS = '.;\n“”"'


def befallen(text: str, span: Offsets, what: str) -> str:
    """What is counted, with the fate of people: "20 soldiers were killed" counts "soldiers killed"."""
    if not _PEOPLE.search(what):
        return what
    behind = _BEHIND.match(text, span[1], span[1] + 60)
    before = _BEFORE.search(text, max(0, span[0] - 40), span[0])
    found = behind or before
    return f"{what} {_FATES[found[1]]}" if found else what


def owner_of(cast: Cast, start: int, *, sides_only: bool) -> str | None:
    """Whose: the subject of the clause, where that is a state, a body or a name that may be one ("| The Quemari |
    have 2,000 troops"), as the text has it; None for those whom something befell by it ("killed | 20 soldiers").

    :param sides_only: leave out names that are known for no state and no body.
    """
    text = cast.text
    if _BEFORE.search(text, max(0, start - 40), start):
        return None
    begin = max([0, start - _LEFT, *(text.rfind(mark, max(0, start - _LEFT), start) + 1 for mark in _BREAKS)])
    clause = Clause(text, begin, start)
    verb = next((k for k in range(len(clause.lowers) - 1, -1, -1) if is_finite(clause, k)), None)
    subject = subject_of(clause, verb) if verb is not None else None
    if subject is None:
        return None
    span = clause.span(subject)
    mentions = cast.within(*span)
    if clause.classes[subject[0]] in PRONOUNS:
        return next((text[m.start : m.end] for m in reversed(cast.within(begin, span[0])) if _is_side(m)), None)
    head = next((m for m in mentions if _is_side(m) or m.state), None)
    if head is not None and text[span[0] : head.start].strip().lower() in ("", "the"):
        return text[head.start : head.end] if _is_side(head) or head.kind == "adjective" else None
    if sides_only or subject[1] - subject[0] >= _WORDS or not is_named(clause, subject, mentions):
        return None
    return text[slice(*span)]


def _is_side(mention: Mention) -> bool:
    return mention.actor is not None and mention.actor.kind in ("state", "body")
