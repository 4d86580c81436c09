"""One reading of one article: publication, dates and claims, joined into the events that it yields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from schemas.article import ArticlePublished
from schemas.base import content_id
from schemas.claim import Action, ClaimMade, Figure, Speaker
from schemas.date import Anchor, DateMentioned, ResolvedDate
from schemas.reading import Publication, Version
from schemas.selector import Span
from streams.processors.claims.attribute import attribute
from streams.processors.claims.extraction import extract_claims
from streams.processors.dates import anchor_in_speech, find_dates, link
from streams.processors.found import FoundAction, FoundClaim, FoundDate, FoundFigure, Offsets, Resolution
from streams.processors.publication import Candidate, choose_publication
from streams.processors.publication import Publication as FoundPublication
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
    dates = _date_events(article, link(found.dates, article.text))
    ids = {(day.span.start, day.span.end): day.date_id for day in dates}
    claims = _claim_events(article, found.claims, ids)
    return Reading(_publication(article.text, found.publication), claims, _inside(dates, claims))


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
        self._seen: Counter[str] = Counter()

    def id(self, prefix: str, key: list[str | None]) -> str:
        equal = content_id(prefix, key)
        self._seen[equal] += 1
        return content_id(prefix, [*key, self._seen[equal] - 1])


def _date_events(article: ArticlePublished, found: Sequence[FoundDate]) -> list[DateMentioned]:
    ordinals = _Ordinals()
    return [_date_event(article, day, ordinals) for day in found]


def _date_event(article: ArticlePublished, found: FoundDate, ordinals: _Ordinals) -> DateMentioned:
    span = Span.of(article.text, found.start, found.end)
    return DateMentioned(
        date_id=ordinals.id("dat", [article.article_id, span.exact]),
        article_id=article.article_id,
        revision=article.revision,
        text_sha256=article.text_sha256,
        span=span,
        type=found.type,
        expression=found.expression,
        rule=found.rule,
        anchor=Anchor(basis=found.anchor_basis, value=found.anchor),
        resolved=resolved_date(found.resolved),
        ahead=found.ahead,
        event=_span(article.text, found.event),
    )


def resolved_date(resolution: Resolution | None) -> ResolvedDate | None:
    """A resolution as event data."""
    if resolution is None:
        return None
    return ResolvedDate(
        value=resolution.value, edtf=resolution.edtf, first=resolution.first, last=resolution.last, mod=resolution.mod
    )


def _span(text: str, offsets: Offsets | None) -> Span | None:
    return Span.of(text, *offsets) if offsets else None


def _claim_events(
    article: ArticlePublished, claims: Iterable[FoundClaim], dates: dict[Offsets, str]
) -> tuple[ClaimMade, ...]:
    ordinals = _Ordinals()
    return tuple(_claim_event(article, claim, dates, ordinals) for claim in claims)


def _claim_event(
    article: ArticlePublished, claim: FoundClaim, dates: dict[Offsets, str], ordinals: _Ordinals
) -> ClaimMade:
    text = article.text
    content = tuple(Span.of(text, *offsets) for offsets in claim.content)
    cue, mention = _span(text, claim.cue), _span(text, claim.speaker_span)
    key = [
        article.article_id,
        "\n".join(span.exact for span in content),
        cue.exact if cue else None,
        mention.exact if mention else None,
    ]
    return ClaimMade(
        claim_id=ordinals.id("clm", key),
        article_id=article.article_id,
        revision=article.revision,
        text_sha256=article.text_sha256,
        content=content,
        kind=claim.kind,
        cue=cue,
        rule=claim.rule,
        speaker=Speaker(name=claim.speaker, method=claim.speaker_method, mention=mention, role=claim.role),
        stance=claim.stance,
        addressee=claim.addressee,
        via=claim.via,
        target=claim.target,
        condition=_span(text, claim.condition),
        topic=claim.topic,
        said_on=claim.said_on,
        said_on_basis=claim.said_on_basis,
        said_on_date_id=dates.get(claim.said_on_date) if claim.said_on_date else None,
        negated_report=claim.negated_report,
        figures=tuple(_figure(text, figure) for figure in claim.figures),
        actions=tuple(_action(text, action, dates) for action in claim.actions),
    )


def _figure(text: str, found: FoundFigure) -> Figure:
    return Figure(
        span=Span.of(text, found.start, found.end),
        value=found.value,
        low=found.low,
        high=found.high,
        qualifier=found.qualifier,
        what=found.what,
        party=found.party,
        place=found.place,
    )


def _action(text: str, found: FoundAction, dates: dict[Offsets, str]) -> Action:
    return Action(
        span=Span.of(text, found.start, found.end),
        list=found.list,
        kind=found.kind,
        by=found.by,
        against=found.against,
        status=found.status,
        date_id=dates.get(found.on) if found.on else None,
    )


def _inside(dates: Sequence[DateMentioned], claims: Sequence[ClaimMade]) -> tuple[DateMentioned, ...]:
    """Each date with the claim that it stands in: the first that holds it, attributed ones before narration."""
    spans = sorted(
        (claim.kind == "narration", span.start, span.end, claim.claim_id) for claim in claims for span in claim.content
    )
    return tuple(_with_claim(day, spans) for day in dates)


def _with_claim(day: DateMentioned, spans: Sequence[tuple[bool, int, int, str]]) -> DateMentioned:
    for _, start, end, claim_id in spans:
        if start <= day.span.start and day.span.end <= end:
            return day.model_copy(update={"claim_id": claim_id})
    return day
