"""Day arithmetic that never overflows: outside the years 1 to 9999 the answer is None.

Weeks are ISO weeks, weekdays ISO numbers (Monday 1 to Sunday 7).
"""

from __future__ import annotations

from datetime import date, timedelta

FIRST_YEAR = 1
LAST_YEAR = 9999


def day(year: int, month: int, number: int) -> date | None:
    """The day, or None if there is none such (30 February, year 10000)."""
    try:
        return date(year, month, number)
    except (ValueError, OverflowError):
        return None


def add_days(base: date, number: int) -> date | None:
    """The day that lies `number` days after the given one."""
    try:
        return base + timedelta(days=number)
    except OverflowError:
        return None


def month_after(year: int, month: int, number: int) -> tuple[int, int] | None:
    """The year and month that lie `number` months after the given one."""
    index = year * 12 + month - 1 + number
    later = index // 12, index % 12 + 1
    return later if FIRST_YEAR <= later[0] <= LAST_YEAR else None


def add_months(base: date, number: int) -> date | None:
    """The same day of the month `number` months later, or that month's last day where it is shorter (31 January, 28
    February)."""
    later = month_after(base.year, base.month, number)
    return None if later is None else date(*later, min(base.day, month_length(*later)))


def month_length(year: int, month: int) -> int:
    """How many days the month has."""
    if month == 12:
        return 31
    return (date(year, month + 1, 1) - date(year, month, 1)).days


def week_bounds(year: int, week: int) -> tuple[date, date] | None:
    """Monday and Sunday of an ISO week; None for a week that the year does not have."""
    try:
        return date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 7)
    except (ValueError, OverflowError):
        return None


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> date | None:
    """The nth weekday of a month, counted from its end where `nth` is negative: (2022, 11, 4, 4) is Thanksgiving, the
    24th."""
    if nth > 0:
        first = day(year, month, 1)
        return first and day(year, month, 1 + (weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    last = day(year, month, month_length(year, month))
    return last and add_days(last, -((last.isoweekday() - weekday) % 7) + 7 * (nth + 1))


def easter(year: int) -> date | None:
    """Western Easter Sunday by the Gregorian computus (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    m = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    n = h + m - 7 * ((a + 11 * h + 22 * m) // 451) + 114
    return day(year, n // 31, n % 31 + 1)
