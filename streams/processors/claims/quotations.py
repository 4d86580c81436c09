"""Quotations without a cue of their own: those that go on from a claim, and those that are signed."""

from __future__ import annotations

from streams.processors.claims.draft import Draft
from streams.processors.claims.reading import Reading
from streams.processors.claims.sources import Source
from streams.processors.text.segmented import Sentence, Token

_SIGNING = frozenset(["—", "–", "―", "--", "-"])
_PLAIN = frozenset([".", "?", "!", "•"])


def attach_quotations(reading: Reading, sentence: Sentence, drafts: list[Draft]) -> None:
    """A sentence that is all or mostly quotation belongs to the claim before it in its paragraph."""
    if not drafts or not _is_quotation(reading.tokens[sentence.first_token : sentence.last_token]):
        return
    before = drafts[-1]
    if reading.segmented.sentences[before.sentence].paragraph == sentence.paragraph:
        before.ranges.append((sentence.first_token, sentence.last_token))
        reading.classify(sentence.first_token, sentence.last_token)
        reading.take(sentence.first_token, sentence.last_token)


def _is_quotation(tokens: tuple[Token, ...]) -> bool:
    """ "“A.”", "“A” for good.": it begins with a quotation that makes up most of it."""
    if tokens[0].quotation is None and tokens[0].lower not in _PLAIN:
        return False
    quoted = sum(token.end - token.start for token in tokens if token.quotation is not None)
    return quoted * 10 > (tokens[-1].end - tokens[0].start) * 6


def read_signed(reading: Reading, sentence: Sentence) -> list[Draft]:
    """ "“We go.” — Ann Lund": a quotation, a dash, a name."""
    first, last = sentence.first_token, sentence.last_token
    tokens = reading.tokens
    if last - first < 3 or last - first > 12 or tokens[first].quotation is None or tokens[first + 1].lower not in _SIGNING:
        return []
    if not reading.text[tokens[first + 2].start].isupper() or any(t.quotation is not None for t in tokens[first + 1 : last]):
        return []
    reading.classify(first, last)
    reading.take(first, last)
    end = last - 1 if tokens[last - 1].lower in _PLAIN else last
    name = (first + 2, end)
    return [Draft([(first, first + 1)], (first + 1, first + 2), Source(name, name), "signed")]
