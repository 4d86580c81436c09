"""What all event data share: frozen models, canonical JSON, ids from content."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, GetCoreSchemaHandler, PlainSerializer
from pydantic_core import CoreSchema

ID_LENGTH = 32
_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


class Frozen(BaseModel):
    """Immutable, exact: unknown fields are refused and numbers are integers or decimal strings, never floats.

    Fields are validated and written in alphabetical order, so that pydantic's own JSON is canonical. A field that holds
    a mapping has the type `Ordered`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False, ser_json_inf_nan="strings")

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        schema = handler(source)
        inner: Any = schema
        while inner["type"] != "model-fields":
            inner = inner["schema"]
        inner["fields"] = dict(sorted(inner["fields"].items()))
        return schema


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def format_instant(moment: datetime) -> str:
    """RFC 3339 in UTC with a Z, microseconds only where there are any.

    >>> format_instant(datetime(2022, 2, 1, tzinfo=UTC))
    '2022-02-01T00:00:00Z'
    """
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


Instant = Annotated[AwareDatetime, AfterValidator(_in_utc), PlainSerializer(format_instant, return_type=str)]


def _in_order(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _in_order(value[name]) for name in sorted(value)}
    return [_in_order(item) for item in value] if isinstance(value, list) else value


Ordered = Annotated[dict[str, Any], AfterValidator(_in_order)]
"""A JSON object with its keys in order, at every depth."""


def canonical_json(value: Any) -> bytes:
    """The one byte form of a JSON value: sorted keys, UTF-8, no spaces, no NaN."""
    return _ENCODER.encode(value).encode()


def model_json(model: BaseModel) -> bytes:
    """Canonical JSON of a model. Fields that are None are left out, so a new optional field changes no old id."""
    return model.__pydantic_serializer__.to_json(model, exclude_none=True)


def content_id(prefix: str, value: Any) -> str:
    """Prefix, underscore and the first 32 hex digits of the sha256 of the value's canonical JSON."""
    return hashed_id(prefix, canonical_json(value))


def hashed_id(prefix: str, canonical: bytes) -> str:
    """`content_id` of a value whose canonical JSON is at hand."""
    return f"{prefix}_{hashlib.sha256(canonical).hexdigest()[:ID_LENGTH]}"


def text_sha256(text: str) -> str:
    """sha256 in hex of the text's UTF-8 bytes; ties offsets to the text that they were counted in."""
    return hashlib.sha256(text.encode()).hexdigest()
