"""Reads the word lists that lie beside a module: one entry a line, `#` begins a comment."""

from __future__ import annotations

from pathlib import Path


def read_list(beside: str, name: str) -> tuple[str, ...]:
    """The entries of the list `name` in the directory of the file `beside`, in file order.

    :raises FileNotFoundError: the package is installed without its data files.
    """
    lines = Path(beside).with_name(name).read_text(encoding="utf-8").splitlines()
    return tuple(entry for line in lines if (entry := line.partition("#")[0].strip()))
