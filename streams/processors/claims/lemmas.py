"""Dictionary forms of cues: "said" is "say", "according to" is itself, "fears" is "fear"."""

from __future__ import annotations

from functools import lru_cache

from streams.processors.claims.inflection import forms_of
from streams.processors.claims.tables import read_set

_KNOWN = tuple(sorted(lemma for lemma in read_set("stance_cues.tsv") if " " not in lemma and not lemma.startswith("#")))
_LEMMAS = {form: lemma for lemma in reversed(_KNOWN) for form in forms_of(lemma) if lemma != form}
_ENDINGS = (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("s", ""))


def cue_lemma(words: list[str]) -> str:
    """Dictionary form of a cue of one or more casefolded words.

    >>> cue_lemma(["denied"]), cue_lemma(["according", "to"]), cue_lemma(["ruled", "out"])
    ('deny', 'according to', 'rule out')
    """
    return " ".join(words) if words[0] == "according" else " ".join([_lemma(words[0]), *words[1:]])


@lru_cache(maxsize=4096)
def _lemma(word: str) -> str:
    if word in _LEMMAS:
        return _LEMMAS[word]
    if word in _KNOWN:
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)] + instead
    return word
