"""EDTF levels 0 and 1: bounds, order, and what is refused."""

import pytest

from streams.processors.dates import edtf


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2022-01-28", "2022-01-28", "2022-01-28"),
        ("2022-02", "2022-02-01", "2022-02-28"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2022", "2022-01-01", "2022-12-31"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("2022-XX", "2022-01-01", "2022-12-31"),
        ("2022-02-XX", "2022-02-01", "2022-02-28"),
        ("2022-21", "2022-03-01", "2022-05-31"),
        ("2021-24", "2021-12-01", "2022-02-28"),
        ("2022-02~", "2022-02-01", "2022-02-28"),
        ("2022-01-28T14:05:00Z", "2022-01-28", "2022-01-28"),
        ("2022-01-28/2022-02-11", "2022-01-28", "2022-02-11"),
        ("2022-01/2022-01-28", "2022-01-01", "2022-01-28"),
        ("/2022-01-28", None, "2022-01-28"),
        ("2022-01-28/..", "2022-01-28", None),
        ("2022-01-28/", "2022-01-28", None),
        ("9999-24", "9999-12-01", "9999-12-31"),
        ("00XX", "0001-01-01", "0099-12-31"),
    ],
)
def test_bounds_are_the_first_and_last_day_meant(written: str, first: str | None, last: str | None) -> None:
    assert edtf.bounds(written) == (first, last)
    assert edtf.is_valid(written)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "..",
        "/",
        "../..",
        "2022-13",
        "2022-02-30",
        "22",
        "2022-1-1",
        "2022-01-28/2022-01-27",
        "next week",
        "2022-33",
        "0000",
        "-0044-03-15",
        "2022-XX-05",
        "199X-01-05",
        "2022-01T10:00",
        "{2021,2022}",
        "2022-01-28/x",
        "２０２２",
    ],
)
def test_what_is_no_edtf_of_level_0_or_1_is_refused(written: str) -> None:
    assert not edtf.is_valid(written)
    with pytest.raises(ValueError, match=r"EDTF|interval|month|day|year"):
        edtf.bounds(written)


def test_the_order_is_total_by_lower_bound_then_upper_bound() -> None:
    ordered = [
        "2014",
        "2021-12/2022-01-28",
        "2022-01-28",
        "2022-01-28/2022-02-11",
        "2022-01-28/..",
        "2022-02",
    ]
    shuffled = [ordered[index] for index in (3, 0, 5, 1, 4, 2)]
    assert sorted(shuffled, key=edtf.sort_key) == ordered


def test_before_means_every_day_before_every_day() -> None:
    assert edtf.is_before("2021", "2022-01-01")
    assert not edtf.is_before("2022", "2022-01-28")
    assert not edtf.is_before("2022-01-28/..", "2030")


def test_an_interval_of_one_day_is_written_as_the_day() -> None:
    assert edtf.interval("2022-01-28", "2022-01-28") == "2022-01-28"
    assert edtf.interval(None, "2022-01-28") == "/2022-01-28"
    assert edtf.interval(None, None) is None
