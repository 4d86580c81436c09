"""Attribution: the exact content, the cue and the words of the source, one construction after the other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.processors.claims.attribute import attribute
from streams.processors.claims.attribution import Attribution
from streams.processors.text.segmentation import segment

Found = tuple[str, str | None, str | None]

WORDS = st.lists(
    st.sampled_from(
        [
            "Ann",
            "Lund",
            "the",
            "mayor",
            "said",
            "says",
            "“Go.”",
            '"stay,"',
            ",",
            ".",
            ";",
            ":",
            "—",
            "that",
            "and",
            "to",
            "according",
            "X",
            "who",
            "which",
            "was",
            "by",
            "asked",
            "told",
            "of",
            "it",
            "he",
            "adding",
            "'no'",
            "claims",
            "demand",
            "for",
            "in",
            "May",
            "not",
            "while",
            "as",
            "(",
            ")",
            "’",
            "On",
            "Friday",
            "but",
            "\n\n",
        ]
    ),
    max_size=60,
).map(" ".join)


def read(text: str) -> list[Attribution]:
    return attribute(segment(text))


def found(text: str) -> list[Found]:
    """(content, cue, source) of each attribution; the spans of a content joined by " | "."""
    return [
        (
            " | ".join(text[a:b] for a, b in claim.content),
            text[slice(*claim.cue)] if claim.cue else None,
            text[slice(*claim.source)] if claim.source else None,
        )
        for claim in read(text)
    ]


DIRECT = [
    ("“We will go,” Ann Lund said.", [("We will go,", "said", "Ann Lund")]),
    ("“We will go,” said Ann Lund, the mayor.", [("We will go,", "said", "Ann Lund")]),
    ('"We will go," the mayor told reporters.', [("We will go,", "told", "the mayor")]),
    ("''We will go,'' she said. ''We will stay.''", [("We will go, | We will stay.", "said", "she")]),
    ("‘We will go,’ the mayor said.", [("We will go,", "said", "the mayor")]),
    ("Ann Lund said: “We will go.”", [("We will go.", "said", "Ann Lund")]),
    ("“We will go,” Ann Lund said, “and we will stay.”", [("We will go, | and we will stay.", "said", "Ann Lund")]),
    ("“Why?” Ann Lund asked. Nobody knew.", [("Why?", "asked", "Ann Lund")]),
    ("“We go,” Ann Lund, the mayor of Ume, said.", [("We go,", "said", "Ann Lund")]),
    ("The mayor said:\n\n“We will go.”", [("We will go.", "said", "The mayor")]),
    ("“We will go.” — Ann Lund", [("We will go.", "—", "Ann Lund")]),
    ("“We will go,” she said.\n\n“We will stay.”", [("We will go, | We will stay.", "said", "she")]),
]

INDIRECT = [
    ("Ann Lund said that the bridge was closed.", [("the bridge was closed", "said", "Ann Lund")]),
    ("The envoy said on Friday that talks would go on.", [("talks would go on", "said", "The envoy")]),
    ("A survey released in early May found that prices rose.", [("prices rose", "found", "A survey")]),
    ("The bridge was closed, the mayor said.", [("The bridge was closed", "said", "the mayor")]),
    ("The bridge, the mayor said, was closed.", [("The bridge | was closed", "said", "the mayor")]),
    ("The bridge was closed, according to the mayor.", [("The bridge was closed", "according to", "the mayor")]),
    ("According to Ann Lund, the bridge was closed.", [("the bridge was closed", "According to", "Ann Lund")]),
    ("The ministry denied any plan to attack.", [("any plan to attack", "denied", "The ministry")]),
    ("The ministry called on the north to end the raids.", [("the north to end the raids", "called", "The ministry")]),
    ("Ann Lund has not said that the bridge is closed.", [("the bridge is closed", "said", "Ann Lund")]),
    ("The plan was rejected by the council.", [("The plan", "rejected", "the council")]),
    ("Ministers have vowed to cut the tax.", [("to cut the tax", "vowed", "Ministers")]),
    ("As Ann Lund said, the bridge was closed.", [("the bridge was closed", "said", "Ann Lund")]),
]

MIXED = [
    ("The mayor called the plan “a mistake.”", [("the plan “a mistake.”", "called", "The mayor")]),
    ("It was a move that the mayor called “early.”", [("a move that | early.", "called", "the mayor")]),
    (
        "Ann Lund said the bridge was “a danger” to the town.",
        [("the bridge was “a danger” to the town", "said", "Ann Lund")],
    ),
]

SHARED = [
    (
        "The mayor said the bridge was closed and added that the road was open.",
        [
            ("the bridge was closed", "said", "The mayor"),
            ("the road was open", "added", "The mayor"),
        ],
    ),
    (
        "“We go,” Ann Lund said, adding that the road was open.",
        [("We go,", "said", "Ann Lund"), ("the road was open", "adding", "Ann Lund")],
    ),
    (
        "Ann Lund, the mayor, who said the bridge was closed, left.",
        [("the bridge was closed", "said", "who")],
    ),
    (
        "The north said talks would go on, while the south warned that time was short.",
        [("talks would go on", "said", "The north"), ("time was short", "warned", "the south")],
    ),
]

NOTHING = [
    "The so-called “village” was empty.",
    "Her book, “The Long Road,” was sold out.",
    "The “Iron Man” of Ume ran home.",
    "The army moved 400 troops to the river.",
    "Sign up to receive our latest news!",
]


@pytest.mark.parametrize(("text", "expected"), DIRECT + INDIRECT + MIXED + SHARED)
def test_content_cue_and_source(text: str, expected: list[Found]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_narration_scare_quotes_and_titles_are_no_claims(text: str) -> None:
    assert found(text) == []


def test_the_kind_tells_how_much_is_quoted() -> None:
    kinds = [claim.kind for claim in read("“Go,” she said. He said it was “bad” news. They said it was late.")]
    assert kinds == ["direct", "mixed", "indirect"]


def test_a_negated_cue_is_marked() -> None:
    assert [claim.negated for claim in read("Ann Lund did not say that it was late. She said it was early.")] == [
        True,
        False,
    ]


def test_the_innermost_source_of_a_chain_speaks() -> None:
    text = "“We go,” Ann Lund said in an interview, according to the Daily Post."
    outer = {text[slice(*claim.source)]: claim.outer for claim in read(text) if claim.source}
    assert outer == {"Ann Lund": False, "the Daily Post": True}


def test_a_shared_source_points_to_the_claim_before() -> None:
    claims = read("The mayor said the bridge was closed and added that the road was open.")
    assert [claim.inherited for claim in claims] == [None, 0]


def test_the_phrase_holds_title_and_appositive() -> None:
    text = "“We go,” Ann Lund, the mayor of Ume, said."
    assert [text[slice(*claim.source_phrase)] for claim in read(text) if claim.source_phrase] == [
        "Ann Lund, the mayor of Ume"
    ]


def test_cues_have_dictionary_forms_and_classes() -> None:
    text = "The mayor denied that. According to Ann Lund, it was late. Their claim that it was late is wrong."
    assert [(claim.cue_lemma, claim.cue_class) for claim in read(text)] == [
        ("according to", "according"),
        ("claim", "noun"),
    ]


@given(st.one_of(st.text(max_size=300), WORDS))
def test_any_text_is_read_and_offsets_are_exact(text: str) -> None:
    for claim in read(text):
        spans = [*claim.content, *(s for s in (claim.cue, claim.source, claim.source_phrase) if s)]
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(text[start:end].strip() for start, end in spans)
        assert list(claim.content) == sorted(claim.content)


@pytest.mark.parametrize("piece", ['"', ",", "said "])
def test_a_megabyte_of_one_thing_is_read(piece: str) -> None:
    read(piece * (1_000_000 // len(piece)))


@pytest.mark.parametrize(
    "piece", ["he said, ", '"a" said. ', 'he said "a." "b." ', "that said and ", "he said that he "]
)
def test_long_runs_of_cues_are_read(piece: str) -> None:
    read(piece * (100_000 // len(piece)))
