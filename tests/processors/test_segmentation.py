"""Segmentation: offsets are exact, quotations are one token, and sentences end where a reader ends them."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from streams.processors.text.segmentation import segment

BULLET = re.compile(r"[•·▪►‣◦*-]|#{1,6}")
MARKS = st.text(alphabet="\"'“”‘’«»`.,?! aAsn\n-—(\u00a0İß", max_size=120)


def sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for s in segment(text).sentences]


def quotations(text: str) -> list[str]:
    return [text[q.inner_start : q.inner_end] for q in segment(text).quotations]


def words(text: str) -> list[str]:
    return [text[t.start : t.end] for t in segment(text).tokens]


def kinds(text: str) -> list[str]:
    return [p.kind for p in segment(text).paragraphs]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('She said "we go" and "we stay".', ["we go", "we stay"]),
        ("She said “we go” and left.", ["we go"]),
        ("She said ``we go'' and left.", ["we go"]),
        ("''We go,'' she said. ''We stay.''", ["We go,", "We stay."]),
        ("Ministry says ‘we don’t want it’ as talks go on", ["we don’t want it"]),
        ("He won't let it be 'rudely ignored' in the dogs' home.", ["rudely ignored"]),
        ("Er sagte «wir gehen» und ging.", ["wir gehen"]),
        ("”We go,“ she said.", ["We go,"]),
        ("“He told me ‘go’ and I went,” she said.", ["He told me ‘go’ and I went,"]),
        ("“He told “go” to us,” she said.", ["He told “go” to us,"]),
        ("We are leaving,” she said.", ["We are leaving,"]),
        ("“We are leaving, she said.", []),
        ("It was the '90s and rock 'n' roll was dying, y'all.", []),
        ("“We go.\n\n“We stay,” she said.", ["We go.", "We stay,"]),
    ],
)
def test_quotations_pair_whatever_their_style(text: str, expected: list[str]) -> None:
    assert quotations(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Lund met Sen. Ada J. Park. They talked.", ["Mr. Lund met Sen. Ada J. Park.", "They talked."]),
        ("He lives in the U.S. She does not.", ["He lives in the U.S.", "She does not."]),
        ("The U.S. Army left at 9 a.m. on Jan. 4.", ["The U.S. Army left at 9 a.m. on Jan. 4."]),
        ("“Go. Now.” He left.", ["“Go. Now.”", "He left."]),
        ("“Why?” Ann Lund asked. Nobody knew.", ["“Why?” Ann Lund asked.", "Nobody knew."]),
        ("“We go,” she said. “We stay.”", ["“We go,” she said.", "“We stay.”"]),
        ("It rose 3.5 percent to $8,500 ... and fell.", ["It rose 3.5 percent to $8,500 ... and fell."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_words_keep_their_apostrophes_hyphens_and_points() -> None:
    assert words("The U.S.-led ex-minister's boys' club didn’t win 8,500.") == [
        "The", "U.S.-led", "ex-minister's", "boys'", "club", "didn’t", "win", "8,500", ".",
    ]  # fmt: skip


def test_lower_form_has_straight_apostrophes() -> None:
    assert segment("Didn’t").tokens[0].lower == "didn't"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" date 2022-01-28 The envoy said no.\n\nMore text.", ["header", "body", "body"]),
        ("Envoy says talks will go on\n\nThe envoy spoke.", ["headline", "body"]),
        ("The envoy spoke.\n\nTroop movement\n\nThey moved.", ["body", "heading", "body"]),
        ("The envoy spoke.\n\nAn envoy speaks. Photograph: AFP/Getty", ["body", "caption"]),
        ("The envoy spoke.\n\nAn envoy speaks. via REUTERS", ["body", "caption"]),
        ("The envoy spoke.\n\nSign up to receive our latest news!", ["body", "boilerplate"]),
        ("The envoy spoke, according to the Associated Press (AP).", ["body"]),
    ],
)
def test_paragraphs_have_kinds(text: str, expected: list[str]) -> None:
    assert kinds(text) == expected


def test_a_header_may_be_followed_by_body_on_its_line() -> None:
    text = " date 2022-01-28 The envoy said no."
    header, body = segment(text).paragraphs
    assert text[header.start : header.end] == "date 2022-01-28"
    assert text[body.start : body.end] == "The envoy said no."


def _is_between(gap: str) -> bool:
    """Nothing but space and the bullets of lists."""
    return all(BULLET.fullmatch(line) for line in gap.split())


@given(st.one_of(st.text(max_size=200), MARKS))
@example('.". 0')
@example("- 0\n- ")
def test_every_text_is_covered_exactly(text: str) -> None:
    whole = segment(text)
    at = 0
    for token in whole.tokens:
        assert at <= token.start < token.end <= len(text)
        assert _is_between(text[at : token.start])
        assert token.quotation is not None or text[token.start : token.end] == text[token.start : token.end].strip()
        at = token.end
    assert _is_between(text[at:])
    ranges = [(s.first_token, s.last_token) for s in whole.sentences]
    assert [i for a, b in ranges for i in range(a, b)] == list(range(len(whole.tokens)))


@pytest.mark.parametrize("piece", ['"', "'", "‘", "“", ",", "said "])
def test_long_runs_of_anything_are_read(piece: str) -> None:
    text = piece * (300_000 // len(piece))
    assert segment(text).tokens
