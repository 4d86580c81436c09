"""Claims and dates as they stand in the shown readings, for people who look for some."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from streams.processors.join import Join
from streams.view.arriving import PAGE
from streams.view.articles import arrived
from streams.view.context import Context, Said, build
from streams.view.facts import interval, lower_bound
from streams.view.reading import choose
from streams.view.rows import chunks
from streams.view.schema import articles
from streams.view.telling import names_of


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim, joined and dated. `speaker` and `party` are None where unknown; `start` and `end` span all of it."""

    claim_id: str
    article_id: str
    source: str
    speaker: str | None
    party: str | None
    kind: str
    stance: str
    topic: str | None
    issues: tuple[str, ...]
    said_on: str | None
    published: str | None
    text: str
    start: int
    end: int
    rule: str
    method: str
    negated_report: bool


@dataclass(frozen=True, slots=True)
class DateRow:
    """One date expression with what it means."""

    date_id: str
    article_id: str
    source: str
    exact: str
    start: int
    end: int
    type: str
    value: str | None
    edtf: str | None
    rule: str
    anchor: str | None
    basis: str
    claim_id: str | None


def contexts(connection: Connection, join: Join) -> Iterator[Context]:
    """The shown articles in order of their publication, then of their id, a page at a time."""
    query = select(articles.c.article_id, articles.c.day).where(articles.c.status == "shown")
    rows = sorted(connection.execute(query).all(), key=lambda row: (lower_bound(row.day), row.article_id))
    for page in chunks(rows, PAGE):
        days = {row.article_id: row.day for row in page}
        found = arrived(connection, list(days), {})
        names = names_of(connection, list(days))
        for article_id, day in days.items():
            yield build(choose(found[article_id]), day, join, names)


def list_claims(connection: Connection, join: Join, wanted: Mapping[str, str]) -> Iterator[ClaimRow]:
    """The claims that all filters let through."""
    for context in contexts(connection, join):
        for said in context.claims:
            row = _claim_row(context, said)
            if _passes(row, wanted):
                yield row


def _claim_row(context: Context, said: Said) -> ClaimRow:
    claim = said.claim
    return ClaimRow(
        claim_id=claim.claim_id,
        article_id=claim.article_id,
        source=context.source,
        speaker="; ".join(dict.fromkeys(context.name(actor) for actor in said.speakers)) or claim.speaker.name,
        party="; ".join(dict.fromkeys(actor.party for actor in said.speakers if actor.party)) or None,
        kind=claim.kind,
        stance=claim.stance,
        topic=claim.topic,
        issues=said.issues,
        said_on=said.said_on,
        published=context.day,
        text=said.text,
        start=claim.content[0].start,
        end=claim.content[-1].end,
        rule=claim.rule,
        method=claim.speaker.method,
        negated_report=claim.negated_report,
    )


def _passes(row: ClaimRow, wanted: Mapping[str, str]) -> bool:
    told = {
        "speaker": row.speaker or "",
        "party": row.party or "",
        "stance": row.stance,
        "topic": " ".join((row.topic or "", *row.issues)),
        "text": row.text,
    }
    since = wanted.get("since", "")
    return lower_bound(row.said_on or row.published) >= since and all(
        value.casefold() in told[name].casefold() for name, value in wanted.items() if name != "since"
    )


def list_dates(connection: Connection, join: Join, since: str | None, until: str | None) -> Iterator[DateRow]:
    """The dates that may lie between two ISO days; without them, all."""
    for context in contexts(connection, join):
        for dated in context.dates.values():
            span = interval(dated.edtf)
            if (since or until) and (span is None or span[1] < (since or "") or span[0] > (until or "9999")):
                continue
            mention = dated.mention
            inferred = mention.resolved is None and dated.resolved is not None
            yield DateRow(
                date_id=mention.date_id,
                article_id=mention.article_id,
                source=context.source,
                exact=mention.span.exact,
                start=mention.span.start,
                end=mention.span.end,
                type=mention.type,
                value=dated.resolved.value if dated.resolved else None,
                edtf=dated.edtf,
                rule=mention.rule,
                anchor=context.day if inferred else mention.anchor.value,
                basis="shared story" if inferred else mention.anchor.basis,
                claim_id=mention.claim_id,
            )
