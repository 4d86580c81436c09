"""What is a date, how far it reaches, what it says without its anchor; and what is none."""

from datetime import date
from itertools import pairwise

import pytest

from streams.processors.dates import detect, find_dates

PUBLISHED = date(2022, 1, 28)


def found(text: str, order: str = "MDY") -> list[tuple[str, str, str | None]]:
    dates = find_dates(text, published=PUBLISHED, order=order)
    return [(text[one.start : one.end], one.type, one.resolved.value if one.resolved else None) for one in dates]


@pytest.mark.parametrize(
    ("text", "span", "kind", "value"),
    [
        ("He spoke on Jan. 26.", "Jan. 26", "DATE", "2022-01-26"),
        ("He spoke on 26 January 2022.", "26 January 2022", "DATE", "2022-01-26"),
        ("on the 26th of January", "the 26th of January", "DATE", "2022-01-26"),
        ("on Wednesday, January 26, 2022, he", "Wednesday, January 26, 2022", "DATE", "2022-01-26"),
        ("dated 01/26/22", "01/26/22", "DATE", "2022-01-26"),
        ("am 26.01.2022", "26.01.2022", "DATE", "2022-01-26"),
        ("since mid-2021", "mid-2021", "DATE", "2021"),
        ("in the 1990s", "the 1990s", "DATE", "199"),
        ("in the 20th century", "the 20th century", "DATE", "19"),
        ("They met last month.", "last month", "DATE", "2021-12"),
        ("three decades ago", "three decades ago", "DATE", "199"),
        ("this weekend", "this weekend", "DATE", "2022-W04-WE"),
        ("later this week", "later this week", "DATE", "2022-W04"),
        ("the third quarter of 2021", "the third quarter of 2021", "DATE", "2021-Q3"),
        ("next year's first quarter", "next year's first quarter", "DATE", "2023-Q1"),
        ("last spring", "last spring", "DATE", "2021-SP"),
        ("in fiscal 2021", "fiscal 2021", "DATE", "2021"),
        ("in the next fortnight", "the next fortnight", "DURATION", "P2W"),
        ("for two and a half hours, or 2 1/2 years", "2 1/2 years", "DURATION", "P2Y6M"),
        ("the next couple of weeks", "the next couple of weeks", "DURATION", "P2W"),
        ("a two-week drill", "two-week", "DURATION", "P2W"),
        ("for nearly two months", "nearly two months", "DURATION", "P2M"),
        ("every Tuesday", "every Tuesday", "SET", "XXXX-WXX-2"),
        ("each month", "each month", "SET", "P1M"),
        ("in recent weeks", "recent weeks", "DATE", "PAST_REF"),
        ("Right now it is quiet.", "Right now", "DATE", "PRESENT_REF"),
        ("in the near future", "the near future", "DATE", "FUTURE_REF"),
        ("at 5 p.m. EST Jan. 31", "5 p.m. EST Jan. 31", "TIME", "2022-01-31T17:00"),
        ("on Thursday night", "Thursday night", "TIME", "2022-01-27TNI"),
        ("this morning", "this morning", "TIME", "2022-01-28TMO"),
        ("on New Year's Eve", "New Year's Eve", "DATE", "2021-12-31"),
        ("in March 2014", "March 2014", "DATE", "2014-03"),
        ("July last year", "July last year", "DATE", "2021-07"),
        ("in nineteen ninety-six", "nineteen ninety-six", "DATE", "1996"),
        ("it opens a year from now", "a year from now", "DATE", "2023"),
        ("the day before yesterday", "the day before yesterday", "DATE", "2022-01-26"),
        ("They met on Jan. 20, having spoken the day before.", "the day before", "DATE", "2022-01-19"),
        ("by the end of the day", "the end of the day", "DATE", "2022-01-28"),
        ("during the early morning of January 22", "the early morning of January 22", "TIME", "2022-01-22TMO"),
        ("in the evening on January 21", "the evening on January 21", "TIME", "2022-01-21TEV"),
        ("on Thursday evening at 7:30 p.m. Munich time", "7:30 p.m. Munich time", "TIME", "2022-01-27T19:30"),
        ("He speaks at 1530 Munich time.", "1530 Munich time", "TIME", "2022-01-28T15:30"),
        ("president in 2008-12, he", "12", "DATE", "2012"),
        ("as of 2022.1.24, by then", "2022.1.24", "DATE", "2022-01-24"),
        ("the January 15 and 16 summit", "16", "DATE", "2022-01-16"),
        ("the evening of January 20-21", "21", "DATE", "2022-01-21"),
        ("They have to decide on Monday.", "Monday", "DATE", "2022-01-31"),
        ("He had not expected much of the talks Monday.", "Monday", "DATE", "2022-01-24"),
        ("At 8pm (19:00 GMT) it ended.", "19:00 GMT", "TIME", "2022-01-28T19:00"),
        ("at 11:30 p.m. Sunday night", "11:30 p.m. Sunday night", "TIME", "2022-01-23T23:30"),
        ("the drills of 7-9 January", "7", "DATE", "2022-01-07"),
        ("the drills of 7 to 9 January 2020", "7", "DATE", "2020-01-07"),
        ("a month-long ceasefire", "month-long", "DURATION", "P1M"),
        ("a year and a half ago", "a year and a half ago", "DATE", "2020"),
        ("two and a half years ago", "two and a half years ago", "DATE", "2019"),
        ("nearly half a century ago", "nearly half a century ago", "DATE", "1972"),
        ("March and April were cold.", "March", "DATE", "2022-03"),
        ("in fiscal year 2021", "fiscal year 2021", "DATE", "2021"),
        ("at 10 a.m. tomorrow morning", "10 a.m. tomorrow morning", "TIME", "2022-01-29T10:00"),
        ("at 8 p.m. this evening", "8 p.m. this evening", "TIME", "2022-01-28T20:00"),
        ("They met on Jan. 20 and left the next morning.", "the next morning", "TIME", "2022-01-21TMO"),
        ("in the spring of last year", "the spring of last year", "DATE", "2021-SP"),
        ("Kyiv would answer at the weekend.", "the weekend", "DATE", "2022-W04-WE"),
        ("a custom dating back decades", "decades", "DURATION", "PXE"),
        ("after several tense weeks", "several tense weeks", "DURATION", "PXW"),
        ("It took three business days.", "three business days", "DURATION", "P3D"),
        ("in the last decade", "the last decade", "DURATION", "P10Y"),
        ("three times per month", "per month", "SET", "P1M"),
        ("He came on Tuesday of last week.", "Tuesday of last week", "DATE", "2022-01-18"),
        ("It opened at 6:30 p.m. local time (1530 GMT) on Thursday.", "1530 GMT", "TIME", "2022-01-27T15:30"),
        ("from 6:30 p.m. to 8 p.m. on Thursday", "6:30 p.m.", "TIME", "2022-01-27T18:30"),
        ("It lost less in 2020 than the year before.", "the year before", "DATE", "2019"),
        ("in daily contact with the port", "daily", "SET", "P1D"),
        ("They count it every single week.", "every single week", "SET", "P1W"),
        ("It is swept every other day.", "every other day", "SET", "P2D"),
        ("It is open every weekend.", "every weekend", "SET", "XXXX-WXX-WE"),
        ("just in the last hour", "the last hour", "DURATION", "PT1H"),
        ("over the next week", "the next week", "DURATION", "P1W"),
        ("over the past year", "the past year", "DATE", "2021"),
        ("until 2030 or later", "2030 or later", "DATE", "2030"),
        ("cash for 2023 and beyond", "2023 and beyond", "DATE", "2023"),
        ("in its latest fiscal year", "latest fiscal year", "DATE", "2021"),
        ("It opens sometime next year.", "sometime next year", "DATE", "2023"),
        ("after several quarters of losses", "several quarters", "DURATION", "PXQ"),
        ("Thank you for coming on a Saturday.", "a Saturday", "DATE", "XXXX-WXX-6"),
        ("The army usually calls them up in March or April.", "April", "DATE", "XXXX-04"),
        ("The fleet typically sails in the autumn.", "the autumn", "DATE", "XXXX-FA"),
        ("The stores must be full before winter.", "winter", "DATE", "2021-WI"),
        (
            "It opens February 10th; they land the week of the 10th.",
            "the week of the 10th",
            "DATE",
            "2022-W06",
        ),
        ("The dam broke in 2010. Four years later it was rebuilt.", "Four years later", "DATE", "2014"),
        ("The hall was shut last autumn. Four years later, who knows.", "Four years", "DURATION", "P4Y"),
        ("It was decided a long time ago.", "a long time ago", "DATE", "PAST_REF"),
        ("They spoke moments ago.", "moments ago", "DATE", "PAST_REF"),
        ("Over the years the coast has moved.", "the years", "DURATION", "PXY"),
        ("after a half-century of peace", "half-century", "DURATION", "P50Y"),
        ("in the first week of February", "the first week of February", "DATE", "2022-02"),
        ("in the second half of January", "the second half of January", "DATE", "2022-01"),
        ("in the last week of January", "the last week of January", "DATE", "2022-01"),
        ("in the last quarter of 2021", "the last quarter of 2021", "DATE", "2021-Q4"),
        ("Sales rose in Q3 2021.", "Q3 2021", "DATE", "2021-Q3"),
        ("Sales rose in H1 2021.", "H1 2021", "DATE", "2021-H1"),
        ("over the coming weekend", "the coming weekend", "DATE", "2022-W04-WE"),
        ("The vote is set down for Monday (Jan. 31), he said.", "Monday", "DATE", "2022-01-31"),
        ("in the winter of 2013-14", "the winter of 2013-14", "DATE", "2013-WI"),
        ("the season of 2013/14", "2013", "DATE", "2013"),
        ("Shells fell overnight on Tuesday.", "overnight on Tuesday", "TIME", "2022-01-25TNI"),
        ("It went on overnight into Wednesday.", "overnight", "TIME", "2022-01-25TNI"),
        ("a two-and-a-half-year term", "two-and-a-half-year", "DURATION", "P2Y6M"),
        ("for six-and-a-half hours", "six-and-a-half hours", "DURATION", "PT6H30M"),
        ("after an hour and 20 minutes", "an hour and 20 minutes", "DURATION", "PT1H20M"),
        ("one year and three months of war", "one year and three months", "DURATION", "P1Y3M"),
        ("in two days, six hours", "two days, six hours", "DURATION", "P2DT6H"),
        ("a weeklong truce", "weeklong", "DURATION", "P1W"),
        ("a months-long standoff", "months-long", "DURATION", "PXM"),
        ("decades-old ties", "decades-old", "DURATION", "PXE"),
        ("They rest on weekends.", "weekends", "SET", "XXXX-WXX-WE"),
        ("every Monday and Thursday", "Thursday", "SET", "XXXX-WXX-4"),
        ("It is quiet at present.", "present", "DATE", "PRESENT_REF"),
        ("It is quiet at the present time.", "the present time", "DATE", "PRESENT_REF"),
        ("They were just there a few moments ago.", "a few moments ago", "DATE", "PAST_REF"),
        ("between March 1 and Jan. 20 they fired", "March 1", "DATE", "2021-03-01"),
        ("from Dec. 28 to Jan. 3, 2019, they fired", "Dec. 28", "DATE", "2018-12-28"),
        ("from Monday, Jan. 10 to Jan. 14", "Monday, Jan. 10", "DATE", "2022-01-10"),
        ("over the next decade", "the next decade", "DURATION", "P10Y"),
        ("They met a week ago Tuesday.", "a week ago Tuesday", "DATE", "2022-01-18"),
        ("a three-day visit starting Tuesday", "Tuesday", "DATE", "2022-02-01"),
        ("A hearing has been set for 5 September.", "5 September", "DATE", "2022-09-05"),
        ("The fleet review is scheduled for June 12.", "June 12", "DATE", "2022-06-12"),
        ("The temperature was a record set on Aug. 6.", "Aug. 6", "DATE", "2021-08-06"),
        ("The drill will run through Saturday noon.", "Saturday noon", "TIME", "2022-01-29T12:00"),
        ("She is up for re-election this fall.", "this fall", "DATE", "2022-FA"),
        ("The dam broke this fall.", "this fall", "DATE", "2021-FA"),
        ("The dam is to be rebuilt this summer.", "this summer", "DATE", "2022-SU"),
        ("The port is icy this winter.", "this winter", "DATE", "2021-WI"),
        ("as I said here earlier this fall", "earlier this fall", "DATE", "2021-FA"),
        ("Sales rose in the quarter ended Sept. 29.", "the quarter", "DATE", "2021-Q3"),
        ("Their first-quarter 2021 earnings fell.", "first-quarter 2021", "DATE", "2021-Q1"),
        ("Sales fell in the year to March.", "March", "DATE", "2021-03"),
        ("The yard will reopen on Monday week.", "Monday week", "DATE", "2022-02-07"),
        ("The yard will reopen two weeks from Monday.", "two weeks from Monday", "DATE", "2022-02-14"),
        ("from Jan. 10 to Jan. 12 to Jan. 14", "Jan. 12", "DATE", "2022-01-12"),
    ],
)
def test_every_style_is_found_with_its_span_type_and_value(text: str, span: str, kind: str, value: str) -> None:
    assert (span, kind, value) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "They may march; the sun sat low. We march on.",
        "A second group paid $27 and won 2-1.",
        "He is 45 years old; the 10-year-old boy waved.",
        "About 2014 troops and 1999 soldiers, nearly 2000 in all.",
        "The Boeing 1999 and room 2014.",
        "The programme Orion 2020 began.",
        "Wed like to. Sat there. Ms May spoke. Sun rose.",
        "June Carter and April Ryan spoke.",
        "It rose 2014.5 points; $2014; F2014; no. 2014; 20140 men.",
        "a quarter of the voters, three quarters of them",
        "in his sixties and in first half of the match",
        "The Week and This Week are magazines.",
        "Its “Resolute 2022” drill and annual year-end party; at the end of the day it was bad.",
        "Easter Island and the current of the river.",
        "Right away they marched. He was to fall and spring back.",
        "Now, as to the harbour, it stays shut. See https://example.org/notes-16-december-2021/index.",
        "Go ahead, April. As you noted, June, it is so. May, let me say this.",
        "The custom lives to this day. The Daily Herald wrote of it.",
        "How long ago was it? It was on Orthodox Easter. The boy is twelve years-old.",
        "It takes $20,000 a year from them.",
    ],
)
def test_ordinary_words_and_numbers_are_no_dates(text: str) -> None:
    assert found(text) == []


