"""Readers of articles: in processes of their own, or here."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Protocol, TypeVar

from schemas.definition import Definition
from schemas.errors import StandoffError
from streams.log.headers import unpack
from streams.log.protocol import Packed
from streams.runners.reader import Reader
from streams.view.articles import Told
from streams.view.intake import Intake
from streams.view.taking import Taken

Days = Mapping[str, str | None]
Names = Mapping[str, str]
Result = TypeVar("Result")
Read = tuple[Intake, dict[str, Taken]]


class ReaderEnded(StandoffError):
    """A process that reads ahead has ended."""

    exit_code = 6


class Reads(Protocol):
    """A reader, here or elsewhere."""

    def read(self, packed: Sequence[Packed]) -> Future[Read]:
        """See `Reader.read`."""
        ...

    def tell(self, days: Days, names: Names) -> Future[Told]:
        """See `Reader.tell`."""
        ...

    def end(self, *, wait: bool) -> None:
        """Nothing more will be asked for; wait until it has ended, or let what was asked for be finished."""
        ...


class Elsewhere:
    """A reader in a process of its own."""

    def __init__(self, definition: Definition) -> None:
        context = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(1, context, initializer=_begin, initargs=(definition,))
        self._pool.submit(_tell, {}, {})  # it starts with the first that it is asked

    def read(self, packed: Sequence[Packed]) -> Future[Read]:
        """See `Reads`."""
        with _alive():
            return self._pool.submit(_read, packed)

    def tell(self, days: Days, names: Names) -> Future[Told]:
        """See `Reads`."""
        with _alive():
            return self._pool.submit(_tell, days, names)

    def end(self, *, wait: bool) -> None:
        """See `Reads`."""
        self._pool.shutdown(wait=wait, cancel_futures=wait)


class Here:
    """A reader in this process: it answers at once."""

    def __init__(self, definition: Definition, *, held: int) -> None:
        self._reader = Reader(definition, held=held)

    def read(self, packed: Sequence[Packed]) -> Future[Read]:
        """See `Reads`."""
        return done(self._reader.read(map(unpack, packed)))

    def tell(self, days: Days, names: Names) -> Future[Told]:
        """See `Reads`."""
        return done(self._reader.tell(days, names))

    def end(self, *, wait: bool) -> None:
        """See `Reads`."""


def done(result: Result) -> Future[Result]:
    """An answer that is there."""
    future: Future[Result] = Future()
    future.set_result(result)
    return future


def result_of(future: Future[Result]) -> Result:
    """The answer, when it is there.

    :raises ReaderEnded: who was asked has been killed.
    """
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
    gc.disable()  # as in the process that it reads for
    _reader.append(Reader(definition))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _read(packed: Sequence[Packed]) -> Read:
    return _reader[0].read(map(unpack, packed))


def _tell(days: Days, names: Names) -> Told:
    return _reader[0].tell(days, names)
