"""Sending a worker's outputs: all at once, then one wait for all acknowledgements; what fails is sent again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Sequence
from typing import Final

from aiokafka.errors import MessageSizeTooLargeError

from schemas.envelope import Record
from streams.runners.worker_batches import Batch, Batches
from streams.runners.worker_metrics import WorkerMetrics

FIRST_PAUSE_S: Final = 0.1
LONGEST_PAUSE_S: Final = 5.0

logger = logging.getLogger(__name__)


class Delivery:
    """Outputs on their way."""

    def __init__(self, batches: Batches, metrics: WorkerMetrics) -> None:
        self._batches = batches
        self._metrics = metrics
        self._failed: list[Record] = []
        self._suspected: list[Record] = []
        self.refused: list[Record] = []
        """Records that the brokers will never take, because of their size."""

    async def deliver(self, records: Iterable[Record]) -> None:
        """Return once every record is acknowledged or refused; failing brokers are waited for, however long."""
        pause = FIRST_PAUSE_S
        await self._try(records)
        while self._failed or self._suspected:
            suspected, self._suspected = self._suspected, []
            await self._try(suspected, alone=True)
            if self._failed:
                again, self._failed = self._failed, []
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE_S)
                await self._try(again)
        self._metrics.delivered()

    async def _try(self, records: Iterable[Record], *, alone: bool = False) -> None:
        given = list(records)
        try:
            packed = await self._batches.pack(given, alone=alone)
        except Exception as error:
            self._fail(given, error)
            return
        results = await asyncio.gather(*(self._send(batch) for batch in packed), return_exceptions=True)
        for batch, result in zip(packed, results, strict=True):
            if isinstance(result, Exception):
                self._fail(batch.records, result)
            elif isinstance(result, BaseException):
                raise result

    async def _send(self, batch: Batch) -> None:
        await (await self._batches.send(batch))

    def _fail(self, records: Sequence[Record], error: Exception) -> None:
        cause = error.__cause__ or error
        if isinstance(cause, MessageSizeTooLargeError):
            (self._suspected if len(records) > 1 else self.refused).extend(records)
            return
        why = f"{records[0].topic} {records[0].id}: {type(cause).__name__}: {cause}"
        if self._metrics.trouble is None:
            logger.warning("a delivery failed and is tried again: %s", why)
        self._metrics.failed(why, len(records))
        self._failed.extend(records)