def test_the_outlets_order_decides_days_in_figures() -> None:
    assert found("on 03/04/2022")[0][2] == "2022-03-04"
    assert found("on 03/04/2022", order="DMY")[0][2] == "2022-04-03"
    assert found("on 26/01/2022")[0][2] == "2022-01-26"


def test_the_second_day_of_a_range_is_a_date_of_its_own() -> None:
    assert [one[0] for one in found("Talks are set for Jan. 30 and 31 in Riga, then Feb. 9-10.")] == [
        "Jan. 30",
        "31",
        "Feb. 9",
        "10",
    ]


def test_a_date_just_mentioned_is_counted_from() -> None:
    text = "They met on Jan. 3. Two days later they left. The next day they wrote. A week earlier it had rained."
    assert [one[2] for one in found(text)] == ["2022-01-03", "2022-01-05", "2022-01-06", "2021-W52"]


def test_a_month_of_any_year_is_not_counted_from() -> None:
    text = "They usually meet in March. It fell the previous month."
    assert [one[2] for one in found(text)] == ["XXXX-03", "2021-12"]


def test_the_previous_friday_is_the_one_before_the_date_just_mentioned() -> None:
    assert [one[2] for one in found("On Jan. 12 it fell, after the previous Friday.")] == ["2022-01-12", "2022-01-07"]


