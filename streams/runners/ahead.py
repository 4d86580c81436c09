"""A log read ahead: other processes decode its records and read its articles, while this one keeps what comes of
them."""

from __future__ import annotations

import gc
import os
import zlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Final, NamedTuple, Self

from sqlalchemy import Connection

from schemas.definition import Definition
from schemas.topics import INPUTS
from streams.log.protocol import START, Log, Packed, PackedPage
from streams.processors.join import Join
from streams.runners.reader import HELD
from streams.runners.readers import Days, Elsewhere, Here, Names, Read, Reads, result_of
from streams.view.articles import LocalArticles, Told, known
from streams.view.intake import Intake
from streams.view.taking import Taken

READERS: Final = 1 if (os.cpu_count() or 1) < 3 else 2
"""With two the view is what is waited for; where this process would share its processor with them, one is enough."""
SHARES: Final = 16
HERE: Final = 3
"""So many shares of the articles are read in this process, where one reader is what would be waited for."""
PAGE: Final = 1000
UNDER_WAY: Final = 3
"""So many pages are being read at once."""
ASKED: Final = 2
"""So many answers of each reader may be under way."""


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page of a log, read.

    :ivar after: the position that it was read from; position: that after its last record; count: of its records.
    """

    after: str
    position: str
    count: int
    intake: Intake


class Asked(NamedTuple):
    """What a reader was asked to tell. `days` are those of the articles that the answer still holds for."""

    answer: Future[Told]
    days: dict[str, str | None]
    names: Names


class Ahead:
    """The articles of a log, read page by page, most of them by other processes; what those do not hold any more is
    read here.

    Records of one key go to one reader: all of an article, as a rule.
    """

    def __init__(self, log: Log, definition: Definition) -> None:
        self._log = log
        self._local = LocalArticles(Join(definition))
        self._readers: list[Reads] = [Elsewhere(definition) for _ in range(READERS)]
        self._shares = [number % READERS for number in range(SHARES)]
        if READERS == 1:
            self._readers.append(Here(definition, held=HELD * HERE // SHARES))
            self._shares[-HERE:] = [READERS] * HERE
        self._taken: dict[str, tuple[int, Taken]] = {}
        self._held: dict[str, int] = {}
        self._asked: deque[Asked] = deque()
        self._collects = gc.isenabled()

    def __enter__(self) -> Self:
        gc.disable()  # what is read holds no cycles, and to look for some takes a fifth of the time
        return self

    def __exit__(self, *_: object) -> None:
        if self._collects:
            gc.enable()
        for reader in self._readers:
            reader.end(wait=True)

    def pages(self) -> Iterator[ReadPage]:
        """All pages of the log in order, with those that come while it is read.

        :raises ReaderEnded: a reader was killed.
        :raises LogError: the log cannot be read.
        """
        under_way: deque[tuple[str, PackedPage, list[Future[Read]]]] = deque()
        position = START
        while True:
            while len(under_way) < UNDER_WAY:
                page = self._log.read_packed(INPUTS, position, PAGE)
                if page.position == position:
                    break
                under_way.append((position, page, self._submit(page.records)))
                position = page.position
            if not under_way:
                break
            after, page, read = under_way.popleft()
            yield ReadPage(after, page.position, len(page.records), self._gather(read))
        self._taken, self._held = {}, {}
        for reader in self._readers:
            reader.end(wait=False)

    def _submit(self, records: Sequence[Packed]) -> list[Future[Read]]:
        parts: list[list[Packed]] = [[] for _ in self._readers]
        for packed in records:
            share = zlib.crc32(packed[1].encode("utf-8", "surrogatepass")) % SHARES
            parts[self._shares[share]].append(packed)
        return [reader.read(part) for reader, part in zip(self._readers, parts, strict=True)]

    def _gather(self, read: Sequence[Future[Read]]) -> Intake:
        intake = Intake()
        self._taken, self._held = {}, {}
        for number, future in enumerate(read):
            part, taken = result_of(future)
            intake.extend(part)
            self._taken.update((article_id, (number, each)) for article_id, each in taken.items())
        return intake

    def taken(self, connection: Connection, article_ids: Sequence[str]) -> dict[str, Taken]:
        """See `Articles`."""
        stand = known(connection, article_ids)
        read = {}
        for article_id in article_ids:
            number, taken = self._taken.get(article_id, (0, None))
            if taken is not None and taken.seen == stand.get(article_id):
                read[article_id], self._held[article_id] = taken, number
        self._take_back(article_ids)
        return {**read, **self._local.taken(connection, [each for each in article_ids if each not in read])}

    def told(self, connection: Connection, days: Days, names: Names) -> Told:
        """See `Articles`. What a reader holds with all events that the view has is given late."""
        asked = dict(item for each in self._asked for item in each.days.items())
        new = {article_id: day for article_id, day in days.items() if asked.get(article_id, ...) != day}
        self._take_back(new)
        for number, reader in enumerate(self._readers):
            held = {article_id: day for article_id, day in new.items() if self._held.get(article_id) == number}
            if held:
                self._asked.append(Asked(reader.tell(held, names), held, names))
        return self._local.told(connection, {each: day for each, day in new.items() if each not in self._held}, names)

    def _take_back(self, article_ids: Iterable[str]) -> None:
        """What was asked about some articles does not hold any more."""
        for asked in self._asked:
            for article_id in article_ids:
                asked.days.pop(article_id, None)

    def late(self, connection: Connection, *, wait: bool) -> Told:
        """See `Articles`."""
        told = Told()
        while self._asked and (wait or len(self._asked) > ASKED * len(self._readers) or self._asked[0].answer.done()):
            answer, days, names = self._asked.popleft()
            found: Told = result_of(answer)
            told.bodies.update(found.bodies)
            told.facts.update((article_id, found.facts[article_id]) for article_id in days if article_id in found.facts)
            lost = {article_id: day for article_id, day in days.items() if article_id not in found.facts}
            told.update(self._local.told(connection, lost, names))
        return told

    def forget(self) -> None:
        """See `Articles`."""
        self._asked.clear()
