"""Carrying a step's records through a worker: the next are read while the outputs of the last are delivered."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from typing import Any, Final

from schemas.envelope import Record, decode, encode
from schemas.errors import RecordTooLarge
from streams.log.kafka_writer import refuse_too_large
from streams.runners.worker_batches import Batches
from streams.runners.worker_delivery import Delivery
from streams.runners.worker_metrics import WorkerMetrics
from streams.topology import Step, dead_letter, execute

WAITING: Final = 32
CHUNK_BYTES: Final = 16 * 1024
"""Articles that are read in one go: some six of them, 60 ms of work; a larger one stands alone."""


class Carrier:
    """The records of one step between their arrival and the acknowledgement of all that follows from them.

    A record's message is held by a reference of its own until then. Faust acknowledges what its stream has handed out,
    also when the agent is cancelled in its midst, and that reference keeps it from being committed.
    """

    def __init__(self, step: Step, batches: Batches, metrics: WorkerMetrics) -> None:
        self._step = step
        self._batches = batches
        self._metrics = metrics
        self._waiting: asyncio.Queue[Any] = asyncio.Queue(WAITING)

    async def carry(self, stream: Any) -> None:
        """Carry every event of a Faust stream. An error of ours ends it, with all that is under way unacknowledged."""
        async with asyncio.TaskGroup() as group:
            reading = group.create_task(self._read(group))
            async for event in stream.events():
                event.message.incref()
                await self._waiting.put(event)
            reading.cancel()

    async def _read(self, group: asyncio.TaskGroup) -> None:
        """Read what waits, on another thread, so that signals and deliveries go on beside a large article."""
        delivering: asyncio.Task[None] | None = None
        while True:
            events = await self._next()
            outputs = await asyncio.to_thread(self._outputs, [event.message for event in events])
            if delivering is not None:
                await delivering
            delivering = group.create_task(self._deliver(events, outputs))

    async def _next(self) -> list[Any]:
        events = [await self._waiting.get()]
        size = len(events[0].message.value or b"")
        while size < CHUNK_BYTES and not self._waiting.empty():
            events.append(self._waiting.get_nowait())
            size += len(events[-1].message.value or b"")
        return events

    def _outputs(self, messages: Sequence[Any]) -> list[Record]:
        outputs: list[Record] = []
        for message in messages:
            began = time.perf_counter()
            found = outputs_of(self._step, _record(self._step.reads, message))
            self._metrics.count(self._step.name, found, time.perf_counter() - began)
            outputs.extend(found)
        return outputs

    async def _deliver(self, events: Sequence[Any], outputs: Sequence[Record]) -> None:
        await deliver(self._step, outputs, Delivery(self._batches, self._metrics))
        for event in events:
            event.ack()


async def deliver(step: Step, outputs: Sequence[Record], delivery: Delivery) -> None:
    """Return once all outputs are acknowledged, with a dead letter in the place of each that the brokers refuse."""
    await delivery.deliver(outputs)
    if delivery.refused:
        await delivery.deliver([_refusal(step, record) for record in delivery.refused])


def outputs_of(step: Step, record: Record) -> tuple[Record, ...]:
    """What follows from a record; a dead letter instead of outputs that no log takes."""
    outputs = execute(step, record, origin=step.reads)
    try:
        for output in outputs:
            refuse_too_large(output)
    except RecordTooLarge as error:
        return (_too_large(step, record, str(error)),)
    return outputs


def _refusal(step: Step, output: Record) -> Record:
    """The dead letter of an output that the brokers refuse because their own limit is lower."""
    why = f"the brokers take no {output.topic} record of {len(output.value)} bytes; run `standoff topics check`"
    return _too_large(step, output, why)


def _too_large(step: Step, record: Record, why: str) -> Record:
    moment = decode(record).recorded_at
    return encode(dead_letter(step, record, origin=record.topic, reason="too_large", message=why, recorded_at=moment))


def _record(topic: str, message: Any) -> Record:
    key = (message.key or b"").decode("utf-8", "replace")
    headers = tuple((name, value or b"") for name, value in message.headers or ())
    return Record(topic, key, headers, message.value or b"")
