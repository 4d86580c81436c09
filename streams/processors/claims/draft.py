"""A claim in the making, in token ranges, and its finish in character offsets."""

from __future__ import annotations

from dataclasses import dataclass

from streams.processors.claims.attribution import Attribution
from streams.processors.claims.lemmas import cue_lemma
from streams.processors.claims.reading import Reading
from streams.processors.claims.sources import Range, Source
from streams.processors.found import Kind, Offsets

_NOBODY = frozenset(["neither", "no", "nobody", "none"])
_POINTER = 3  # tokens of "that opinion", "that same view"
_NOUNS = frozenset(["base", "ed", "time", "word"])
_STRIPPED = frozenset([",", "eos", ":", ";", "dash"])


@dataclass(slots=True)
class Draft:
    """`ranges` are token ranges in text order; `cue` likewise."""

    ranges: list[Range]
    cue: Range | None
    source: Source | None
    rule: str
    cue_class: str = "verb"
    sentence: int = 0
    shared: Draft | None = None  # the claim before whose source it has
    negated: bool = False
    outer: bool = False
    paragraph: int = 0  # that its last content lies in


def finish(reading: Reading, drafts: list[Draft]) -> list[Attribution]:
    """Token ranges to offsets, in order of the first content; drafts whose content is empty after trimming are left
    out.
    """
    kept: list[tuple[tuple[Offsets, ...], Draft]] = []
    for draft in drafts:
        spans = (_content_span(reading, r) for r in sorted(draft.ranges))
        content = tuple(span for span in spans if span is not None)
        if content:
            kept.append((content, draft))
    kept.sort(key=lambda pair: pair[0][0])
    places = {id(draft): index for index, (_, draft) in enumerate(kept)}
    return [_finished(reading, draft, content, places.get(id(draft.shared))) for content, draft in kept]


def _finished(reading: Reading, draft: Draft, content: tuple[Offsets, ...], inherited: int | None) -> Attribution:
    source = draft.source
    near = _span(reading, source.near) if source else None
    whole = _span(reading, source.whole) if source else None
    return Attribution(
        content=content,
        kind=_kind(reading, draft.ranges),
        cue=_span(reading, draft.cue) if draft.cue else None,
        cue_lemma=cue_lemma(reading.lowers[slice(*draft.cue)]) if draft.cue else None,
        cue_class=draft.cue_class if draft.cue else "none",
        source=near,
        source_phrase=whole if whole != near else None,
        rule=draft.rule,
        sentence=draft.sentence,
        inherited=inherited,
        negated=draft.negated or (source is not None and reading.lowers[source.near[0]] in _NOBODY),
        outer=draft.outer,
    )


def _span(reading: Reading, tokens: Range) -> Offsets:
    return reading.tokens[tokens[0]].start, reading.tokens[tokens[1] - 1].end


def _content_span(reading: Reading, tokens: Range) -> Offsets | None:
    """Without leading "that" and commas, without the marks of a quotation that is the whole."""
    first, last = tokens
    while first < last and (reading.classes[first] in _STRIPPED or _introduces(reading, first, last)):
        first += 1
    while last > first and reading.classes[last - 1] in _STRIPPED:
        last -= 1
    if first >= last:
        return None
    start, end = _span(reading, (first, last))
    if all(reading.tokens[k].quotation is not None for k in range(first, last)):
        quotations = reading.segmented.quotations
        start = quotations[reading.tokens[first].quotation or 0].inner_start
        end = quotations[reading.tokens[last - 1].quotation or 0].inner_end
    return (start, end) if start < end else None


def _introduces(reading: Reading, k: int, last: int) -> bool:
    """Is the word at `k` the "that" before a clause, not one that is its subject ("that was wrong") or that points to
    what was said before ("that opinion")?
    """
    if reading.lowers[k] != "that" or reading.classes[k + 1 : k + 2] in (["be"], ["have"], ["modal"], ["do"]):
        return False
    return not (1 < last - k <= _POINTER and all(kind in _NOUNS for kind in reading.classes[k + 1 : last]))


def _kind(reading: Reading, ranges: list[Range]) -> Kind:
    inside = [token.quotation is not None for r in ranges for token in reading.tokens[r[0] : r[1]]]
    if not any(inside):
        return "indirect"
    return "direct" if all(inside) else "mixed"
