"""The seeds connector: a folder of texts in, article events and rejects out."""

from __future__ import annotations

import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from connectors.base import Batch
from connectors.reading import Rejected
from connectors.seeds import FILES_A_POLL, SeedsConnector, parse
from schemas.article import MAX_TEXT_BYTES, ArticlePublished, DateCandidate
from schemas.errors import SourceError

NOW = datetime(2022, 2, 1, tzinfo=UTC)


def records(batch: Batch) -> list[str]:
    """The source's own names of the articles of a batch."""
    return [article.record for article in batch.articles if isinstance(article, ArticlePublished)]


def test_a_leading_date_is_one_that_the_source_states() -> None:
    article = parse("a.txt", b" date 2022-01-28 Talks went on.")
    assert article.date_candidates == (DateCandidate(value="2022-01-28", found_in="header"),)
    assert article.text == " date 2022-01-28 Talks went on."


def test_a_date_elsewhere_is_none_that_the_source_states() -> None:
    assert parse("a.txt", b"Talks went on to date 2022-01-28 and after.").date_candidates == ()


def test_no_character_is_removed_or_normalised() -> None:
    raw = "\ufeff Line\r\n\u00a0“odd” cafe\u0301\t\n".encode()
    assert parse("a.txt", raw).text.encode() == raw


def test_mojibake_is_read_as_it_stands_and_flagged() -> None:
    text = "“Cafés are shut,” he said.".encode().decode("cp1252", "replace").replace("\ufffd", "")
    article = parse("a.txt", text.encode())
    assert article.flags == ("mojibake",)
    assert article.text == text


def test_the_id_is_the_file_s_and_the_revision_its_content_s() -> None:
    one, again, other = parse("a.txt", b"One."), parse("a.txt", b"One."), parse("a.txt", b"Two.")
    assert one == again
    assert one.article_id == other.article_id
    assert one.revision != other.revision


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b" \n\t", "no_text"),
        (b"caf\xe9 closed", "not_utf8"),
        (b"\xed\xa0\x80 surrogate", "not_utf8"),
        (b"text\x00more", "nul"),
        ("text".encode("utf-16"), "nul"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "nul"),
        (b"a" * (MAX_TEXT_BYTES + 1), "too_large"),
    ],
)
def test_what_is_no_article_is_refused_with_its_reason(raw: bytes, reason: str) -> None:
    with pytest.raises(Rejected) as caught:
        parse("a.txt", raw)
    assert caught.value.reason == reason


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.md"):
        (tmp_path / name).write_text(f"File {name}.")
    batch = SeedsConnector(tmp_path).poll("", NOW)
    assert records(batch) == ["a.txt", "b.txt"]
    assert not batch.more


def test_a_large_folder_comes_in_bounded_batches(tmp_path: Path) -> None:
    for number in range(FILES_A_POLL + 3):
        (tmp_path / f"{number:04d}.txt").write_text(f"Article {number}.")
    connector = SeedsConnector(tmp_path)
    first = connector.poll("", NOW)
    second = connector.poll(first.cursor, NOW)
    assert (len(first.articles), first.more) == (FILES_A_POLL, True)
    assert (len(second.articles), second.more, second.cursor) == (3, False, "")


def test_one_bad_file_stops_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe")
    (tmp_path / "b.txt").write_text("Good.")
    batch = SeedsConnector(tmp_path).poll("", NOW)
    assert records(batch) == ["b.txt"]
    (reject,) = batch.rejects
    assert (reject.reason, reject.raw, reject.length) == ("not_utf8", b"\xff\xfe", 2)


def test_a_huge_file_is_never_held_whole_and_its_hash_is_of_the_whole(tmp_path: Path) -> None:
    raw = b"0123456789abcdef" * (50 * 65536)
    (tmp_path / "huge.txt").write_bytes(raw)
    (reject,) = SeedsConnector(tmp_path).poll("", NOW).rejects
    assert (reject.reason, reject.length, len(reject.raw)) == ("too_large", len(raw), 65536)
    assert reject.sha256 == hashlib.sha256(raw).hexdigest()
    assert reject.lies_at == str(tmp_path / "huge.txt")


def test_a_pipe_is_no_article(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (reject,) = SeedsConnector(tmp_path).poll("", NOW).rejects
    assert reject.reason == "unreadable"


def test_a_missing_folder_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="name a folder"):
        SeedsConnector(tmp_path / "nowhere").poll("", NOW)
