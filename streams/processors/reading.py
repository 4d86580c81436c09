"""One reading of one article: publication, dates and claims, joined into the events that it yields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from schemas.article import ArticlePublished
from schemas.base import content_id
from schemas.claim import ClaimMade
from schemas.date import DateMentioned
from schemas.reading import Publication, Version
from schemas.selector import Span, span_data
from streams.processors.claims.attribute import attribute
from streams.processors.claims.extraction import extract_claims
from streams.processors.dates import anchor_in_speech, find_dates, link, needs_anchor
from streams.processors.found import FoundAction, FoundClaim, FoundDate, FoundFigure, Offsets, Resolution
from streams.processors.publication import Candidate, choose_publication
from streams.processors.publication import Publication as FoundPublication
from streams.processors.text.rules import without_rules
from streams.processors.text.segmentation import segment

CLAIMS_VERSION: Final = 1
DATES_VERSION: Final = 1
PUBLICATION_VERSION: Final = 1
REGION_LETTERS: Final = 2
VERSIONS: Final = (
    Version(processor="claims", version=CLAIMS_VERSION),
    Version(processor="dates", version=DATES_VERSION),
    Version(processor="publication", version=PUBLICATION_VERSION),
)


@dataclass(frozen=True, slots=True)
class Found:
    """Everything found in one text, claims and dates in order of their first offset."""

    publication: FoundPublication
    claims: tuple[FoundClaim, ...]
    dates: tuple[FoundDate, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The data of the events that one reading yields, before it is closed by `article.read`."""

    publication: Publication
    claims: tuple[ClaimMade, ...]
    dates: tuple[DateMentioned, ...]


def find(
    text: str,
    *,
    candidates: Sequence[Candidate],
    recorded_at: datetime,
    zone: str | None = None,
    language: str | None = None,
    outlet: str | None = None,
    credit: str | None = None,
) -> Found:
    """Read a text: its day, its dates, its claims, and again the dates inside what was said on another day."""
    order = date_order(language)
    text = without_rules(text)
    publication = choose_publication(candidates, text, recorded_at=recorded_at, zone=zone, order=order)
    dates = find_dates(text, published=_day(publication.day), zone=zone, order=order)
    segmented = segment(text)
    claims = extract_claims(
        segmented, attribute(segmented), dates, outlet=outlet, credit=credit, published=publication.day
    )
    anchored = anchor_in_speech(dates, claims, text=text, published=_day(publication.day), zone=zone)
    return Found(publication, tuple(claims), tuple(anchored))


def read_article(article: ArticlePublished, recorded_at: datetime) -> Reading:
    """The claims and dates of an article as event data. Pure: the same article and time give the same data."""
    candidates = [Candidate(value=stated.value, found_in=stated.found_in) for stated in article.date_candidates]
    found = find(
        article.text,
        candidates=candidates,
        recorded_at=recorded_at,
        zone=article.zone,
        language=article.language,
        outlet=article.outlet,
        credit=article.credit,
    )
    dates = link(found.dates, article.text)
    date_ids = _date_ids(article, dates)
    by_place = {(day.start, day.end): date_id for day, date_id in zip(dates, date_ids, strict=True)}
    claims = _claim_events(article, found.claims, by_place)
    holders = _Holders(found.claims, claims)
    mentioned = tuple(
        _date_event(article, day, date_id=date_id, claim_id=holders.of(day))
        for day, date_id in zip(dates, date_ids, strict=True)
    )
    return Reading(_publication(article.text, found.publication), claims, mentioned)


def date_order(language: str | None) -> str:
    """How an outlet writes 01/02/2022: month first in the United States and where the language tells no country.

    >>> date_order("en-US"), date_order("en"), date_order("en-GB"), date_order("de")
    ('MDY', 'MDY', 'DMY', 'DMY')
    """
    primary, *subtags = (language or "en").lower().split("-")
    regions = [subtag for subtag in subtags if len(subtag) == REGION_LETTERS]
    return "MDY" if primary == "en" and not set(regions) - {"us"} else "DMY"


def _day(edtf: str | None) -> date | None:
    return date.fromisoformat(edtf) if edtf else None


def _publication(text: str, found: FoundPublication) -> Publication:
    rests_on = (offsets for offsets in (found.evidence, found.moved_by) if offsets)
    return Publication(
        on=found.day,
        basis=found.basis,
        evidence=tuple(Span.of(text, *offsets) for offsets in rests_on),
        refused=tuple(f"{refused.candidate.value}: {refused.why}" for refused in found.refused),
    )


class _Ordinals:
    """Counts equals, so that the second of two equal claims of an article has an id of its own."""

    def __init__(self) -> None:
        self._seen: Counter[tuple[str | None, ...]] = Counter()

    def id(self, prefix: str, *key: str | None) -> str:
        ordinal = self._seen[key]
        self._seen[key] = ordinal + 1
        return content_id(prefix, [*key, ordinal])


