"""Times of day and days by name: "10 p.m. Wednesday", "noon", "tonight", "yesterday morning", "this afternoon",
"today"."""

from __future__ import annotations

import re

from streams.processors.dates import numerals
from streams.processors.dates.context import Reader
from streams.processors.dates.direction import direction
from streams.processors.dates.lexicon import CLASSES, DAYPARTS, MONTHS, WEEKDAYS
from streams.processors.dates.mention import Candidate
from streams.processors.dates.months import month
from streams.processors.dates.tokens import number
from streams.processors.dates.weekdays import weekday

DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
ZONES = CLASSES["zone"]
_LOCAL = CLASSES["zone-place"]
_NEIGHBOURS = {"following": 1, "next": 1, "previous": -1, "same": 0}
_AT = re.compile(r" at=[^ ]+")
_BEYOND = 16  # tokens between a time and the day that it shares with another
_CLOCK = re.compile(
    r"([0-9]{1,2})(?:[:.]([0-9]{2}))?[ \xa0\u202f-]?(?:([ap])\.[ ]?m\.|([ap])m\b|(?:o['’]clock\b))",
    re.IGNORECASE | re.ASCII,
)
_HOURS = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?::[0-5][0-9])?(?![0-9:.%])", re.ASCII)
_MILITARY = re.compile(
    r"([01][0-9]|2[0-3])([0-5][0-9])(?=[ ](?:GMT|UTC|EST|EDT|ET|MSK|CET|hours|hrs|local time|[A-Z][a-z]+ time)\b)",
    re.ASCII,
)


def named_day(reader: Reader, index: int) -> Candidate | None:
    """As in "today", "yesterday morning", "tomorrow night", "the day before yesterday"."""
    tokens, shift = reader.tokens, DAYS[reader.word(index)]
    if tokens.named(index):
        return None
    first, last = index, index + 1
    if reader.word(index - 1) in ("before", "after") and reader.word(index - 2) == "day" and shift:
        first = index - 3 if reader.word(index - 3) == "the" else index - 2
        return Candidate(first, last, "DATE", f"shift {2 * shift} D", "day-beyond")
    part = DAYPARTS.get(reader.word(last))
    if part is not None and len(part) == 3 and shift:
        return Candidate(first, last + 1, "TIME", f"shift {shift} D at={part}", "named-day-part")
    return Candidate(first, last, "DATE", f"shift {shift} D", "named-day")


def tonight(reader: Reader, index: int) -> Candidate:
    """The night of the anchor's day."""
    return Candidate(index, index + 1, "TIME", "shift 0 D at=TNI", "tonight")


def overnight(reader: Reader, index: int) -> Candidate | None:
    """The night before the day of the anchor, the night to come after "will"; "the overnight shelling" does not say
    which."""
    if reader.word(index - 1) in CLASSES["before-attribute"]:
        return None
    into = _day_at(reader, index + 2) if reader.word(index + 1) == "into" else None
    if into is not None and into.type == "DATE":
        return Candidate(index, index + 1, "TIME", f"shift -1 D at=TNI from {into.expression}", "overnight")
    dated = _with_day(reader, index, index + 1, "TNI", needs_day=True)
    if dated is not None:
        return dated
    shift = 0 if direction(reader.tokens, index, index + 1) == "future" else -1
    return Candidate(index, index + 1, "TIME", f"shift {shift} D at=TNI", "overnight")


def day_part(reader: Reader, index: int) -> Candidate | None:
    """As in "this morning", "last night", "noon Thursday", "the evening", "midnight"."""
    tokens, word, before = reader.tokens, reader.word(index), reader.word(index - 1)
    part = DAYPARTS[word]
    if tokens.named(index) and before not in WEEKDAYS:
        return None
    if len(part) > 3:
        return _with_day(reader, index, _zone(reader, index + 1), part)
    first = index - 2 if reader.word(index - 2) == "mid" and before == "-" else index - 1 if before == "mid" else index
    before = reader.word(first - 1)
    if before in ("this", "last", "that"):
        shift = -1 if before == "last" else 0
        base = f" from {reader.day}" if before == "that" and reader.day else ""
        return Candidate(first - 1, index + 1, "TIME", f"shift {shift} D at={part}{base}", "deictic-day-part")
    if before in _NEIGHBOURS and reader.word(first - 2) == "the":
        base = f" from {reader.day}" if reader.day else ""
        expression = f"shift {_NEIGHBOURS[before]} D at={part}{base}"
        return Candidate(first - 2, index + 1, "TIME", expression, "the-day-part")
    if before in ("every", "each"):
        return Candidate(first - 1, index + 1, "SET", f"set XXXX-XX-XX{part}", "every-day-part")
    if reader.word(index + 1) in DAYS or reader.word(index + 1) in WEEKDAYS or reader.word(index + 1) in ("of", "on"):
        begin = first - (before == "the" and reader.word(index + 1) in ("of", "on"))
        dated = _with_day(reader, begin, index + 1, part, needs_day=True)
        if dated is not None or reader.word(index + 1) == "of":
            return dated
    if (
        before == "the"
        and reader.word(first - 2) in ("in", "during", "by")
        and word in ("morning", "afternoon", "evening")
    ):
        base = f" from {reader.day}" if reader.day else ""
        return Candidate(first - 1, index + 1, "TIME", f"shift 0 D at={part}{base}", "the-day-part")
    return (
        Candidate(first, index + 1, "TIME", f"shift 0 D at={part}", "day-part")
        if first < index and tokens.word(index)
        else None
    )


