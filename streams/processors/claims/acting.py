"""How far an act is by the words before it: asked for, possible, planned, ordered, done or called off."""

from __future__ import annotations

import re
from typing import Final, Literal

from streams.processors.claims.tables import read_rows

Sign = Literal["ahead", "cancelled", "never", "ordered", "possible", "scheduled", "wanted"]


def _patterns() -> dict[str, re.Pattern[str]]:
    words: dict[str, list[str]] = {}
    for word, sign in read_rows("action_signs.tsv"):
        words.setdefault(sign, []).append(re.escape(word).replace(r"\*", r"\w*").replace(r"\?", r"\w"))
    return {
        sign: re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(each, key=lambda w: (-len(w), w)))})(?![\w-])")
        for sign, each in words.items()
    }


_SIGNS: Final = _patterns()
_DONE: Final = re.compile(r"\b(?:has|have|had|was|were|after|following|began|launched|held|sent|moved|imposed)\b")
_BEHIND: Final = {
    "cancelled": re.compile(r"^[^.;]{0,80}?\b(?:cancel\w*|called off|postpon\w+|scrapped|collapsed|fell through)\b"),
    "ahead": re.compile(
        r"^[^.;]{0,80}?\b(?:will|is due|are due|is to|are to|is scheduled|are scheduled|is set|are set|is planned|"
        r"are planned|is expected|are expected)\b"
    ),
}
"""What is told of a meeting behind it: "talks in Oslo | will be held", "a meeting of both | was called off"."""
_ANNOUNCED: Final = re.compile(
    r"\b(?:announc\w+|order\w*|decid\w+|approv\w+|agreed|confirmed)\b[^.;]{0,30}\bwould(?: be)?\s+(?:\w+ly\s+)?"
    r"(?:[“\"\w,.'-]+\s+){0,7}[“\"]?$"
)
"""What is to come by a decision already taken: "announced it would be | placing"."""


def has(sign: Sign, words: str) -> bool:
    """Do the words, in lower case, hold the sign?"""
    return _SIGNS[sign].search(words) is not None


def measure_status(left: str, *, past: bool) -> str | None:
    """How far a measure is by up to 90 characters before it; None where it is only asked for, feared or denied."""
    near = left[-60:]
    if past:
        near = near[max(near.rfind(","), near.rfind(" and "), near.rfind(" but ")) + 1 :]
    if _ANNOUNCED.search(left):
        return "ordered"
    if has("possible", near) or has("wanted", near) or has("never", near):
        return None
    if has("ordered", left) or has("ahead", left):
        return "ordered"
    return "done" if past or _DONE.search(left) else "reported"


def contact_status(left: str, right: str, *, noun: bool) -> str | None:
    """How far a contact is by the words before it and, for a noun, behind it; None where it is only asked for or
    ruled out.
    """
    near = left[-40:]
    if has("cancelled", left) or (noun and _BEHIND["cancelled"].search(right)):
        return "cancelled"
    if has("never", near) or has("wanted", near):
        return None
    if has("ahead", left) or has("possible", near) or (noun and _BEHIND["ahead"].search(right)):
        return "scheduled" if has("scheduled", left) else "expected"
    return "held"
