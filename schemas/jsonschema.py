"""JSON Schema 2020-12 of every event version and of the state, generated from the models and checked in."""

from __future__ import annotations

import json

from schemas.base import Frozen
from schemas.envelope import schema_name
from schemas.state import State
from schemas.topics import TYPES

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_files() -> dict[str, bytes]:
    """File name -> content, of each event's data and of the state."""
    files = {schema_name(kind): _schema(model, schema_name(kind)) for kind, (_, model) in TYPES.items()}
    return {**files, "state.v1.json": _schema(State, "state.v1.json")}


def _schema(model: type[Frozen], name: str) -> bytes:
    schema = {"$schema": DIALECT, "$id": f"urn:standoff:schema:{name}", **model.model_json_schema(mode="serialization")}
    return json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False).encode() + b"\n"
