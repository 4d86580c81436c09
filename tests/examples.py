"""Canonical events: an invented standoff between Norland and Sudia, small enough to know by heart.

`STORY` is the log of its five articles in order; the builders make further events in the same words.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from schemas.article import ArticlePublished, ArticleWithdrawn, publish, withdraw
from schemas.base import Frozen, content_id
from schemas.claim import Action, ClaimMade, Figure, Speaker
from schemas.date import Anchor, DateMentioned, ResolvedDate
from schemas.definition import Definition, parse_definition
from schemas.envelope import Event, Record, encode, make_event
from schemas.reading import ArticleRead, Publication, Version
from schemas.selector import Span

MONDAY = datetime(2030, 3, 4, 8, tzinfo=UTC)
TUESDAY = datetime(2030, 3, 5, 8, tzinfo=UTC)
WEDNESDAY = datetime(2030, 3, 6, 8, tzinfo=UTC)

DEFINITION: Definition = parse_definition(
    """
title = "The strait"
[[parties]]
name = "Norland"
adjectives = ["Norlandic"]
capitals = ["Nordhaven"]
[[parties]]
name = "Sudia"
adjectives = ["Sudian"]
[[actors]]
name = "Ada Berg"
role = "president"
party = "Norland"
spellings = ["Berg"]
[[actors]]
name = "Ilya Moran"
role = "foreign minister"
party = "Sudia"
spellings = ["Iliya Moran", "Moran"]
[[issues]]
name = "the strait"
words = ["strait", "blockade*"]
[[issues]]
name = "war"
words = ["war", "attack*"]
""",
    origin="tests",
)

MONDAY_TEXT = (
    "Reuters, NORDHAVEN\n\n“We will not close the strait as long as nobody attacks us,” President Ada "
    "Berg said on Monday. "
    "About 40,000 Norlandic troops stand near the strait. Sudia demanded that Norland withdraw its ships "
    "from the strait. "
    "Norland ordered 3,000 troops on alert on Sunday."
)
HARBOUR_TEXT = (
    "Ada Berg said: “We will not close the strait as long as nobody attacks us.” Sudian foreign minister "
    "Ilya Moran warned that "
    "an attack could come within days. Some 60,000 Norlandic troops are near the strait, he said. "
    "Norland rejected the Sudian demands to withdraw its ships. Berg and Moran are to meet on Friday."
)
UNDATED_TEXT = (
    "“We will not close the strait as long as nobody attacks us,” Berg said on Monday, Reuters reported. "
    "“There is no reason for panic.” "
    "Sudia threatened Norland with an embargo if it closes the strait. Moran called Berg on Saturday."
)
DENIAL_TEXT = (
    "A Sudian official told the Coast Daily that Berg had promised to attack at dawn. Ada Berg denied "
    "the report as “pure invention.” "
    "The two met on Friday, her office said."
)
PANIC_TEXT = (
    "Norland is calm. “There is no reason for panic, none at all,” said Berg. No attack is prepared, Norland said."
)


def article(text: str, record: str, **fields: Any) -> ArticlePublished:
    """An article of the connector "tests"."""
    return publish(connector="tests", record=record, text=text, **fields)


def span(of: ArticlePublished, exact: str) -> Span:
    """The first place of some words in an article."""
    return Span.of(of.text, of.text.index(exact), of.text.index(exact) + len(exact))


def claim(of: ArticlePublished, exact: str, speaker: str | None, stance: str = "assert", **fields: Any) -> ClaimMade:
    """A claim in the words `exact`."""
    method = fields.pop("method", "name" if speaker else "unknown")
    return ClaimMade.model_validate(
        {
            "claim_id": content_id("clm", [of.article_id, exact, speaker, stance]),
            "article_id": of.article_id,
            "revision": of.revision,
            "text_sha256": of.text_sha256,
            "content": (span(of, exact),),
            "kind": "indirect",
            "rule": "example",
            "speaker": Speaker(name=speaker, method=method),
            "stance": stance,
            **fields,
        }
    )


def narration(of: ArticlePublished, exact: str, **fields: Any) -> ClaimMade:
    """What the reporter tells."""
    return claim(of, exact, "the outlet", method="outlet", kind="narration", **fields)


def day(
    of: ArticlePublished, exact: str, expression: str, edtf: str | None, inside: ClaimMade | None = None
) -> DateMentioned:
    """A date expression; without `edtf` one that waits for the article's day."""
    return DateMentioned(
        date_id=content_id("dat", [of.article_id, exact]),
        article_id=of.article_id,
        revision=of.revision,
        text_sha256=of.text_sha256,
        span=span(of, exact),
        type="DATE",
        expression=expression,
        rule="example",
        anchor=Anchor(basis="publication" if edtf else "none"),
        resolved=ResolvedDate(value=edtf, edtf=edtf, first=edtf, last=edtf) if edtf else None,
        claim_id=inside.claim_id if inside else None,
    )


