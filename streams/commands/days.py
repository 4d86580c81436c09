"""Days of the state in words: EDTF as a person says it."""

from __future__ import annotations

from typing import Final

SEASONS: Final = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_OPEN: Final = ("", "..")


def in_words(written: str) -> str:
    """An EDTF as a person says it, no more precise and no less.

    >>> in_words("2022-01-28/2022-02-11~"), in_words("/2022-01-28"), in_words("2022-01-28/..")
    ('2022-01-28 to about 2022-02-11', 'up to 2022-01-28', 'from 2022-01-28 on')
    >>> in_words("2021-21"), in_words("201X"), in_words("2022?")
    ('spring 2021', '2010s', 'perhaps 2022')
    """
    first, slash, last = written.partition("/")
    if not slash:
        return _point(written)
    if first in _OPEN:
        return f"up to {_point(last)}"
    if last in _OPEN:
        return f"from {_point(first)} on"
    return f"{_point(first)} to {_point(last)}"


def _point(written: str) -> str:
    doubts = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}
    plain = written.rstrip("~?%")
    year, _, part = plain.partition("-")
    if part in SEASONS:
        plain = f"{SEASONS[part]} {year}"
    elif len(plain) == 4 and plain.endswith("X") and plain[:3].isdigit():
        plain = f"{plain[:3]}0s"
    return doubts.get(written[len(written.rstrip("~?%")) :][:1], "") + plain
