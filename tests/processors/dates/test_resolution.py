"""Anchors: the outlet's local day, the day of speech; and EDTF that is never more precise than the text."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from streams.processors.dates import anchor_in_speech, find_dates, link, local_day, resolve
from streams.processors.found import FoundClaim, FoundDate, Kind

PUBLISHED = date(2022, 1, 28)


def claim(text: str, content: str, said_on: str | None, kind: Kind = "direct") -> FoundClaim:
    start = text.index(content)
    return FoundClaim(
        content=((start, start + len(content)),),
        kind=kind,
        cue=None,
        rule="test",
        speaker_span=None,
        speaker=None,
        speaker_method="unknown",
        stance="assert",
        said_on=said_on,
        said_on_basis="explicit",
    )


def only(text: str) -> FoundDate:
    [one] = find_dates(text, published=PUBLISHED)
    return one


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("They met in February 2021.", "2021-02"),
        ("this week", "2022-01-24/2022-01-30"),
        ("in recent weeks", "/2022-01-28"),
        ("in the future", "2022-01-28/.."),
        ("in the next fortnight", "2022-01-28/2022-02-11"),
        ("in the next couple of weeks", "2022-01-28/2022-02-11~"),
        ("over the past two months", "2021-11/2022-01-28"),
        ("the past 20 years", "2002/2022-01-28"),
        ("the past 24 hours", "2022-01-27/2022-01-28"),
        ("He spoke two days after the talks.", "2022-01-26/2022-01-28"),
        ("They have been there for weeks.", "/2022-01-28"),
        ("in late December", "2021-12"),
        ("three decades ago", "199X"),
        ("last spring", "2021-21"),
        ("the third quarter", "2021-07/2021-09"),
        ("now", "2022-01-28"),
        ("on Thursday night", "2022-01-27"),
        ("about five years ago", "2017~"),
        ("over the past year", "2021/2022-01-28"),
        ("over the next month", "2022-01-28/2022-02"),
    ],
)
def test_the_edtf_is_no_more_precise_than_the_text(text: str, written: str) -> None:
    resolved = only(text).resolved
    assert resolved is not None
    assert resolved.edtf == written


def test_a_duration_that_lies_nowhere_has_no_edtf() -> None:
    resolved = only("They spoke for two hours.").resolved
    assert resolved is not None
    assert (resolved.value, resolved.edtf, resolved.first) == ("PT2H", None, None)


def test_a_superlative_looks_back_over_no_certain_span() -> None:
    resolved = only("It will be the largest drill in ten years.").resolved
    assert resolved is not None
    assert (resolved.value, resolved.edtf) == ("P10Y", None)


def test_a_month_of_any_year_has_no_edtf() -> None:
    resolved = only("They normally meet in March.").resolved
    assert resolved is not None
    assert (resolved.value, resolved.edtf) == ("XXXX-03", None)


@pytest.mark.parametrize(
    ("instant", "zone", "day"),
    [
        (datetime(2022, 1, 28, 23, 30, tzinfo=UTC), "Europe/Kyiv", date(2022, 1, 29)),
        (datetime(2022, 1, 28, 4, 59, tzinfo=UTC), "America/New_York", date(2022, 1, 27)),
        (datetime(2022, 1, 28, 5, 0, tzinfo=UTC), "America/New_York", date(2022, 1, 28)),
        (datetime(2022, 3, 27, 0, 30, tzinfo=UTC), "Europe/London", date(2022, 3, 27)),
        (datetime(2022, 1, 28, 23, 30, tzinfo=UTC), None, date(2022, 1, 28)),
        (datetime(2022, 1, 28, 23, 30, tzinfo=UTC), "No/Where", date(2022, 1, 28)),
        (datetime(2022, 1, 28, 23, 30), "Europe/Kyiv", date(2022, 1, 28)),  # noqa: DTZ001
        (datetime(9999, 12, 31, 23, 30, tzinfo=UTC), "Asia/Tokyo", date(9999, 12, 31)),
        (date(2022, 1, 28), "Europe/Kyiv", date(2022, 1, 28)),
    ],
)
def test_the_anchor_is_the_day_at_the_outlet(instant: date, zone: str | None, day: date) -> None:
    assert local_day(instant, zone) == day


def test_an_undated_article_keeps_what_needs_no_anchor_and_resolves_later_by_the_same_function() -> None:
    undated = find_dates("On Friday they recalled 2014.", published=None)
    dated = find_dates("On Friday they recalled 2014.", published=PUBLISHED)
    assert [one.anchor_basis for one in undated] == ["none", "self"]
    assert undated[0].resolved is None
    assert [resolve(one.expression, PUBLISHED) for one in undated] == [one.resolved for one in dated]


def test_a_date_inside_a_quotation_is_resolved_from_the_day_of_speech() -> None:
    text = "“We will leave tomorrow. Right now we wait, as in 2014,” she said on Wednesday."
    content = "We will leave tomorrow. Right now we wait, as in 2014"
    dates = find_dates(text, published=PUBLISHED)
    spoken = anchor_in_speech(dates, [claim(text, content, "2022-01-26")])
    assert [(one.resolved and one.resolved.edtf, one.anchor_basis) for one in spoken] == [
        ("2022-01-27", "speech"),
        ("2022-01-26", "speech"),
        ("2014", "self"),
        ("2022-01-26", "publication"),
    ]
    assert spoken[0].ahead is False


@pytest.mark.parametrize("said_on", [None, "2022-01", "/2022-01-28", "2022-01-28", "no date"])
def test_a_claim_of_no_single_other_day_changes_nothing(said_on: str | None) -> None:
    text = "“We leave tomorrow,” she said."
    dates = find_dates(text, published=PUBLISHED)
    spoken = anchor_in_speech(dates, [claim(text, "We leave tomorrow", said_on)])
    assert spoken == dates


def test_reported_speech_keeps_the_writers_tomorrow_but_counts_weekdays_to_come_from_the_day_of_speech() -> None:
    text = "He said on Wednesday that they would talk tomorrow and meet on Thursday."
    content = "they would talk tomorrow and meet on Thursday"
    dates = find_dates(text, published=PUBLISHED)
    spoken = anchor_in_speech(dates, [claim(text, content, "2022-01-26", "indirect")])
    assert [one.resolved.value for one in spoken if one.resolved] == ["2022-01-26", "2022-01-29", "2022-01-27"]


def test_in_mixed_content_only_the_quoted_part_is_the_speakers() -> None:
    text = "He said on Wednesday that today they “leave tomorrow” for good."
    content = "today they “leave tomorrow” for good"
    dates = find_dates(text, published=PUBLISHED)
    spoken = anchor_in_speech(dates, [claim(text, content, "2022-01-26", "mixed")], text=text)
    assert [one.resolved.value for one in spoken if one.resolved] == ["2022-01-26", "2022-01-28", "2022-01-27"]


def test_ahead_means_after_publication() -> None:
    ahead = [
        one.ahead
        for one in find_dates("Today, tomorrow, last week, in the future and for two hours.", published=PUBLISHED)
    ]
    assert ahead == [False, True, False, True, None]
    assert only("tomorrow").ahead is True
    assert replace(only("tomorrow"), ahead=None) == replace(find_dates("tomorrow", published=PUBLISHED)[0], ahead=None)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Friday's talks failed.", "talks"),
        ("The 2014 annexation of the island was denounced.", "annexation"),
        ("An invasion in February is feared.", "invasion"),
        ("Nothing happened on Friday.", None),
    ],
)
def test_the_event_beside_a_date_is_linked(text: str, event: str | None) -> None:
    [one] = link(find_dates(text, published=PUBLISHED), text)
    assert (one.event and text[slice(*one.event)]) == event
