"""Articles out of their events: what they put into the view, and what they tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from sqlalchemy import Connection

from schemas.topics import TYPES
from streams.processors.join import Join
from streams.view.context import build
from streams.view.facts import Body, Kept
from streams.view.lists import facts_of
from streams.view.reading import Arrived, Shown, choose
from streams.view.rows import fetch
from streams.view.taking import LOW, LOW_BITS, Seen, Taken, take


@dataclass(slots=True)
class Told:
    """What some articles tell.

    :ivar facts: article -> the event that decided what is shown of it, and all its facts in order of their keys.
    :ivar bodies: those of all bundles of these facts.
    """

    facts: dict[str, tuple[str, Sequence[Kept]]] = field(default_factory=dict)
    bodies: dict[int, Body] = field(default_factory=dict)

    def update(self, other: Told) -> None:
        """What other articles tell."""
        self.facts.update(other.facts)
        self.bodies.update(other.bodies)

    def tell(self, article_id: str, shown: Shown, day: str | None, join: Join, names: Mapping[str, str]) -> None:
        """All facts of an article.

        :param day: on which it was published; names: those to show, by actor.
        """
        kept: dict[tuple[int, int, bytes], Kept] = {}
        if shown.published is not None:
            for fact in facts_of(build(shown, day, join, names)):
                each, body = fact.kept()
                kept[each[:3]] = each
                self.bodies[each[0]] = body
        self.facts[article_id] = shown.cause, sorted(kept.values())


class Articles(Protocol):
    """Who reads articles for a view. What has been asked for may be given late; until then it is as it was."""

    def taken(self, connection: Connection, article_ids: Sequence[str]) -> Mapping[str, Taken]:
        """What some articles put into the view, of all their events there."""
        ...

    def told(self, connection: Connection, days: Mapping[str, str | None], names: Mapping[str, str]) -> Told:
        """What some articles tell, of those that can be given now.

        :param days: the day of each; names: those to show, by actor.
        """
        ...

    def late(self, connection: Connection, *, wait: bool) -> Told:
        """What was asked for before and not given, but of articles that have changed since.

        :param wait: for all of it; else what is there is given, and what has been asked for longest.
        """
        ...

    def forget(self) -> None:
        """What was asked for is not wanted any more."""
        ...


class LocalArticles:
    """Articles read here and now.

    :ivar decoded: event id -> its data, where they are at hand.
    """

    def __init__(self, join: Join) -> None:
        self._join = join
        self._shown: dict[str, Shown] = {}
        self.decoded: Mapping[str, object] = {}

    def taken(self, connection: Connection, article_ids: Sequence[str]) -> dict[str, Taken]:
        """See `Articles`. What is shown of them is remembered until the next are taken."""
        found = arrived(connection, article_ids, self.decoded)
        self._shown = {article_id: choose(events) for article_id, events in found.items()}
        return {each: take(each, found[each], shown, self._join) for each, shown in self._shown.items()}

    def told(self, connection: Connection, days: Mapping[str, str | None], names: Mapping[str, str]) -> Told:
        """See `Articles`. All are given now."""
        others = arrived(connection, [article_id for article_id in days if article_id not in self._shown], {})
        told = Told()
        for article_id, day in days.items():
            told.tell(article_id, self._shown.get(article_id) or choose(others[article_id]), day, self._join, names)
        return told

    def late(self, connection: Connection, *, wait: bool) -> Told:
        """See `Articles`."""
        return Told()

    def forget(self) -> None:
        """Nothing is remembered of the events folded last."""
        self._shown, self.decoded = {}, {}


def known(connection: Connection, article_ids: Sequence[str]) -> dict[str, Seen]:
    """The events of some articles that the view has, see `Seen`."""
    query = f"""
    SELECT article_id, count(*), sum(recorded_us >> {LOW_BITS}), sum(recorded_us & {LOW}) FROM events
    WHERE article_id IN ? GROUP BY article_id
    """
    return {article_id: seen for article_id, *seen in fetch(connection, query, list(article_ids))}


def arrived(
    connection: Connection, article_ids: Sequence[str], decoded: Mapping[str, object]
) -> dict[str, list[Arrived]]:
    """All events of some articles; those not in `decoded` are read from their bytes."""
    found: dict[str, list[Arrived]] = {article_id: [] for article_id in article_ids}
    if not found:
        return found
    rows = fetch(connection, _EVENTS, list(article_ids))
    missing = {event_id: kind for event_id, _, kind, _ in rows if event_id not in decoded}
    read = _read(connection, list(article_ids), missing) if missing else {}
    for event_id, article_id, _, recorded_us in rows:
        data = decoded[event_id] if event_id in decoded else read[event_id]
        found[article_id].append(Arrived(event_id, recorded_us, data))
    return found


def _read(connection: Connection, article_ids: list[str], kinds: Mapping[str, str]) -> dict[str, object]:
    """The data of some events, from their bytes."""
    values = fetch(connection, _VALUES, article_ids, list(kinds))
    return {event_id: TYPES[kinds[event_id]][1].model_validate_json(value) for event_id, value in values}


_EVENTS: Final = "SELECT event_id, article_id, type, recorded_us FROM events WHERE article_id IN ?"
_VALUES: Final = "SELECT event_id, value FROM events WHERE article_id IN ? AND event_id IN ?"
