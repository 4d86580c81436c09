"""CloudEvents 1.0 around every event; the sole codec between events and bytes."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, NamedTuple

from pydantic import ValidationError

from schemas.base import Frozen, canonical_json, format_instant, hashed_id, model_json
from schemas.errors import InvalidRecord, NewerVersion
from schemas.topics import TYPES, key_of

MEMORY: Final = 1024
SPEC_VERSION: Final = "1.0"
CONTENT_TYPE: Final = "application/json"
Upcaster = Callable[[dict[str, Any]], dict[str, Any]]
UPCASTERS: dict[str, tuple[str, Upcaster]] = {}
"""Old event type -> (the type after it, the function from old data to new). Empty while all are first versions."""

_MODELS: dict[type[Frozen], str] = {model: name for name, (_, model) in TYPES.items()}


class Record(NamedTuple):
    """What a log keeps: Kafka's binary content mode. Header values are bytes; `value` is the data's canonical JSON."""

    topic: str
    key: str
    headers: tuple[tuple[str, bytes], ...]
    value: bytes

    @property
    def id(self) -> str | None:
        """The event id from the headers; None for a record that is no event."""
        raw = dict(self.headers).get("ce_id")
        return raw.decode("utf-8", "replace") if raw else None


class Event(NamedTuple):
    """One immutable fact. A named tuple, because it takes a quarter of the time to make that a frozen dataclass takes.

    :ivar source: URI reference of the producer ("connectors/seeds").
    :ivar version: the producer's integer version.
    :ivar recorded_at: when we learned it (`recordedtime` on the wire).
    :ivar time: the instant of the event itself, where one is known.
    :ivar value: the data's canonical JSON, where it has been made already.
    """

    id: str
    type: str
    data: Frozen
    source: str
    version: int
    recorded_at: datetime
    time: datetime | None = None
    value: bytes | None = None

    @property
    def topic(self) -> str:
        return TYPES[self.type][0]

    @property
    def key(self) -> str:
        return key_of(self.data)


def make_event(
    data: Frozen, *, source: str, version: int, recorded_at: datetime, time: datetime | None = None
) -> Event:
    """An event with its id: the hash of type, data and producer version."""
    kind, value = _MODELS[type(data)], model_json(data)
    return Event(event_id(kind, value, version), kind, data, source, version, recorded_at, time, value)


def event_id(kind: str, value: bytes, version: int) -> str:
    """The id of an event: the hash of the canonical JSON [type, data, producer version], given the data's."""
    return hashed_id("evt", b'["%s",%s,%d]' % (kind.encode(), value, version))


def encode(event: Event) -> Record:
    """The record of an event, the same bytes on every machine."""
    key = event.key
    headers = _headers(event.id, event.type, key, event.source, event.version, event.recorded_at, event.time)
    return Record(event.topic, key, headers, event.value or model_json(event.data))


def encode_data(kind: str, key: str, value: bytes, *, source: str, version: int, recorded_at: datetime) -> Record:
    """The record of an event whose data stand as canonical JSON already: that of `make_event` and `encode`."""
    headers = _headers(event_id(kind, value, version), kind, key, source, version, recorded_at, None)
    return Record(TYPES[kind][0], key, headers, value)


def _headers(
    event_id: str, kind: str, key: str, source: str, version: int, recorded_at: datetime, time: datetime | None
) -> tuple[tuple[str, bytes], ...]:
    """The headers in order of their names."""
    return (
        ("ce_dataschema", schema_name(kind).encode()),
        ("ce_id", event_id.encode()),
        ("ce_producerversion", b"%d" % version),
        ("ce_recordedtime", _instant_bytes(recorded_at)),
        ("ce_source", source.encode()),
        ("ce_specversion", SPEC_VERSION.encode()),
        ("ce_subject", key.encode()),
        *((("ce_time", _instant_bytes(time)),) if time is not None else ()),
        ("ce_type", kind.encode()),
        ("content-type", CONTENT_TYPE.encode()),
    )


@lru_cache(maxsize=MEMORY)
def _instant_bytes(moment: datetime) -> bytes:
    return format_instant(moment).encode()


@lru_cache(maxsize=MEMORY)
def schema_name(kind: str) -> str:
    """The schema file of an event type.

    >>> schema_name("claim.made"), schema_name("claim.made.v2")
    ('claim.made.v1.json', 'claim.made.v2.json')
    """
    return f"{kind}.json" if kind.rpartition(".")[2].startswith("v") and kind[-1].isdigit() else f"{kind}.v1.json"


