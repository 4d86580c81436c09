"""Finds the measures and contacts that a text reports: deployments, aid, drills, sanctions; calls, meetings."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from streams.processors.claims.acts import Act, Trigger
from streams.processors.claims.participants import Names
from streams.processors.claims.phrasebook import Phrasebook
from streams.processors.claims.tables import read_rows
from streams.processors.found import FoundAction, FoundDate
from streams.processors.names.cast import Cast
from streams.processors.text.segmented import Segmented

_TRIGGERS: Phrasebook[Trigger] = Phrasebook(
    {
        phrase: Trigger("measure" if kept == "measure" else "contact", kind, part)
        for phrase, kept, kind, part in read_rows("actions.tsv")
    }
)
_FAR = 400  # characters around the trigger within which a date dates it


def find_actions(segmented: Segmented, cast: Cast, dates: Sequence[FoundDate], lower: str) -> list[FoundAction]:
    """The actions of a text in order, one of a kind in a clause; what is only possible, feared or demanded is none.

    :param lower: the text as `phrasebook.lowered` gives it.
    """
    return list(_actions(segmented, cast, dates, lower))


def _actions(segmented: Segmented, cast: Cast, dates: Sequence[FoundDate], lower: str) -> Iterator[FoundAction]:
    starts = [sentence.start for sentence in segmented.sentences]
    date_starts = [date.start for date in dates]
    seen: set[tuple[int, str, Names]] = set()
    for start, end, trigger in _TRIGGERS.find(lower, 0, len(lower)):
        at = bisect_right(starts, start) - 1
        if at < 0 or lower[start - 1 : start] == "-":
            continue  # "test-fired"
        sentence = segmented.sentences[at]
        act = Act(cast, (sentence.start, sentence.end), (start, end), trigger)
        status = act.status(lower)
        if status is None:
            continue
        by, against = act.parties()
        if (at, trigger.kind, by) in seen:
            continue
        seen.add((at, trigger.kind, by))
        first, last = max(sentence.start, start - _FAR), min(sentence.end, end + _FAR)
        near = dates[bisect_left(date_starts, first) : bisect_left(date_starts, last)]
        yield FoundAction(
            start=start,
            end=end,
            list=trigger.list,
            kind=trigger.kind,
            by=by,
            against=against,
            status=status,
            on=act.date(near),
        )
