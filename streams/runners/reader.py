"""Records received and their articles read, page by page, without a view: what a process that reads ahead does."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from typing import Final

from schemas.definition import Definition
from schemas.envelope import Record
from streams.processors.join import Join
from streams.view.articles import Told
from streams.view.intake import Intake, Row, receive
from streams.view.reading import Arrived, Shown, choose
from streams.view.taking import Taken, take

HELD: Final = 200
"""So many articles that have been read are held: those of the pages under way, and those that may get another reading
soon."""
WAITING: Final = 20_000
"""So many articles are held that wait for their reading, 4 KB each."""


class Reader:
    """Reads some articles of a log: those whose records it is given, in their order."""

    def __init__(self, definition: Definition, *, held: int = HELD) -> None:
        self._held = held
        self._join = Join(definition)
        self._events: dict[str, dict[str, Arrived]] = {}
        self._shown: OrderedDict[str, Shown] = OrderedDict()
        self._waiting: OrderedDict[str, None] = OrderedDict()

    def read(self, records: Iterable[Record]) -> tuple[Intake, dict[str, Taken]]:
        """What the records hold, and what their articles put into a view, of all their events that are held."""
        intake = Intake()
        for record in records:
            valid, event = receive(record)
            intake.add(event, valid=valid)
        for row in intake.rows:
            if row[0]:
                self._hold(row, intake.decoded[row[1]])
        taken = {
            article_id: self._take(article_id) for article_id in dict.fromkeys(row[0] for row in intake.rows if row[0])
        }
        self._let_go()
        intake.decoded.clear()
        return intake, taken

    def tell(self, days: Mapping[str, str | None], names: Mapping[str, str]) -> Told:
        """What those of the articles tell that are held, of their events so far."""
        told = Told()
        for article_id, day in days.items():
            shown = self._shown.get(article_id)
            if shown is not None:
                told.tell(article_id, shown, day, self._join, names)
        return told

    def _hold(self, row: Row, data: object) -> None:
        events = self._events.setdefault(row[0], {})
        before = events.get(row[1])
        if before is None or row[3] < before.recorded_us:
            events[row[1]] = Arrived(row[1], row[3], data)

    def _take(self, article_id: str) -> Taken:
        arrived = list(self._events[article_id].values())
        shown = choose(arrived)
        self._shown.pop(article_id, None)
        self._waiting.pop(article_id, None)
        if shown.waits:
            self._waiting[article_id] = None
        self._shown[article_id] = shown
        return take(article_id, arrived, shown, self._join)

    def _let_go(self) -> None:
        while len(self._waiting) > WAITING:
            article_id, _ = self._waiting.popitem(last=False)
            del self._events[article_id], self._shown[article_id]
        read = [article_id for article_id in self._shown if article_id not in self._waiting]
        for article_id in read[: -self._held]:
            del self._events[article_id], self._shown[article_id]
