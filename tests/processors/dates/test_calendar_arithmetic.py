"""Weekdays, ends of months and years, leap days: resolved from an anchor, never out of the calendar."""

from datetime import date, timedelta

import pytest

from streams.processors.dates import find_dates, needs_anchor, resolve

WEEK = [date(2022, 1, 24) + timedelta(days=shift) for shift in range(7)]
NAMES = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def values(text: str, published: date | None) -> list[str | None]:
    return [one.resolved.value if one.resolved else None for one in find_dates(text, published=published)]


@pytest.mark.parametrize("anchor", WEEK)
@pytest.mark.parametrize("named", range(7))
def test_a_bare_weekday_is_the_last_one_on_or_before_publication(anchor: date, named: int) -> None:
    expected = next(day for day in (anchor - timedelta(days=back) for back in range(7)) if day.weekday() == named)
    assert values(f"The minister spoke on {NAMES[named]}.", anchor) == [expected.isoformat()]


@pytest.mark.parametrize("anchor", WEEK)
@pytest.mark.parametrize("named", range(7))
def test_a_weekday_after_will_is_the_next_one_on_or_after_publication(anchor: date, named: int) -> None:
    expected = next(day for day in (anchor + timedelta(days=ahead) for ahead in range(7)) if day.weekday() == named)
    assert values(f"The ministers will meet on {NAMES[named]}.", anchor) == [expected.isoformat()]


@pytest.mark.parametrize("anchor", WEEK)
@pytest.mark.parametrize("named", range(7))
def test_last_and_next_weekday_are_never_the_day_itself(anchor: date, named: int) -> None:
    before = next(day for day in (anchor - timedelta(days=back) for back in range(1, 8)) if day.weekday() == named)
    after = next(day for day in (anchor + timedelta(days=ahead) for ahead in range(1, 8)) if day.weekday() == named)
    assert values(f"They met last {NAMES[named]}.", anchor) == [before.isoformat()]
    assert values(f"They will meet next {NAMES[named]}.", anchor) == [after.isoformat()]


@pytest.mark.parametrize(
    ("expression", "anchor", "value"),
    [
        ("shift -1 D", date(2022, 1, 1), "2021-12-31"),
        ("shift 1 D", date(2021, 12, 31), "2022-01-01"),
        ("shift -1 D", date(2020, 3, 1), "2020-02-29"),
        ("shift -1 D", date(2022, 3, 1), "2022-02-28"),
        ("shift -1 W", date(2022, 1, 5), "2021-W52"),
        ("shift 0 W", date(2021, 1, 3), "2020-W53"),
        ("shift 1 M", date(2022, 1, 31), "2022-02"),
        ("shift -1 M", date(2022, 1, 1), "2021-12"),
        ("shift -1 Q", date(2022, 2, 1), "2021-Q4"),
        ("shift 1 Q", date(2021, 12, 31), "2022-Q1"),
        ("shift -1 Y", date(2020, 2, 29), "2019"),
        ("shift -3 E", date(2022, 1, 29), "199"),
        ("shift 0 K", date(2022, 1, 28), "2022-W04-WE"),
        ("date 02-29 near", date(2022, 3, 1), "2020-02-29"),
        ("date 02-29 future", date(2022, 3, 1), "2024-02-29"),
        ("date 01-05 near", date(2021, 12, 20), "2022-01-05"),
        ("date 12-20 near", date(2022, 1, 5), "2021-12-20"),
        ("date 05-27 near", date(2022, 1, 27), "2022-05-27"),
        ("date 05-28 near", date(2022, 1, 27), "2021-05-28"),
        ("month 02 near", date(2022, 1, 28), "2022-02"),
        ("month 11 near", date(2022, 1, 28), "2021-11"),
        ("month 01 last", date(2022, 1, 28), "2021-01"),
        ("monthday 31 past", date(2022, 3, 15), "2022-01-31"),
        ("season WI this", date(2022, 1, 28), "2021-WI"),
        ("season SP last", date(2022, 1, 28), "2021-SP"),
        ("holiday 11-4-4 near", date(2022, 11, 28), "2022-11-24"),
        ("holiday easter+0 near", date(2022, 4, 20), "2022-04-17"),
        ("quarter 3 in from shift -1 Y", date(2022, 1, 28), "2021-Q3"),
        ("shift 2 D from weekday 5 past", date(2022, 1, 31), "2022-01-30"),
    ],
)
def test_an_expression_resolves_from_its_anchor(expression: str, anchor: date, value: str) -> None:
    resolved = resolve(expression, anchor)
    assert resolved is not None
    assert resolved.value == value


@pytest.mark.parametrize(
    ("expression", "anchor"),
    [
        ("shift 1 D", date.max),
        ("shift -1 D", date.min),
        ("shift 999999999 W", date(2022, 1, 28)),
        ("shift -500 C", date(2022, 1, 28)),
        ("weekday 1 next", date.max),
        ("is 2022-02-30", None),
        ("is 0000", None),
        ("no such operation", date(2022, 1, 28)),
        ("", date(2022, 1, 28)),
        ("shift x D", date(2022, 1, 28)),
        ("shift 1", date(2022, 1, 28)),
    ],
)
def test_what_leads_out_of_the_calendar_or_is_no_expression_gives_none(expression: str, anchor: date | None) -> None:
    assert resolve(expression, anchor) is None


def test_only_expressions_that_stand_alone_resolve_without_an_anchor() -> None:
    assert not needs_anchor("is 2022-01-28")
    assert needs_anchor("weekday 5 past")
    assert not needs_anchor("span PT2H")


@pytest.mark.parametrize("expression", ["span P2W future mod=APPROX", "span PXW past", "ref PAST"])
def test_a_span_before_or_after_the_anchor_waits_for_it(expression: str) -> None:
    assert needs_anchor(expression)


def test_years_at_the_end_of_the_calendar_are_read() -> None:
    assert values("In the year 2999, on 1 January 2999.", date(2022, 1, 28)) == ["2999", "2999-01-01"]
    for anchor in (date.min, date.max):
        find_dates(
            "Last century, next week, in 500 years, two days later, Easter, this winter, the third quarter.",
            published=anchor,
        )


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("Over the weekend it rained.", date(2022, 1, 28), "2022-W03-WE"),
        ("Over the weekend it rained.", date(2022, 1, 30), "2022-W04-WE"),
        ("They spoke at a panel this weekend.", date(2022, 1, 31), "2022-W04-WE"),
        ("They will speak this weekend.", date(2022, 1, 31), "2022-W05-WE"),
        ("a tournament in the summer", date(2022, 2, 24), "2022-SU"),
        ("a tournament in the spring", date(2022, 2, 24), "2022-SP"),
        ("a tournament in the summer", date(2022, 11, 24), "2022-SU"),
        ("a storm in the winter", date(2022, 2, 24), "2021-WI"),
        ("a storm in the autumn", date(2022, 2, 24), "2021-FA"),
    ],
)
def test_weekends_and_seasons_are_the_running_or_the_nearest(text: str, published: date, value: str) -> None:
    assert values(text, published) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It was built in January.", "2021-01"),
        ("It was built in October.", "2021-10"),
        ("It is the first since November.", "2020-11"),
        ("It will be built in January.", "2022-01"),
        ("thousands since January 1st", "2021-01-01"),
        ("even before Inauguration Day", "2022-01-20"),
    ],
)
def test_the_past_keeps_months_and_days_from_lying_ahead(text: str, value: str) -> None:
    assert values(text, date(2021, 9, 29)) == [value]
