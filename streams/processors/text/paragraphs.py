"""Cuts a text into paragraphs and tells body from headlines, captions, headings, boilerplate and a leading header."""

from __future__ import annotations

import re
from collections.abc import Iterator

from streams.processors.text.lists import read_list
from streams.processors.text.segmented import Paragraph

_BULLET = re.compile(r"^\s*(?:(?:[•·▪►‣◦*-]|#{1,6})\s+)?")
_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_HEADER = re.compile(r"\ufeff?\s*date \d{4}-\d{2}-\d{2} ")  # " date 2022-01-28 The minister said ..."
_STOPS = frozenset(".!?…")
_CLOSERS = "\"”’'»)]"
_FURNITURE = "|".join(re.escape(phrase.casefold()) for phrase in read_list(__file__, "boilerplate.txt"))
_PHRASES = re.compile(rf"\b(?:{_FURNITURE})(?!\w)|^advertisement\.?$|^\(?(?:additional )?reporting by\b")
"""Read in casefolded lines: four times as fast as a pattern that ignores case."""
_AGENCIES = "|".join(map(re.escape, read_list(__file__, "agencies.txt")))
_CREDIT = re.compile(
    r"\b(?:photograph|photo|picture|image|credit|file photo)s?(?: by)?: "  # "Photograph: AFP/Getty"
    rf"|\bvia (?:{_AGENCIES})\b"  # "via REUTERS"
    rf"|/(?:{_AGENCIES})\)?\.?$"  # ".../Reuters"
    rf"|\((?:{_AGENCIES})(?:/[\w ]+)? ?(?:photo|file)\b"  # "(AP Photo)"
    r"|[.!?] [a-z]+\.com$",  # "... does not want war. Agencyname.com"
    re.IGNORECASE,
)
_CREDIT_SIGNS = ("photo", "picture", "image", "credit", "via ", "/", ".com")  # one of them is in every credit
_CREDIT_CHARS = 900  # a longer paragraph is no caption, whatever it mentions
_HEADLINE_WORDS = 22
_HEADING_WORDS = 9
_BOILERPLATE_WORDS = 30


def cut_paragraphs(text: str) -> list[Paragraph]:
    """Non-empty lines without surrounding space, in order, each with its kind. A leading " date YYYY-MM-DD " is a
    paragraph of its own even where the first sentence follows on the same line."""
    spans = list(_stripped_lines(text))
    paragraphs: list[Paragraph] = []
    if spans and (header := _HEADER.match(text)) is not None and header.end() <= spans[0][1]:
        first = spans.pop(0)
        paragraphs.append(Paragraph(first[0], header.end() - 1, "header"))
        if header.end() < first[1]:
            spans.insert(0, (header.end(), first[1]))
    at_top = True
    for index, (start, end) in enumerate(spans):
        kind = _kind(text[start:end], at_top, is_last=index == len(spans) - 1)
        at_top = at_top and kind in ("headline", "caption") and index < 4
        paragraphs.append(Paragraph(start, end, kind))
    return paragraphs


def _stripped_lines(text: str) -> Iterator[tuple[int, int]]:
    for match in _LINE.finditer(text):
        line = match.group()
        start = match.start() + len(line) - len(_BULLET.sub("", line))
        end = match.start() + len(line.rstrip())
        if start < end:
            yield start, end


def _kind(line: str, at_top: bool, *, is_last: bool) -> str:
    if len(line) > _CREDIT_CHARS:
        return "body"
    words = line.count(" ") + 1
    folded = line.casefold()
    if words <= _BOILERPLATE_WORDS and _PHRASES.search(folded):
        return "boilerplate"
    if any(sign in folded for sign in _CREDIT_SIGNS) and _CREDIT.search(line):
        return "caption"
    if line.rstrip(_CLOSERS)[-1:] in _STOPS:
        return "body"
    if at_top and words <= _HEADLINE_WORDS and not is_last:
        return "headline"
    return "heading" if words <= _HEADING_WORDS and line[-1] not in ',;:"”—-' else "body"
