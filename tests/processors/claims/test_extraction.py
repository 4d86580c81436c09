"""Claims: speaker, stance, day, chain, addressee, condition and figures of short texts; and what the reporter
narrates.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.processors.claims.attribute import attribute
from streams.processors.claims.event_codes import EventCode, code_of_action, code_of_claim
from streams.processors.claims.extraction import extract_claims
from streams.processors.dates.finding import find_dates
from streams.processors.found import FoundClaim
from streams.processors.text.segmentation import segment


def claims(text: str, *, outlet: str | None = "The Gazette") -> list[FoundClaim]:
    segmented = segment(text)
    dates = find_dates(text, published=date(2022, 3, 4))
    return extract_claims(segmented, attribute(segmented), dates, outlet=outlet, credit=None, published="2022-03-04")


def one(text: str) -> FoundClaim:
    (claim,) = [claim for claim in claims(text) if claim.kind != "narration"]
    return claim


def words(text: str, claim: FoundClaim) -> list[str]:
    return [text[start:end] for start, end in claim.content]


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("Norway said that the harbour was open.", "assert"),
        ("Norway denied that the harbour was closed.", "deny"),
        ("Norway said that it did not want a war.", "deny"),
        ("Norway said that it would impose sanctions if Chile closed the harbour.", "threaten"),
        ("Norway warned that Chile could attack the harbour.", "warn"),
        ("Norway said that it would not accept the plan and will not accept another.", "reject"),
        ("Norway demanded that Chile open the harbour.", "demand"),
        ("Norway vowed to defend the harbour.", "promise"),
        ("Norway accused Chile of closing the harbour.", "criticise"),
        ("Norway said that it was ready to negotiate.", "propose"),
        ("Norway said that it expects talks next week.", "expect"),
    ],
)
def test_stance_comes_from_the_cue_and_the_content(sentence: str, stance: str) -> None:
    assert one(sentence).stance == stance


def test_the_day_is_told_in_the_clause_and_carried_along() -> None:
    text = "Ingrid Solberg said on Wednesday that the harbour was open. Solberg added that it would stay so."
    first, second = claims(text)
    assert (first.said_on, first.said_on_basis) == ("2022-03-02", "explicit")
    assert (second.said_on, second.said_on_basis) == ("2022-03-02", "carried")
    assert first.said_on_date
    assert text[slice(*first.said_on_date)] == "Wednesday"


def test_a_date_inside_the_content_does_not_date_the_utterance() -> None:
    assert one("Ingrid Solberg said that the harbour would close on Friday.").said_on is None


def test_what_is_said_in_a_call_is_said_on_its_day() -> None:
    found = claims(
        "President Ingrid Solberg spoke on Thursday with President Pablo Rojas. "
        "President Solberg reiterated that the harbour was open."
    )
    assert found[-1].said_on == "2022-03-03"


def test_the_innermost_source_speaks_and_the_medium_is_the_way() -> None:
    claim = one("Ingrid Solberg said that the harbour was open, Reuters reported.")
    assert (claim.speaker, claim.via) == ("Ingrid Solberg", "Reuters")


def test_what_is_only_named_is_told_by_the_outer_source() -> None:
    claim = one("Ingrid Solberg said that twenty captains have indicated an interest in the harbour.")
    assert (claim.speaker, claim.via) == ("Ingrid Solberg", None)


def test_what_nobody_says_is_not_asserted() -> None:
    assert one("No Chilean minister confirmed the closure.").stance == "other"


def test_a_day_behind_an_object_belongs_to_the_saying() -> None:
    text = "Chile has not mentioned the closed harbour as of February 18."
    assert words(text, one(text)) == ["the closed harbour"]


@pytest.mark.parametrize("link", ["that ", ""])
@pytest.mark.parametrize("clause", ["Chile plans to close the harbour", "Chile appears to be late"])
def test_a_subject_is_no_addressee(link: str, clause: str) -> None:
    text = f"Norway warned {link}{clause}."
    claim = one(text)
    assert (claim.addressee, words(text, claim)) == (None, [clause])


def test_the_addressee_stands_between_cue_and_content() -> None:
    text = "President Ingrid Solberg told Chilean president Pablo Rojas that the harbour was open."
    claim = one(text)
    assert (claim.speaker, claim.addressee) == ("Ingrid Solberg", "Pablo Rojas")
    assert words(text, claim) == ["the harbour was open"]


def test_a_condition_is_kept() -> None:
    text = "Norway said that it would impose sanctions if Chile closed the harbour."
    condition = one(text).condition
    assert condition
    assert text[slice(*condition)] == "if Chile closed the harbour"


def test_a_condition_ends_before_what_comes_of_it() -> None:
    text = "Chile warned that if the U.S. closed the harbour again it would mean the end of the treaty."
    condition = one(text).condition
    assert condition
    assert text[slice(*condition)] == "if the U.S. closed the harbour again"


def test_a_date_at_the_end_of_a_clause_belongs_to_it() -> None:
    text = "President Ingrid Solberg noted that the fleet shrank in 2014."
    assert words(text, one(text)) == ["the fleet shrank in 2014"]


def test_a_date_at_the_end_of_a_phrase_is_that_of_the_act() -> None:
    text = "President Ingrid Solberg rejected those demands on Friday."
    assert words(text, one(text)) == ["those demands"]


def test_who_would_carry_out_a_threat_is_not_its_target() -> None:
    text = "Norway threatened that Denmark would close the harbour to ships from Chile if Chile seized the island."
    assert (one(text).stance, one(text).target) == ("threaten", "Government of Chile")


def test_a_denied_report_is_marked() -> None:
    told = "Norway would attack Chile, an unnamed Norwegian official told CNN."
    text = f"{told}\n\nThe Norwegian Foreign Ministry denied the report."
    report = next(claim for claim in claims(text) if claim.stance != "deny" and claim.kind != "narration")
    assert report.negated_report


def test_figures_have_value_qualifier_party_and_place() -> None:
    (claim,) = claims("Russia has massed at least 120,000 troops near the border of Ukraine.")
    (figure,) = claim.figures
    assert (figure.value, figure.qualifier, figure.what, figure.party) == ("120000", "at_least", "troops", "Russia")
    assert figure.place == "near the border of Ukraine"


def test_ranges_have_both_ends() -> None:
    (claim,) = claims("Between 127,000 and 175,000 Chilean soldiers have gathered at the coast.")
    (figure,) = claim.figures
    assert (figure.value, figure.low, figure.high, figure.qualifier, figure.party) == (
        None,
        "127000",
        "175000",
        "range",
        "Chilean",
    )


@pytest.mark.parametrize(
    "text", ["In 2019 the harbour opened.", "He is 45 and has two sons.", "The talks of March 3 went on for two days."]
)
def test_years_ages_and_durations_are_no_figures(text: str) -> None:
    assert all(not claim.figures for claim in claims(text))


def test_narration_is_told_by_the_outlet_and_names_the_parties() -> None:
    (claim,) = claims("Norway has deployed warships near Chile.")
    assert (claim.kind, claim.speaker, claim.speaker_method, claim.cue) == ("narration", "The Gazette", "outlet", None)
    (action,) = claim.actions
    assert (action.list, action.kind, action.by, action.against, action.status) == (
        "measure", "deployment", ("Government of Norway",), ("Government of Chile",), "done",
    )  # fmt: skip
    assert code_of_action(action) == EventCode("MOBILIZE", "154")


def test_a_call_ahead_is_scheduled() -> None:
    (claim,) = claims("Ingrid Solberg will hold a phone call with Pablo Rojas on Monday.")
    (action,) = claim.actions
    assert (action.list, action.kind, action.status) == ("contact", "call", "scheduled")
    assert action.on is not None


def test_a_demand_has_its_code() -> None:
    assert code_of_claim(one("Norway demanded that Chile open the harbour.")) == EventCode("DEMAND", "100")


def test_claims_come_in_order_of_their_content() -> None:
    found = claims("Norway has sent 300 soldiers. Chile said that it was ready. Norway has deployed ships.")
    assert [claim.content[0] for claim in found] == sorted(claim.content[0] for claim in found)


PIECES = st.sampled_from(
    [
        "said",
        "told",
        "Norway",
        "Ingrid",
        "Solberg",
        "he",
        "she",
        "they",
        "that",
        "“",
        "”",
        '"',
        "'",
        ",",
        ".",
        ";",
        "(",
        ")",
        "—",
        "Friday",
        "100,000",
        "troops",
        "if",
        "not",
        "will",
        "the",
        "minister",
        "according",
        "to",
        "Reuters",
        "US",
        "U.S.",
        "of",
        "and",
        "\n",
        "İß",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=60))
def test_any_text_gives_claims_with_exact_offsets(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for claim in claims(text):
        assert all(0 <= start < end <= len(text) for start, end in claim.content)
        assert all(0 <= figure.start < figure.end <= len(text) for figure in claim.figures)


@pytest.mark.parametrize(
    "unit", ["“", "a, ", "said ", "He said he ", "Ingrid Solberg ", "100,000 ", "if ", "Norway and "]
)
def test_long_monotonous_texts_take_linear_time(unit: str) -> None:
    assert claims(unit * 3000) is not None


def test_words_that_a_refusal_names_are_their_own_sources_and_addressed_to_who_refuses() -> None:
    refusal, demand = claims("Norway rejected Sweden's demands that Denmark be barred from the union.")
    assert (refusal.stance, refusal.speaker) == ("reject", "Government of Norway")
    assert (demand.stance, demand.speaker, demand.target) == ("demand", "Government of Sweden", "Government of Norway")


def test_after_a_demand_of_another_the_speaker_goes_on_with_his_own() -> None:
    request = "the council's request that Ole Berg recognize the islands as independent"
    text = f"Ann Lund condemned {request} and called on Norway to reject it."
    assert [(c.speaker, c.stance) for c in claims(text)] == [
        ("Ann Lund", "criticise"),
        ("council", "demand"),
        ("Ann Lund", "urge"),
    ]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Ann Lund emphasized Norway's unity in fighting aggression.", "assert"),
        ("Ann Lund said Denmark continues to fabricate claims.", "criticise"),
        ("Ann Lund said the claims were fabricated.", "deny"),
    ],
)
def test_blame_and_denial_are_told_from_support(text: str, stance: str) -> None:
    assert [c.stance for c in claims(text)] == [stance]


@pytest.mark.parametrize("bullet", ["• ", "- ", "* ", "## "])
def test_the_bullet_of_a_list_is_no_content(bullet: str) -> None:
    text = f'The day in words.\n{bullet}"We go on," Ann Lund said.'
    assert [text[start:end] for c in claims(text) for start, end in c.content] == ["We go on,"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("US Ambassador to NATO Julia Smith said it was over.", "Julia Smith"),
        ("In turn, the Financial Times newspaper wrote that it was over.", "Financial Times"),
        ("Danish press secretary Ole Berg left. It was over, Denmark's press secretary said.", "Ole Berg"),
        ("Norway's answer came after its foreign minister said it was over.", "Norwegian foreign minister"),
        ("The captain's claim that it was over was heard.", "captain"),
    ],
)
def test_who_speaks_is_named_as_the_text_names_him(text: str, speaker: str) -> None:
    assert [c.speaker for c in claims(text)] == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "The letter added to the gloom that hangs over the port.",
        "But it gave no details on where the boats were.",
        "The children sing the old songs.",
        "The port seems a small gift.",
    ],
)
def test_what_looks_like_a_report_and_tells_nothing(text: str) -> None:
    assert [c for c in claims(text) if c.kind != "narration"] == []
