"""The live feed folded back into a state."""

from __future__ import annotations

import json
from typing import Any

from schemas.base import canonical_json


def folded_feed(lines: bytes) -> dict[tuple[str, str], str]:
    """(list, entry id) -> the entry, after all changes of a feed.

    :raises AssertionError: a number is missing or stands twice.
    """
    entries: dict[tuple[str, str], str] = {}
    for number, line in enumerate(lines.splitlines(), 1):
        change = json.loads(line)
        change = change.get("data", change)
        assert change["id"].rpartition("-")[2] == str(number)
        key = (change["list"], change["entry_id"])
        if change["op"] == "removed":
            del entries[key]
        else:
            entries[key] = canonical_json(change["entry"]).decode()
    return entries


def state_entries(state: bytes) -> dict[tuple[str, str], str]:
    """(list, entry id) -> the entry, of a state."""
    lists: dict[str, Any] = json.loads(state)
    found = {("coverage", "coverage"): canonical_json(lists.pop("coverage")).decode()}
    for name, entries in lists.items():
        if isinstance(entries, list):
            found.update({(name, each["id"]): canonical_json(each).decode() for each in entries})
    return found
