"""An article's claims and dates as the lists need them: joined with the definition, dated, each with its evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import urlsplit

import orjson

from schemas.article import ArticlePublished
from schemas.claim import ClaimMade
from schemas.date import DateMentioned, ResolvedDate
from schemas.selector import Span
from streams.processors.dates import resolve
from streams.processors.join import ActorRef, Join
from streams.processors.text.lists import read_list
from streams.view.facts import Evidence
from streams.view.grouping import CLAIM_WORDS, normal, statement_id
from streams.view.reading import Shown

HEAD_LINES: Final = 6
LONG_LINE: Final = 60  # code points; a credit on a line of its own is shorter
_WIRES: Final = {
    form: line.partition("|")[0] for line in read_list(str(Path(__file__)), "wires.txt") for form in line.split("|")
}


class Dated(NamedTuple):
    """A date expression with the day that it means in its article's context."""

    event_id: str
    mention: DateMentioned
    resolved: ResolvedDate | None

    @property
    def edtf(self) -> str | None:
        return self.resolved.edtf if self.resolved else None


class Said(NamedTuple):
    """A claim in the context of its article.

    :ivar speakers, targets: joined actors; targets are the target, else the addressee.
    :ivar said_on: EDTF day of the utterance, where the article or its dates tell it.
    :ivar start: of its first span.
    """

    event_id: str
    claim: ClaimMade
    text: str
    statement: int
    speakers: tuple[ActorRef, ...]
    targets: tuple[ActorRef, ...]
    issues: tuple[str, ...]
    said_on: str | None
    evidence: list[Evidence]
    start: int

    @property
    def attributed(self) -> bool:
        """Is it someone's claim, and not what the reporter tells?"""
        return self.claim.kind != "narration" and bool(self.speakers)


@dataclass(frozen=True, slots=True)
class Context:
    """An article as the lists see it.

    :ivar day: EDTF of its publication, its own or inferred.
    :ivar names: actor key -> name to show.
    """

    article: ArticlePublished
    day: str | None
    outlet: str
    source: str
    join: Join
    names: Mapping[str, str]
    claims: Sequence[Said]
    dates: Mapping[str, Dated]

    def name(self, actor: ActorRef) -> str:
        """The name under which an actor stands in the state."""
        return actor.name or self.names.get(actor.key) or actor.form


def source_of(article: ArticlePublished) -> str:
    """The article's URL or file name."""
    return article.url or article.record


def outlet_of(article: ArticlePublished) -> str:
    """The outlet, else the host of the URL; an article with neither counts as an outlet of its own, named by its
    record."""
    return article.outlet or (urlsplit(article.url).hostname if article.url else None) or article.record


def credit_of(article: ArticlePublished) -> str | None:
    """The wire whose text it is: as the source states it, else as the head of the text does ("Reuters, MOSCOW")."""
    if article.credit:
        return _WIRES.get(article.credit, article.credit)
    head = [line.strip() for line in article.text[:2000].splitlines() if line.strip()][:HEAD_LINES]
    for line in head:
        inside = line.partition("(")[2].partition(")")[0] if "(" in line[:LONG_LINE] else ""
        named = _WIRES.get(inside) or (_WIRES.get(line.partition(",")[0]) if len(line) < LONG_LINE else None)
        if named:
            return named
    return None


def own_day(shown: Shown) -> str | None:
    """The day that the article's own evidence gives."""
    return shown.reading.publication.on


@lru_cache(maxsize=4096)
def statement_of(text: str, speaker: str | None) -> int:
    """The number of a claim's wording. Under four words, too little to know it again by, it is told apart by
    speaker."""
    plain = normal(text)
    return statement_id("claim" if plain.count(" ") >= CLAIM_WORDS else f"short {speaker}", plain)


def build(shown: Shown, day: str | None, join: Join, names: Mapping[str, str]) -> Context:
    """The context of a shown article, with its undated expressions resolved from `day`."""
    article = shown.article
    source = source_of(article)
    dates = {mention.date_id: _dated(event_id, mention, day) for event_id, mention in shown.dates}
    claims = [_said(event_id, claim, dates, join, source) for event_id, claim in shown.claims]
    return Context(article, day, outlet_of(article), source, join, names, claims, dates)


def _dated(event_id: str, mention: DateMentioned, day: str | None) -> Dated:
    if mention.resolved is not None or day is None:
        return Dated(event_id, mention, mention.resolved)
    return Dated(event_id, mention, _resolve(mention.expression, day))


@lru_cache(maxsize=8192)
def _resolve(expression: str, day: str) -> ResolvedDate | None:
    try:
        found = resolve(expression, date.fromisoformat(day))
    except ValueError:
        return None
    if found is None:
        return None
    return ResolvedDate(value=found.value, edtf=found.edtf, first=found.first, last=found.last, mod=found.mod)


def _said(event_id: str, claim: ClaimMade, dates: Mapping[str, Dated], join: Join, source: str) -> Said:
    text = claim.text
    said_on = claim.said_on
    if said_on is None and claim.said_on_date_id is not None and claim.said_on_date_id in dates:
        said_on = dates[claim.said_on_date_id].edtf
    named = claim.speaker.method not in ("outlet", "unknown")
    unnamed = claim.speaker.method == "unnamed"
    return Said(
        event_id,
        claim,
        text,
        statement_of(text, claim.speaker.name),
        join.actors(claim.speaker.name, unnamed=unnamed) if named else (),
        join.actors(claim.target or claim.addressee),
        join.issues(f"{text} {claim.topic}" if claim.topic else text),
        said_on,
        claim_evidence(claim, source),
        claim.content[0].position.start,
    )


def claim_evidence(claim: ClaimMade, source: str) -> list[Evidence]:
    """A claim's spans as evidence."""
    return [_evidence(claim, source, span.start, span.end, span.exact) for span in claim.content]


def _evidence(claim: ClaimMade, source: str, start: int, end: int, exact: str, date_id: str | None = None) -> Evidence:
    """Canonical JSON."""
    told = {
        "article_id": claim.article_id,
        "claim_id": claim.claim_id,
        "end": end,
        "exact": exact,
        "source": source,
        "start": start,
    }
    if date_id is not None:
        told["date_id"] = date_id
    return orjson.dumps(told, option=orjson.OPT_SORT_KEYS)


def evidence_at(context: Context, place: tuple[int, int], claim: ClaimMade) -> Evidence:
    """Any other words of a claim's article as evidence of it."""
    return _evidence(claim, context.source, *place, context.article.text[slice(*place)])


def span_evidence(context: Context, span: Span, claim: ClaimMade, date_id: str | None = None) -> Evidence:
    """Any other span of a claim as evidence, or the date in it."""
    return _evidence(claim, context.source, span.start, span.end, span.exact, date_id)
