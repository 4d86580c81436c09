"""Unfolds chains of report: of "CNN reported that an official said that ..." the innermost source speaks, the outer
ones are the way it came.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from streams.processors.claims.attribute import attribute
from streams.processors.claims.attribution import Attribution
from streams.processors.claims.inflection import forms_of
from streams.processors.claims.phrasebook import by_first_letter
from streams.processors.claims.selection import is_claim
from streams.processors.claims.tables import read_set
from streams.processors.found import Offsets
from streams.processors.text.segmentation import segment
from streams.processors.text.segmented import Segmented

_RETOLD = frozenset(form for lemma in read_set("chain_cues.txt") for form in forms_of(lemma))
_REPORTING = read_set("reporting_cues.txt")
_FINITE_FORMS = sorted(
    {form for form in _RETOLD if form.endswith(("ed", "aid", "old", "ays", "ells", "ote", "ies"))} - {"replies"}
)
"""Those that can only be finite: not "report", "claims", "warning"."""
_FINITE = re.compile(rf"\b(?:{by_first_letter(_FINITE_FORMS)})\b")
_NAMED_ONLY = "right np"
"""The rule of what is only named ("twenty people indicated | an interest in the seat"): its words are not told."""
_LEAST_SHARE = 0.75  # of the outer content that the inner report must fill
_NEAR = 90  # characters at its begin and end among which the inner cue stands
_LONGEST_PRONOUN = 6
_PRONOUNS = frozenset(["he", "she", "it", "they", "we", "i", "you", "who", "there", "this", "that", "these"])
_HEDGE = re.compile(r"\b(?:reportedly|allegedly|supposedly)\b")
"""Adverbs that tell of a report themselves, and would hide the verb that they stand beside."""
_FRONTED = re.compile(r"(?:During|In|On|At|After|Before|Following|Ahead of|Amid|Earlier|Speaking)\b[^.“”\"]*, $")
"""What may stand before an inner report: "During a call with X on Thursday, | the president told"."""
_OWNED = re.compile(r"(?:[\w.]+ ){0,5}?[\w.]+['’]s? (?:[\w-]+ ){1,3}?(?:, including )?that ")
"""What has a possessor and a clause: "the ministry's claims that"."""
_CALLED = re.compile(
    r"(?:[A-Z][\w.]+ )*[A-Z][\w.]+['’]s? (?:[\w-]+ ){1,3}that |(?:[A-Z][a-z]+ )(?:demands?|requests?|claims?) that "
)
"""The same behind a judgement ("as “odd” Oslo's demands that"), or told by the adjective of a country."""
_EVALUATING = read_set("evaluating_verbs.txt")
_DEEPEST = 3
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Link:
    """One report of a chain: the attribution whose source speaks, and those through which it came, innermost first.

    :ivar answered_by: the refusal that tells of it, whose source is the one addressed.
    """

    attribution: Attribution
    through: tuple[Attribution, ...] = ()
    answered_by: Attribution | None = None


def chains(text: Segmented, attributions: Sequence[Attribution]) -> Iterator[tuple[int, Link]]:
    """The claims among `attributions`, each with its index there: outer reports become the way by which inner ones
    came.
    """
    outers = {a.sentence: a for a in attributions if a.outer}
    retelling = {a.sentence for a in attributions if _is_inside(text.text, outers.get(a.sentence), a)}
    for index, attribution in enumerate(attributions):
        outer = outers.get(attribution.sentence)
        if not is_claim(text, attribution) or (attribution is outer and attribution.sentence in retelling):
            continue
        inside = outer is not None and outer is not attribution and _holds(outer, attribution)
        if outer is not None and inside and attribution.sentence not in retelling:
            continue
        for link in unfold(text.text, attribution):
            yield index, replace(link, through=(*link.through, outer)) if outer is not None and inside else link


def _is_inside(text: str, outer: Attribution | None, inner: Attribution) -> bool:
    """Is `inner` what `outer` retells, and not a mere hedge in it ("reportedly")?"""
    if outer is None or outer is inner or inner.cue is None or not _holds(outer, inner):
        return False
    return _HEDGE.fullmatch(text, *inner.cue) is None


def _holds(outer: Attribution, inner: Attribution) -> bool:
    """Do the content and the cue of `inner` lie inside the content of `outer`?"""
    if outer.sentence != inner.sentence or inner.cue is None:
        return False
    start, end = outer.content[0][0], outer.content[-1][1]
    return start <= inner.cue[0] and inner.cue[1] <= end and start <= inner.content[0][0] and inner.content[0][1] <= end


def unfold(text: str, outer: Attribution) -> list[Link]:
    """The chain of `outer`, innermost first; alone where its content reports nobody else's words.

    Who denies or demands that another said something speaks for himself. A wholly direct quotation stays a claim of its
    own beside what it reports; an indirect report gives way to the inner one.
    """
    if outer.negated or outer.cue_lemma in _EVALUATING or (outer.cue_lemma or "say") not in _REPORTING:
        return [Link(outer), *_answered(text, outer)]
    inner = _inner(text, outer)
    through: list[Attribution] = [outer]
    chain: list[Link] = []
    while inner is not None and len(through) <= _DEEPEST:
        chain.append(Link(inner, tuple(reversed(through))))
        through.append(inner)
        inner = _inner(text, inner)
    if not chain:
        return [Link(outer)]
    innermost = chain[-1]
    return [innermost, Link(outer)] if outer.kind == "direct" else [innermost]


def _answered(text: str, outer: Attribution) -> list[Link]:
    """The words that an answer names with their source: "rejected | Oslo's demands that ..." holds a demand of Oslo."""
    start, end = outer.content[outer.lead]
    if outer.kind == "direct" or end - start > _LONGEST:
        return []
    near = min(end, start + _NEAR)
    named = _OWNED.match(text, start, near) or _CALLED.search(text, start, near)
    if named is None:
        return []
    start = named.start()
    found = attribute(segment(text[start:end]))[:1]
    inner = [_moved(each, start) for each in found if each.source is not None and _is_named(text, each, named, start)]
    return [Link(replace(each, sentence=outer.sentence), answered_by=outer) for each in inner]


def _is_named(text: str, inner: Attribution, named: re.Match[str], start: int) -> bool:
    """Is the report one that a noun names, before its "that"?"""
    if inner.cue is None or start + inner.cue[1] > named.end():
        return False
    return inner.cue_class == "noun" or text[start].isupper()


def _inner(text: str, outer: Attribution) -> Attribution | None:
    """The report that fills the content of `outer`, offsets into the whole text."""
    start, end = outer.content[0]
    if end - start > _LONGEST or not _may_retell(text, start, end):
        return None
    for found in attribute(segment(_HEDGE.sub(_blank, text[start:end]))):
        moved = _moved(found, start)
        if _fills(text, moved, (start, end), outer):
            return replace(moved, sentence=outer.sentence)
    return None


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _may_retell(text: str, start: int, end: int) -> bool:
    """Does a cue stand near the begin or the end: "Mr X told Y that ...", "..., X said on Friday"?"""
    if text[start : start + _LONGEST_PRONOUN].split(" ", 1)[0].lower() in _PRONOUNS:
        return False
    if end - start <= 2 * _NEAR:
        return _FINITE.search(text, start, end) is not None
    return bool(_FINITE.search(text, start, start + _NEAR) or _FINITE.search(text, end - _NEAR, end))


def _fills(text: str, inner: Attribution, span: Offsets, outer: Attribution) -> bool:
    if inner.cue is None or inner.source is None or inner.rule == _NAMED_ONLY:
        return False
    if text[inner.cue[0] : inner.cue[1]].lower() not in _RETOLD:
        return False
    ends = [inner.source, inner.cue, *inner.content]
    first = min(start for start, _ in ends)
    begin = first if _FRONTED.match(text, span[0], first) else span[0]
    if max(end for _, end in ends) - first < _LEAST_SHARE * (span[1] - begin):
        return False
    quoted = outer.kind != "direct" and _in_quotation(text, inner.cue[0], span[0])
    return not quoted and text[inner.source[0] : inner.source[1]].lower() not in _PRONOUNS


def _in_quotation(text: str, position: int, start: int) -> bool:
    before = text[start:position]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _moved(found: Attribution, offset: int) -> Attribution:
    def move(span: Offsets | None) -> Offsets | None:
        return (span[0] + offset, span[1] + offset) if span else None

    return replace(
        found,
        content=tuple((a + offset, b + offset) for a, b in found.content),
        cue=move(found.cue),
        source=move(found.source),
        source_phrase=move(found.source_phrase),
        inherited=None,
    )
