"""Reads the stance of a claim from its cue, sharpened by markers in its content."""

from __future__ import annotations

import re

from streams.processors.claims.inflection import forms_of
from streams.processors.claims.phrasebook import Phrasebook, lowered
from streams.processors.claims.tables import read_map, read_set
from streams.processors.found import Stance

_CUES = read_map("stance_cues.tsv")
_ORDER: tuple[Stance, ...] = (
    "reject",
    "deny",
    "threaten",
    "demand",
    "criticise",
    "warn",
    "urge",
    "propose",
    "promise",
    "expect",
)
"""Of several markers in one content the first of this order decides: a refusal outweighs the warning that goes with
it.
"""
_PLAIN = "assert"
_EVALUATIVE = read_set("evaluating_verbs.txt")
_PENALTY = re.compile(
    r"\b(?:sanction|penalt|consequence|retaliat|punish|costs?\b|price\b|respond|retaliat|measures\b|"
    r"reprisal|crackdown)"
)
_HOSTILE = re.compile(
    r"\b(?:we|i|it|they|he|she|(?:our|his|her|its|their) (?:country|forces|government|side|state))"
    r"(?:'ll| (?:will|would|shall|could|may|might|(?:is|are|am|were|was) (?:going|ready|prepared|forced) to))"
    rf" (?:\w+ly |also |then |have to |be forced to )*(?:{'|'.join(sorted(read_set('hostile_acts.txt')))})\b"
)
"""What the speaker's own side would do to another: "we will close the strait"."""
_BELIEFS = frozenset(["believe", "think", "suspect", "know"])
_OBLIGES = re.compile(rf"(?:would|will|should|to) (?:{'|'.join(sorted(read_set('obliging_verbs.txt')))})\b")
_OBLIGING = re.compile(rf"(?:[\w-]+ ){{0,4}}proposals? (?:[\w-]+ ){{0,4}}(?:that |which ){_OBLIGES.pattern}")
"""What obliges another is demanded: "to bar Oslo from the bloc", "proposals that would bar it"."""
_LISTING = frozenset(["issue", "laid out", "lay out", "list", "make", "present", "publish", "set out", "submit"])
_DEMANDS = re.compile(
    r"(?:(?:an?|its|her|his|the|their) )?(?:[\w-]+ )?(?:(?:list|number|series|set) of )?(?:[\w-]+ )?demands\b"
)
_NEGATION = re.compile(r"\b(?:not|no|never|nothing|none|nor)\b|n't\b")
_FUTURE = re.compile(r"\b(?:will|would|could|may|might|going to)\b|'ll\b")
_REQUEST = re.compile(r"(?:\w+ ){0,4}(?:not )?(?:to|for) ")
_PERFORMED = re.compile(
    r"(?:we|i) (?:\w+ly |also |once more |once again |again )?"
    r"(call|urge|demand|reject|condemn|deny|propose|warn|denounce|insist|appeal)(?: (on|for|to|that|out))?\b"
)
"""What a speaker does by saying so: "we urge", "I reject"."""
_OBLIGED = re.compile(r"(?:[\w’'.-]+ ){1,5}?(?:must|should|needs? to|ought to)\b")
"""Who must do what: what they are blamed for on the way does not make a denial of it."""
_AFFIRMED = re.compile(
    r"(?:[\w.'-]+ ){0,3}(?:support|commitment|unity|solidarity|readiness|willingness) (?:for|to|in|with|of|and)\b"
)
"""What somebody stands by: "its support for the victims of aggression" blames nobody."""
_LATER = re.compile(r",? (?:and|but) (?:that|there) ")
"""Where a second thing begins that is said: what is denied only there is not the point of the first."""
_NOT_EXPECTED = re.compile(r"\bnot (?:predict|expect|anticipat)")
_LONGEST = 800  # characters of a content that are read for markers


def _by_form() -> dict[str, tuple[str, Stance]]:
    known: dict[str, tuple[str, Stance]] = {}
    for lemma, stance in _CUES.items():
        first, _, rest = lemma.partition(" ")
        for form in forms_of(first):
            known.setdefault(f"{form} {rest}".strip(), (lemma, stance))  # type: ignore[arg-type]
    known.update({lemma: (lemma, stance) for lemma, stance in _CUES.items()})  # type: ignore[misc]
    return known


