"""What each operation of an expression means. `base` is the day counted from; None where the text gives none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from streams.processors.dates.calendar import add_days, add_months, day, easter, month_after, nth_weekday
from streams.processors.dates.values import edtf_of

NEAR_AHEAD_DAYS = 120  # a month and day without a year lies at most so far ahead of the anchor
NEAR_AHEAD_MONTHS = 4  # and so does a month


@dataclass(frozen=True, slots=True)
class Meaning:
    """A TIMEX3 value and the EDTF of the days meant, before modifiers."""

    value: str
    edtf: str | None


Operation = Callable[[Sequence[str], date | None], Meaning | None]


def _is(words: Sequence[str], base: date | None) -> Meaning | None:
    """`is 2022-01`: what stands there needs no anchor."""
    written = edtf_of(words[0])
    return None if written is None else Meaning(words[0], written)


def _ref(words: Sequence[str], base: date | None) -> Meaning:
    """`ref PAST`, `ref FUTURE`: before, at or after the anchor; how far, the text does not say."""
    value = f"{words[0]}_REF"
    if base is None:
        return Meaning(value, None)
    day_ = base.isoformat()
    ends = {"PAST": f"/{day_}", "PRESENT": day_, "FUTURE": f"{day_}/.."}
    return Meaning(value, ends[words[0]])


def _set(words: Sequence[str], base: date | None) -> Meaning:
    """`set XXXX-WXX-2`: "every Tuesday"."""
    return Meaning(words[0], None)


def _span(words: Sequence[str], base: date | None) -> Meaning:
    """`span P2W future`: the fortnight that begins at the anchor; `span P2W`: one that lies nowhere."""
    value = words[0]
    if base is None or len(words) == 1:
        return Meaning(value, None)
    number, unit = value.removeprefix("P").removeprefix("T")[:-1], value[-1]
    if "X" in number:
        ends = {"past": f"/{base.isoformat()}", "future": f"{base.isoformat()}/.."}
        return Meaning(value, ends[words[1]])
    if value.startswith("PT"):
        number, unit = str(int(number) // 24 if unit == "H" else 0), "D"
    if not number.isdigit():
        return Meaning(value, None)
    other = _stepped(base, int(number) * (1 if words[1] == "future" else -1), unit)
    if other is None:
        return Meaning(value, None)
    begin, end = (
        (base.isoformat(), _coarse(other, unit)) if words[1] == "future" else (_coarse(other, unit), base.isoformat())
    )
    return Meaning(value, begin if begin == end else f"{begin}/{end}")


def _stepped(base: date, number: int, unit: str) -> date | None:
    if unit in "DW":
        return add_days(base, number * (7 if unit == "W" else 1))
    months = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}.get(unit)
    return None if months is None else add_months(base, number * months)


def _coarse(far: date, unit: str) -> str:
    """The far end of a span, no more precise than its unit."""
    return far.isoformat() if unit in "DW" else far.isoformat()[: 7 if unit in "MQ" else 4]


def _shift(words: Sequence[str], base: date | None) -> Meaning | None:
    """`shift -1 W`: whole calendar units from the one that the base lies in."""
    if base is None:
        return None
    value = _SHIFTS[words[1]](base, int(words[0]))
    return None if value is None else _calendar(value)


def _calendar(value: str | None) -> Meaning | None:
    written = None if value is None else edtf_of(value)
    return None if value is None or written is None else Meaning(value, written)


def _shift_day(base: date, number: int) -> str | None:
    moved = add_days(base, number)
    return None if moved is None else moved.isoformat()


def _shift_week(base: date, number: int) -> str | None:
    moved = add_days(base, 7 * number)
    return None if moved is None else "{:04d}-W{:02d}".format(*moved.isocalendar()[:2])


def _shift_fortnight(base: date, number: int) -> str | None:
    return _shift_week(base, 2 * number)


def _shift_weekend(base: date, number: int) -> str | None:
    week = _shift_week(base, number)
    return week and f"{week}-WE"


def _shift_month(base: date, number: int) -> str | None:
    moved = month_after(base.year, base.month, number)
    return moved and "{:04d}-{:02d}".format(*moved)


def _shift_quarter(base: date, number: int) -> str | None:
    moved = month_after(base.year, base.month, 3 * number)
    return moved and f"{moved[0]:04d}-Q{(moved[1] + 2) // 3}"


def _shift_half(base: date, number: int) -> str | None:
    moved = month_after(base.year, base.month, 6 * number)
    return moved and f"{moved[0]:04d}-H{(moved[1] + 5) // 6}"


def _shift_year(base: date, number: int) -> str:
    return f"{base.year + number:04d}"


def _shift_decade(base: date, number: int) -> str:
    return f"{base.year // 10 + number:03d}"


def _shift_century(base: date, number: int) -> str:
    return f"{base.year // 100 + number:02d}"


_SHIFTS: dict[str, Callable[[date, int], str | None]] = {
    "C": _shift_century,
    "D": _shift_day,
    "E": _shift_decade,
    "F": _shift_fortnight,
    "H": _shift_half,
    "K": _shift_weekend,
    "M": _shift_month,
    "Q": _shift_quarter,
    "W": _shift_week,
    "Y": _shift_year,
}


def _year(words: Sequence[str], base: date | None) -> Meaning | None:
    """`year past`: "the past year" has the value of last year and means the twelve months up to the base."""
    if base is None:
        return None
    value = _shift_year(base, -1)
    return None if edtf_of(value) is None else Meaning(value, f"{value}/{base.isoformat()}")


def _weekend(words: Sequence[str], base: date | None) -> Meaning | None:
    """`weekend past`: the weekend that began last; on a Saturday or Sunday the one that runs;
    recent: "this weekend" of what has happened, on a Monday or Tuesday the one before."""
    if base is None:
        return None
    over = base.isoweekday() < 6 if words[0] == "past" else base.isoweekday() < 3
    return _calendar(_shift_weekend(base, -1 if over else 0))


def _weekday(words: Sequence[str], base: date | None) -> Meaning | None:
    """`weekday 5 past`: a Friday; past: on or before, future: on or after, last and next: strictly so, this: in the
    same week."""
    if base is None:
        return None
    ahead = (int(words[0]) - base.isoweekday()) % 7
    offsets = {
        "past": ahead - 7 if ahead else 0,
        "future": ahead,
        "last": ahead - 7,
        "next": ahead or 7,
        "this": int(words[0]) - base.isoweekday(),
    }
    return _calendar(_shift_day(base, offsets[words[1]]))


def _date(words: Sequence[str], base: date | None) -> Meaning | None:
    """`date 01-26 near`: a day of the year without its year."""
    month, number = int(words[0][:2]), int(words[0][3:])
    if base is None:
        return None
    return _calendar(
        _chosen([day(base.year + shift, month, number) for shift in _years_around(words[1])], words[1], base)
    )


def _years_around(direction: str) -> tuple[int, ...]:
    """29 February may be four years away, eight around 1900."""
    return (0,) if direction == "in" else (0, -1, 1, -2, 2, -3, 3, -4, 4, -8, 8)


def _chosen(days: Sequence[date | None], direction: str, base: date) -> str | None:
    """The day in the direction that the text gives; `near` is the nearest that lies at most NEAR_AHEAD_DAYS ahead."""
    known = [one for one in days if one is not None]
    fitting = [
        one for one in known if _fits((one - base).days, direction) and (direction != "this" or one.year == base.year)
    ]
    return min(fitting, key=lambda one: (abs((one - base).days), one)).isoformat() if fitting else None


def _fits(ahead: int, direction: str) -> bool:
    """Does a day so many days ahead of the base lie in the direction?"""
    allowed = {
        "near": ahead <= NEAR_AHEAD_DAYS,
        "past": ahead <= 0,
        "future": ahead >= 0,
        "last": ahead < 0,
        "next": ahead > 0,
    }
    return allowed.get(direction, True)


def _month(words: Sequence[str], base: date | None) -> Meaning | None:
    """`month 02 near`: the nearest February; behind: at most one month ahead."""
    if base is None:
        return None
    number, direction = int(words[0]), words[1]
    ahead = (number - base.month) % 12
    offsets = {
        "in": number - base.month,
        "this": number - base.month,
        "near": ahead if ahead <= NEAR_AHEAD_MONTHS else ahead - 12,
        "behind": ahead if ahead <= 1 else ahead - 12,
        "past": ahead - 12 if ahead else 0,
        "future": ahead,
        "last": ahead - 12,
        "next": ahead or 12,
    }
    return _calendar(_shift_month(base, offsets[direction]))


def _quarter(words: Sequence[str], base: date | None) -> Meaning | None:
    """`quarter 3 near`: the third quarter, the one that ended last or runs, unless the text looks ahead."""
    return _part_of_year("Q", 4, int(words[0]), words[1], base)


def _half(words: Sequence[str], base: date | None) -> Meaning | None:
    """`half 2 near`: the second half."""
    return _part_of_year("H", 2, int(words[0]), words[1], base)


def _part_of_year(letter: str, parts: int, number: int, direction: str, base: date | None) -> Meaning | None:
    if base is None:
        return None
    current = (base.month - 1) * parts // 12 + 1
    behind = {
        "near": -1 if number > current + (parts == 2) else 0,
        "past": -1 if number > current else 0,
        "future": 1 if number < current else 0,
        "last": -1 if number >= current else 0,
        "next": 1 if number <= current else 0,
    }.get(direction, 0)
    return _calendar(f"{base.year + behind:04d}-{letter}{number}")


_SEASON_ORDER = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # first month


def _season(words: Sequence[str], base: date | None) -> Meaning | None:
    """`season SU last`: winter counts to the year that it begins in, January and February to the winter before."""
    if base is None:
        return None
    moved = add_months(base, -2)
    if words[1] == "in" or moved is None:
        return _calendar(f"{base.year:04d}-{words[0]}")
    begin, now = _SEASON_ORDER[words[0]], (base.month - 3) % 12 + 3
    year = base.year - (base.month < 3)
    soon = (begin - now) % 12 <= NEAR_AHEAD_MONTHS
    running = begin <= now < begin + 3
    to_come, over = begin > now, begin + 3 <= now
    shift = {
        "this": 0 if words[0] == "WI" else base.year - year,
        "recent": 0,
        "near": int(over) if soon else -int(to_come),
        "past": -int(to_come),
        "last": -int(running or to_come),
        "future": int(over),
        "next": int(running or over),
    }[words[1]]
    return _calendar(f"{year + shift:04d}-{words[0]}")


def _holiday(words: Sequence[str], base: date | None) -> Meaning | None:
    """`holiday 11-4-4 near`: the nearest Thanksgiving; the rule is one of words/holidays.tsv."""
    if base is None:
        return None
    days = [_holiday_in(words[0], base.year + shift) for shift in _years_around(words[1])[:3]]
    return _calendar(_chosen(days, "any" if words[1] == "near" else words[1], base))


def _holiday_in(rule: str, year: int) -> date | None:
    if rule.startswith("easter"):
        sunday = easter(year) if 1 <= year <= 9999 else None
        return sunday and add_days(sunday, int(rule.removeprefix("easter")))
    if len(rule) == 5:
        return day(year, int(rule[:2]), int(rule[3:]))
    nth, weekday = rule[3:-2], rule[-1]
    return nth_weekday(year, int(rule[:2]), int(nth), int(weekday)) if 1 <= year <= 9998 else None


def _monthday(words: Sequence[str], base: date | None) -> Meaning | None:
    """`monthday 28 past`: "the 28th"; in: of the base's month."""
    if base is None:
        return None
    shifts = (0,) if words[1] == "in" else (0, -1, 1, -2, 2)
    months = [month_after(base.year, base.month, shift) for shift in shifts]
    return _calendar(_chosen([day(*month, int(words[0])) for month in months if month], words[1], base))


OPERATIONS: dict[str, Operation] = {
    "date": _date,
    "half": _half,
    "holiday": _holiday,
    "is": _is,
    "month": _month,
    "monthday": _monthday,
    "quarter": _quarter,
    "ref": _ref,
    "season": _season,
    "set": _set,
    "shift": _shift,
    "span": _span,
    "weekday": _weekday,
    "weekend": _weekend,
    "year": _year,
}
