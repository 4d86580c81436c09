"""Bad input and bad circumstances: one clear sentence, an exit code that says which, and nothing accepted is lost."""

from __future__ import annotations

import json
import os
import resource
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from schemas import errors
from streams.log import sqlite

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
AT = ("--recorded-at", "2022-02-01T00:00:00Z")


def run(
    home: Path, *arguments: str, file_size: int | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, where no file may grow over `file_size` bytes."""

    def limit() -> None:
        if file_size is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))

    variables = {**os.environ, "STANDOFF_HOME": str(home), **environment}
    command = [sys.executable, "-m", "streams", *arguments]
    return subprocess.run(
        command, env=variables, check=False, capture_output=True, text=True, preexec_fn=limit, stdin=subprocess.DEVNULL
    )


def letters(home: Path) -> dict[str, str]:
    """Origin and reason of every dead letter."""
    lines = run(home, "dead-letters", "list", "--json").stdout.splitlines()
    return {Path(letter["origin"]).name: letter["reason"] for letter in map(json.loads, lines)}


def state(home: Path) -> dict[str, list[dict[str, object]]]:
    shown = run(home, "state", "--json")
    assert shown.returncode == 0, shown.stderr
    document = json.loads(shown.stdout)
    assert isinstance(document, dict)
    return document


def test_each_bad_file_becomes_a_dead_letter_and_each_odd_one_is_read(tmp_path: Path) -> None:
    folder, home = tmp_path / "in", tmp_path / "home"
    folder.mkdir()
    bad = {
        "empty.txt": (b"", "empty"),
        "huge.txt": (b"The minister said yes. " * 2_200_000, "too_large"),
        "invalid.txt": (b"The minister said \xff\xfe.", "not_utf8"),
        "nul.txt": (b"The minister said\x00 yes.", "nul"),
        "binary.txt": (bytes(range(1, 256)) * 40, "not_utf8"),
    }
    odd = {
        "mojibake.txt": "“We agree,” Ada Moreau said on Friday.".encode().decode("cp1252", "ignore").encode(),
        "unbalanced.txt": "“We agree, Ada Moreau said. “No ”” end “ said “he".encode(),
        "endless.txt": b"the minister said that " * 2000,
        "future.txt": b" date 2999-01-01 The minister said on Friday that talks failed.",
        "marks.txt": ('"' * 50_000).encode() + b" x",
    }
    for name, (raw, _) in bad.items():
        (folder / name).write_bytes(raw)
    for name, raw in odd.items():
        (folder / name).write_bytes(raw)
    done = run(home, "ingest", str(folder), *AT)
    assert done.returncode == 0, done.stderr
    assert f"{len(odd)} articles read, {len(bad)} set aside" in done.stderr
    assert "standoff dead-letters list" in done.stderr
    assert letters(home) == {name: reason for name, (_, reason) in bad.items()}
    coverage = state(home)["coverage"]
    assert coverage["articles"] == len(odd)  # type: ignore[call-overload]
    assert coverage["dead_letters"] == len(bad)  # type: ignore[call-overload]


def test_a_date_of_2999_dates_nothing(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "future.txt").write_text(" date 2999-01-01 Ada Moreau said on Friday that talks failed.")
    assert run(tmp_path / "home", "ingest", str(tmp_path / "in"), *AT).returncode == 0
    logged = run(tmp_path / "home", "log", "--json").stdout.splitlines()
    (read,) = (event["data"] for event in map(json.loads, logged) if event["type"] == "article.read")
    assert read["publication"]["basis"] == "none"
    assert "2999" in read["publication"]["refused"][0]


def test_a_mended_file_is_read_on_retry(tmp_path: Path) -> None:
    folder, home = tmp_path / "in", tmp_path / "home"
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"\xff" + b"x" * 600_000)
    run(home, "ingest", str(folder), *AT)
    refused = run(home, "dead-letters", "retry", "--all")
    assert "is over the 512 KiB" in refused.stdout
    assert refused.returncode == errors.SomeFailed.exit_code
    (folder / "a.txt").write_text("Ada Moreau said talks went on.")
    assert " read" in run(home, "dead-letters", "retry", "--all").stdout
    assert state(home)["coverage"]["articles"] == 1  # type: ignore[call-overload]


def coverage(home: Path) -> tuple[object, object]:
    """How many articles and dead letters the state counts."""
    counted = state(home)["coverage"]
    return counted["articles"], counted["dead_letters"]  # type: ignore[call-overload]


@pytest.mark.parametrize("ingested_first", [False, True])
def test_a_small_mended_file_settles_its_letter(tmp_path: Path, ingested_first: bool) -> None:
    folder, home = tmp_path / "in", tmp_path / "home"
    folder.mkdir()
    (folder / "nul.txt").write_bytes(b"Ada Moreau said\x00 talks went on.")
    run(home, "ingest", str(folder), *AT)
    assert coverage(home) == (0, 1)
    (folder / "nul.txt").write_text("Ada Moreau said talks went on.")
    if ingested_first:
        run(home, "ingest", str(folder))
    retried = run(home, "dead-letters", "retry", "--all")
    assert retried.returncode == 0, retried.stderr
    again = run(home, "ingest", str(folder))
    assert "0 new records" in again.stderr
    assert coverage(home) == (1, 0)
    logged = [json.loads(line) for line in run(home, "log", "--json").stdout.splitlines()]
    assert sum(event["type"] == "article.published" for event in logged) == 1


def test_a_retry_goes_on_after_a_letter_that_cannot_be_read(tmp_path: Path) -> None:
    folder, home = tmp_path / "in", tmp_path / "home"
    folder.mkdir()
    for name in ("a.txt", "b.txt", "c.txt"):
        (folder / name).write_bytes(b"\xff" + b"x" * 600_000)
    run(home, "ingest", str(folder), *AT)
    (folder / "a.txt").unlink()
    (folder / "c.txt").write_text("Ada Moreau said talks went on.")
    retried = run(home, "dead-letters", "retry", "--all")
    assert retried.returncode == errors.SomeFailed.exit_code
    assert "2 of 3 dead letters" in retried.stderr
    first, second, third = retried.stdout.splitlines()
    assert "is gone" in first
    assert "is over the 512 KiB" in second
    assert third.endswith(" read")
    assert coverage(home) == (1, 2)


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("ingest", "no-such-folder"), errors.SourceError, "name a folder of .txt files"),
        (("replay", "no-such-folder"), errors.SourceError, "name a folder of .txt files"),
        (("state",), errors.UsageError, "there is no log"),
        (("state", "--as-of", "yesterday"), errors.UsageError, "no RFC 3339 instant"),
        (("ingest", str(SEEDS), "--every", "soon"), errors.UsageError, "no length of time"),
        (("extract",), errors.UsageError, "give either"),
        (("extract", "--corpus", "nowhere.jsonl"), errors.UsageError, "cannot read nowhere.jsonl"),
        (("replay", "--definition", "nowhere.toml"), errors.DefinitionError, "nowhere.toml"),
        (("log", "import", "nowhere.jsonl"), errors.SourceError, "cannot read nowhere.jsonl"),
        (("claims", "--since", "garbage"), errors.UsageError, "no date such as 2022-01-28"),
        (("claims", "--stance", "nosuch"), errors.UsageError, "no stance; these are: assert, deny"),
        (("dates", "--until", "garbage"), errors.UsageError, "no date such as 2022-01-28"),
        (("process", "--recorded-at", "never"), errors.UsageError, "no RFC 3339 instant"),
    ],
)
def test_what_cannot_be_done_says_why_in_one_line(
    tmp_path: Path, arguments: tuple[str, ...], code: type[errors.StandoffError], says: str
) -> None:
    done = run(tmp_path / "home", *arguments)
    assert done.returncode == code.exit_code, done.stderr
    assert says in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("below", [".", "deeper/still"])
def test_a_home_that_is_a_file_is_refused(tmp_path: Path, below: str) -> None:
    (tmp_path / "home").write_text("no folder")
    done = run(tmp_path / "home" / below, "ingest", str(SEEDS))
    assert done.returncode == errors.UsageError.exit_code
    assert "is a file; name a folder" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_view_of_no_known_kind_is_refused(tmp_path: Path) -> None:
    assert run(tmp_path, "ingest", str(SEEDS), *AT).returncode == 0
    done = run(tmp_path, "state", STANDOFF_VIEW="foo://x")
    assert done.returncode == errors.UsageError.exit_code
    assert "STANDOFF_VIEW=foo://x is no view" in done.stderr


@pytest.mark.parametrize("command", ["log", "dead-letters", "schema", "topics", "replay", "why"])
def test_each_command_shows_an_example(tmp_path: Path, command: str) -> None:
    assert f"Example: standoff {command}" in run(tmp_path, command, "--help").stdout


def test_an_output_that_lacks_a_character_shows_its_number(tmp_path: Path) -> None:
    assert run(tmp_path, "ingest", str(SEEDS), *AT).returncode == 0
    for arguments in (("state",), ("claims",), ("replay", str(SEEDS), "--fresh")):
        done = run(tmp_path, *arguments, PYTHONIOENCODING="latin-1")
        assert done.returncode == 0, done.stderr
        assert "\\u201c" in done.stdout


def test_claims_since_a_day_leave_out_those_of_no_day(tmp_path: Path) -> None:
    assert run(tmp_path, "ingest", str(SEEDS), *AT).returncode == 0
    assert "day unknown" in run(tmp_path, "claims").stdout
    since = run(tmp_path, "claims", "--since", "2022-01-01").stdout
    assert "2022-01-28" in since
    assert "day unknown" not in since


def test_a_second_replay_needs_fresh_and_deletes_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert run(home, "replay", str(SEEDS), "--quiet", *AT).returncode == 0
    second = run(home, "replay", str(SEEDS), "--quiet", *AT)
    assert second.returncode == errors.UsageError.exit_code
    assert "--fresh" in second.stderr
    before = state(home)
    assert run(home, "replay", str(SEEDS), "--quiet", "--fresh", *AT).returncode == 0
    assert state(home) == before
    assert (home / "old-1" / "log.db").exists()


def test_a_full_disk_stops_clearly_and_what_was_accepted_is_there_afterwards(tmp_path: Path) -> None:
    home = tmp_path / "home"
    full = run(home, "ingest", str(SEEDS), *AT, file_size=120_000)
    assert full.returncode == errors.StorageFull.exit_code, full.stderr
    assert "free" in full.stderr
    whole = tmp_path / "whole"
    assert run(whole, "ingest", str(SEEDS), *AT).returncode == 0
    assert run(home, "ingest", str(SEEDS), *AT).returncode == 0
    assert state(home) == state(whole)


def test_a_locked_log_says_so_and_loses_nothing(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", tmp_path / "in"
    run(home, "ingest", str(SEEDS), *AT)
    before = state(home)
    folder.mkdir()
    (folder / "new.txt").write_text("Ada Moreau said talks went on.")
    with sqlite3.connect(home / "log.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        locked = run(home, "ingest", str(folder), *AT)
        other.execute("ROLLBACK")
    other.close()
    assert locked.returncode == errors.StorageLocked.exit_code, locked.stderr
    assert "another process" in locked.stderr
    assert state(home) == before


@pytest.mark.parametrize("name", ["log.db", "view.db"])
def test_a_database_of_a_newer_version_is_refused(tmp_path: Path, name: str) -> None:
    home = tmp_path / "home"
    run(home, "ingest", str(SEEDS), *AT)
    with sqlite3.connect(home / name) as other:
        if name == "log.db":
            other.execute(f"PRAGMA user_version = {sqlite.VERSION + 1}")
        else:
            other.execute("UPDATE alembic_version SET version_num = '9999'")
    other.close()
    done = run(home, "state")
    assert done.returncode == errors.NewerVersion.exit_code, done.stderr
    assert "upgrade" in done.stderr


def test_a_changed_definition_needs_a_rebuild_and_no_new_reading(tmp_path: Path) -> None:
    home, other = tmp_path / "home", tmp_path / "other.toml"
    run(home, "ingest", str(SEEDS), *AT)
    before = run(home, "log", "export").stdout
    other.write_text('title = "Something else"\n')
    refused = run(home, "state", "--definition", str(other))
    assert refused.returncode == errors.ViewMismatch.exit_code
    assert f"standoff rebuild --definition {other}" in refused.stderr
    assert run(home, "rebuild", "--definition", str(other)).returncode == 0
    assert run(home, "state", "--json", "--definition", str(other)).returncode == 0
    assert run(home, "log", "export").stdout == before


def test_extract_goes_on_after_a_bad_line(tmp_path: Path) -> None:
    lines = [
        b'{"doc":"a","text":"Ada Moreau said talks went on.","published":"2022-01-28"}',
        b"{broken",
        b'{"doc":"b"}',
    ]
    lines += [b'{"doc":"c","text":"Fine.","published":"soon"}', b'{"doc":"d","text":""}', b"\xff", b"[]"]
    (tmp_path / "corpus.jsonl").write_bytes(b"\n".join(lines))
    done = run(tmp_path, "extract", "--corpus", str(tmp_path / "corpus.jsonl"))
    assert [json.loads(line)["doc"] for line in done.stdout.splitlines()] == ["a", "d"]
    assert done.returncode == errors.InvalidRecord.exit_code
    assert all(f"corpus.jsonl:{number}:" in done.stderr for number in (2, 3, 4, 6, 7))


def test_extract_keeps_no_database(tmp_path: Path) -> None:
    article = next(iter(sorted(SEEDS.glob("*.txt"))))
    done = run(tmp_path / "home", "extract", str(article))
    (line,) = done.stdout.splitlines()
    document = json.loads(line)
    assert document["text"] == article.read_text("utf-8")
    assert not (tmp_path / "home").exists()
