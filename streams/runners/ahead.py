"""A log read ahead: other processes decode its records and read its articles, while this one keeps what comes of
them."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
import zlib
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, NamedTuple, Self, TypeVar

from sqlalchemy import Connection

from schemas.definition import Definition
from schemas.envelope import Record
from schemas.errors import StandoffError
from schemas.topics import INPUTS
from streams.log.protocol import START, Log, Page
from streams.processors.join import Join
from streams.runners.reader import Reader
from streams.view.articles import LocalArticles, Told, known
from streams.view.facts import Kept
from streams.view.intake import Intake
from streams.view.taking import Taken

READERS: Final = 1 if (os.cpu_count() or 1) < 3 else 2
"""With two the view is what is waited for; where this process would share its processor with them, one is enough."""
PAGE: Final = 1000
UNDER_WAY: Final = 3
"""So many pages are being read at once."""
Days = Mapping[str, str | None]
Names = Mapping[str, str]
Result = TypeVar("Result")
Read = tuple[Intake, dict[str, Taken]]


class ReaderEnded(StandoffError):
    """A process that reads ahead has ended."""

    exit_code = 6


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
    """What a reader was asked to tell."""

    answer: Future[Told]
    days: Days
    names: Names


class Ahead:
    """The articles of a log, read by other processes page by page; what those do not hold any more is read here.

    Records of one key go to one reader: all of an article, as a rule.
    """

    def __init__(self, log: Log, definition: Definition) -> None:
        self._log = log
        self._local = LocalArticles(Join(definition))
        context = multiprocessing.get_context("spawn")
        self._readers = [
            ProcessPoolExecutor(1, context, initializer=_begin, initargs=(definition,)) for _ in range(READERS)
        ]
        self._taken: dict[str, tuple[int, Taken]] = {}
        self._held: dict[str, int] = {}
        self._changed: set[str] = set()
        self._asked: list[Asked] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for reader in self._readers:
            reader.shutdown(wait=True, cancel_futures=True)

    def pages(self) -> Iterator[ReadPage]:
        """All pages of the log in order, with those that come while it is read.

        :raises ReaderEnded: a reader was killed.
        :raises LogError: the log cannot be read.
        """
        under_way: deque[tuple[str, Page, list[Future[Read]]]] = deque()
        position = START
        while True:
            while len(under_way) < UNDER_WAY:
                page = self._log.read(INPUTS, position, PAGE)
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
            reader.shutdown(wait=False)

    def _submit(self, records: Sequence[Record]) -> list[Future[Read]]:
        shares: list[list[Record]] = [[] for _ in self._readers]
        for record in records:
            shares[zlib.crc32(record.key.encode("utf-8", "surrogatepass")) % len(shares)].append(record)
        with _alive():
            return [reader.submit(_read, share) for reader, share in zip(self._readers, shares, strict=True)]

    def _gather(self, read: Sequence[Future[Read]]) -> Intake:
        intake = Intake()
        self._taken, self._held = {}, {}
        for number, future in enumerate(read):
            part, taken = _result(future)
            intake.extend(part)
            self._taken.update((article_id, (number, each)) for article_id, each in taken.items())
        return intake

    def taken(self, connection: Connection, article_ids: Sequence[str]) -> dict[str, Taken]:
        """See `Articles`."""
        stand = known(connection, article_ids)
        read = {}
        for article_id in article_ids:
            number, taken = self._taken.get(article_id, (0, None))
            if taken is not None and taken.seen == stand[article_id]:
                read[article_id], self._held[article_id] = taken, number
        self._changed.update(article_ids)
        return {**read, **self._local.taken(connection, [each for each in article_ids if each not in read])}

    def told(self, connection: Connection, days: Days, names: Names) -> Told:
        """See `Articles`. What a reader holds with all events that the view has is given late."""
        for number, reader in enumerate(self._readers):
            held = {article_id: day for article_id, day in days.items() if self._held.get(article_id) == number}
            if held:
                with _alive():
                    self._asked.append(Asked(reader.submit(_tell, held, names), held, names))
        return self._local.told(connection, {each: day for each, day in days.items() if each not in self._held}, names)

    def late(self, connection: Connection) -> Told:
        """See `Articles`."""
        told: dict[str, tuple[str, Sequence[Kept]]] = {}
        for answer, days, names in self._asked:
            found: Told = _result(answer)
            told.update(found)
            lost = {article_id: day for article_id, day in days.items() if article_id not in told}
            told.update(self._local.told(connection, lost, names))
        unchanged = {article_id: told[article_id] for article_id in sorted(told.keys() - self._changed)}
        self.forget()
        return unchanged

    def forget(self) -> None:
        """See `Articles`."""
        self._asked, self._changed = [], set()


def _result(future: Future[Result]) -> Result:
    with _alive():
        return future.result()


@contextmanager
def _alive() -> Iterator[None]:
    """What readers are asked for.

    :raises ReaderEnded: one of them was killed.
    """
    try:
        yield
    except BrokenProcessPool as error:
        raise ReaderEnded("a process that reads the log has ended; run the command again") from error


_reader: list[Reader] = []
"""In another process: its reader."""


def _begin(definition: Definition) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    gc.disable()  # what is read holds no cycles, and to look for some takes a fifth of the time
    _reader.append(Reader(definition))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _read(records: Sequence[Record]) -> Read:
    return _reader[0].read(records)


def _tell(days: Days, names: Names) -> Told:
    return _reader[0].tell(days, names)
