"""Weekdays: "Friday", "last Friday", "Friday, Jan. 28", "Friday night", "every Tuesday", "this coming Sunday"."""

from __future__ import annotations

from streams.processors.dates.context import Reader
from streams.processors.dates.direction import direction
from streams.processors.dates.lexicon import CLASSES, DAYPARTS, MONTHS, WEEKDAYS
from streams.processors.dates.mention import Candidate
from streams.processors.dates.months import month
from streams.processors.dates.tokens import number

NAMES_WITH = CLASSES["weekday-name-begins"]
NOT_AFTER = CLASSES["weekday-title-ends"]
_DEICTIC = {
    "last": "last",
    "past": "last",
    "next": "next",
    "coming": "next",
    "this": "this",
    "following": "next",
    "previous": "last",
}


_DATED = ("begin-of-range", "calendar-day", "day-of-deictic-year", "month-and-day")
_WEEKS = {"last": -1, "this": 0, "next": 1}


def weekday(reader: Reader, index: int) -> Candidate | None:
    """Any expression built on the weekday's name at `index`."""
    tokens = reader.tokens
    word = tokens.word(index)
    if not tokens.capital(index):
        return None
    end = index + 1
    if not word.endswith("day"):
        if tokens.word(end) == "." and tokens.tight(end):
            end += 1
        elif tokens.word(end) not in MONTHS and not (tokens.word(end) == "," and tokens.word(end + 1) in MONTHS):
            return None
    if reader.word(index - 1) in NAMES_WITH or (reader.word(end) in NOT_AFTER and tokens.capital(end)):
        return None
    return _plural(reader, index, end) or _with_date(reader, index, end) or _alone(reader, index, end)


def _plural(reader: Reader, index: int, end: int) -> Candidate | None:
    """As in "every Tuesday", "each Friday night", "every Monday and | Thursday"; the plural is a trigger of its own."""
    if _joins_every(reader, index):
        return Candidate(index, end, "SET", f"set XXXX-WXX-{WEEKDAYS[reader.word(index)]}", "every-weekday")
    if reader.word(index - 1) not in ("every", "each"):
        return None
    part = DAYPARTS.get(reader.word(end))
    time = part if part is not None and len(part) == 3 else ""
    return Candidate(
        index - 1, end + bool(time), "SET", f"set XXXX-WXX-{WEEKDAYS[reader.word(index)]}{time}", "every-weekday"
    )


def _joins_every(reader: Reader, index: int) -> bool:
    tokens = reader.tokens
    joined = reader.floor == index - 1 and tokens.word(index - 1) in ("and", "or")
    return joined and tokens.word(index - 2) in WEEKDAYS and tokens.word(index - 3) in ("each", "every")


def plural_weekday(reader: Reader, index: int) -> Candidate | None:
    """As in "Mondays"."""
    if not reader.tokens.capital(index):
        return None
    return Candidate(index, index + 1, "SET", f"set XXXX-WXX-{WEEKDAYS[reader.word(index)[:-1]]}", "weekdays")


def _with_date(reader: Reader, index: int, end: int) -> Candidate | None:
    """As in "Friday, Jan. 28, 2022", "Friday 28 January", "Sunday, March eighth"."""
    after = end + 1 if reader.word(end) == "," else end
    after += reader.word(after) == "the"
    name = after
    for _ in range(3):
        if reader.word(name) in MONTHS:
            break
        name += 1
    else:
        return None
    if name > after and number(reader.word(after)) is None:
        return None
    found = month(reader, name)
    if found is None or found.rule not in _DATED:
        return None
    return Candidate(_deictic(reader, index)[0], found.last, "DATE", found.expression, f"weekday-{found.rule}")


def _deictic(reader: Reader, index: int) -> tuple[int, str | None]:
    """The first token with "last", "this", "the previous" and the like, and the direction that they give."""
    before = reader.word(index - 1)
    where = _DEICTIC.get(before)
    if where is None:
        return index, None
    first = index - 1
    if before in ("following", "previous"):
        return (first - 1, f"{where} mention") if reader.word(first - 1) == "the" else (index, None)
    if before in ("coming", "past", "next", "last") and reader.word(first - 1) in ("this", "the"):
        first -= 1
    return first, where


