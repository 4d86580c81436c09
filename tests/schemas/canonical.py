"""One event of every type with every field set: what the golden bytes hold."""

from __future__ import annotations

from datetime import UTC, datetime

from schemas.article import DateCandidate, publish, withdraw
from schemas.base import Frozen
from schemas.change import StateChanged
from schemas.claim import Action, ClaimMade, Figure, Speaker
from schemas.date import Anchor, DateMentioned, ResolvedDate
from schemas.deadletter import RecordRejected, RecordRetried
from schemas.envelope import Event, make_event
from schemas.reading import ArticleRead, Publication, Version
from schemas.selector import Span

AT = datetime(2022, 2, 1, 12, 30, tzinfo=UTC)
TEXT = "On Friday, Minister Ada Moreau told Northland “if it attacks, 8,500 troops” will be deployed, Reuters reported."

ARTICLE = publish(
    connector="seeds",
    record="a.txt",
    text=TEXT,
    source_ids=("guid-1",),
    outlet="The Daily",
    url="https://example.org/a",
    title="Minister warns",
    language="en",
    zone="Europe/Paris",
    date_candidates=(DateCandidate(value="2022-01-29", found_in="metadata"),),
    modified=AT,
    credit="Reuters",
    rights="CC0",
    flags=("mojibake",),
)


def span(words: str) -> Span:
    """The first place of these words in the text."""
    start = TEXT.index(words)
    return Span.of(TEXT, start, start + len(words))


COMMON = {"article_id": ARTICLE.article_id, "revision": ARTICLE.revision, "text_sha256": ARTICLE.text_sha256}
CLAIM = ClaimMade(
    claim_id="clm_1",
    **COMMON,
    content=(span("if it attacks, 8,500 troops"), span("will be deployed")),
    kind="mixed",
    cue=span("told"),
    rule="subject-cue",
    speaker=Speaker(name="Ada Moreau", method="name", mention=span("Minister Ada Moreau"), role="minister"),
    stance="threaten",
    addressee="Northland",
    via="Reuters",
    target="Northland",
    condition=span("if it attacks"),
    topic="troops",
    said_on="2022-01-28",
    said_on_basis="explicit",
    said_on_date_id="dat_1",
    negated_report=True,
    figures=(
        Figure(
            span=span("8,500 troops"),
            value="8500",
            low="8500",
            high="8500",
            qualifier="exact",
            what="troops",
            party="Northland",
            place="the border",
        ),
    ),
    actions=(
        Action(
            span=span("deployed"),
            list="measure",
            kind="deployment",
            by=("Ada Moreau",),
            against=("Northland",),
            status="ordered",
            date_id="dat_1",
        ),
    ),
)
DATE = DateMentioned(
    date_id="dat_1",
    **COMMON,
    span=span("Friday"),
    type="DATE",
    expression="weekday:4:past",
    rule="weekday",
    anchor=Anchor(basis="publication", value="2022-01-29"),
    resolved=ResolvedDate(value="2022-01-28", edtf="2022-01-28", first="2022-01-28", last="2022-01-28", mod="APPROX"),
    ahead=False,
    claim_id="clm_1",
    event=span("told"),
)
READ = ArticleRead(
    article_id=ARTICLE.article_id,
    revision=ARTICLE.revision,
    versions=(Version(processor="claims", version=1),),
    publication=Publication(
        on="2022-01-29", basis="metadata", evidence=(span("Friday"),), refused=("2999-01-01: ahead",)
    ),
    yielded=("evt_1", "evt_2"),
)
REJECTED = RecordRejected(
    dead_letter_id="dead_1",
    stage="read",
    version=1,
    origin="articles",
    reason="invalid_record",
    message="no CloudEvent",
    kept="/w==",
    length=1,
    sha256="a8100ae6aa1940d0b663bb31cd466142ebbdbd5187131b92d93818987832eb89",
    lies_at="articles evt_1",
    topic="articles",
    key="art_1",
    headers=(("ce_id", "ZXZ0XzE="),),
)
CHANGE = StateChanged(
    id="1-1",
    op="added",
    list="actors",
    entry_id="act_1",
    entry={"id": "act_1", "name": "Ada Moreau"},
    causes=("evt_1",),
    recorded_at=AT,
)
DATA: tuple[Frozen, ...] = (
    ARTICLE,
    withdraw(article_id=ARTICLE.article_id, connector="seeds", reason="retracted", modified=AT),
    CLAIM,
    DATE,
    READ,
    REJECTED,
    RecordRetried(dead_letter_id="dead_1", yielded=("evt_1",)),
    CHANGE,
)


def canonical_events() -> list[Event]:
    """One of every type."""
    return [make_event(data, source="connectors/seeds", version=1, recorded_at=AT, time=AT) for data in DATA]