def test_the_quarter_is_the_one_named_last() -> None:
    assert [one[2] for one in found("In the second quarter it lost money. Sales in the quarter fell.")] == [
        "2021-Q2",
        "2021-Q2",
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It could invade in February.", "2022-02"),
        ("It was built in November.", "2021-11"),
        ("He will visit in August.", "2022-08"),
        ("On Monday, the ministers will meet.", "2022-01-31"),
        ("Talks begin on Monday.", "2022-01-31"),
        ("The trial, which opens on Monday, is the first.", "2022-01-31"),
        ("The ministers are meeting on Monday.", "2022-01-31"),
        ("The envoy travels to Oslo on Monday.", "2022-01-31"),
        ("The vote is on Monday.", "2022-01-31"),
        ("The summit, to be held on Monday, is the first.", "2022-01-31"),
        ("They have until Monday to answer.", "2022-01-31"),
        ("He urged them to leave by Monday.", "2022-01-31"),
        ("The talks had to be held on Monday.", "2022-01-24"),
        ("He saw his heads of department on Monday.", "2022-01-24"),
        ("On Monday, the ministers met.", "2022-01-24"),
        ("She is to arrive on Tuesday.", "2022-02-01"),
        ("She arrived on Tuesday and will stay.", "2022-01-25"),
        ("We meet tomorrow, on Saturday.", "2022-01-29"),
        ("It had been due to end on Tuesday.", "2022-01-25"),
        ("The envoys are going back to the talks on Monday.", "2022-01-31"),
        ("The drill is taking place on Monday.", "2022-01-31"),
        ("The session gets underway on Monday.", "2022-01-31"),
        ("They are likely to have a first talk on Monday.", "2022-01-31"),
        ("They will not get carried away before the match on Monday.", "2022-01-31"),
        ("The rules must cut down the wait by Monday.", "2022-01-31"),
        ("The ministers will see United Relief on Monday.", "2022-01-31"),
        ("He did so back in early summer.", "2021-SU"),
        ("And then, in March, we wrote new rules.", "2021-03"),
        ("We will watch what they do overnight.", "2022-01-28TNI"),
        ("The shelling went on overnight.", "2022-01-27TNI"),
        ("The elections in November will decide.", "2022-11"),
        ("The race starts at 3 p.m. Sunday.", "2022-01-30T15:00"),
        ("He will meet Gov. Rowe on Monday.", "2022-01-31"),
        ("Voters go to the polls on Sunday.", "2022-01-30"),
        ("The final kicks off on Sunday.", "2022-01-30"),
    ],
)
def test_tense_and_modality_give_the_direction(text: str, value: str) -> None:
    assert found(text)[-1][2] == value


def test_mentions_keep_the_order_of_the_text_and_never_overlap() -> None:
    text = "Early on Friday, Jan. 28, 2022, at 5 p.m. EST, two days after the third quarter of 2021, they met."
    mentions = detect(text)
    assert all(one.end <= other.start for one, other in pairwise(mentions))
