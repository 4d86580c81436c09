"""What the claim and date processors find in one text, before it becomes events.

Offsets are half-open, in Unicode code points, into the article's text exactly as given.
Nothing here knows the standoff's definition: parties, issues and names across articles are joined later.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Offsets = tuple[int, int]

Kind = Literal["direct", "mixed", "indirect", "narration"]
Stance = Literal[
    "assert", "deny", "demand", "reject", "threaten", "warn",
    "promise", "propose", "criticise", "urge", "expect", "other",
]  # fmt: skip
SpeakerMethod = Literal[
    "name",  # the mention is, or contains, the name
    "title",  # "the minister", resolved to a person named elsewhere in the text
    "pronoun",  # "he", resolved to an antecedent
    "metonym",  # a capital or country that stands for its government
    "unnamed",  # kept as it stands: "three US officials"
    "carried",  # no mention of its own: the speaker of the claim before
    "outlet",  # narration: the outlet or its wire
    "unknown",
]
SaidOnBasis = Literal["explicit", "carried", "context", "none"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Mod = Literal[
    "BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER", "START", "MID", "END", "APPROX",
    "LESS_THAN", "MORE_THAN", "EQUAL_OR_LESS", "EQUAL_OR_MORE",
]  # fmt: skip
AnchorBasis = Literal["publication", "speech", "mention", "self", "none"]


@dataclass(frozen=True, slots=True)
class Resolution:
    """The day or span of days meant.

    :ivar value: TIMEX3 value ("2022-01-28", "2022-W04", "P2W", "PAST_REF").
    :ivar edtf: EDTF level 1, never more precise than the text; None for durations without a place on the calendar.
    :ivar first, last: ISO days of the resolved interval, inclusive; None where it is open or unknown.
    """

    value: str
    edtf: str | None
    first: str | None
    last: str | None
    mod: Mod | None = None


@dataclass(frozen=True, slots=True)
class FoundDate:
    """One temporal expression.

    :ivar expression: canonical, anchor-free form that `dates.resolve(expression, anchor)` resolves again.
    :ivar anchor: ISO day (or datetime) that it was resolved from; None if there was none.
    :ivar resolved: None when the expression needs an anchor and there is none.
    :ivar ahead: does it lie after publication? None if not known.
    :ivar event: the phrase dated ("invasion", "talks"), as offsets.
    """

    start: int
    end: int
    type: TimexType
    expression: str
    rule: str
    anchor_basis: AnchorBasis
    anchor: str | None
    resolved: Resolution | None
    ahead: bool | None = None
    event: Offsets | None = None


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A count that a claim states. Numbers are decimal strings ("100000"), spans of the phrase that states them.

    :ivar qualifier: exact, about, at_least, more_than, at_most, less_than, nearly, range, some.
    :ivar what: head noun phrase counted, lower case, singular or as written ("troops").
    :ivar party: whose ("Danish"), as the text has it; place: where ("near the border"), likewise.
    """

    start: int
    end: int
    value: str | None
    low: str | None
    high: str | None
    qualifier: str
    what: str
    party: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class FoundAction:
    """A move or meeting that a claim or narration reports.

    :ivar list: "measure" (deployment, alert, aid, exercise, evacuation, sanction, strike ...) or "contact" (call,
        meeting, letter, summit).
    :ivar kind: one of the words above.
    :ivar by: actors by their canonical names within the article; against: target or counterpart, likewise.
    :ivar status: measure: reported, ordered, done; contact: expected, scheduled, held, cancelled.
    :ivar on: offsets of the date expression that dates it, if any.
    """

    start: int
    end: int
    list: Literal["measure", "contact"]
    kind: str
    by: tuple[str, ...]
    against: tuple[str, ...]
    status: str
    on: Offsets | None = None


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """One claim: who says, denies, demands, threatens what, in which words.

    :ivar content: spans without enclosing quotation marks, final comma or leading "that"; at least one.
    :ivar cue: span of the lexical head ("said", "according to"); None for narration and free-standing quotations.
    :ivar rule: name of the rule or frame that found it.
    :ivar speaker_span: the words next to the cue; speaker: canonical name within the article, None if unknown.
    :ivar via: medium through which it reached us; addressee, target: canonical names within the article.
    :ivar condition: span of "if the gate stays shut"; losing it would reverse the meaning.
    :ivar topic: key noun phrase, as written.
    :ivar said_on: EDTF day of the utterance; said_on_date: offsets of the date expression that gives it (carried too),
        also where the article has no day yet and said_on is therefore None.
    """

    content: tuple[Offsets, ...]
    kind: Kind
    cue: Offsets | None
    rule: str
    speaker_span: Offsets | None
    speaker: str | None
    speaker_method: SpeakerMethod
    stance: Stance
    role: str | None = None
    addressee: str | None = None
    via: str | None = None
    target: str | None = None
    condition: Offsets | None = None
    topic: str | None = None
    said_on: str | None = None
    said_on_basis: SaidOnBasis = "none"
    said_on_date: Offsets | None = None
    negated_report: bool = False
    figures: tuple[FoundFigure, ...] = ()
    actions: tuple[FoundAction, ...] = ()
