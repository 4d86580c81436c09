"""What holds for any text: exact offsets, no exception, the same answer each time, linear time."""

import time
import tracemalloc
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.processors.dates import detect, edtf, find_dates, link, resolve
from streams.processors.dates.detection import mentions
from streams.processors.dates.tokens import tokenise

PIECES = (
    "Monday Friday, Jan. March May 28 2022 two weeks ago later the next last year 's third quarter - early mid half "
    "and a few of 12 30 p.m. EST noon night from to , . ( ) yesterday fiscal 1990 s ' '80s century decade hours ahead "
    "coming same that day every hundred 1/2 couple since will said İ ４ \u00a0 \n \n\n “ ” 01/26/22 2022-01-28 "
    "9999-12-31 Christmas now"
)
PARTS = (
    "is date month weekday shift quarter half season holiday span set ref monthday from at=TNI mod=APPROX near past "
    "future last next in 2 -2 D W M Y Q E K 02-30 13 99 P2W PXW easter+9 05--1-1 SU 2022-W60"
)
WORDS = st.sampled_from(PIECES.split(" "))
STEPS = st.sampled_from(PARTS.split(" "))
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join), st.lists(WORDS, max_size=40).map("".join)
)
DAYS = st.one_of(st.none(), st.dates())


@settings(max_examples=300, deadline=None)
@given(text=TEXTS, published=DAYS, order=st.sampled_from(["MDY", "DMY"]))
def test_any_text_gives_ordered_exact_spans_and_valid_edtf(text: str, published: date | None, order: str) -> None:
    end = 0
    for one in link(find_dates(text, published=published, order=order), text):
        assert end <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip() == text[one.start : one.end]
        end = one.end
        assert one.event is None or 0 <= one.event[0] < one.event[1] <= len(text)
        if one.resolved is not None and one.resolved.edtf is not None:
            assert edtf.bounds(one.resolved.edtf) == (one.resolved.first, one.resolved.last)


@settings(max_examples=100, deadline=None)
@given(text=TEXTS, published=st.dates())
def test_resolving_again_from_the_same_anchor_gives_the_same(text: str, published: date) -> None:
    for one in find_dates(text, published=published):
        assert resolve(one.expression, published) == one.resolved
    assert detect(text) == mentions(tokenise(text)) == mentions(tokenise(text))


@settings(max_examples=200, deadline=None)
@given(expression=st.one_of(st.text(max_size=60), st.lists(STEPS, max_size=8).map(" ".join)), anchor=DAYS)
def test_any_expression_resolves_or_gives_none(expression: str, anchor: date | None) -> None:
    resolve(expression, anchor)


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "May ",
        ",",
        "two days later ",
        "the end of ",
        "\n",
        "Friday ",
        "hundred and ",
        "12:30 ",
        "-",
        "Jan. 1 to ",
        "http://2020/1 ",
    ],
)
def test_time_grows_with_the_length_only(unit: str) -> None:
    text = (unit * (200_000 // len(unit) + 1))[:200_000]
    begin = time.process_time()
    link(find_dates(text, published=date(2022, 1, 28)), text)
    assert time.process_time() - begin < 10


@pytest.mark.parametrize(
    ("unit", "length"),
    [("0123456789", 1_000_000), ("20", 1_000_000), (":", 500_000), ("the ", 500_000), ("Monday ", 50_000)],
)
def test_detection_takes_at_most_150_bytes_a_character(unit: str, length: int) -> None:
    text = (unit * (length // len(unit) + 1))[:length]
    tokenise.cache_clear()
    tracemalloc.start()
    try:
        found = detect(text)
        assert tracemalloc.get_traced_memory()[1] < 150 * length
    finally:
        tracemalloc.stop()
    assert all(one.end <= other.start for one, other in pairwise(found))
