"""Groups the tokens of one paragraph into sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from streams.processors.text.lists import read_list
from streams.processors.text.segmented import Quotation, Token

_STARTERS = frozenset(read_list(__file__, "sentence_starters.txt"))
_REPORTING = frozenset(read_list(__file__, "reporting_verbs.txt"))
_STOPS = frozenset([".", "?", "!", "…"])
_CANDIDATES = frozenset(
    [".", "?", "!", "…", ""]
)  # last characters of the tokens that may end a sentence; "" is a quotation's
_CLOSERS = frozenset([")", "]", "}", "”", '"', "''", "’", "'", "»"])
_OPENERS = frozenset("([{“\"‘'«•*#@$£€")
_CLAUSE_TOKENS = 12  # the longest reporting clause looked at after a quotation
_TITLES = frozenset(
    ["mr.", "mrs.", "ms.", "dr.", "sen.", "rep.", "gov.", "gen.", "st.", "prof.", "lt.", "col.", "sgt."]
)


def cut_sentences(
    text: str, tokens: Sequence[Token], quotations: Sequence[Quotation], first: int
) -> Iterator[tuple[int, int]]:
    """Half-open token ranges, counted from `first` upwards, that cover the paragraph's tokens `tokens[first:]`.

    A stop ends a sentence when what follows can begin one; initials, abbreviations and stops inside a closed quotation
    do not, unless the quotation itself ends with one and no reporting clause follows ("“Why?” she asked.").
    """
    begin, last = first, len(tokens)
    for i in [k for k, token in enumerate(tokens[first:], first) if token[2][-1:] in _CANDIDATES]:
        if i < begin:
            continue
        after = i + 1
        while after < last and tokens[after].lower in _CLOSERS:
            after += 1
        if after >= last:
            break
        if after > begin and _ends(text, tokens, quotations, i, after):
            yield begin, after
            begin = after
    if begin < last:
        yield begin, last


def _ends(text: str, tokens: Sequence[Token], quotations: Sequence[Quotation], i: int, after: int) -> bool:
    token, following = tokens[i], tokens[after]
    if token.quotation is not None:
        return _quotation_ends(text, tokens, quotations[token.quotation], after)
    if token.lower in _STOPS or token.lower[:2] == "..":
        return _may_begin(text, following)
    if token.lower in _TITLES:
        return False
    return text[following.start].isupper() and following.lower in _STARTERS


def _may_begin(text: str, token: Token) -> bool:
    char = text[token.start]
    return not char.islower() if char.isalpha() else char.isdigit() or char in _OPENERS or token.quotation is not None


def _quotation_ends(text: str, tokens: Sequence[Token], quotation: Quotation, after: int) -> bool:
    """ "“We won.” The mayor left" ends after the quotation, "“Why?” Ann Lee asked." does not."""
    closing = text[quotation.inner_end - 1 : quotation.inner_end]
    if closing not in _STOPS or not _may_begin(text, tokens[after]):
        return False
    return tokens[after].quotation is not None or not _reporting_clause(tokens, after, short=closing in ".…")


def _reporting_clause(tokens: Sequence[Token], after: int, *, short: bool) -> bool:
    """Does a clause like "Ann Lee asked the mayor." follow? After a full stop it must be short and end with its
    verb.
    """
    verb = -1
    for k in range(after, min(len(tokens), after + _CLAUSE_TOKENS)):
        lower = tokens[k].lower
        if verb < 0 and lower in _REPORTING and k - after <= 6:
            verb = k
        if lower in _STOPS:
            return verb >= 0 and (not short or k - verb <= 1)
        if lower in (",", ":", "that") or tokens[k].quotation is not None:
            return verb >= 0 and not short and lower != "that"
    return verb >= 0 and (not short or verb == len(tokens) - 1)
