"""The rules that find claims and dates, in words for people."""

from __future__ import annotations

from pathlib import Path
from typing import Final


def _read() -> dict[str, str]:
    lines = Path(__file__).with_name("rules.tsv").read_text("utf-8").splitlines()
    pairs = (line.partition("\t") for line in lines if not line.startswith("#"))
    return {code: words for code, _, words in pairs}


WORDS: Final = _read()


def rule_in_words(code: str) -> str:
    """The whole rule's words, else those of its parts.

    >>> rule_in_words("right that")
    'the words after the cue: a clause with “that”'
    >>> rule_in_words("weekday-of-day")
    'weekday of day'
    """
    if code in WORDS:
        return WORDS[code]
    place, _, form = code.partition(" ")
    if form and place in WORDS:
        return f"{WORDS[place]}: {WORDS.get(f'... {form}', form)}"
    return code.replace("-", " ")
