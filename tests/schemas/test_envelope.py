"""The codec: the same event, the same bytes, for good; and what is no event is refused."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.article import publish
from schemas.envelope import Event, Record, decode, encode, encode_data, event_id, make_event, schema_name, structured
from schemas.errors import InvalidRecord, NewerVersion
from schemas.jsonschema import schema_files
from schemas.topics import TYPES
from streams.log.transfer import parse_line, record_line
from tests.schemas.canonical import AT, canonical_events

GOLDEN = Path(__file__).parent / "golden"
FOLDER = Path(__file__).resolve().parents[2] / "schemas" / "json"
EVENTS = canonical_events()


def by_type(event: Event) -> str:
    return event.type


def test_there_is_a_canonical_event_of_every_type() -> None:
    assert {event.type for event in EVENTS} == set(TYPES)


@pytest.mark.parametrize("event", EVENTS, ids=by_type)
def test_every_event_survives_its_record(event: Event) -> None:
    assert decode(encode(event)) == event


@pytest.mark.parametrize("event", EVENTS, ids=by_type)
def test_golden_bytes_of_every_version_are_written_and_read_for_good(event: Event) -> None:
    golden = (GOLDEN / schema_name(event.type)).read_bytes()
    assert record_line(encode(event)) == golden
    assert decode(parse_line(golden)) == event


@pytest.mark.parametrize("event", EVENTS, ids=by_type)
def test_every_event_is_valid_against_its_checked_in_schema(event: Event) -> None:
    schema = json.loads((FOLDER / schema_name(event.type)).read_bytes())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(structured(event)["data"], schema)


def test_the_checked_in_schemas_are_those_of_the_models() -> None:
    assert {path.name: path.read_bytes() for path in FOLDER.glob("*.json")} == schema_files()


@pytest.mark.parametrize("event", EVENTS, ids=by_type)
def test_structured_mode_has_the_attributes_that_cloudevents_requires(event: Event) -> None:
    document = structured(event)
    assert document["specversion"] == "1.0"
    assert all(isinstance(document[name], str) and document[name] for name in ("id", "source", "type"))
    assert document["time"] == "2022-02-01T12:30:00Z"
    assert all(name.isalnum() and name == name.lower() for name in document)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_text_survives_and_keeps_its_id(text: str) -> None:
    event = make_event(publish(connector="c", record="r", text=text), source="s", version=1, recorded_at=AT)
    again = decode(encode(event))
    assert again == event
    assert encode(again) == encode(event)


def test_the_id_depends_on_type_data_and_producer_version_only() -> None:
    event = EVENTS[0]
    later = make_event(event.data, source="elsewhere", version=1, recorded_at=AT.replace(year=2023))
    assert later.id == event.id
    assert make_event(event.data, source=event.source, version=2, recorded_at=AT).id != event.id


def altered(**headers: bytes) -> Record:
    record = encode(EVENTS[0])
    return record._replace(headers=tuple({**dict(record.headers), **headers}.items()))


@pytest.mark.parametrize(
    ("record", "says"),
    [
        (Record("articles", "k", (), b"{}"), "no ce_type header"),
        (Record("articles", "k", (("ce_type", b"\xff"),), b"{}"), "not UTF-8"),
        (altered(ce_type=b"no.such"), "unknown event type"),
        (altered(ce_recordedtime=b"yesterday"), "RFC 3339"),
        (altered(ce_recordedtime=b"2022-02-01T00:00:00"), "no zone"),
        (altered(ce_producerversion=b"one"), "no integer"),
        (altered(ce_id=b"evt_other"), "not that of its content"),
        (altered()._replace(topic="claims"), "belongs to topic articles"),
        (altered()._replace(value=b"\xff"), "is not"),
        (altered()._replace(value=b"[]"), "is not valid"),
        (altered()._replace(value=b'{"article_id":"a"}'), "is not valid"),
        (altered()._replace(value=b"[" * 100_000), "is not valid"),
        (altered()._replace(value=altered().value[:100]), "is not valid"),
    ],
)
def test_what_is_no_event_is_refused_in_one_sentence(record: Record, says: str) -> None:
    with pytest.raises(InvalidRecord, match=says) as caught:
        decode(record)
    assert "\n" not in str(caught.value)


def test_an_event_of_a_later_standoff_says_to_upgrade() -> None:
    with pytest.raises(NewerVersion, match="upgrade"):
        decode(altered(ce_type=b"article.published.v9"))


def test_an_unknown_field_is_refused_and_not_lost() -> None:
    value = json.dumps({**json.loads(encode(EVENTS[0]).value), "extra": 1}).encode()
    with pytest.raises(InvalidRecord, match="extra"):
        decode(altered(ce_id=event_id("article.published", value, 1).encode())._replace(value=value))


@given(st.binary(), st.lists(st.tuples(st.text(max_size=20), st.binary(max_size=20)), max_size=5))
def test_no_bytes_make_the_codec_fail_otherwise(value: bytes, headers: list[tuple[str, bytes]]) -> None:
    with pytest.raises((InvalidRecord, NewerVersion)):
        decode(Record("articles", "k", tuple(headers), value))


def test_data_that_is_canonical_already_gives_the_same_record() -> None:
    for event in canonical_events():
        given = encode_data(
            event.type,
            event.key,
            encode(event).value,
            source=event.source,
            version=event.version,
            recorded_at=event.recorded_at,
        )
        assert event.time is not None or given == encode(event)
