"""Finds the counts that a text states: "about 2,000 Danish troops near the Swedish border", "between 2,700 and
3,500 soldiers".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from streams.processors.claims.inflection import forms_of
from streams.processors.claims.owners import befallen, owner_of
from streams.processors.claims.phrasebook import by_first_letter
from streams.processors.claims.tables import read_map, read_set
from streams.processors.found import FoundDate, FoundFigure
from streams.processors.names.cast import Cast

_SCALES = {
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "k": 10**3,
    "m": 10**6,
    "bn": 10**9,
    "mn": 10**6,
}
_WORDS = read_map("number_words.tsv")
_QUALIFIERS = read_map("qualifiers.tsv")
_COUNTED = frozenset(form for noun in read_set("count_nouns.txt") for form in forms_of(noun)) - {"strikes"}
_STOPS = read_set("plain_words.txt") | frozenset(
    ["near", "along", "across", "inside", "outside", "within", "around", "toward", "towards", "per"]
)

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = r"(?:\s?(?:thousand|million|billion|trillion)\b|(?:k|m|bn|mn)\b)?"
_NUMBER = re.compile(
    rf"(?P<money>[$€£]\s?)?(?:(?P<first>{_DIGITS})(?P<scale>{_SCALE})(?:\s?(?:-|–|to|"
    rf"and)\s?[$€£]?(?P<second>{_DIGITS})(?P<scale2>{_SCALE}))?"
    rf"|(?P<words>{'|'.join(sorted(map(re.escape, _WORDS), key=lambda w: (-len(w), w)))})\b)(?![\w:/]|[.,]\d)"
)
_CURRENCIES = {"$": "dollars", "€": "euros", "£": "pounds"}
_AMOUNTS = frozenset([*_CURRENCIES.values(), "percent"])
_JOINED = frozenset("0123456789.,:/-_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_RUN = re.compile(r"[\d.,:/-]*")
_CANDIDATE = re.compile(rf"\b(?:\d|(?:{by_first_letter(sorted(_WORDS))})\b)")
_QUALIFIER = re.compile(
    rf"\b({'|'.join(sorted(map(re.escape, _QUALIFIERS), key=lambda w: (-len(w), w)))})\s+$", re.IGNORECASE
)
_BETWEEN = re.compile(r"\b(?:between|from)\s+$", re.IGNORECASE)
_NOUN = re.compile(r"\s*[ \u00a0-]\s*(?:of (?:the|its|their|his)\s)?((?:[A-Z]\.){2,}|[A-Za-zÀ-ÿ][\w’'-]*)")
_PERCENT = re.compile(r"\s?(?:%|per ?cent\b)")
_PLACE = re.compile(
    r"\s+(?:(?:(?:have|has|had|are|were|is|was|been|now|already)\s)*(?:[a-z]+ed|gathered|sent)\s)?(?:up\s)?"
    r"((?:near|along|on|at|in|inside|around|close to|across|outside|towards?|into|to|"
    r"throughout)\s+(?:[\w’'-]+[ ]?){1,7})"
)
_PLACE_END = re.compile(
    r"\s(?:and|as|that|which|who|for|over|since|after|before|while|but|by|if|is|are|has|have|had|was|were|"
    r"in recent|amid|ahead|during|with|said|to)\b"
)
_MOST_WORDS = 6
_SMALL = 100


def find_figures(cast: Cast, dates: Sequence[FoundDate]) -> list[FoundFigure]:
    """The figures of a text in order; numbers inside dates, and small ones that count nothing of note, are left out."""
    return list(_figures(cast, dates))


def _figures(cast: Cast, dates: Sequence[FoundDate]) -> Iterator[FoundFigure]:
    text = cast.text
    ends = [date.end for date in dates]
    for match in _numbers(text):
        at = bisect_left(ends, match.start() + 1)
        if at < len(dates) and dates[at].start < match.end():
            continue
        figure = _figure(cast, match)
        if figure:
            yield figure


def _numbers(text: str) -> Iterator[re.Match[str]]:
    """Every number that is no part of a word, a time or a longer number."""
    candidate = _CANDIDATE.search(text)
    while candidate:
        start = _with_currency(text, candidate.start())
        match = _NUMBER.match(text, start) if text[max(0, start - 1) : start] not in _JOINED else None
        if match:
            yield match
        candidate = _CANDIDATE.search(text, match.end() if match else _run_end(text, candidate.end()))


def _with_currency(text: str, start: int) -> int:
    before = text[max(0, start - 2) : start].rstrip()
    return start - (2 if text[start - 1 : start].isspace() else 1) if before[-1:] in _CURRENCIES else start


def _run_end(text: str, end: int) -> int:
    """Past the rest of a run of digits of which no number was made."""
    rest = _RUN.match(text, end)
    return rest.end() if rest else end


def _figure(cast: Cast, match: re.Match[str]) -> FoundFigure | None:
    text = cast.text
    low, high, indefinite = _bounds(match, text)
    if low is None:
        return None
    noun = _counted(cast, match, low)
    if noun is None:
        return None
    what, party, end = noun
    qualifier_match = _QUALIFIER.search(text, max(0, match.start() - 20), match.start())
    start = qualifier_match.start() if qualifier_match else match.start()
    qualifier = "some" if indefinite else _QUALIFIERS[qualifier_match[1].lower()] if qualifier_match else "exact"
    place = _place(cast, end)
    single = high is None and not indefinite
    return FoundFigure(
        start=start,
        end=end,
        value=_written(low) if single else None,
        low=None if single else _written(low),
        high=_written(high) if high is not None else None,
        qualifier="range" if high is not None else qualifier,
        what=befallen(text, (start, end), what),
        party=party or owner_of(cast, start, sides_only=what in _AMOUNTS),
        place=place,
    )


def _bounds(match: re.Match[str], text: str) -> tuple[Decimal | None, Decimal | None, bool]:
    """The number, or both ends of a range, and whether it is an indefinite "dozens"."""
    if match["words"]:
        value = _WORDS[match["words"]]
        return Decimal(value.split(":")[1] if ":" in value else value), None, ":" in value
    first, second = _number(match["first"], match["scale"] or match["scale2"]), None
    if match["second"]:
        second = _number(match["second"], match["scale2"])
        joined = text[match.end("first") : match.start("second")]
        if "and" in joined and not _BETWEEN.search(text, max(0, match.start() - 10), match.start()):
            return None, None, False
    if first is not None and second is not None and second <= first:
        return None, None, False
    return first, second, False


def _number(digits: str, scale: str | None) -> Decimal | None:
    try:
        return Decimal(digits.replace(",", "")) * _SCALES.get((scale or "").strip(), 1)
    except InvalidOperation:
        return None


def _written(number: Decimal) -> str:
    return format(number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize(), "f")


def _counted(cast: Cast, match: re.Match[str], number: Decimal) -> tuple[str, str | None, int] | None:
    """What is counted, whose it is, and where the phrase ends; None where nothing worth a figure is counted."""
    text, end = cast.text, match.end()
    percent = _PERCENT.match(text, end)
    if percent:
        return "percent", None, percent.end()
    if match["money"]:
        return _CURRENCIES[match["money"][0]], None, end
    words: list[str] = []
    last, counted = end, False
    for _ in range(_MOST_WORDS):
        noun = _NOUN.match(text, last)
        word = noun[1].lower() if noun else ""
        if not noun or word in _STOPS:
            break
        if counted and word not in _COUNTED:
            break
        words.append(noun[1])
        last = noun.end()
        counted = word in _COUNTED
    if not words or not (counted or (number >= _SMALL and len(words) < 4 and words[-1].endswith("s"))):
        return None
    party = _nationality(cast, end, last)
    named = {w for m in cast.within(end, last) for w in text[m.start : m.end].split()}
    what = " ".join(word.lower() for word in words if word not in named)
    return (what, party, last) if what else None


def _nationality(cast: Cast, start: int, end: int) -> str | None:
    """ "4,000 | Chilean | troops": the state, body or other name among the words counted."""
    return next(
        (
            cast.text[m.start : m.end]
            for m in cast.within(start, end)
            if m.state or m.kind == "body" or (m.kind in ("name", "person") and m.actor and m.actor.kind == "group")
        ),
        None,
    )


def _place(cast: Cast, start: int) -> str | None:
    match = _PLACE.match(cast.text, start, start + 160)
    if not match:
        return None
    end = match.end(1)
    cut = _PLACE_END.search(cast.text, match.start(1), end)
    if cut:
        end = cut.start()
    phrase = cast.text[match.start(1) : end].strip()
    named = cast.within(match.start(1), end)
    return phrase if named or "border" in phrase else None
