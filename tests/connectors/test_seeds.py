"""The seeds connector: a folder of texts in, article events and rejects out."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from connectors.base import Batch
from connectors.files import Seen, key_of, pack, path_at, unpack
from connectors.reading import Rejected
from connectors.seeds import FILES_A_POLL, MAX_FILES, SeedsConnector, parse
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
    assert (len(second.articles), second.more) == (3, False)


def test_a_pass_goes_on_from_its_cursor_in_another_process(tmp_path: Path) -> None:
    for number in range(FILES_A_POLL + 3):
        (tmp_path / f"{number:04d}.txt").write_text(f"Article {number}.")
    connector = SeedsConnector(tmp_path)
    first = connector.poll("", NOW)
    other = SeedsConnector(tmp_path).poll(first.cursor, NOW)
    assert records(other) == records(connector.poll(first.cursor, NOW)) == ["0050.txt", "0051.txt", "0052.txt"]


def long_ago(path: Path) -> None:
    """As if nobody had touched the file for a minute."""
    age = time.time() - 60
    os.utime(path, (age, age))


def test_what_is_as_it_was_is_not_read_again(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One.")
    (tmp_path / "bad.txt").write_bytes(b"\xff")
    os.mkfifo(tmp_path / "pipe.txt")
    first = SeedsConnector(tmp_path).poll("", NOW)
    assert (len(first.articles), len(first.rejects)) == (1, 2)
    for _ in range(2):
        second = SeedsConnector(tmp_path).poll(first.cursor, NOW)
        assert (second.articles, second.rejects) == ((), ())


def test_a_touched_file_with_the_same_bytes_gives_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One.")
    first = SeedsConnector(tmp_path).poll("", NOW)
    long_ago(tmp_path / "a.txt")
    assert SeedsConnector(tmp_path).poll(first.cursor, NOW).articles == ()


def test_a_changed_file_tells_when_it_was_changed_and_a_new_one_does_not(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("8,500 troops.")
    first = SeedsConnector(tmp_path).poll("", NOW)
    (tmp_path / "a.txt").write_text("9,500 troops.")
    (tmp_path / "b.txt").write_text("New.")
    new, changed = SeedsConnector(tmp_path).poll(first.cursor, NOW).articles
    assert isinstance(changed, ArticlePublished)
    assert isinstance(new, ArticlePublished)
    stat = (tmp_path / "a.txt").stat()
    assert changed.modified == datetime.fromtimestamp(0, UTC) + timedelta(microseconds=stat.st_ctime_ns // 1000)
    assert (changed.text, new.modified) == ("9,500 troops.", None)


def test_an_older_copy_put_in_its_place_is_the_later_change(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "old").write_text("8,500 troops.")
    long_ago(tmp_path / "old")
    shutil.copy2(tmp_path / "old", folder / "a.txt")
    cursor = SeedsConnector(folder).poll("", NOW).cursor
    (folder / "a.txt").write_text("9,500 troops.")
    second = SeedsConnector(folder).poll(cursor, NOW)
    time.sleep(0.02)
    (tmp_path / "old").rename(folder / "a.txt")
    third = SeedsConnector(folder).poll(second.cursor, NOW)
    (before,), (after,) = second.articles, third.articles
    assert before.modified is not None
    assert after.modified is not None
    assert after.modified > before.modified


def test_a_mended_file_is_read_and_a_removed_one_is_forgotten(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff")
    (tmp_path / "b.txt").write_text("Here.")
    first = SeedsConnector(tmp_path).poll("", NOW)
    (tmp_path / "a.txt").write_text("Mended.")
    (tmp_path / "b.txt").unlink()
    second = SeedsConnector(tmp_path).poll(first.cursor, NOW)
    assert records(second) == ["a.txt"]
    (tmp_path / "b.txt").write_text("Here.")
    (again,) = SeedsConnector(tmp_path).poll(second.cursor, NOW).articles
    assert again.modified is None


def test_the_cursor_of_the_largest_folder_fits_a_record() -> None:
    known = {key_of(str(number)): Seen(b"stat", b"bytes") for number in range(MAX_FILES)}
    assert len(known) == MAX_FILES
    assert len(pack(known)) < 4_000_000
    assert unpack(pack(known)) == known


@pytest.mark.parametrize("cursor", ["", "m0099.txt", "{}", "[1]", '{"read":7}', '{"read":"?"}'])
def test_a_cursor_of_another_form_is_an_empty_one(tmp_path: Path, cursor: str) -> None:
    (tmp_path / "a.txt").write_text("One.")
    assert records(SeedsConnector(tmp_path).poll(cursor, NOW)) == ["a.txt"]


def test_folders_of_one_name_are_two_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for parent in ("a", "b"):
        (tmp_path / parent / "news").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "a")
    sources = [SeedsConnector(path).source for path in (Path("news"), tmp_path / "a" / "news", tmp_path / "b" / "news")]
    assert sources[0] == sources[1] != sources[2]


def test_a_header_behind_a_byte_order_mark_is_seen_and_the_mark_kept() -> None:
    article = parse("a.txt", "\ufeff date 2022-01-28 Talks went on.".encode())
    assert article.date_candidates == (DateCandidate(value="2022-01-28", found_in="header"),)
    assert article.text[0] == "\ufeff"


def test_a_name_that_is_no_utf8_leads_back_to_its_file(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_bytes(b"")
    (reject,) = SeedsConnector(tmp_path).poll("", NOW).rejects
    assert reject.lies_at is not None
    assert reject.lies_at.encode()
    assert path_at(reject.lies_at) == path


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
