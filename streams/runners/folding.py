"""The view made equal to the log, page by page."""

from __future__ import annotations

from typing import Final

from schemas.envelope import encode
from schemas.topics import INPUTS
from streams.log.protocol import Log
from streams.runners.ahead import Ahead
from streams.runners.progress import Progress, ignore
from streams.view import View

FOLD_PAGE: Final = 1000


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


def fold_ahead(log: Log, view: View, ahead: Ahead, *, progress: Progress = ignore) -> int:
    """`fold` of a whole log that another process reads, settled once at the end."""
    count = 0
    for page in ahead.pages():
        refused = view.take(page.intake, page.position, after=page.after)
        if refused:
            log.append([encode(event) for event in refused])
        count += page.count
        progress(page.count)
    view.settle()
    return count


def behind(log: Log, view: View) -> bool:
    """Does the log hold anything that the view has not folded?"""
    position = view.position()
    return log.read(INPUTS, position, 1).position != position
