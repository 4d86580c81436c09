"""What every log promises; each backend inherits these tests and gives a fresh log in its `log` fixture."""

from __future__ import annotations

import pytest

from schemas.envelope import Record
from schemas.errors import LogConflict, LogError
from schemas.topics import ARTICLES, CLAIMS, DEAD_LETTERS, INPUTS
from streams.log.headers import unpack
from streams.log.protocol import START, Log
from streams.log.transfer import export_lines, import_lines


def record(number: int, *, topic: str = ARTICLES, key: str | None = None, value: bytes | None = None) -> Record:
    """A record with an id of its own; the log does not look into its value."""
    headers = (("ce_id", f"evt_{topic}_{number}".encode()), ("ce_type", b"article.published"))
    return Record(topic, key or f"art_{number}", headers, value or f'{{"n":{number}}}'.encode())


def read_all(log: Log, topics: tuple[str, ...] = INPUTS, *, limit: int = 100) -> list[Record]:
    """Every record once, the first of each id."""
    position = START
    seen: dict[tuple[str, str | bytes], Record] = {}
    while True:
        page = log.read(topics, position, limit)
        for each in page.records:
            seen.setdefault((each.topic, each.id or each.value), each)
        if page.position == position:
            return list(seen.values())
        position = page.position


class LogContract:
    """Inherit, and give a fixture `log` that is an empty log."""

    one_order = True
    """Does the log have one order over all topics and keys?"""

    def test_an_empty_log_reads_as_its_end(self, log: Log) -> None:
        page = log.read(INPUTS, START, 10)
        assert page.records == ()
        assert log.read(INPUTS, page.position, 10).position == page.position
        assert log.count() == 0

    def test_records_come_back_byte_for_byte(self, log: Log) -> None:
        odd = Record(DEAD_LETTERS, "ключ", (("ce_id", b"evt_x"), ("binary", b"\xff\xfe\x00")), b"\x00\xff not json")
        plain = record(1)
        log.append([odd, plain])
        assert sorted(read_all(log)) == sorted([odd, plain])
        packed = log.read_packed(INPUTS, START, 10)
        assert sorted(map(unpack, packed.records)) == sorted([odd, plain])
        assert packed.position == log.read(INPUTS, START, 10).position

    def test_one_article_keeps_its_order(self, log: Log) -> None:
        records = [record(number, key="art_same") for number in range(250)]
        log.append(records)
        assert read_all(log, limit=7) == records

    def test_reading_resumes_after_any_position(self, log: Log) -> None:
        log.append([record(number) for number in range(20)])
        first = log.read((ARTICLES,), START, 8)
        rest = log.read((ARTICLES,), first.position, 100)
        assert len(first.records) == 8
        ids = {each.id for each in (*first.records, *rest.records)}
        assert ids == {f"evt_{ARTICLES}_{number}" for number in range(20)}

    def test_topics_not_asked_for_are_passed_over(self, log: Log) -> None:
        log.append([record(1), record(2, topic=CLAIMS), record(3)])
        assert {each.id for each in read_all(log, (ARTICLES,))} == {"evt_articles_1", "evt_articles_3"}

    def test_readers_take_a_repeated_event_once(self, log: Log) -> None:
        log.append([record(1)])
        log.append([record(1), record(2)])
        assert len(read_all(log)) == 2

    def test_a_consumer_finds_its_position_again(self, log: Log) -> None:
        assert log.position("step/read") == START
        log.append([record(1)])
        position = log.read((ARTICLES,), START, 10).position
        log.append([record(2, topic=CLAIMS)], consumer="step/read", position=position)
        assert log.position("step/read") == position
        assert log.position("step/other") == START

    def test_a_position_can_be_saved_without_records(self, log: Log) -> None:
        log.append([record(1)])
        position = log.read((ARTICLES,), START, 10).position
        log.append([], consumer="ingest/a", position=position)
        assert log.position("ingest/a") == position

    def test_a_position_of_another_kind_is_refused(self, log: Log) -> None:
        with pytest.raises(LogError):
            log.read(INPUTS, "no position", 10)

    def test_export_and_import_move_every_record(self, log: Log) -> None:
        log.append([record(number) for number in range(5)])
        lines = list(export_lines(log))
        assert len(lines) == 5
        read, fresh = import_lines(log, lines)
        assert read == 5
        assert len(read_all(log)) == 5
        assert fresh in (0, 5)

    def test_the_identity_stays(self, log: Log) -> None:
        before = log.identity
        log.append([record(1)])
        assert log.identity == before


class OrderedLogContract(LogContract):
    """A log of one order, that knows its ids."""

    def test_the_order_is_that_of_appending(self, log: Log) -> None:
        records = [record(number, topic=topic) for number in range(5) for topic in (ARTICLES, CLAIMS)]
        log.append(records)
        assert read_all(log) == records

    def test_a_known_id_with_other_data_is_refused_whole(self, log: Log) -> None:
        log.append([record(1)])
        with pytest.raises(LogConflict):
            log.append([record(2), record(1)._replace(value=b'{"n":"other"}')])
        assert [each.id for each in read_all(log)] == ["evt_articles_1"]

    def test_a_repeated_event_is_not_appended_again(self, log: Log) -> None:
        assert log.append([record(1)]) == 1
        assert log.append([record(1), record(2)]) == 1
        assert log.count() == 2