def count(of: ArticlePublished, exact: str, value: str, qualifier: str, place: str | None = None) -> Figure:
    """A count of Norlandic troops."""
    return Figure(span=span(of, exact), value=value, qualifier=qualifier, what="troops", party="Norlandic", place=place)


def event(data: Frozen, at: datetime, version: int = 1) -> Event:
    """The event of some data."""
    return make_event(data, source="tests", version=version, recorded_at=at)


def reading(
    of: ArticlePublished, found: Sequence[Frozen], at: datetime, on: str | None = None, version: int = 1
) -> list[Event]:
    """The events of one reading, the closing one last."""
    yielded = [event(each, at, version) for each in found]
    closing = ArticleRead(
        article_id=of.article_id,
        revision=of.revision,
        versions=(Version(processor="claims", version=version),),
        publication=Publication(on=on, basis="metadata" if on else "none"),
        yielded=tuple(sorted(each.id for each in yielded)),
    )
    return [*yielded, event(closing, at)]


def monday() -> list[Event]:
    """The Reuters article: a quotation, a count, a demand, a measure."""
    of = article(MONDAY_TEXT, "monday.txt", outlet="Northern Post")
    alert = narration(
        of,
        "Norland ordered 3,000 troops on alert on Sunday",
        actions=(
            Action(
                span=span(of, "ordered 3,000 troops on alert"),
                list="measure",
                kind="alert",
                by=("Norland",),
                status="ordered",
                date_id=content_id("dat", [of.article_id, "Sunday"]),
            ),
        ),
    )
    found = [
        claim(
            of,
            "We will not close the strait as long as nobody attacks us",
            "Ada Berg",
            "promise",
            kind="direct",
            said_on="2030-03-04",
        ),
        narration(
            of,
            "About 40,000 Norlandic troops stand near the strait",
            figures=(count(of, "About 40,000 Norlandic troops", "40000", "about", "near the strait"),),
        ),
        claim(of, "Norland withdraw its ships from the strait", "Sudia", "demand", target="Norland", method="metonym"),
        alert,
        day(of, "Monday", "weekday 1 past", "2030-03-04"),
        day(of, "Sunday", "weekday 7 past", "2030-03-03", alert),
    ]
    return [event(of, MONDAY), *reading(of, found, MONDAY, "2030-03-04")]


