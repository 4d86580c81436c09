"""From a raw text to paragraphs, sentences, tokens and quotations. Linear in the text, and total: any string gives a
result.
"""

from __future__ import annotations

import re

from streams.processors.text.marks import MARK, Pair, pair_marks
from streams.processors.text.paragraphs import cut_paragraphs
from streams.processors.text.segmented import Paragraph, Quotation, Segmented, Sentence, Token
from streams.processors.text.sentences import cut_sentences
from streams.processors.text.tokens import cut_tokens

_REPORTED_LATER = re.compile(r",[”’'\"]? (?:[\w.’'-]+ ){0,5}(?:said|says|told|added|asked|wrote)\b")
_OPENING_MARK = re.compile(r"[\"“„‟«‘']|``")


def segment(text: str) -> Segmented:
    """Cut `text`; every offset points into it unchanged, every list is in order of start.

    A closed quotation is one token, whatever its marks; so is one that runs to the end of its paragraph because the
    next
    paragraph reopens it. Sentence ends inside such a token end no sentence.
    """
    paragraphs = cut_paragraphs(text)
    tokens: list[Token] = []
    quotations: list[Quotation] = []
    sentences: list[Sentence] = []
    for index, paragraph in enumerate(paragraphs):
        first = len(tokens)
        following = paragraphs[index + 1].start if index + 1 < len(paragraphs) else len(text)
        _tokenise(text, paragraph, following, tokens, quotations)
        for begin, end in cut_sentences(text, tokens, quotations, first):
            sentences.append(Sentence(tokens[begin].start, tokens[end - 1].end, begin, end, index))
    return Segmented(text, tuple(paragraphs), tuple(sentences), tuple(tokens), tuple(quotations))


def _tokenise(
    text: str, paragraph: Paragraph, following: int, tokens: list[Token], quotations: list[Quotation]
) -> None:
    at = paragraph.start
    if MARK.search(text, paragraph.start, paragraph.end) is not None:
        for pair in pair_marks(text, paragraph.start, paragraph.end):
            if not pair.closed and not _runs_on(text, pair, following):
                continue
            at = _add_words(text, at, pair.open_start, tokens)
            tokens.append(Token(pair.open_start, pair.close_end, "", len(quotations)))
            inner_end = max(pair.open_end, pair.close_start)
            quotations.append(Quotation(pair.open_start, pair.close_end, pair.open_end, inner_end, pair.closed))
            at = pair.close_end
    _add_words(text, at, paragraph.end, tokens)


def _add_words(text: str, start: int, end: int, tokens: list[Token]) -> int:
    """Append the tokens between two quotations; returns `end`."""
    while start < end and text[start].isspace():
        start += 1
    if start < end:
        tokens.extend(cut_tokens(text, start, end))
    return end


def _runs_on(text: str, pair: Pair, following: int) -> bool:
    """Is an unclosed quotation one that runs to the paragraph's end? It is if the next paragraph reopens it, or if no
    reporting clause follows inside ("“We are leaving, the mayor said." has only lost a mark)."""
    if _OPENING_MARK.match(text, following) is not None:
        return True
    return _REPORTED_LATER.search(text, pair.open_end, pair.close_end) is None
