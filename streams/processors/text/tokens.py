"""Cuts running text into words, numbers and marks, with exact offsets and without a Python loop over characters."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from itertools import accumulate, repeat
from operator import add
from sys import intern

from streams.processors.text.lists import read_list
from streams.processors.text.segmented import Token

ABBREVIATIONS = frozenset(read_list(__file__, "abbreviations.txt"))
_ABBREVIATED = "|".join(sorted((re.escape(a) for a in ABBREVIATIONS), key=lambda a: (-len(a), a)))
_STATES = "|".join(read_list(__file__, "states.txt"))

# One alternative a kind of token, the commonest first where they cannot clash; trailing space belongs to the match,
# so that
# the matches cover the text without a gap and offsets are running sums.
_PIECE = re.compile(
    r"(?:"
    r"[a-z]+(?=[ ,])"  # most words
    r"|[^\W\d_]\.(?:[^\W\d_]\.)+(?:-[^\W_]+)*(?:['’]s)?"  # U.S., a.m., U.S.-led
    rf"|(?=[A-Z])(?:{_STATES})\.(?=[\s,;)]|$)"  # Calif.
    r"|[A-Z]-(?:[A-Z][a-z]*\.)+"  # the D-Calif. behind a senator's name
    rf"|(?=[^\W\d_]{{1,5}}\.)(?i:{_ABBREVIATED})\.(?=[\s,;-]|$)"  # Mr., Sen., Jan.
    r"|[A-Z]\.(?=\s+[A-Z])"  # the J. of John J. Smith
    r"|https?://\S+"  # web addresses
    r"|[^\W\d_]+"  # don't, ex-wife, Oslo-U.S., boys'
    r"(?:['’][^\W\d_]+|[-‐‑&/](?:(?:[A-Z]\.){2,}|[^\W_]+)|\.[a-z0-9][^\W_]*|[0-9]+)*(?:(?<=s)['’])?"
    r"|\d+(?:[.,:]\d+)*(?:-?[^\W\d_]+(?:-[^\W_]+)*)?"  # 8,500, 3.5, 14th, 20-year-old
    r"|[@#]\w+"  # @handle, #tag
    r"|\.\.+|--+|__+"
    r"|\S"
    r")\s*"
)

# Token._make without its Python-level call, which would take a third of the whole tokenising.
_make_token: Callable[[tuple[int, int, str, None]], Token] = partial(tuple.__new__, Token)


def cut_tokens(text: str, start: int, end: int) -> list[Token]:
    """Tokens of `text[start:end]` in order; `text[start]` must be no space. White space is never part of a token."""
    pieces = _PIECE.findall(text, start, end)
    words = list(map(str.rstrip, pieces))
    starts = list(accumulate(map(len, pieces), initial=start))
    ends = map(add, starts, map(len, words))
    lowers = "\n".join(words).casefold()  # no token holds white space
    if "’" in lowers:
        lowers = lowers.replace("’", "'")
    return list(map(_make_token, zip(starts, ends, map(intern, lowers.split("\n")), repeat(None))))
