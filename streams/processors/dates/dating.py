"""Which date of a sentence tells when an act in it happens: the nearest one that stands in the act's own clause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from streams.processors.found import FoundDate, Offsets

_BREAK = re.compile(
    r"[\"“”;:]|\b(?:added|although|but|he|it|said|saying|says|she|that|they|we|whereas|which|while|who)\b",
    re.IGNORECASE,
)
_OWN_RELATIVE = re.compile(r",? (?:that|which|who) ", re.IGNORECASE)  # "drills, which begin on Monday"
_OWN_SUBJECT = re.compile(r",? (?:he|it|she|they|we) ", re.IGNORECASE)  # "On Monday they met"
_OPENING = re.compile(
    r"(?:^|[.!?;\n”\"]\s*|,\s+|\b(?:and|but)\s+)(?:(?:at|by|earlier|early|in|late|later|on)\s+)*$", re.IGNORECASE
)
_OPEN_ENDED = re.compile(r"\b(?:since|till|until)\s+(?:the\s)?$", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\b(?:a|an|her|his|its|our|the|their)\s+$", re.IGNORECASE)
_YEAR = re.compile(r"[0-9]{4}", re.ASCII)
_BESIDE = re.compile(r"\s+(?:[\w’'-]+\s+)?")  # one word at most between a year and the noun that it is part of


def date_of(act: Offsets, dates: Sequence[FoundDate], text: str) -> Offsets | None:
    """Where the date of the act stands, None if its clause has none.

    Not taken: sets and lengths of time that lie nowhere; dates behind a quotation mark, a reporting verb or the begin
    of another clause ("said on Friday that they would meet"); "since" a day; and a year that is part of another noun
    ("the 1997 agreement").

    :param dates: those of the act's sentence.
    """
    own = [one for one in dates if _says_when(one) and _in_clause(one, act, text)]
    if not own:
        return None
    nearest = min(own, key=lambda one: (_distance(one, act), one.start))
    return nearest.start, nearest.end


def _says_when(one: FoundDate) -> bool:
    words = one.expression.split()
    return one.type != "SET" and (words[0] != "span" or "past" in words or "future" in words)


def _in_clause(one: FoundDate, act: Offsets, text: str) -> bool:
    if _OPEN_ENDED.search(text, max(0, one.start - 12), one.start):
        return False
    between = (one.end, act[0]) if one.end <= act[0] else (act[1], one.start)
    own = _OWN_RELATIVE if between[0] == act[1] else _OWN_SUBJECT if _opens_clause(one, text) else None
    joined = own.match(text, *between) if own else None
    if _BREAK.search(text, joined.end() if joined else between[0], between[1]):
        return False
    return not _names_another(one, act, text)


def _opens_clause(one: FoundDate, text: str) -> bool:
    return _OPENING.search(text, max(0, one.start - 40), one.start) is not None


def _names_another(one: FoundDate, act: Offsets, text: str) -> bool:
    """Is the date a bare year that tells which agreement or removal is meant, not when the act was?"""
    if _YEAR.fullmatch(text, one.start, one.end) is None:
        return False
    if _ATTRIBUTE.search(text, max(0, one.start - 8), one.start) is None:
        return False
    beside = _BESIDE.match(text, one.end)
    return beside is None or beside.end() < act[0] or act[0] < one.start


def _distance(one: FoundDate, act: Offsets) -> int:
    return max(one.start - act[1], act[0] - one.end)
