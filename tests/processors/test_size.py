"""A megabyte of one thing is read as a whole: claims, dates and events within seconds, in little memory, never an
exception.
"""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest

from streams.processors.reading import find

MEGABYTE = 1_000_000
MOST_CPU_S = 40  # 2 to 10 s on one core; anything quadratic takes hours
MOST_MIB = 150
PEAK = """
import pathlib, re, sys
from datetime import UTC, datetime
from streams.processors.reading import find
piece, size = sys.argv[1], int(sys.argv[2])
find(piece * (size // len(piece)), candidates=[], recorded_at=datetime(2022, 3, 4, tzinfo=UTC))
status = pathlib.Path("/proc/self/status").read_text()
print(int(re.search(r"VmHWM:\\s+(\\d+) kB", status)[1]) // 1024)
"""
"""The peak of the process's own memory; that of getrusage includes the process that started it."""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the peak is read from /proc")
@pytest.mark.parametrize("piece", ['"', ",", "said "])
def test_a_megabyte_of_one_thing_is_read_in_little_memory(piece: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PEAK, piece, str(MEGABYTE)], check=True, capture_output=True, text=True
    )
    assert 10 < int(done.stdout) < MOST_MIB


@pytest.mark.parametrize("piece", ['"', ",", "said ", "that ", "the president ", "\n", "Lund ", "A. "])
def test_a_megabyte_of_one_thing_is_read_in_seconds(piece: str) -> None:
    text = piece * (MEGABYTE // len(piece))
    started = time.process_time()
    found = find(text, candidates=[], recorded_at=datetime(2022, 3, 4, tzinfo=UTC))
    assert time.process_time() - started < MOST_CPU_S
    spans = [span for claim in found.claims for span in claim.content]
    assert all(0 <= start < end <= len(text) for start, end in spans)
