"""Ingest: what a source gives is in the log once, whatever happens on the way."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import sleep

import pytest

from connectors.seeds import FILES_A_POLL, SeedsConnector
from schemas.article import ArticlePublished
from schemas.deadletter import RecordRejected
from schemas.envelope import decode
from schemas.topics import ARTICLES, DEAD_LETTERS, INPUTS
from streams.log.protocol import START
from streams.log.sqlite import SqliteLog
from streams.runners.embedded import process
from streams.runners.folding import fold
from streams.runners.ingest import Ingested, ingest
from streams.runners.recording import Recording
from streams.view import View
from tests.examples import DEFINITION
from tests.log.log_contract import read_all

AT = datetime(2022, 2, 1, tzinfo=UTC)


def write_articles(folder: Path, count: int) -> SeedsConnector:
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:04d}.txt").write_text(f"Article {number}.")
    return SeedsConnector(folder)


def test_a_second_pass_appends_nothing_new(tmp_path: Path) -> None:
    connector = write_articles(tmp_path / "in", 3)
    with SqliteLog(tmp_path / "log.db") as log:
        assert ingest(log, connector, Recording(AT)).fresh == 3
        assert ingest(log, connector, Recording(AT + timedelta(days=1))).fresh == 0
        assert {decode(record).recorded_at for record in read_all(log)} == {AT}


def test_an_edited_file_is_a_new_revision_of_the_same_article(tmp_path: Path) -> None:
    connector = write_articles(tmp_path / "in", 1)
    with SqliteLog(tmp_path / "log.db") as log:
        ingest(log, connector, Recording(AT))
        (tmp_path / "in" / "0000.txt").write_text("Article 0, corrected.")
        ingest(log, connector, Recording(AT + timedelta(hours=1)))
        first, second = (decode(record).data for record in read_all(log, (ARTICLES,)))
    assert isinstance(first, ArticlePublished)
    assert isinstance(second, ArticlePublished)
    assert first.article_id == second.article_id
    assert first.revision != second.revision


def test_each_next_article_is_recorded_that_much_later_across_batches(tmp_path: Path) -> None:
    count = FILES_A_POLL + 2
    connector = write_articles(tmp_path / "in", count)
    with SqliteLog(tmp_path / "log.db") as log:
        ingest(log, connector, Recording(AT, timedelta(minutes=10)))
        times = [decode(record).recorded_at for record in read_all(log, (ARTICLES,))]
    assert times == [AT + index * timedelta(minutes=10) for index in range(count)]


def test_a_pass_that_was_cut_off_goes_on_where_it_stopped(tmp_path: Path) -> None:
    connector = write_articles(tmp_path / "in", FILES_A_POLL * 2)
    whole, cut = tmp_path / "whole.db", tmp_path / "cut.db"
    recording = Recording(AT, timedelta(minutes=10))

    def stop(count: int) -> None:
        raise KeyboardInterrupt

    with SqliteLog(whole) as log:
        ingest(log, connector, recording)
        expected = read_all(log)
    with SqliteLog(cut) as log:
        try:
            ingest(log, connector, recording, progress=stop)
        except KeyboardInterrupt:
            assert log.count() == FILES_A_POLL
        ingest(log, connector, recording)
        assert read_all(log) == expected


def test_a_reject_becomes_a_dead_letter_with_its_bytes(tmp_path: Path) -> None:
    connector = write_articles(tmp_path / "in", 1)
    (tmp_path / "in" / "bad.txt").write_bytes(b"caf\xe9")
    with SqliteLog(tmp_path / "log.db") as log:
        assert ingest(log, connector, Recording(AT)).rejects == 1
        (record,) = read_all(log, (DEAD_LETTERS,))
    letter = decode(record).data
    assert isinstance(letter, RecordRejected)
    assert (letter.stage, letter.origin, letter.reason, letter.length) == (
        "connectors/seeds",
        "in/bad.txt",
        "not_utf8",
        4,
    )


def test_a_second_pass_leaves_the_log_and_the_position_as_they_are(tmp_path: Path) -> None:
    connector = write_articles(tmp_path / "in", 3)
    for path in (tmp_path / "in").iterdir():
        os.utime(path, (1_600_000_000, 1_600_000_000))
    sleep(2.1)
    with SqliteLog(tmp_path / "log.db") as log:
        ingest(log, connector, Recording(AT))
        log.append = pytest.fail  # type: ignore[method-assign, assignment]
        assert ingest(log, connector, Recording(AT)) == Ingested()


def test_a_pass_that_was_cut_off_hides_no_other_folder_of_its_name(tmp_path: Path) -> None:
    for parent in ("a", "b"):
        (tmp_path / parent).mkdir()
    first = write_articles(tmp_path / "a" / "news", FILES_A_POLL * 2)
    second = write_articles(tmp_path / "b" / "news", 5)

    def stop(count: int) -> None:
        raise KeyboardInterrupt

    with SqliteLog(tmp_path / "log.db") as log:
        with pytest.raises(KeyboardInterrupt):
            ingest(log, first, Recording(AT), progress=stop)
        assert ingest(log, second, Recording(AT)).articles == 5


def test_a_file_put_back_to_an_earlier_text_is_the_current_revision(tmp_path: Path) -> None:
    connector = write_articles(tmp_path / "in", 1)
    path = tmp_path / "in" / "0000.txt"
    with SqliteLog(tmp_path / "log.db") as log:
        for day, count in enumerate(("8,500", "9,500", "8,500")):
            path.write_text(f"The Pentagon said {count} troops were on alert.")
            assert ingest(log, connector, Recording(AT + timedelta(days=day))).fresh == 1
            sleep(0.02)
        process(log)
        with View.open("sqlite://", definition=DEFINITION, log_identity=log.identity, generation=0) as view:
            fold(log, view)
            (figure,) = view.state().figures
    assert figure.spread == ("8500", "8500")


def test_each_article_is_followed_before_the_next_also_after_a_kill(tmp_path: Path) -> None:
    count = 6
    connector = write_articles(tmp_path / "in", count)
    (tmp_path / "in" / "9999.txt").write_bytes(b"\xff")
    recording = Recording(AT, timedelta(minutes=10))
    with SqliteLog(tmp_path / "whole.db") as log:
        ingest(log, connector, recording, follow=lambda: process(log))
        expected = log.read(INPUTS, START, 1000).records
    times = [decode(record).recorded_at for record in expected]
    assert times == sorted(times)
    assert len(set(times)) == count
    for cut in range(2 * count):
        with SqliteLog(tmp_path / f"{cut}.db") as log:
            calls = iter(range(2 * count))

            def follow(log: SqliteLog = log, calls: Iterator[int] = calls, cut: int = cut) -> None:
                if next(calls) * 2 == cut:
                    raise KeyboardInterrupt
                process(log)
                if next(calls) * 2 - 1 == cut:
                    raise KeyboardInterrupt

            with contextlib.suppress(KeyboardInterrupt):
                ingest(log, connector, recording, follow=follow)
            ingest(log, connector, recording, follow=lambda log=log: process(log))  # type: ignore[misc]
            assert log.read(INPUTS, START, 1000).records == expected
