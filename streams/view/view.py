"""The view: the state kept in a database, folded from the log's records and settled into numbered changes."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final, Self

from sqlalchemy import Connection, Engine, func, insert, select

from schemas.definition import Definition
from schemas.envelope import Event, Record
from schemas.errors import StorageLocked
from schemas.state import State
from streams.processors.join import Join
from streams.view import binding, database, intake, meta, rebuilding
from streams.view import changes as feed
from streams.view.arriving import take_in
from streams.view.articles import Articles, LocalArticles
from streams.view.dirty import is_dirty
from streams.view.listing import ClaimRow, DateRow, list_claims, list_dates
from streams.view.memory import HEADS, Memory
from streams.view.publishing import publish
from streams.view.schema import dirty_articles, events, rejections
from streams.view.stating import state_json
from streams.view.telling import tell_all, tell_ready
from streams.view.tracing import Chain, trace

MEMORY: Final = "sqlite://"
COPIED: Final = 500


class View:
    """One standoff's state in one database. Made by `open`; one writer, any number of readers."""

    def __init__(
        self,
        engine: Engine,
        url: str,
        definition: Definition,
        *,
        reader: Articles | None = None,
        target: str | None = None,
    ) -> None:
        self._engine = engine
        self._url = url
        self._target = target
        self._definition = definition
        self._join = Join(definition)
        self._local = LocalArticles(self._join)
        self._articles = reader or self._local
        self._memory = Memory(HEADS if target is None else 0)
        self._writer = secrets.token_hex(8)

    @classmethod
    def open(
        cls, url: str, *, definition: Definition, log_identity: str, generation: int | str, read_only: bool = False
    ) -> View:
        """The view at the URL; made there if there is none.

        :param generation: name of the first generation of changes, where the view is made.
        :raises ViewMismatch: it belongs to another log, definition or version of the folds; names the command that
            rebuilds it.
        :raises NewerVersion: it was written by a newer Standoff.
        :raises StorageLocked: another process holds it.
        :raises StorageFull: there is no room to make it.
        """
        engine = database.connect(url, read_only=read_only)
        try:
            if not (read_only and database.check(engine, url)):
                database.prepare(engine, url)
            view = cls(engine, url, definition)
            view._bind(log_identity, str(generation))
        except BaseException:
            engine.dispose()
            raise
        return view

    @classmethod
    def rebuilding(
        cls,
        url: str,
        *,
        definition: Definition,
        log_identity: str,
        generation: int | str,
        reader: Articles | None = None,
    ) -> View:
        """An empty view beside the one at the URL, of a generation after its; `switch` puts it in its place.

        What an interrupted rebuild has left is removed. The one in use need not be readable.

        :param reader: reads the articles; None for here and now.
        """
        before = binding.generation_in_use(url)
        place = rebuilding.beside(url)
        engine = database.connect(place, read_only=False, schema=database.NEXT_SCHEMA, scratch=True)
        try:
            rebuilding.clear(engine, place)
            database.prepare(engine, place)
            rebuilding.put_off_indexes(engine, place)
            view = cls(engine, place, definition, reader=reader, target=url)
            view._bind(log_identity, binding.later(before, str(generation)))
        except BaseException:
            engine.dispose()
            raise
        return view

    def switch(self) -> None:
        """Put a rebuilt view in the place of the one in use, in one step; this object is closed by that."""
        if self._target is not None:
            rebuilding.put_in_place(self._engine, self._url, self._target)
            self._target = None
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def position(self) -> str:
        """The input position of the last folded record, "" at the start."""
        with self._transaction() as connection:
            return meta.get(connection, meta.POSITION)

    def generation(self) -> str:
        """The name of this generation of changes."""
        with self._transaction() as connection:
            return meta.get(connection, meta.GENERATION)

    def fold(
        self, records: Sequence[Record], position: str, *, after: str | None = None, settle_steps: bool = True
    ) -> Sequence[Event]:
        """Take in a page of records and move to its position, in one transaction.

        :param after: the position that the page was read from, where another process may have folded or rebuilt since.
        :param settle_steps: settle whenever recordedtime advances, so that the changes tell each step; else only
            `settle` does.
        :returns: dead letters of what could not be read, for the log. The view counts them from now on, and gives
            them again with `unsent_dead_letters` until the log has them.
        :raises StorageLocked: another process has folded in the meantime; nothing is taken in.
        """
        with self._moving(position, after) as connection:
            return self._fold_steps(connection, records, settle_steps=settle_steps)

    def take(self, intake: intake.Intake, position: str, *, after: str) -> Sequence[Event]:
        """`fold` of a page whose records have been received already; nothing is settled."""
        with self._moving(position, after) as connection:
            reached = int(meta.get(connection, meta.RECORDED_US, "-1"))
            self._take_in(connection, intake, max(reached, intake.reached))
        return intake.refused

    @contextmanager
    def _moving(self, position: str, after: str | None) -> Iterator[Connection]:
        """A transaction that moves to a position.

        :raises StorageLocked: another process has moved in the meantime.
        """
        with self._writing() as connection:
            before = meta.get(connection, meta.POSITION)
            if after is not None and before != after:
                raise StorageLocked(f"another process has folded into the view at {self._url} or rebuilt it")
            yield connection
            if not meta.swap(connection, meta.POSITION, before, position):
                raise StorageLocked(
                    f"another process folds into the view at {self._url}; end it, then run the command again"
                )

    def _fold_steps(self, connection: Connection, records: Sequence[Record], *, settle_steps: bool) -> list[Event]:
        reached = int(meta.get(connection, meta.RECORDED_US, "-1"))
        step = intake.Intake()
        refused: list[Event] = []
        for record in records:
            valid, event = intake.receive(record)
            if settle_steps and intake.microseconds(event.recorded_at) > reached >= 0:
                self._take_in(connection, step, reached)
                self._settle(connection)
                step = intake.Intake()
            step.add(event, valid=valid)
            reached = max(reached, step.reached)
            if not valid:
                refused.append(event)
        if step:
            self._take_in(connection, step, reached)
        return refused

    def _take_in(self, connection: Connection, step: intake.Intake, reached: int) -> None:
        intake.store(connection, step)
        intake.store_rejections(connection, step.rejected, in_log=True)
        intake.store_rejections(connection, step.refused, in_log=False)
        meta.put(connection, meta.RECORDED_US, str(reached))
        self._local.decoded = step.decoded
        take_in(connection, self._articles, self._memory)
        tell_ready(connection, self._articles, self._memory)
        self._local.forget()

    def settle(self) -> int:
        """Bring the state up to what has been folded, in one transaction; returns the number of changes."""
        with self._writing() as connection:
            return self._settle(connection)

    def fold_and_settle(
        self, records: Sequence[Record], position: str, *, after: str, arrivals: bool
    ) -> tuple[Sequence[Event], int | None]:
        """`fold` and `settle` in one transaction; nothing is settled if there is nothing to tell.

        :param arrivals: does it tell something that an article has come in?
        :returns: dead letters, and the number of changes; None if nothing was settled.
        """
        with self._moving(position, after) as connection:
            refused = self._fold_steps(connection, records, settle_steps=False)
            return refused, self._settle(connection) if arrivals or is_dirty(connection) else None

    def tells_more(self) -> bool:
        """Has anything been folded since the last settling that tells more than that an article has come in?"""
        with self._transaction() as connection:
            return is_dirty(connection)

    def _settle(self, connection: Connection) -> int:
        if self._target is not None:
            rebuilding.make_indexes(connection)
        tell_all(connection, self._articles, self._memory)
        return publish(connection, self._memory)

    def rest(self) -> None:
        """Do what would otherwise be due amid a fold; any thread may call it at any time."""
        database.checkpoint(self._engine, self._url)

    def state_json(self, *, as_of: datetime | None = None) -> bytes:
        """The state as canonical JSON.

        :param as_of: only what was recorded by then; None for all that was folded.
        """
        if as_of is None:
            with self._transaction() as connection:
                return state_json(connection)
        with self._as_of(as_of) as then:
            return then.state_json()

    def state(self, *, as_of: datetime | None = None) -> State:
        """The state; see `state_json`."""
        return State.model_validate_json(self.state_json(as_of=as_of))

    @contextmanager
    def _as_of(self, moment: datetime) -> Iterator[View]:
        """A view in memory of exactly the events recorded by a moment."""
        limit = intake.microseconds(moment)
        with (
            View.open(MEMORY, definition=self._definition, log_identity="", generation=0) as then,
            self._transaction() as source,
        ):
            with then._transaction() as target:
                for table in (events, rejections):
                    _copy(source, target, table, limit)
                found = select(events.c.article_id).where(events.c.article_id != "").distinct()
                target.execute(insert(dirty_articles).from_select(["article_id"], found))
                reached = max(
                    target.scalar(select(func.max(table.c.recorded_us))) or -1 for table in (events, rejections)
                )
                if reached >= 0:
                    meta.put(target, meta.RECORDED_US, str(reached))
                intake.settle_retried(target)
                take_in(target, then._articles, then._memory)
                then._settle(target)
            yield then

    def claims(
        self,
        *,
        speaker: str | None = None,
        party: str | None = None,
        stance: str | None = None,
        topic: str | None = None,
        since: str | None = None,
        text: str | None = None,
    ) -> Iterator[ClaimRow]:
        """The claims shown, article by article; every filter is a part of what it filters by, `since` an ISO day."""
        wanted = {"speaker": speaker, "party": party, "stance": stance, "topic": topic, "since": since, "text": text}
        with self._transaction() as connection:
            yield from list_claims(connection, self._join, {name: value for name, value in wanted.items() if value})

    def dates(self, *, since: str | None = None, until: str | None = None) -> Iterator[DateRow]:
        """The dates shown, article by article, whose days overlap the ISO days given."""
        with self._transaction() as connection:
            yield from list_dates(connection, self._join, since, until)

    def why(self, wanted: str) -> Chain | None:
        """What the entry, claim, date, article or event of an id rests on, back to the connector; None if there is no
        such id."""
        with self._transaction() as connection:
            return trace(connection, wanted)

    def changes(self, *, after: str | None = None, limit: int = 100) -> feed.Page:
        """The changes after an id ("" or None from the first); see `changes.Page` for what an unknown id gives."""
        with self._transaction() as connection:
            return feed.page(connection, after, limit)

    def unpublished(self, limit: int = 100) -> list[feed.Told]:
        """The next changes that have not been carried to the changes topic yet, as its records hold them."""
        with self._transaction() as connection:
            return feed.unpublished(connection, limit)

    def mark_published(self, change_id: str) -> None:
        """Changes up to this id have been carried to the changes topic."""
        with self._transaction() as connection:
            meta.put(connection, meta.PUBLISHED, change_id.rpartition("-")[2])

    def unsent_dead_letters(self) -> list[Event]:
        """Dead letters of the view itself that have not come back from the log yet."""
        with self._transaction() as connection:
            query = select(rejections).where(rejections.c.in_log == 0).order_by(rejections.c.dead_letter_id)
            return [intake.revive_rejection(row) for row in connection.execute(query)]

    def dead_letters(self) -> list[Event]:
        """All dead letters, in order of recordedtime."""
        with self._transaction() as connection:
            query = select(rejections).order_by(rejections.c.recorded_us, rejections.c.dead_letter_id)
            return [intake.revive_rejection(row) for row in connection.execute(query)]

    def _bind(self, log_identity: str, generation: str) -> None:
        with self._transaction() as connection:
            binding.bind(connection, self._url, self._definition.id, log_identity, generation)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with database.guarded(self._engine, self._url) as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction of a writer, who remembers what he has written as long as nobody else writes."""
        try:
            with self._transaction() as connection:
                if meta.get(connection, meta.WRITER) != self._writer:
                    self._forget()
                    meta.put(connection, meta.WRITER, self._writer)
                yield connection
        except BaseException:
            self._forget()
            raise

    def _forget(self) -> None:
        self._memory.clear()
        self._articles.forget()


def _copy(source: Connection, target: Connection, table: Any, limit: int) -> None:
    query = select(table).where(table.c.recorded_us <= limit).execution_options(yield_per=COPIED)
    with source.execute(query) as found:
        for page in found.mappings().partitions(COPIED):
            target.execute(insert(table), [dict(row) for row in page])
