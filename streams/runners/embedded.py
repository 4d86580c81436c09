"""The embedded runner: log, processors and view in one process, step by step until all is caught up."""

from __future__ import annotations

from typing import Final

from schemas.envelope import Record, encode
from schemas.topics import INPUTS
from streams.log.protocol import START, Log
from streams.runners.progress import Progress, ignore
from streams.runners.recording import Recording
from streams.topology import STEPS, Step, execute
from streams.view import View

PROCESS_PAGE: Final = 20
FOLD_PAGE: Final = 1000


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
    """Read all records anew with the processors of today.

    Nothing that was read before changes: equal events keep their ids and their first recordedtime.
    """
    return sum(_run(log, step, START, recording, progress) for step in STEPS)


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


def fold(log: Log, view: View, *, progress: Progress = ignore, step_by_step: bool = True) -> int:
    """Fold what the view has not seen yet and settle it. What the view refuses goes to the log's dead letters.

    :param step_by_step: settle wherever recordedtime advances, so that the feed tells each step; else once, at the end.
    :returns: how many records were folded.
    """
    count = 0
    while True:
        position = view.position()
        page = log.read(INPUTS, position, FOLD_PAGE)
        if page.position == position:
            view.settle()
            return count
        refused = view.fold(page.records, page.position, after=position, settle_steps=step_by_step)
        if refused:
            log.append([encode(event) for event in refused])
        count += len(page.records)
        progress(len(page.records))


def behind(log: Log, view: View) -> bool:
    """Does the log hold anything that the view has not folded?"""
    position = view.position()
    return log.read(INPUTS, position, 1).position != position
