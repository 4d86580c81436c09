"""Tells whether two spellings may be one name: Dubinsky, Dubinskiy and Dubinskyy; Sergei and Sergey; Joe and Joseph."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import pairwise

from streams.processors.names.lexicon import GENDERS, NICKNAMES, rows

_TRANSLITERATIONS = tuple((written, key) for written, key in rows("transliterations.tsv"))
"""Letters that the usual romanisations of Cyrillic (BGN/PCGN, ISO 9, scholarly, German, French, press) write
differently, in order.
"""
_VOWELS = str.maketrans("", "", "aeiouy")


@lru_cache(maxsize=8192)
def fold(word: str) -> str:
    """One key for all romanisations of a word: fold("Dubinskyy") == fold("Dubinskiy") == fold("Dubinsky")."""
    plain = word.casefold()
    if not (plain.isascii() and plain.isalpha()):
        plain = "".join(filter(str.isalpha, unicodedata.normalize("NFKD", plain)))
    for written, key in _TRANSLITERATIONS:
        if written in plain:
            plain = plain.replace(written, key)
    plain = "".join([letter for letter, following in pairwise(plain + " ") if letter != following])
    if plain.endswith(("of", "ev")) and len(plain) > 4:
        plain = plain[:-2] + "ov"
    if len(plain) > 6 and plain.endswith("o"):
        plain = plain[:-1] + "a"
    return plain


@lru_cache(maxsize=8192)
def same_given(one: str, other: str) -> bool:
    """May these be given names of one person? Joe and Joseph, Alexander and Aleksandr, R. and Robert; not Bill and
    Hillary.
    """
    if GENDERS.get(one, "") != GENDERS.get(other, "") and one in GENDERS and other in GENDERS:
        return False
    a, b = fold(one), fold(other)
    if not a or not b or a[0] != b[0]:
        return _nickname(one, other)
    short, long = sorted((a, b), key=len)
    return long.startswith(short) or _skeleton(a) == _skeleton(b) or _nickname(one, other)


def _nickname(one: str, other: str) -> bool:
    a, b = one.casefold(), other.casefold()
    return b in NICKNAMES.get(a, ()) or a in NICKNAMES.get(b, ())


def _skeleton(folded: str) -> str:
    return folded.translate(_VOWELS).replace("h", "g")
