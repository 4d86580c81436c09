"""Why: every id leads back to the connector, by way of the sentence."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemas.article import ArticlePublished
from schemas.claim import ClaimMade
from schemas.envelope import encode, make_event
from schemas.errors import UsageError
from streams.commands.reasons import sentences_around
from streams.commands.rules import WORDS, rule_in_words
from streams.log.sqlite import SqliteLog
from streams.log.transfer import export_lines
from streams.runners.folding import fold
from streams.settings import load_settings
from streams.view import View
from tests.commands.test_bad_input import AT, SEEDS, run
from tests.examples import DEFINITION, MONDAY, STORY

CLAIM = "clm_4b724e262c85b2df9e859a56c2b3dfee"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds, a file of no article, and one that was mended."""
    home, folder = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("in")
    assert run(home, "ingest", str(SEEDS), *AT).returncode == 0
    (folder / "bad.txt").write_bytes(b"\xff")
    (folder / "mended.txt").write_bytes(b"\xff")
    assert run(home, "ingest", str(folder), *AT).returncode == 0
    (folder / "mended.txt").write_text("Ada Moreau said talks went on.")
    assert run(home, "dead-letters", "retry", "--all").returncode == 5
    return home


@pytest.fixture(scope="module")
def view(home: Path) -> Iterator[View]:
    definition = load_settings().load_definition()
    with (
        SqliteLog(home / "log.db") as log,
        View.open("sqlite://", definition=definition, log_identity=log.identity, generation=0) as view,
    ):
        fold(log, view)
        yield view


def test_every_event_of_the_log_is_explained(home: Path, view: View) -> None:
    with SqliteLog(home / "log.db") as log:
        headers = [dict(json.loads(line)["headers"]) for line in export_lines(log)]
    assert {header["ce_type"] for header in headers} == {
        "article.published", "article.read", "claim.made", "date.mentioned", "record.rejected", "record.retried",
    }  # fmt: skip
    for header in headers:
        chain = view.why(header["ce_id"])
        assert chain is not None
        links = [link for reason in chain.reasons for link in reason.links] + list(chain.links)
        assert header["ce_id"] in {link.event.id for link in links}
        if header["ce_type"] in ("claim.made", "date.mentioned"):
            assert chain.reasons
            for reason in chain.reasons:
                evidence = reason.evidence
                assert reason.text[evidence.start : evidence.end] == evidence.exact
        if not header["ce_type"].startswith("record."):
            assert links[-1].what.startswith("published by seeds from ")
        if header["ce_type"] == "article.published":
            assert {link.event.type for link in links} == {"article.published", "article.read"}


def test_every_beginning_of_eight_characters_is_the_id_or_names_those_that_begin_so(view: View) -> None:
    ids = [row.claim_id for row in view.claims()] + [row.date_id for row in view.dates()]
    ids += [entry.id for entry in view.state().timeline]
    ids += [link.event.id for reason in view.why(ids[0]).reasons for link in reason.links]  # type: ignore[union-attr]
    for whole in ids:
        chain = view.why(whole[:12])
        assert chain is not None
        assert chain.id == whole
    assert view.why(CLAIM[:11]) is None
    assert view.why("clm_(*") is None


def test_a_beginning_of_several_ids_names_them() -> None:
    article = next(each.data for each in STORY if isinstance(each.data, ArticlePublished))
    claim = next(each.data for each in STORY if isinstance(each.data, ClaimMade))
    ids = [f"clm_0123abcd{number * 24}" for number in ("4", "5")]
    claims = [claim.model_copy(update={"claim_id": each}) for each in ids]
    made = [make_event(each, source="tests", version=1, recorded_at=MONDAY) for each in (article, *claims)]
    with View.open("sqlite://", definition=DEFINITION, log_identity="", generation=0) as view:
        view.fold([encode(event) for event in made], "1")
        with pytest.raises(UsageError, match=f"2 ids begin with clm_0123abcd: {ids[0]}, {ids[1]}; give more"):
            view.why("clm_0123abcd")
        chain = view.why("clm_0123abcd5")
        assert chain is not None
        assert chain.id == ids[1]


def test_the_sentence_is_printed_with_its_span_marked(home: Path) -> None:
    shown = run(home, "why", CLAIM[:12]).stdout
    assert shown.splitlines()[0] == (
        "He continued: “«But we won’t let our interests be rudely trampled on and ignored.»”"
    )
    assert "  rule: the words after the cue: what stands behind a colon [right :]" in shown
    (line,) = run(home, "why", CLAIM, "--json").stdout.splitlines()
    assert json.loads(line)["sentence"].startswith("He continued: “But")


def test_on_a_terminal_the_span_is_coloured(home: Path) -> None:
    terminal, other = pty.openpty()
    variables = {**os.environ, "STANDOFF_HOME": str(home), "TERM": "xterm-256color", "COLUMNS": "200"}
    with os.fdopen(other, "wb") as output:
        subprocess.run(
            [sys.executable, "-m", "streams", "why", CLAIM], env=variables, check=True, stdout=output, timeout=60
        )
    shown = os.read(terminal, 65536).decode()
    os.close(terminal)
    assert "\x1b[1;7mBut we won’t let" in shown
    assert "«" not in shown


def test_an_article_s_event_shows_article_and_readings(home: Path, view: View) -> None:
    chain = view.why(CLAIM)
    assert chain is not None
    published = chain.reasons[0].links[-1].event.id
    shown = run(home, "why", published).stdout
    assert "000_8a079a1e7e322437.txt\n  published 2022-01-28 (metadata)" in shown
    assert "article.read by processors/reading" in shown
    (line,) = run(home, "why", published, "--json").stdout.splitlines()
    assert json.loads(line)["source"] == "000_8a079a1e7e322437.txt"


def test_a_span_over_two_sentences_shows_both_and_one_in_none_shows_itself() -> None:
    text = "One came. Two went. Three stayed."
    assert sentences_around(text, 4, 13) == (0, 19)
    assert sentences_around(text, 10, 13) == (10, 19)
    assert sentences_around("   ", 1, 2) == (1, 2)


def test_rules_are_told_in_words_and_their_list_is_sorted() -> None:
    assert list(WORDS) == sorted(WORDS)
    assert rule_in_words("right npthat") == "the words after the cue: behind who is told, a clause with “that”"
    assert rule_in_words("passive") == "the subject of a cue in the passive"
    assert rule_in_words("some-new-rule") == "some new rule"