def clock_time(reader: Reader, index: int) -> Candidate | None:
    """As in "5 p.m. EST Nov. 9", "10:30 a.m.", "14:05", "1900 GMT"."""
    tokens = reader.tokens
    start = tokens.starts[index]
    if numerals.glued_left(tokens, index):
        return None
    match = _CLOCK.match(tokens.text, start)
    if match is not None:
        time = _twelve_hours(match)
    else:
        match = _MILITARY.match(tokens.text, start) or _HOURS.match(tokens.text, start)
        time = None if match is None else f"T{int(match[1]):02d}:{match[2]}"
        if match is not None and match.re is _HOURS and not _clock_context(reader, index, match.end()):
            return None
    if match is None or time is None:
        return None
    last = index
    while last < len(tokens.low) and tokens.starts[last] < match.end():
        last += 1
    return _with_day(reader, index, _zone(reader, last), time)


def _clock_context(reader: Reader, index: int, end: int) -> bool:
    """Bare "14:05" is a time before a zone and after "at" and the like, not a score or a verse."""
    last = index
    while last < len(reader.tokens.low) and reader.tokens.starts[last] < end:
        last += 1
    return _zone(reader, last) > last or reader.word(index - 1) in (
        "at",
        "by",
        "until",
        "around",
        "about",
        "from",
        "after",
        "before",
        "since",
        "to",
    )


def _twelve_hours(match: re.Match[str]) -> str | None:
    hour, half = int(match[1]), (match[3] or match[4] or "").lower()
    if not 0 <= hour <= 23 or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"T{hour:02d}:{match[2] or '00'}"


def _zone(reader: Reader, index: int) -> int:
    if reader.word(index) in ZONES and reader.tokens.raw(index).isupper():
        return index + 1
    place = reader.word(index) in _LOCAL or reader.tokens.capital(index)
    return index + 2 if place and reader.word(index + 1) == "time" else index


def _with_day(reader: Reader, first: int, last: int, time: str, *, needs_day: bool = False) -> Candidate | None:
    """The time on the day that follows it, else on the one before it in the sentence, else on that of the anchor."""
    at = last
    if reader.word(at) == "," and (reader.word(at + 1) in WEEKDAYS or reader.word(at + 1) in MONTHS):
        at += 1
    at += reader.word(at) in ("on", "of")
    found = _day_at(reader, at)
    if found is not None and found.type in ("DATE", "TIME") and found.expression.split()[0] not in ("month", "set"):
        base, mark, rest = _AT.sub("", found.expression).partition(" from ")
        return Candidate(first, found.last, "TIME", f"{base} at={time}{mark}{rest}", f"time-{found.rule}")
    if needs_day:
        return None
    day = reader.day_in_sentence(first) or _day_beyond(reader, last)
    return Candidate(first, last, "TIME", f"shift 0 D at={time}{f' from {day}' if day else ''}", "time")


def _day_beyond(reader: Reader, index: int) -> str | None:
    """The day after another time or zone: "6 p.m. (1600 GMT) on Thursday", "from 10 p.m. to 11 p.m. on Monday"."""
    for at in range(index, index + _BEYOND):
        word = reader.word(at)
        found = _day_at(reader, at)
        if found is not None:
            return (
                found.expression
                if found.type == "DATE" and not found.expression.startswith(("month ", "set "))
                else None
            )
        if not (word.isdigit() or word in CLASSES["between-times"]):
            return None
    return None


def _day_at(reader: Reader, index: int) -> Candidate | None:
    word = reader.word(index)
    if word in DAYS:
        return named_day(reader, index)
    if word in ("this", "last") and len(DAYPARTS.get(reader.word(index + 1), "")) == 3:
        return Candidate(index, index + 2, "DATE", f"shift {-(word == 'last')} D", "deictic-day-part")
    if word in WEEKDAYS:
        return weekday(reader, index)
    if word in MONTHS:
        return month(reader, index)
    if number(word) is not None and reader.word(index + 1) in MONTHS:
        return month(reader, index + 1)
    return None
