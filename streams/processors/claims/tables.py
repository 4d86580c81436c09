"""Reads the tab-separated tables that lie beside the claim rules: one entry a line, `#` begins a comment line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


def read_rows(name: str) -> Iterator[list[str]]:
    """The fields of each line of the table `name` in this directory, in file order."""
    for line in Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def read_map(name: str) -> dict[str, str]:
    """First field to second field of a two-column table."""
    return {row[0]: row[1] for row in read_rows(name)}


def read_set(name: str) -> frozenset[str]:
    """First fields of a table."""
    return frozenset(row[0] for row in read_rows(name))
