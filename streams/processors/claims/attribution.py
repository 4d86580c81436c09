"""An attribution: content, cue and source as found by the rules, before names, stance and the rest are added."""

from __future__ import annotations

from dataclasses import dataclass

from streams.processors.found import Kind, Offsets


@dataclass(frozen=True, slots=True)
class Attribution:
    """What the attribution rules find, in order of the first content offset.

    :ivar cue_lemma: dictionary form of the cue ("say", "according to"); None without a cue.
    :ivar cue_class: verb, noun, adjective, according or none.
    :ivar source: the words next to the cue (may be "he"); None for passives and unknown sources.
    :ivar source_phrase: the whole noun phrase with its title and appositives, where longer than `source`.
    :ivar inherited: index of the attribution whose source this one shares ("and said", a free-standing quotation).
    :ivar negated: the cue is negated ("did not say", "never promised").
    :ivar sentence: index of the cue's (or, without cue, the content's) sentence in the `Segmented` text.
    """

    content: tuple[Offsets, ...]
    kind: Kind
    cue: Offsets | None
    cue_lemma: str | None
    cue_class: str
    source: Offsets | None
    source_phrase: Offsets | None
    rule: str
    sentence: int
    inherited: int | None = None
    negated: bool = False
    outer: bool = False

    @property
    def lead(self) -> int:
        """Index of the content span that goes on from the cue: the first behind it, where a condition stands before it
        ("If Oslo attacks, Lund vowed | to help"), else the first of all.
        """
        after = self.cue[1] if self.cue else 0
        return next((at for at, (start, _) in enumerate(self.content) if start >= after), 0)
