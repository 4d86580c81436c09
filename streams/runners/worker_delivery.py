"""Sending a worker's outputs: all at once, then one wait for all acknowledgements; what fails is sent again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, Final

from aiokafka.errors import MessageSizeTooLargeError

from schemas.envelope import Record
from streams.runners.worker_metrics import WorkerMetrics

FIRST_PAUSE_S: Final = 0.1
LONGEST_PAUSE_S: Final = 5.0
Send = Callable[[Record], Awaitable["asyncio.Future[Any]"]]
"""Hand a record to the producer; the future is done once the record is acknowledged."""

logger = logging.getLogger(__name__)


class Delivery:
    """The outputs of one batch on their way."""

    def __init__(self, send: Send, metrics: WorkerMetrics) -> None:
        self._send = send
        self._metrics = metrics
        self._sent: list[tuple[Record, Awaitable[Any]]] = []
        self._failed: list[Record] = []
        self.refused: list[Record] = []
        """Records that the brokers will never take, because of their size."""

    async def add(self, records: Iterable[Record]) -> None:
        """Send records without waiting for their acknowledgement."""
        for record in records:
            try:
                self._sent.append((record, await self._send(record)))
            except Exception as error:
                self._fail(record, error)

    async def finish(self) -> None:
        """Return once every record is acknowledged or refused; failing brokers are waited for, however long."""
        pause = FIRST_PAUSE_S
        while True:
            await self._wait()
            if not self._failed:
                self._metrics.delivered()
                return
            again, self._failed = self._failed, []
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE_S)
            await self.add(again)

    async def _wait(self) -> None:
        sent, self._sent = self._sent, []
        results = await asyncio.gather(*(future for _, future in sent), return_exceptions=True)
        for (record, _), result in zip(sent, results, strict=True):
            if isinstance(result, Exception):
                self._fail(record, result)
            elif isinstance(result, BaseException):
                raise result

    def _fail(self, record: Record, error: Exception) -> None:
        cause = error.__cause__ or error
        if isinstance(cause, MessageSizeTooLargeError):
            self.refused.append(record)
            return
        why = f"{record.topic} {record.id}: {type(cause).__name__}: {cause}"
        if self._metrics.trouble is None:
            logger.warning("a delivery failed and is tried again: %s", why)
        self._metrics.failed(why)
        self._failed.append(record)
