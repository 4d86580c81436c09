"""What one article puts into the view besides its facts, given all its events. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from schemas.base import canonical_json
from streams.processors.join import ActorRef, Join
from streams.view.context import credit_of, outlet_of, own_day, statement_of
from streams.view.grouping import claim_shingles, copy_shingles, normal, pack, statement_id
from streams.view.lists.corroborations import QUOTED
from streams.view.reading import Arrived, Shown
from streams.view.schema import articles

Seen = list[int]
"""How many events of an article were seen, and the sums of the high and low bits of their recordedtimes.

Who has seen some of the view's events, none earlier than the view has it, has seen them all as they stand there if
these are equal."""
LOW_BITS: Final = 20
LOW: Final = (1 << LOW_BITS) - 1
_COLUMNS = tuple(str(column.name) for column in articles.columns)


class Taken(NamedTuple):
    """One article.

    :ivar seen: the events that it was made from.
    :ivar row: of `articles`.
    :ivar wordings: wording -> 1 if it stands as a quotation, else 0, and its shingles, packed.
    :ivar forms: (actor, form) -> how often, of the actors that the definition does not know.
    """

    seen: Seen
    row: dict[str, Any]
    wordings: Mapping[int, tuple[int, bytes]]
    forms: Mapping[tuple[str, str], int]


def take(article_id: str, arrived: Sequence[Arrived], shown: Shown, join: Join) -> Taken:
    """What the article puts into the view, as it is shown of those events."""
    wordings: dict[int, tuple[int, bytes]] = {}
    row: dict[str, Any] = dict.fromkeys(_COLUMNS)
    row.update(article_id=article_id, status=shown.status, waits=int(shown.waits), cause=shown.cause)
    if shown.published is not None:
        copy = statement_id("copy", shown.article.text_sha256)
        wordings[copy] = 0, pack(copy_shingles(shown.article.text))
        for _, claim in shown.claims:
            text = claim.text
            statement = statement_of(text, claim.speaker.name)
            quoted = max(int(claim.kind in QUOTED), wordings.get(statement, (0, b""))[0])
            wordings[statement] = quoted, claim_shingles(normal(text))
        row.update(_told_of(shown), copy_statement=copy)
    forms = Counter([(actor.key, actor.form) for actor in _unknown(join, shown)])
    return Taken(_seen(arrived), row, wordings, dict(forms))


def _seen(arrived: Sequence[Arrived]) -> Seen:
    high, low = 0, 0
    for each in arrived:
        high += each.recorded_us >> LOW_BITS
        low += each.recorded_us & LOW
    return [len(arrived), high, low]


def _told_of(shown: Shown) -> dict[str, Any]:
    article, reading = shown.article, shown.reading
    versions = [[one.processor, one.version] for one in reading.versions]
    return {
        "outlet": outlet_of(article),
        "credit": credit_of(article),
        "own_day": own_day(shown),
        "day": own_day(shown),
        "basis": reading.publication.basis,
        "versions": canonical_json(versions).decode(),
    }


def _unknown(join: Join, shown: Shown) -> Iterator[ActorRef]:
    for _, claim in shown.claims:
        names = [claim.target, claim.addressee]
        for action in claim.actions:
            names += [*action.by, *action.against]
        found = [actor for name in names if name for actor in join.actors(name)]
        if claim.speaker.name and claim.speaker.method not in ("outlet", "unknown"):
            found += join.actors(claim.speaker.name, unnamed=claim.speaker.method == "unnamed")
        yield from [actor for actor in found if actor.name is None]