def _date_ids(article: ArticlePublished, found: Sequence[FoundDate]) -> list[str]:
    ordinals = _Ordinals()
    return [ordinals.id("dat", article.article_id, article.text[day.start : day.end]) for day in found]


def _date_event(article: ArticlePublished, found: FoundDate, *, date_id: str, claim_id: str | None) -> DateMentioned:
    return DateMentioned.model_validate(
        {
            "date_id": date_id,
            "article_id": article.article_id,
            "revision": article.revision,
            "text_sha256": article.text_sha256,
            "span": span_data(article.text, found.start, found.end),
            "type": found.type,
            "expression": found.expression,
            "rule": found.rule,
            "anchor": {"basis": found.anchor_basis, "value": found.anchor},
            "resolved": None if _is_open(found) else _resolved(found.resolved),
            "ahead": found.ahead,
            "claim_id": claim_id,
            "event": _span(article.text, found.event),
        }
    )


def _is_open(found: FoundDate) -> bool:
    """Does the date wait for a day of its article, from which it will have its place on the calendar?"""
    return found.anchor_basis == "none" and needs_anchor(found.expression)


def _resolved(resolution: Resolution | None) -> dict[str, object] | None:
    if resolution is None:
        return None
    return {
        "value": resolution.value,
        "edtf": resolution.edtf,
        "first": resolution.first,
        "last": resolution.last,
        "mod": resolution.mod,
    }


def _span(text: str, offsets: Offsets | None) -> dict[str, object] | None:
    return span_data(text, *offsets) if offsets else None


def _claim_events(
    article: ArticlePublished, claims: Iterable[FoundClaim], dates: dict[Offsets, str]
) -> tuple[ClaimMade, ...]:
    ordinals = _Ordinals()
    return tuple(_claim_event(article, claim, dates, _claim_id(article, claim, ordinals)) for claim in claims)


def _claim_id(article: ArticlePublished, claim: FoundClaim, ordinals: _Ordinals) -> str:
    text, cue, mention = article.text, claim.cue, claim.speaker_span
    return ordinals.id(
        "clm",
        article.article_id,
        "\n".join(text[start:end] for start, end in claim.content),
        text[cue[0] : cue[1]] if cue else None,
        text[mention[0] : mention[1]] if mention else None,
    )


def _claim_event(article: ArticlePublished, claim: FoundClaim, dates: dict[Offsets, str], claim_id: str) -> ClaimMade:
    text = article.text
    return ClaimMade.model_validate(
        {
            "claim_id": claim_id,
            "article_id": article.article_id,
            "revision": article.revision,
            "text_sha256": article.text_sha256,
            "content": tuple(span_data(text, *offsets) for offsets in claim.content),
            "kind": claim.kind,
            "cue": _span(text, claim.cue),
            "rule": claim.rule,
            "speaker": _speaker(text, claim),
            "stance": claim.stance,
            "addressee": claim.addressee,
            "via": claim.via,
            "target": claim.target,
            "condition": _span(text, claim.condition),
            "topic": claim.topic,
            "said_on": claim.said_on,
            "said_on_basis": claim.said_on_basis,
            "said_on_date_id": dates.get(claim.said_on_date) if claim.said_on_date else None,
            "negated_report": claim.negated_report,
            "figures": tuple(_figure(text, figure) for figure in claim.figures),
            "actions": tuple(_action(text, action, dates) for action in claim.actions),
        }
    )


def _speaker(text: str, claim: FoundClaim) -> dict[str, object]:
    return {
        "name": claim.speaker,
        "method": claim.speaker_method,
        "mention": _span(text, claim.speaker_span),
        "role": claim.role,
    }


def _figure(text: str, found: FoundFigure) -> dict[str, object]:
    return {
        "span": span_data(text, found.start, found.end),
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "qualifier": found.qualifier,
        "what": found.what,
        "party": found.party,
        "place": found.place,
    }


def _action(text: str, found: FoundAction, dates: dict[Offsets, str]) -> dict[str, object]:
    return {
        "span": span_data(text, found.start, found.end),
        "list": found.list,
        "kind": found.kind,
        "by": found.by,
        "against": found.against,
        "status": found.status,
        "date_id": dates.get(found.on) if found.on else None,
    }


class _Holders:
    """Which claim a date stands in: the first that holds it, attributed ones before narration."""

    def __init__(self, found: Sequence[FoundClaim], claims: Sequence[ClaimMade]) -> None:
        self._spans = sorted(
            (one.kind == "narration", start, end, claim.claim_id)
            for one, claim in zip(found, claims, strict=True)
            for start, end in one.content
        )

    def of(self, date: FoundDate) -> str | None:
        """The id of the claim, None where no claim holds the date."""
        first, last = date.start, date.end
        return next((claim_id for _, start, end, claim_id in self._spans if start <= first and last <= end), None)