_BY_FORM = _by_form()
_MARKERS: Phrasebook[str] = Phrasebook(read_map("stance_markers.tsv"))


def cue_stance(cue: str | None, after: str = "") -> tuple[str, Stance]:
    """The dictionary form of a cue ("warned" -> "warn") and the stance that it carries by itself; "assert" for none.

    :param after: the word after the cue: "called | for" demands, "called" alone does not.
    """
    if cue is None:
        return "", "assert"
    phrasal = _BY_FORM.get(f"{cue.lower()} {after.lower()}")
    return phrasal or _BY_FORM.get(cue.lower(), (cue.lower(), "assert"))


def read_stance(cue: str | None, content: str, *, after: str = "", negated: bool = False) -> Stance:
    """The stance of `content` introduced by `cue`.

    The denied proposition stays the content ("denied | an invasion would happen"); "said | Oslo does not want it"
    denies too.
    """
    lemma, stance = cue_stance(cue, after)
    if negated:
        return _NEGATED.get(stance, "other")
    lower = lowered(content[:_LONGEST])
    listed = (stance == "propose" or lemma in _LISTING) and _DEMANDS.match(lower)
    if listed or (stance == "propose" and _OBLIGES.match(lower)) or _OBLIGING.match(lower):
        return "demand"
    if lemma in _EVALUATIVE:
        return _evaluation(lower)
    if stance in ("warn", "promise") and (_PENALTY.search(lower) or (stance == "warn" and _is_threat(lower))):
        return "threaten"
    if lemma == "ask":
        return "urge" if _REQUEST.match(lower) else "other"
    return _sharpened(lemma, lower, inverted=content.startswith("Should ")) if stance == _PLAIN else stance


_NEGATED: dict[str, Stance] = {
    "promise": "deny",
    "threaten": "deny",
    "deny": "assert",
    "reject": "assert",
    "warn": "deny",
    "expect": "deny",
}
"""What a negated cue says: "did not rule out" asserts, "never promised" denies."""


def _sharpened(lemma: str, content: str, *, inverted: bool) -> Stance:
    """What a plain "said" does by its content; `inverted`: "Should X do so, we ..."."""
    performed = _PERFORMED.match(content)
    if performed:
        return cue_stance(performed[1], performed[2] or "")[1]
    found = _markers(content)
    if _AFFIRMED.match(content):
        found -= {"criticise", "deny"}
    if "deny" in found and (later := _LATER.search(content)) and "deny" not in _markers(content[: later.start()]):
        found -= {"deny"}
    obliged = _OBLIGED.match(content)
    if obliged and not _NEGATION.search(content, 0, obliged.end() + len(" not")):
        found -= {"criticise", "deny"}
    if "expect" in found and _NOT_EXPECTED.search(content):
        found -= {"expect"}
    if content.rstrip(" \"'”").endswith("?"):
        return "other"
    if "firm" in found:
        return "warn"
    if (inverted or _is_conditional(content)) and "deny" not in found:
        threatens = "threaten" in found or _PENALTY.search(content) or _HOSTILE.search(content)
        return "threaten" if threatens else "warn"
    if lemma in _BELIEFS and _FUTURE.search(content):
        return "expect"
    for stance in _ORDER:
        if stance in found:
            return stance
    if lemma in ("insist", "maintain", "stress") and _NEGATION.search(content):
        return "deny"
    return "assert"


def _is_conditional(content: str) -> bool:
    """ "they will respond if ...": a condition and what will come of it."""
    told = " if " in content or " unless " in content or content.startswith(("if ", "unless "))
    return told and _FUTURE.search(content) is not None


def _is_threat(content: str) -> bool:
    """ "if they fire, we will close the strait": a condition, and what one's own side would then do to another."""
    return _is_conditional(content) and _HOSTILE.search(content) is not None


def _evaluation(content: str) -> Stance:
    """ "called it | completely false" denies, "a non-starter" rejects, "premature" criticises."""
    found = _markers(content)
    for stance in ("reject", "deny", "criticise", "warn", "threaten"):
        if stance in found:
            return "criticise" if stance in ("warn", "threaten") else stance
    return "assert"


def _markers(content: str) -> set[str]:
    return {stance for _, _, stance in _MARKERS.find(content, 0, len(content))}