def _alone(reader: Reader, index: int, end: int) -> Candidate:
    if (reader.word(index - 2), reader.word(index - 1)) == ("on", "a") and not reader.word(end).isalnum():
        return Candidate(index - 1, end, "DATE", f"set XXXX-WXX-{WEEKDAYS[reader.word(index)]}", "any-weekday")
    first, where = _deictic(reader, index)
    number_ = WEEKDAYS[reader.word(index)]
    if where is None and _restates_tomorrow(reader, index):
        return Candidate(index, end, "DATE", f"weekday {number_} next", "weekday-restated")
    of_week = None if where else _of_week(reader, end)
    if of_week is not None:
        expression = f"weekday {number_} this from shift {of_week[0]} W"
        return _day_part(reader, Candidate(first, of_week[1], "DATE", expression, "weekday-deictic"))
    week_on = reader.word(end) == "week" and not reader.word(end + 1).isalnum() and reader.word(end + 1) != "-"
    if where is None and week_on:
        return Candidate(index, end + 1, "DATE", f"shift 7 D from weekday {number_} future", "weekday-week")
    day = None if where else _in_brackets(reader, end)
    if day is not None:
        return Candidate(index, end, "DATE", day, "weekday-of-day")
    rule = "weekday-deictic" if where else "weekday"
    expression = f"weekday {number_} {where or direction(reader.tokens, first, end) or 'past'}"
    if where is not None and where.endswith(" mention"):
        expression = f"weekday {number_} {where.split()[0]}"
        expression += f" from {reader.day}" if reader.day else ""
    elif where == "this" and direction(reader.tokens, first, end) == "past":
        expression = f"weekday {number_} past"
    elif where == "this":
        expression = f"weekday {number_} future"
    return _day_part(reader, Candidate(first, end, "DATE", expression, rule))


def _of_week(reader: Reader, end: int) -> tuple[int, int] | None:
    """The shift of "next week", "of last week" after a weekday, and the token after it."""
    at = end + 1 if reader.word(end) == "of" else end
    shift = _WEEKS.get(reader.word(at))
    owns = reader.word(at + 2) in ("'", "’")  # "on Monday of last week's strike" would be two dates
    return (shift, at + 2) if shift is not None and reader.word(at + 1) == "week" and not owns else None


def _in_brackets(reader: Reader, end: int) -> str | None:
    """The day that stands in brackets behind a weekday: "on Monday (Jan. 31)", "on Monday (31 January)"."""
    if reader.word(end) != "(":
        return None
    name = next((at for at in (end + 1, end + 2) if reader.word(at) in MONTHS), None)
    found = month(reader, name) if name is not None else None
    named = found is not None and found.rule in ("calendar-day", "month-and-day")
    return found.expression if found is not None and named else None


def _restates_tomorrow(reader: Reader, index: int) -> bool:
    """As in "tomorrow, on Saturday", "tomorrow (Saturday)"."""
    at = index - 1
    while reader.tokens.word(at) in ("on", ",", "(", "—", "-"):
        at -= 1
    return at < index - 1 and reader.tokens.word(at) == "tomorrow"


def _day_part(reader: Reader, found: Candidate) -> Candidate:
    """As in "Friday night", "Friday morning"."""
    word = reader.word(found.last)
    part = DAYPARTS.get(word) or DAYPARTS.get(word.removesuffix("s"))
    if part is None:
        return found
    if word.endswith("s"):
        return Candidate(
            found.first, found.last + 1, "SET", f"set XXXX-WXX-{found.expression.split()[1]}{part}", "weekday-parts"
        )
    base, mark, rest = found.expression.partition(" from ")
    return Candidate(found.first, found.last + 1, "TIME", f"{base} at={part}{mark}{rest}", f"{found.rule}-part")
