"""The state of the standoff: the view's lists, as `standoff state --json` gives them.

Every entry's `id` hashes its list and key fields, never its evidence. Dates are EDTF. Lists have a total order:
EDTF lower bound, publication, article_id, start; ties by id.

Lists inside an entry hold 25 items at most, the first (of `history` the last) in their order; `evidence` of such an
item holds 5. A field `<list>_total` beside one says how many there are, where these are not all.
"""

from __future__ import annotations

from typing import Literal

from schemas.base import Frozen, Instant


class Evidence(Frozen):
    """The characters that a line rests on. `source` is the article's URL or file name; `exact == text[start:end]`."""

    article_id: str
    source: str
    start: int
    end: int
    exact: str
    claim_id: str | None = None
    date_id: str | None = None


class Entry(Frozen):
    """What every entry has.

    :ivar evidence_total: how many facts the entry rests on, where `evidence` does not show them all.
    """

    id: str
    evidence: tuple[Evidence, ...]
    evidence_total: int | None = None


class HistoryItem(Frozen):
    """One earlier or present value, the day from which it held, and its evidence."""

    value: str
    on: str | None = None
    evidence: tuple[Evidence, ...]
    evidence_total: int | None = None


class Actor(Entry):
    """Someone who speaks or is spoken of. Key: name."""

    name: str
    aliases: tuple[str, ...] = ()
    role: str | None = None
    party: str | None = None
    kind: Literal["person", "body", "government", "unnamed"]


class Position(Entry):
    """An actor's latest stance on an issue (by said_on, then publication). Key: actor, issue."""

    actor: str
    issue: str
    stance: str
    text: str
    said_on: str | None = None
    history: tuple[HistoryItem, ...]
    history_total: int | None = None


class Reading(Frozen):
    """One source's count. Decimal strings; never averaged with another."""

    value: str | None = None
    min: str | None = None
    max: str | None = None
    qualifier: str
    on: str | None = None
    attributed_to: str | None = None
    evidence: tuple[Evidence, ...]
    evidence_total: int | None = None


class Figure(Entry):
    """What is counted, with every reading. Key: what, party, place. spread: least and greatest bound, as decimals."""

    what: str
    party: str | None = None
    place: str | None = None
    spread: tuple[str, str] | None = None
    readings: tuple[Reading, ...]
    readings_total: int | None = None


class Demand(Entry):
    """Key: by, to, text (normalised)."""

    by: str
    to: str | None = None
    text: str
    status: Literal["open", "rejected", "offered", "met"]
    history: tuple[HistoryItem, ...]


class Threat(Entry):
    """Key: by, against, text (normalised)."""

    by: str
    against: str | None = None
    kind: str
    text: str
    condition: str | None = None


class Measure(Entry):
    """Key: by, against, kind, date."""

    by: str
    against: str | None = None
    kind: str
    text: str
    date: str | None = None
    status: Literal["reported", "ordered", "done"]


class Contact(Entry):
    """Key: parties, form, date. Status moves forward only."""

    parties: tuple[str, ...]
    form: str
    date: str | None = None
    status: Literal["expected", "scheduled", "held", "cancelled"]


class DisputeSide(Frozen):
    """One side of a dispute, in its own words."""

    by: str
    by_total: int | None = None
    text: str
    evidence: tuple[Evidence, ...]
    evidence_total: int | None = None


class Dispute(Entry):
    """Sides that contradict one another; Standoff takes none."""

    kind: Literal["denial", "figure", "assessment"]
    sides: tuple[DisputeSide, ...]
    sides_total: int | None = None


class Variant(Frozen):
    """One wording of the same statement and where it stands."""

    text: str
    source: str


class Corroboration(Entry):
    """One statement and how many independent origins it has; eight outlets printing one wire text are one origin."""

    text: str
    variants: tuple[Variant, ...]
    outlets: tuple[str, ...]
    outlets_total: int | None = None
    origins: tuple[str, ...]
    origins_total: int | None = None
    status: Literal["single-source", "repeated", "independent", "disputed"]


class TimelineItem(Entry):
    """What happened, or is expected, on a day. `ahead`: after the publication of its latest evidence."""

    date: str
    text: str
    kind: str
    ahead: bool


class ProcessorVersion(Frozen):
    """A processor whose readings the state rests on, and its integer version."""

    processor: str
    version: int


class Coverage(Frozen):
    """What the state rests on.

    :ivar pending: readings whose events have not all arrived; set_aside: articles withdrawn or set aside.
    :ivar as_of: the greatest recordedtime folded.
    """

    articles: int = 0
    outlets: int = 0
    origins: int = 0
    pending: int = 0
    set_aside: int = 0
    dead_letters: int = 0
    processors: tuple[ProcessorVersion, ...] = ()
    as_of: Instant | None = None


class State(Frozen):
    """The whole."""

    actors: tuple[Actor, ...] = ()
    positions: tuple[Position, ...] = ()
    figures: tuple[Figure, ...] = ()
    demands: tuple[Demand, ...] = ()
    threats: tuple[Threat, ...] = ()
    measures: tuple[Measure, ...] = ()
    contacts: tuple[Contact, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    corroborations: tuple[Corroboration, ...] = ()
    timeline: tuple[TimelineItem, ...] = ()
    coverage: Coverage = Coverage()
