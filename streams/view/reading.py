"""Which revision of an article is shown, in which reading: decided from the events that have arrived, in whatever
order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from schemas.article import ArticlePublished, ArticleWithdrawn
from schemas.claim import ClaimMade
from schemas.date import DateMentioned
from schemas.reading import ArticleRead
from schemas.selector import Span
from streams.view.intake import microseconds


class Arrived(NamedTuple):
    """An event of an article as it stands in the view: its id, its earliest recordedtime and its data."""

    event_id: str
    recorded_us: int
    data: object


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of an article.

    :ivar status: shown, waiting (no reading of it is complete yet), withdrawn, or unknown (no revision has arrived).
    :ivar waits: a better reading than the one shown has not arrived in full.
    :ivar cause: id of the event that decided it: the reading, the withdrawal, or the revision that waits.
    :ivar claims, dates: in the order of their first offsets, each with its event's id.
    """

    status: str
    waits: bool
    cause: str = ""
    published: Arrived | None = None
    read: Arrived | None = None
    claims: Sequence[tuple[str, ClaimMade]] = ()
    dates: Sequence[tuple[str, DateMentioned]] = ()

    @property
    def article(self) -> ArticlePublished:
        assert self.published is not None
        assert isinstance(self.published.data, ArticlePublished)
        return self.published.data

    @property
    def reading(self) -> ArticleRead:
        assert self.read is not None
        assert isinstance(self.read.data, ArticleRead)
        return self.read.data


def choose(arrived: Sequence[Arrived]) -> Shown:
    """What to show of an article, given all its events.

    The greatest revision by (modified, recordedtime, hash), in its reading with the highest versions; as long as that
    is not there
    in full, the one before. A withdrawal hides all revisions below it.
    """
    by_id = {each.event_id: each for each in arrived}
    reads = _reads(arrived)
    waits, cause = False, ""
    for revision in _revisions(arrived):
        cause = cause or revision.event_id
        if isinstance(revision.data, ArticleWithdrawn):
            return Shown("waiting" if waits else "withdrawn", waits, cause)
        assert isinstance(revision.data, ArticlePublished)
        for read in reads.get(revision.data.revision, ()):
            assert isinstance(read.data, ArticleRead)
            if all(event_id in by_id for event_id in read.data.yielded):
                yielded = [by_id[event_id] for event_id in read.data.yielded]
                return Shown("shown", waits, read.event_id, revision, read, _claims(yielded), _dates(yielded))
            waits = True
        waits = True
    return Shown("waiting" if waits else "unknown", waits, cause)


def _claims(yielded: Iterable[Arrived]) -> list[tuple[str, ClaimMade]]:
    found = [(each.event_id, each.data) for each in yielded if isinstance(each.data, ClaimMade)]
    return sorted(found, key=lambda pair: (*_offsets(pair[1].content[0]), pair[1].claim_id))


def _dates(yielded: Iterable[Arrived]) -> list[tuple[str, DateMentioned]]:
    found = [(each.event_id, each.data) for each in yielded if isinstance(each.data, DateMentioned)]
    return sorted(found, key=lambda pair: (*_offsets(pair[1].span), pair[1].date_id))


def _offsets(span: Span) -> tuple[int, int]:
    return span.position.start, span.position.end


def _revisions(arrived: Iterable[Arrived]) -> list[Arrived]:
    """The revisions and withdrawals, the current one first; of one revision published twice, the earliest event."""
    found: dict[str, Arrived] = {}
    for each in sorted(arrived, key=lambda each: (each.recorded_us, each.event_id)):
        if isinstance(each.data, (ArticlePublished, ArticleWithdrawn)):
            found.setdefault(each.data.revision, each)
    return sorted(found.values(), key=_standing, reverse=True)


def _standing(each: Arrived) -> tuple[int, int, str]:
    data = each.data
    assert isinstance(data, (ArticlePublished, ArticleWithdrawn))
    return microseconds(data.modified) if data.modified else -(1 << 62), each.recorded_us, data.revision


def _reads(arrived: Iterable[Arrived]) -> Mapping[str, list[Arrived]]:
    """Revision -> its readings, the highest versions first, the later of equal ones first."""
    found: dict[str, list[Arrived]] = {}
    for each in arrived:
        if isinstance(each.data, ArticleRead):
            found.setdefault(each.data.revision, []).append(each)
    for reads in found.values():
        reads.sort(key=_rank, reverse=True)
    return found


def _rank(each: Arrived) -> tuple[list[tuple[str, int]], int, str]:
    assert isinstance(each.data, ArticleRead)
    return sorted((one.processor, one.version) for one in each.data.versions), each.recorded_us, each.event_id
