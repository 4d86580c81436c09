"""The view as a process of its own: reads the log as it grows, folds, settles, carries the changes to their topic."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event
from typing import Final

from schemas.envelope import Record, encode, encode_data
from schemas.errors import LogUnreachable, StandoffError, StorageFull, StorageLocked
from schemas.topics import ARTICLES, INPUTS
from streams.log.kafka import KafkaLog
from streams.log.protocol import Log, Page
from streams.runners.resting import Resting
from streams.runners.view_metrics import ViewMetrics
from streams.view import View
from streams.view.changes import Told
from streams.view.database import UnreachableView

FOLD_PAGE: Final = 1000
WAIT_S: Final = 0.2
POLL_S: Final = 0.05
GATHER_S: Final = 0.02
HOLD_S: Final = 0.06
"""So long may an article wait for its reading; a worker takes 20 to 40 ms."""
SETTLE_S: Final = 5.0
SETTLE_SHARE: Final = 0.5
ARRIVAL_S: Final = 1.0
"""Articles that have come in and are not read yet change the coverage alone: that is told once a second at most."""
PUBLISH_S: Final = 0.25
"""Changes are carried to their topic while nothing comes; where something always does, some of them so often."""
MEASURE_S: Final = 5.0
FIRST_PAUSE_S: Final = 0.1
LONGEST_PAUSE_S: Final = 5.0
PUBLISHED_PAGE: Final = 100
CHANGE_SOURCE: Final = "standoff/view"
CHANGE_VERSION: Final = 1
PASSING: Final = (LogUnreachable, StorageFull, StorageLocked, UnreachableView)
"""What a restart of a broker or database, or a freed disk, mends without us."""

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class ViewRunner:
    """One log folded into one view, by this process alone.

    :ivar stop: set it to end the loop after the page under way.
    :ivar clock: monotonic seconds.
    """

    log: Log
    view: View
    metrics: ViewMetrics
    stop: Event
    clock: Callable[[], float] = time.monotonic
    _position: str | None = None
    _unsettled: bool = True
    _unpublished: bool = False
    _settled_at: float = field(default=0.0)
    _settling_s: float = field(default=0.0)
    _published_at: float = field(default=0.0)
    _measured_at: float = field(default=0.0)

    def run(self) -> None:
        """Fold until told to stop. A broker or database that is away, or a full disk, is waited for.

        :raises LogReplaced: the log is another one than that which the view was built from.
        :raises StandoffError: what waiting does not mend.
        """
        pause = FIRST_PAUSE_S
        with Resting(self.view):
            while not self.stop.is_set():
                try:
                    self.step()
                    self.metrics.well()
                    pause = FIRST_PAUSE_S
                except PASSING as error:
                    self._wait_out(error, pause)
                    pause = min(2 * pause, LONGEST_PAUSE_S)

    def _wait_out(self, error: StandoffError, pause: float) -> None:
        if self.metrics.trouble is None:
            logger.warning("%s; trying again", error)
        self.metrics.failing(str(error))
        self._position, self._unsettled = None, True
        self.stop.wait(pause)

    def step(self) -> None:
        """Fold the next page, if there is one; settle once it tells something; publish while nothing comes.

        :raises StandoffError: nothing of the page is folded.
        """
        if self._position is None:
            self._resume()
        page = self._with_readings(self._next(self._position or ""))
        told = self._fold(page) if page.position != self._position else self._settle()
        if not told and self._unpublished and self._may_publish(page):
            self._publish(FOLD_PAGE if len(page.records) == FOLD_PAGE else PUBLISHED_PAGE)
        self._measure()

    def _may_publish(self, page: Page) -> bool:
        return not page.records or self.clock() - self._published_at > PUBLISH_S

    def _may_settle(self, page: Page) -> bool:
        """Under load the state is settled every so often that folding keeps most of the time."""
        pause_s = SETTLE_S if len(page.records) == FOLD_PAGE else SETTLE_SHARE * self._settling_s
        return self.clock() - self._settled_at > pause_s

    def _resume(self) -> None:
        letters = self.view.unsent_dead_letters()
        if letters:
            self.log.append([encode(letter) for letter in letters])
        self._position = self.view.position()

    def _next(self, position: str) -> Page:
        if isinstance(self.log, KafkaLog):
            busy = self._unsettled or self._unpublished
            return self.log.wait(INPUTS, position, FOLD_PAGE, GATHER_S if busy else WAIT_S)
        page = self.log.read(INPUTS, position, FOLD_PAGE)
        if page.position == position:
            self.stop.wait(POLL_S)
        return page

    def _with_readings(self, page: Page) -> Page:
        """The page; where it holds articles alone, with what comes a moment later: their readings, so that both are
        folded at once. Changes are carried meanwhile."""
        alone = page.records and all(record.topic == ARTICLES for record in page.records)
        if not alone or len(page.records) == FOLD_PAGE or not isinstance(self.log, KafkaLog):
            return page
        if self._unpublished:
            self._publish(PUBLISHED_PAGE)
        more = self.log.wait(INPUTS, page.position, FOLD_PAGE - len(page.records), HOLD_S)
        return Page((*page.records, *more.records), more.position)

    def _fold(self, page: Page) -> bool:
        """Fold a page, and settle with it if there is something to tell; was there?"""
        after, settle = self._position or "", self._may_settle(page)
        began = self.clock()
        if settle:
            refused, changes = self.view.fold_and_settle(
                page.records, page.position, after=after, arrivals=self._is_long_since()
            )
        else:
            refused, changes = self.view.fold(page.records, page.position, after=after, settle_steps=False), None
        self._position, self._unsettled = page.position, True
        if refused:
            self.log.append([encode(letter) for letter in refused])
        self.metrics.folded.inc(len(page.records))
        self.metrics.refused.inc(len(refused))
        return self._has_settled(changes, began)

    def _settle(self) -> bool:
        """Settle what was folded before, if there is something to tell; was there?"""
        began = self.clock()
        if self._unsettled and (self._is_long_since() or self.view.tells_more()):
            return self._has_settled(self.view.settle(), began)
        return False

    def _is_long_since(self) -> bool:
        return self.clock() - self._settled_at > ARRIVAL_S

    def _has_settled(self, changes: int | None, began: float) -> bool:
        if changes is None:
            return False
        self.metrics.changes.inc(changes)
        self._unsettled, self._settled_at = False, self.clock()
        self._settling_s = self._settled_at - began
        self._unpublished = isinstance(self.log, KafkaLog)
        return True

    def _publish(self, limit: int) -> None:
        """Carry some changes to their topic: the next fold waits for it, and readers of the view gain nothing by it."""
        self._unpublished = publish_changes(self.log, self.view, limit) == limit
        self._published_at = self.clock()

    def _measure(self) -> None:
        if isinstance(self.log, KafkaLog) and self.clock() - self._measured_at > MEASURE_S:
            self.metrics.lag.set(self.log.behind(INPUTS, self._position or ""))
            self._measured_at = self.clock()


def publish_changes(log: Log, view: View, limit: int) -> int:
    """Carry the next changes that the log does not have yet to their topic, in order; a kill repeats them, loses none.

    :returns: how many were carried, at most `limit`.
    """
    changes = view.unpublished(limit)
    if changes:
        log.append([_record(change) for change in changes])
        view.mark_published(changes[-1].id)
    return len(changes)


def _record(change: Told) -> Record:
    return encode_data(
        "state.changed",
        change.key,
        change.data,
        source=CHANGE_SOURCE,
        version=CHANGE_VERSION,
        recorded_at=change.recorded_at,
    )
