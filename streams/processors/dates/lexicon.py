"""The words of the date grammar, read from words/*.tsv when the package is imported."""

from __future__ import annotations

from importlib import resources

_WORDS = resources.files(__package__) / "words"


def _pairs(name: str) -> dict[str, str]:
    lines = (_WORDS / name).read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines if line and not line.startswith("#"))


def _numbered(name: str) -> dict[str, int]:
    return {word: int(number) for word, number in _pairs(name).items()}


def _lines(name: str) -> frozenset[str]:
    lines = (_WORDS / name).read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _classes(name: str) -> dict[str, frozenset[str]]:
    words: dict[str, set[str]] = {}
    for line in sorted(_lines(name)):
        kind, word = line.split("\t", 1)
        words.setdefault(kind, set()).add(word)
    return {kind: frozenset(found) for kind, found in words.items()}


CLASSES = _classes("classes.tsv")
MONTHS = _numbered("months.tsv")
WEEKDAYS = _numbered("weekdays.tsv")
NUMBERS = _numbered("numbers.tsv")
ORDINALS = _numbered("ordinals.tsv")
UNITS = _pairs("units.tsv")
SEASONS = _pairs("seasons.tsv")
DAYPARTS = _pairs("dayparts.tsv")
HOLIDAYS = _pairs("holidays.tsv")
FREQUENCIES = _pairs("frequencies.tsv")
LENGTHS = _pairs("lengths.tsv")
REFERENCES = _pairs("references.tsv")
COUNTED = _lines("counted.txt")
MONTH_SIGNALS = _lines("month_signals.txt")
APPROXIMATIONS = _pairs("approximations.tsv")
DECADES = _numbered("decades.tsv")
AHEAD = _lines("ahead.txt")
BEHIND = _lines("behind.txt")
EVENT_NOUNS = _lines("event_nouns.txt")
AGENCIES = _lines("agencies.txt")
STAMPS = _lines("stamps.txt")
ANNIVERSARIES = {tuple(line.split("\t")[::2]): line.split("\t")[1] for line in sorted(_lines("anniversaries.tsv"))}
