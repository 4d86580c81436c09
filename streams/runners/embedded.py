"""The embedded runner: log and processors in one process, step by step until all is read."""

from __future__ import annotations

from typing import Final

from schemas.envelope import Record
from streams.log.protocol import START, Log
from streams.runners.progress import Progress, ignore
from streams.runners.recording import Recording
from streams.topology import STEPS, Step, execute

PROCESS_PAGE: Final = 20


def consumer_of(step: Step) -> str:
    """The name under which a step's position is kept in the log."""
    return f"step/{step.name}"


def process(log: Log, recording: Recording | None = None, *, progress: Progress = ignore) -> int:
    """Carry every record that a step has not read yet through it; outputs and position are appended together.

    :param recording: recordedtime of what they yield; else each inherits that of its article.
    :returns: how many records were read.
    """
    return sum(_run(log, step, log.position(consumer_of(step)), recording, progress) for step in STEPS)


def process_again(log: Log, recording: Recording, *, progress: Progress = ignore) -> int:
    """Read all records anew with the processors of today, of any log; no position moves.

    Nothing that was read before changes: equal events keep their ids and their first recordedtime. A log that does not
    refuse known ids grows by the outputs of all records; so it does again, if this is cut off and begun anew.

    :returns: how many records were read, each id once.
    """
    return sum(_run_again(log, step, recording, progress) for step in STEPS)


def _run_again(log: Log, step: Step, recording: Recording, progress: Progress) -> int:
    position, count = START, 0
    seen: set[str] = set()
    while True:
        page = log.read((step.reads,), position, PROCESS_PAGE)
        if page.position == position:
            return count
        position = page.position
        outputs: list[Record] = []
        for record in page.records:
            if record.id in seen:
                continue
            seen.add(record.id or "")
            outputs += execute(step, record, origin=step.reads, recorded_at=recording.of(count))
            count += 1
        log.append(outputs)
        progress(len(page.records))


def _run(log: Log, step: Step, position: str, recording: Recording | None, progress: Progress) -> int:
    count = 0
    while True:
        page = log.read((step.reads,), position, PROCESS_PAGE)
        if page.position == position:
            return count
        outputs: list[Record] = []
        for index, record in enumerate(page.records, count):
            recorded_at = recording.of(index) if recording else None
            outputs += execute(step, record, origin=step.reads, recorded_at=recorded_at)
        log.append(outputs, consumer=consumer_of(step), position=page.position)
        position = page.position
        count += len(page.records)
        progress(len(page.records))
