"""Inflects English verbs and nouns by rule, so that lists need hold dictionary forms only."""

from __future__ import annotations

import re
from pathlib import Path

_IRREGULAR = {
    forms[0]: frozenset(forms)
    for line in Path(__file__).with_name("irregular_verbs.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#") and (forms := line.split())
}


_DOUBLING = re.compile(r"[^aeiou]*[aeiou][bdgklmnprt]")
"""Words of one syllable that double their last letter: "slam", "slammed"."""


def forms_of(lemma: str) -> frozenset[str]:
    """All forms of a word: "deny" -> deny, denies, denied, denying; irregular ones as listed, and the regular ending
    in -s and -ing.
    """
    return _regular(lemma) | _IRREGULAR.get(lemma, frozenset())


def _regular(lemma: str) -> frozenset[str]:
    if lemma.endswith("e"):
        return frozenset([lemma, lemma + "s", lemma + "d", lemma[:-1] + "ing"])
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return frozenset([lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"])
    if lemma.endswith(("s", "x", "z", "ch", "sh")):
        return frozenset([lemma, lemma + "es", lemma + "ed", lemma + "ing"])
    stem = lemma + lemma[-1] if _DOUBLING.fullmatch(lemma) else lemma
    return frozenset([lemma, lemma + "s", stem + "ed", stem + "ing"])
