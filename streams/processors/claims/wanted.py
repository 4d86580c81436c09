"""Tells a word that is asked for from one that is given: who "seeks guarantees that" demands, and promises nothing."""

from __future__ import annotations

import re

from streams.processors.claims.inflection import forms_of
from streams.processors.claims.tables import read_set
from streams.processors.found import Offsets

_GIVEN = read_set("giving_nouns.txt")


def _verbs() -> str:
    found = {
        f"{form} {rest}".strip()
        for verb, _, rest in (phrase.partition(" ") for phrase in read_set("wanting_words.txt"))
        for form in forms_of(verb)
    }
    return "|".join(sorted(found, key=lambda phrase: (-len(phrase), phrase)))


_OBJECT = r"(?: (?!after\b|as\b|by\b|despite\b|from\b|in\b|of\b|on\b|that\b|to\b|with\b)[\w’'-]+){0,5} $"
_AFTER_VERB = re.compile(rf"\b(?:{_verbs()}){_OBJECT}")
_IN_LIST = re.compile(
    r"\b(?:conditions?|demands?|proposals?|requests?|requirements?)\b[^.!?:;“”\"]{0,60}[:;–—-]"
    r"(?: (?:an?|the|and|both|first))?(?: [\w-]+){0,4} $"
)
"""A list of what is wanted: "two proposals to Oslo; a promise that"."""
_INCLUDED = re.compile(
    r"\b(?:conditions|demands|requests|requirements)\b[^.!?“”]{0,120}, including (?:an? |the )[^.!?“”]{0,120}$"
)
"""The same, named by way of example: "a series of demands, including a promise"."""
_NEAR = 300  # characters before the noun that are read


def is_wanted(text: str, cue: Offsets) -> bool:
    """Is the noun at `cue` one of giving ("a promise that") which somebody asks for?"""
    if text[cue[0] : cue[1]].lower() not in _GIVEN:
        return False
    start = max(0, cue[0] - _NEAR)
    start = max(start, text.rfind("\n", start, cue[0]))
    return any(pattern.search(text, start, cue[0]) for pattern in (_AFTER_VERB, _IN_LIST, _INCLUDED))