def decode(record: Record) -> Event:
    """The event of a record; old versions are brought up to today's.

    :raises InvalidRecord: not an event of ours, or not valid against its schema, or its id is not its content's.
    :raises NewerVersion: an event type of a later Standoff.
    """
    headers = dict(record.headers)
    frame = _frame(*map(headers.get, _FRAMING))
    if frame.topic != record.topic:
        raise InvalidRecord(f"an event of type {frame.kind} belongs to topic {frame.topic}, not {record.topic}")
    value = record.value
    data = _data(value, frame.kind, frame.model)
    told, expected = _text(headers.get("ce_id"), "ce_id"), event_id(frame.kind, value, frame.version)
    if told != expected:
        raise InvalidRecord(f"event id {told} is not that of its content ({expected}); the record was altered")
    if frame.kind in TYPES:
        return Event(told, frame.kind, data, frame.source, frame.version, frame.recorded_at, frame.time, value)
    kind = _MODELS[frame.model]
    return Event(told, kind, data, frame.source, frame.version, frame.recorded_at, frame.time)


class _Frame(NamedTuple):
    """What the headers of many records say alike."""

    kind: str
    topic: str
    model: type[Frozen]
    version: int
    source: str
    recorded_at: datetime
    time: datetime | None


_FRAMING: Final = ("ce_type", "ce_producerversion", "ce_source", "ce_recordedtime", "ce_time")


@lru_cache(maxsize=MEMORY)
def _frame(
    kind: bytes | None, version: bytes | None, source: bytes | None, recorded: bytes | None, time: bytes | None
) -> _Frame:
    """The values of the headers of those names.

    :raises InvalidRecord: one is missing or not valid.
    :raises NewerVersion: an event type of a later Standoff.
    """
    named = _text(kind, "ce_type")
    topic, model = TYPES.get(named) or _model(named)
    return _Frame(
        named,
        topic,
        model,
        _integer(_text(version, "ce_producerversion")),
        _text(source, "ce_source"),
        _instant(_text(recorded, "ce_recordedtime")),
        None if time is None else _instant(_text(time, "ce_time")),
    )


def _model(kind: str) -> tuple[str, type[Frozen]]:
    latest = kind
    while latest in UPCASTERS:
        latest = UPCASTERS[latest][0]
    if latest in TYPES:
        return TYPES[latest]
    stem, _, suffix = kind.rpartition(".v")
    if stem in TYPES and suffix.isdigit():
        raise NewerVersion(f"event type {kind} is of a newer Standoff; upgrade to read it")
    raise InvalidRecord(f"unknown event type {kind!r}")


def _data(value: bytes, kind: str, model: type[Frozen]) -> Frozen:
    try:
        if kind not in UPCASTERS:
            return model.model_validate_json(value)
        data = json.loads(value)
        while kind in UPCASTERS:
            kind, upcast = UPCASTERS[kind]
            data = upcast(data)
        return model.model_validate(data)
    except (ValidationError, ValueError) as error:
        raise InvalidRecord(f"data of {kind} is not valid: {_first_line(error)}") from error


def _first_line(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_input=False)[0]
        return f"{'.'.join(map(str, first['loc'])) or 'document'}: {first['msg']}"
    return str(error).splitlines()[0]


def _text(value: bytes | None, name: str) -> str:
    if value is None:
        raise InvalidRecord(f"the record has no {name} header, so it is no CloudEvent")
    try:
        return value.decode()
    except UnicodeDecodeError as error:
        raise InvalidRecord(f"header {name} is not UTF-8") from error


def _integer(value: str) -> int:
    if not value.isascii() or not value.isdigit():
        raise InvalidRecord(f"producer version {value!r} is no integer")
    return int(value[:9])


def _instant(value: str) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise InvalidRecord(f"{value!r} is no RFC 3339 instant") from error
    if moment.tzinfo is None:
        raise InvalidRecord(f"{value!r} has no zone")
    return moment


def structured(event: Event) -> dict[str, Any]:
    """CloudEvents structured mode: the attributes and the data in one JSON object."""
    return {
        **{name.removeprefix("ce_"): value.decode() for name, value in encode(event).headers if name != "content-type"},
        "datacontenttype": CONTENT_TYPE,
        "data": event.data.model_dump(mode="json", exclude_none=True),
    }


def structured_json(event: Event) -> bytes:
    """`structured` as canonical JSON."""
    return canonical_json(structured(event))