def harbour() -> list[Event]:
    """The Harbour Times: the same quotation, another count, a warning, a rejection, a meeting to come."""
    of = article(HARBOUR_TEXT, "harbour.txt", outlet="The Harbour Times")
    meeting = narration(
        of,
        "Berg and Moran are to meet on Friday",
        actions=(
            Action(
                span=span(of, "Berg and Moran are to meet"),
                list="contact",
                kind="meeting",
                by=("Ada Berg",),
                against=("Ilya Moran",),
                status="scheduled",
                date_id=content_id("dat", [of.article_id, "Friday"]),
            ),
        ),
    )
    found = [
        claim(of, "We will not close the strait as long as nobody attacks us", "Ada Berg", "promise", kind="direct"),
        claim(of, "an attack could come within days", "Ilya Moran", "warn", target="Norland"),
        claim(
            of,
            "Some 60,000 Norlandic troops are near the strait",
            "Ilya Moran",
            figures=(count(of, "Some 60,000 Norlandic troops", "60000", "about", "near the strait"),),
        ),
        claim(of, "the Sudian demands to withdraw its ships", "Norland", "reject", target="Sudia", method="metonym"),
        meeting,
        day(of, "Friday", "weekday 5 future", "2030-03-08", meeting),
    ]
    return [event(of, TUESDAY), *reading(of, found, TUESDAY, "2030-03-05")]


def undated() -> list[Event]:
    """An article without a day of its own, which shares a quotation with two that have one."""
    of = article(UNDATED_TEXT, "undated.txt")
    calling = narration(
        of,
        "Moran called Berg on Saturday",
        actions=(
            Action(
                span=span(of, "Moran called Berg"),
                list="contact",
                kind="call",
                by=("Ilya Moran",),
                against=("Ada Berg",),
                status="held",
                date_id=content_id("dat", [of.article_id, "Saturday"]),
            ),
        ),
    )
    found = [
        claim(
            of,
            "We will not close the strait as long as nobody attacks us",
            "Berg",
            "promise",
            kind="direct",
            via="Reuters",
            said_on_date_id=content_id("dat", [of.article_id, "Monday"]),
        ),
        claim(of, "There is no reason for panic", "Berg", "urge", kind="direct"),
        claim(
            of,
            "an embargo if it closes the strait",
            "Sudia",
            "threaten",
            target="Norland",
            method="metonym",
            condition=span(of, "if it closes the strait"),
        ),
        calling,
        day(of, "Monday", "weekday 1 past", None),
        day(of, "Saturday", "weekday 6 past", None, calling),
    ]
    return [event(of, TUESDAY), *reading(of, found, TUESDAY)]


def denial() -> list[Event]:
    """A report, its denial, and the meeting that was held."""
    of = article(DENIAL_TEXT, "denial.txt", url="https://coast.example/denial")
    met = claim(
        of,
        "The two met on Friday",
        "Office of Ada Berg",
        actions=(
            Action(
                span=span(of, "The two met"),
                list="contact",
                kind="meeting",
                by=("Ada Berg", "Ilya Moran"),
                status="held",
                date_id=content_id("dat", [of.article_id, "Friday"]),
            ),
        ),
    )
    found = [
        claim(
            of,
            "Berg had promised to attack at dawn",
            "Sudian official",
            method="unnamed",
            negated_report=True,
            addressee="Coast Daily",
        ),
        claim(of, "pure invention", "Ada Berg", "deny", kind="mixed"),
        met,
        day(of, "Friday", "weekday 5 past", "2030-03-08", met),
    ]
    return [event(of, WEDNESDAY), *reading(of, found, WEDNESDAY, "2030-03-09")]


def panic() -> list[Event]:
    """An article that shares one short quotation with the undated one."""
    of = article(PANIC_TEXT, "panic.txt", outlet="Coast Daily")
    found = [
        claim(of, "There is no reason for panic, none at all", "Berg", "urge", kind="direct"),
        claim(of, "No attack is prepared", "Norland", "deny", method="metonym"),
    ]
    return [event(of, WEDNESDAY), *reading(of, found, WEDNESDAY, "2030-03-06")]


def withdrawal(of: ArticlePublished, at: datetime) -> Event:
    """The source takes an article back."""
    data: ArticleWithdrawn = withdraw(article_id=of.article_id, connector="tests", modified=at)
    return event(data, at)


def records(events: Sequence[Event]) -> list[Record]:
    """The events as a log keeps them."""
    return [encode(each) for each in events]


STORY: list[Event] = [*monday(), *harbour(), *undated(), *denial(), *panic()]
