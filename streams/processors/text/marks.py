"""Pairs quotation marks within one paragraph, whatever their style: one pass, never an exception, never nested results.

A mark's direction is read from its neighbours first (a space before and a word after opens) and from its shape second,
so straight, curly, agency-style ('' and ``) and wrongly directed marks all pair. Single marks count only where they
enclose a phrase; apostrophes never do.
"""

from __future__ import annotations

import re
from typing import NamedTuple

MARK = re.compile(r"``|''|[\"“”„‟«»‘’'‚‹›]")
_DOUBLE = re.compile(r"``|''|[\"“”„‟«»]")
_OPENS = frozenset(["“", "„", "‟", "«", "``"])
_CLOSES = frozenset(["”", "»"])
_SINGLE = frozenset("‘’'‚‹›")
_BEFORE_OPEN = frozenset(" \t\xa0\n([{—–-/:>*•")
_AFTER_CLOSE = frozenset(" \t\xa0\n)]},.;:!?—–-/…")
_STOP = frozenset(",.?!…")
_LIST = frozenset(",.;:!?)")
_ELISION = re.compile(r"['’‘](?:\d\ds?\b|(?:em|til|tis|twas|n|cause|bout|round|cuz)\b)", re.IGNORECASE)
_MAX_SINGLE_CHARS = 1200  # a single-quoted phrase longer than this is a stray apostrophe
_MAX_SINGLE_MARKS = 40


class Pair(NamedTuple):
    """Offsets of the marks: [open_start, open_end) and [close_start, close_end); equal offsets where a mark is
    missing.
    """

    open_start: int
    open_end: int
    close_start: int
    close_end: int

    @property
    def closed(self) -> bool:
        return self.close_end > self.close_start


class _Mark(NamedTuple):
    start: int
    end: int
    shape: str
    opening: bool  # by its neighbours: a space before, a word after
    closing: bool


def pair_marks(text: str, start: int, end: int) -> list[Pair]:
    """The outermost quotations of `text[start:end]`, in order. An opening mark without its closing one gives a pair
    that
    ends at `end`; a closing mark without its opening one gives a pair that begins at the sentence's first character.

    >>> [tuple(p) for p in pair_marks('He said "go" now', 0, 16)]
    [(8, 9, 11, 12)]
    """
    marks = [_mark(text, m.start(), m.end(), start, end) for m in MARK.finditer(text, start, end)]
    pairs: list[Pair] = []
    opened: _Mark | None = None
    depth = 0  # quotations open inside the open one
    i = 0
    while i < len(marks):
        mark = marks[i]
        i += 1
        if mark.shape in _SINGLE:
            if opened is None and mark.opening and (close := _closing_single(text, marks, i)) is not None:
                pairs.append(Pair(mark.start, mark.end, marks[close].start, marks[close].end))
                i = close + 1
        elif opened is None:
            if _is_opening(mark):
                opened = mark
            elif mark.start > start and text[mark.start - 1] in _STOP:
                pairs.append(_unopened(text, mark, pairs[-1].close_end if pairs else start))
        elif mark.opening and mark.shape not in _CLOSES and not mark.closing:
            if _nested(opened, marks, i):
                depth += 1
            else:
                opened, depth = mark, 0
        elif depth:
            depth -= 1
        else:
            pairs.append(Pair(opened.start, opened.end, mark.start, mark.end))
            opened = None
    if opened is not None:
        pairs.append(Pair(opened.start, opened.end, end, end))
    return pairs


def _mark(text: str, at: int, after: int, start: int, end: int) -> _Mark:
    before = text[at - 1] if at > start else " "
    behind = text[after] if after < end else " "
    opening = (before in _BEFORE_OPEN or before in "\"“‘'«") and not behind.isspace() and behind not in ",.;!?)"
    closing = not before.isspace() and (behind in _AFTER_CLOSE or behind in "\"”’'»")
    return _Mark(at, after, text[at:after], opening and not (closing and before in "—–-/"), closing)


def _is_opening(mark: _Mark) -> bool:
    """Neighbours decide, then the shape; a straight mark between two spaces opens when nothing is open."""
    if mark.opening != mark.closing:
        return mark.opening
    return mark.shape not in _CLOSES


def _nested(opened: _Mark, marks: list[_Mark], i: int) -> bool:
    """Is a second opening mark a quotation in the quotation ("He told “go” to me”)? Then two closing marks must
    follow.
    """
    following = [m for m in marks[i : i + 4] if m.shape not in _SINGLE]
    return len(following) > 1 and all(m.closing and not m.opening for m in following[:2]) and opened.shape in _OPENS


def _unopened(text: str, mark: _Mark, floor: int) -> Pair:
    """“We are leaving,” with its first mark lost: the quotation begins where the sentence does."""
    window = max(floor, mark.start - 400)
    last = max(window, mark.start - 2)
    begin = max(text.rfind(stop, window, last) + 2 for stop in (". ", "? ", "! "))
    begin = max(begin if begin >= window + 2 else window, floor)
    while begin < mark.start and text[begin].isspace():
        begin += 1
    return Pair(begin, begin, mark.start, mark.end)


def _closing_single(text: str, marks: list[_Mark], i: int) -> int | None:
    """Index of the mark that closes the single quotation opened just before `marks[i]`, or None for an apostrophe.

    The first mark beside punctuation closes; one after a letter closes too, but after an s only if no later mark does
    ("the ‘soldiers’ homes’" closes last).
    """
    opener = marks[i - 1]
    if _ELISION.match(text, opener.start) or not _starts_phrase(text, opener.end):
        return None
    weak: int | None = None
    for j in range(i, min(len(marks), i + _MAX_SINGLE_MARKS)):
        mark = marks[j]
        if mark.start - opener.end > _MAX_SINGLE_CHARS or (mark.shape in _SINGLE and mark.opening and not mark.closing):
            break
        if mark.shape not in _SINGLE or not mark.closing or mark.start == opener.end:
            continue
        behind = text[mark.end : mark.end + 1]
        strong = text[mark.start - 1] in _STOP or behind in _LIST or not behind
        if strong or text[mark.start - 1] != "s":
            return j if _balanced(text, opener.end, mark.start) else None
        weak = j if weak is None else weak
    if weak is not None and _balanced(text, opener.end, marks[weak].start):
        return weak
    return None


def _starts_phrase(text: str, at: int) -> bool:
    return text[at : at + 1].isalnum() or text[at : at + 1] in ("[", "“", '"', "…", ".", "$", "£", "(")


def _balanced(text: str, start: int, end: int) -> bool:
    """Double marks between two single ones come in pairs, else the single ones lie in different quotations."""
    return len(_DOUBLE.findall(text, start, end)) % 2 == 0
