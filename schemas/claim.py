"""Claim events: who says, denies, demands, threatens what, in which words."""

from __future__ import annotations

from typing import Literal

from schemas.base import Frozen
from schemas.selector import Span

Kind = Literal["direct", "mixed", "indirect", "narration"]
Stance = Literal[
    "assert", "deny", "demand", "reject", "threaten", "warn",
    "promise", "propose", "criticise", "urge", "expect", "other",
]  # fmt: skip
SpeakerMethod = Literal["name", "title", "pronoun", "metonym", "unnamed", "carried", "outlet", "unknown"]


class Figure(Frozen):
    """A count that the claim states.

    :ivar value, low, high: decimal strings; a range has low and high and no value.
    :ivar qualifier: exact, about, at_least, more_than, at_most, less_than, nearly, range, some.
    :ivar what: the head of what is counted; party and place as the text has them.
    """

    span: Span
    value: str | None = None
    low: str | None = None
    high: str | None = None
    qualifier: str
    what: str
    party: str | None = None
    place: str | None = None


class Action(Frozen):
    """A move or meeting that the claim reports.

    :ivar list: measure or contact.
    :ivar kind: deployment, alert, aid, exercise, evacuation, sanction, strike ...; or call, meeting, letter, summit.
    :ivar by, against: actors by their canonical names within the article.
    :ivar status: reported, ordered, done; or expected, scheduled, held, cancelled.
    :ivar date_id: the date expression that dates it.
    """

    span: Span
    list: Literal["measure", "contact"]
    kind: str
    by: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    status: str
    date_id: str | None = None


class Speaker(Frozen):
    """Whose claim it is. `name` is canonical within the article, None if unknown; `mention` is the words at the cue."""

    name: str | None = None
    method: SpeakerMethod
    mention: Span | None = None
    role: str | None = None


class ClaimMade(Frozen):
    """One claim, one cue. All spans are offsets into the text with `text_sha256`.

    :ivar content: without enclosing quotation marks, final comma or leading "that"; a quotation cut by its reporting
        clause has two spans.
    :ivar rule: the rule or frame that found it.
    :ivar condition: "if Russia invades": losing it would reverse the meaning.
    :ivar said_on: EDTF day of the utterance; said_on_date_id: the date expression that gives it.
    :ivar negated_report: the article itself reports that someone else denies that this was said.
    """

    claim_id: str
    article_id: str
    revision: str
    text_sha256: str
    content: tuple[Span, ...]
    kind: Kind
    cue: Span | None = None
    rule: str
    speaker: Speaker
    stance: Stance
    addressee: str | None = None
    via: str | None = None
    target: str | None = None
    condition: Span | None = None
    topic: str | None = None
    said_on: str | None = None
    said_on_basis: Literal["explicit", "carried", "context", "none"] = "none"
    said_on_date_id: str | None = None
    negated_report: bool = False
    figures: tuple[Figure, ...] = ()
    actions: tuple[Action, ...] = ()

    @property
    def text(self) -> str:
        """The claim's exact words, its spans joined by " ... "."""
        if len(self.content) == 1:
            return self.content[0].quote.exact
        return " ... ".join([span.quote.exact for span in self.content])
