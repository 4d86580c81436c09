"""The publication date: what the source states, a dateline, the body; never the future."""

from datetime import UTC, datetime

import pytest

from streams.processors.publication import Candidate, Publication, choose_publication

RECORDED = datetime(2022, 3, 1, 12, 0, tzinfo=UTC)


def choose(text: str, *candidates: Candidate, zone: str | None = None, order: str = "MDY") -> Publication:
    return choose_publication(candidates, text, recorded_at=RECORDED, zone=zone, order=order)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2022-01-28", "2022-01-28"),
        ("2022-01-28T10:00:00Z", "2022-01-28"),
        ("Fri, 28 Jan 2022 10:00:00 +0000", "2022-01-28"),
        ("Published Jan. 28, 2022 at 5:14 p.m. EST", "2022-01-28"),
        ("le 28 janvier 2022", "2022-01-28"),
        ("28. Januar 2022", "2022-01-28"),
        ("28.01.2022", "2022-01-28"),
        ("28 января 2022", "2022-01-28"),
        ("28 de enero de 2022", "2022-01-28"),
    ],
)
def test_a_stated_date_is_read_in_the_style_of_any_locale(value: str, day: str) -> None:
    chosen = choose("", Candidate(value, "metadata"))
    assert (chosen.day, chosen.basis, chosen.refused) == (day, "metadata", ())


def test_the_order_of_the_outlet_decides_a_day_in_figures() -> None:
    assert choose("", Candidate("03/01/2022", "byline"), order="DMY").day == "2022-01-03"
    assert choose("", Candidate("01/03/2022", "byline")).day == "2022-01-03"


def test_an_instant_becomes_the_day_at_the_outlet() -> None:
    stated = Candidate("2022-01-28T23:30:00+00:00", "metadata")
    assert choose("", stated, zone="Europe/Kyiv").day == "2022-01-29"
    assert choose("", stated, zone="America/New_York").day == "2022-01-28"
    assert choose("", stated).instant == "2022-01-28T23:30:00+00:00"


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("2999-01-01", "lies after the article was recorded"),
        ("2022-03-03", "lies after the article was recorded"),
        ("1970-01-01", "lies before 1980"),
        ("yesterday", "is no explicit date"),
        ("", "is no explicit date"),
        ("we", "is no explicit date"),
        ("$27", "is no explicit date"),
        ("9" * 5000, "is no explicit date"),
        ("2022-02-30", "is no explicit date"),
    ],
)
def test_a_candidate_that_cannot_be_true_is_refused_with_the_reason(value: str, why: str) -> None:
    candidate = Candidate(value, "metadata")
    chosen = choose("", candidate, Candidate("2022-01-28", "header"))
    assert (chosen.day, chosen.stated) == ("2022-01-28", Candidate("2022-01-28", "header"))
    assert [(one.candidate, one.why) for one in chosen.refused] == [(candidate, why)]


def test_a_day_ahead_of_the_recording_is_still_taken_for_zones_that_are_ahead() -> None:
    assert choose("", Candidate("2022-03-02", "metadata")).day == "2022-03-02"


def test_a_leading_header_is_a_date_that_the_source_states() -> None:
    text = " date 2022-01-28 The minister has said so."
    chosen = choose(text)
    assert (chosen.day, chosen.basis, chosen.evidence) == ("2022-01-28", "metadata", (6, 16))


@pytest.mark.parametrize(
    ("text", "evidence", "day"),
    [
        ("RIGA, Jan. 28 (Baltic News) - The minister said so.", "Jan. 28", "2022-01-28"),
        ("OSLO, Dec 20, 2021 (NTB) - The minister said so.", "Dec 20, 2021", "2021-12-20"),
        ("By A. Writer\nJanuary 28, 2022\n\nThe minister said so.", "January 28, 2022", "2022-01-28"),
        ("Published 28 January 2022 14:05 GMT\n\nThe minister said so.", "28 January 2022", "2022-01-28"),
        ("Le ministre\n28 janvier 2022\n\nLe ministre a parlé.", "28 janvier 2022", "2022-01-28"),
    ],
)
def test_a_dateline_stamp_or_date_of_its_own_line_near_the_top_decides(text: str, evidence: str, day: str) -> None:
    chosen = choose(text)
    assert (chosen.day, chosen.basis) == (day, "dateline")
    assert chosen.evidence is not None
    assert evidence in text[slice(*chosen.evidence)]


def test_a_full_date_in_a_caption_decides_where_nothing_else_does() -> None:
    caption = "Ships leave port on Jan. 28, 2022. Handout via AGENCY"
    text = f"The fleet sailed, they said Friday.\n\n{caption}\n\nIn 2014 and on May 9, 1945 it was so."
    chosen = choose(text)
    assert (chosen.day, chosen.basis) == ("2022-01-28", "body")
    assert text[slice(*chosen.evidence or (0, 0))] == "Jan. 28, 2022"


def test_a_weekday_with_its_date_fixes_the_year_and_the_opening_weekday_moves_the_day_on() -> None:
    text = "The minister spoke Friday on the radio.\n\nOn Wednesday Jan. 26, his colleague had declared it."
    chosen = choose(text)
    assert (chosen.day, chosen.basis) == ("2022-01-28", "body")
    assert text[slice(*chosen.evidence or (0, 0))] == "Wednesday Jan. 26"
    assert text[slice(*chosen.moved_by or (0, 0))] == "Friday"


def test_the_latest_year_in_which_the_weekday_fits_is_taken() -> None:
    assert choose("On Thursday Jan. 26, he declared it.").day == "2017-01-26"
    assert choose("On Monday Feb. 29, he declared it.").day == "2016-02-29"


def test_a_weekday_far_ahead_of_the_dated_one_was_before_it() -> None:
    assert choose("They met on Tuesday, before Wednesday Jan. 26 came.").day == "2022-01-26"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "He spoke on Friday, and in 2014, and in February.",
        "On May 9, 1945, the war ended.",
        "\x00" * 50,
        "May " * 5000,
    ],
)
def test_without_a_date_that_fixes_the_day_there_is_none(text: str) -> None:
    assert choose(text) == Publication(None, "none")


def test_a_date_in_the_future_of_the_recording_is_no_evidence() -> None:
    chosen = choose("Ships leave port on May 4, 2022. Photo: A. Nyone")
    assert (chosen.day, chosen.basis) == (None, "none")
    assert [one.why for one in chosen.refused] == ["lies after the article was recorded"]
