"""Articles for measuring: the seeds over and over, each time with a changed name and a changed number."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

SEEDS: Final = Path(__file__).resolve().parents[1] / "seeds"
NAME: Final = re.compile(r"\b[A-Z][a-z]+ [A-Z][a-z]{3,}\b")
NUMBER: Final = re.compile(r"\b\d{1,3},\d{3}\b")
SYLLABLES: Final = (
    "bar",
    "den",
    "fal",
    "gor",
    "hel",
    "kin",
    "lor",
    "mar",
    "nov",
    "pet",
    "ros",
    "sel",
    "tar",
    "ven",
    "wil",
    "zan",
)


def generate(count: int, *, folder: Path = SEEDS) -> Iterator[tuple[str, bytes]]:
    """(file name, bytes) of `count` articles; the first round is the seeds themselves, the same on every machine."""
    seeds = [(path.stem, path.read_text("utf-8")) for path in sorted(folder.glob("*.txt"))]
    for index in range(count):
        stem, text = seeds[index % len(seeds)]
        turn = index // len(seeds)
        yield (f"{index:06d}_{stem}.txt", (vary(text, turn) if turn else text).encode())


def vary(text: str, turn: int) -> str:
    """The text with one of its names and one of its numbers changed throughout."""
    draw = random.Random(turn)
    names = sorted(set(NAME.findall(text)))
    if names:
        first, last = draw.choice(SYLLABLES), draw.choice(SYLLABLES) + draw.choice(SYLLABLES)
        text = text.replace(draw.choice(names), f"{first.title()} {last.title()}")
    numbers = sorted(set(NUMBER.findall(text)))
    if numbers:
        text = text.replace(draw.choice(numbers), f"{draw.randint(1, 900)},{draw.randint(0, 999):03d}")
    return text


def write(folder: Path, count: int) -> int:
    """Write the articles as files. Returns their size in bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    return sum((folder / name).write_bytes(raw) for name, raw in generate(count))
