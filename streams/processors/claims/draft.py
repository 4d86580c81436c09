"""A claim in the making, in token ranges, and its finish in character offsets."""

from __future__ import annotations

from dataclasses import dataclass, field

from streams.processors.claims.attribution import Attribution
from streams.processors.claims.reading import Reading
from streams.processors.claims.sources import Range, Source
from streams.processors.found import Kind, Offsets

_STRIPPED = frozenset([",", "eos", ":", ";", "dash"])


@dataclass(slots=True)
class Draft:
    """`ranges` are token ranges in text order; `cue` likewise."""

    ranges: list[Range]
    cue: Range | None
    source: Source | None
    rule: str
    sentence: int = 0
    inherited: int | None = None
    negated: bool = False
    outer: bool = False

    def last_paragraph(self, reading: Reading) -> int:
        """The paragraph that its last content lies in."""
        sentences = reading.segmented.sentences
        index = self.sentence
        while index + 1 < len(sentences) and sentences[index].last_token <= self.ranges[-1][0]:
            index += 1
        return sentences[index].paragraph


def finish(reading: Reading, drafts: list[Draft]) -> list[Attribution]:
    """Token ranges to offsets; drafts whose content is empty after trimming are left out."""
    out: list[Attribution] = []
    for draft in drafts:
        content = tuple(span for r in draft.ranges if (span := _content_span(reading, r)) is not None)
        if content:
            out.append(_finished(reading, draft, content))
    return sorted(out, key=lambda a: a.content[0])


def _finished(reading: Reading, draft: Draft, content: tuple[Offsets, ...]) -> Attribution:
    source = draft.source
    near = _span(reading, source.near) if source else None
    whole = _span(reading, source.whole) if source else None
    return Attribution(
        content=content,
        kind=_kind(reading, draft.ranges),
        cue=_span(reading, draft.cue) if draft.cue else None,
        cue_lemma=" ".join(reading.lowers[slice(*draft.cue)]) if draft.cue else None,
        cue_class="verb" if draft.cue else "none",
        source=near,
        source_phrase=whole if whole != near else None,
        rule=draft.rule,
        sentence=draft.sentence,
        inherited=draft.inherited,
        negated=draft.negated,
        outer=draft.outer,
    )


def _span(reading: Reading, tokens: Range) -> Offsets:
    return reading.tokens[tokens[0]].start, reading.tokens[tokens[1] - 1].end


def _content_span(reading: Reading, tokens: Range) -> Offsets | None:
    """Without leading "that" and commas, without the marks of a quotation that is the whole."""
    first, last = tokens
    while first < last and (reading.classes[first] in _STRIPPED or reading.lowers[first] == "that"):
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


def _kind(reading: Reading, ranges: list[Range]) -> Kind:
    inside = [token.quotation is not None for r in ranges for token in reading.tokens[r[0] : r[1]]]
    if not any(inside):
        return "indirect"
    return "direct" if all(inside) else "mixed"
