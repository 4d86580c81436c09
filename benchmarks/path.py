"""Articles and words per second of extract, replay and rebuild, and peak memory: `python -m benchmarks.path`.

Each part runs as a process of its own, on the seeds repeated with a changed name and a changed number.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.generate import write
from streams.log.sqlite import SqliteLog

SAMPLE_S: Final = 0.02


@dataclass(frozen=True, slots=True)
class Cost:
    """What one command cost.

    :ivar wall_s, cpu_s: seconds, user and system together.
    :ivar peak_mib: largest resident size of the process and those that it has started, together.
    """

    wall_s: float
    cpu_s: float
    peak_mib: float


def measure(command: list[str], environment: dict[str, str]) -> Cost:
    """Run a command to its end, its output thrown away.

    :raises CalledProcessError: it failed.
    """
    started = time.perf_counter()
    process = subprocess.Popen(command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
    peak = 0.0
    while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
        peak = max(peak, resident_mib(process.pid))
        time.sleep(SAMPLE_S)
    _, status, usage = ended
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(time.perf_counter() - started, usage.ru_utime + usage.ru_stime, max(peak, usage.ru_maxrss / 1024))


def resident_mib(pid: int) -> float:
    """Resident size of a process and those that it has started, as Linux tells it; what they share counts for each."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return pages * resource.getpagesize() / 2**20 + sum(resident_mib(int(child)) for child in children)


def report(what: str, cost: Cost, *, articles: int, words: int, events: int | None = None) -> None:
    """One line of the table."""
    rate = f"{articles / cost.wall_s:8.1f} articles/s  {words / cost.cpu_s:9,.0f} words/CPU s"
    more = f"  {events / cost.wall_s:8,.0f} events/s" if events else ""
    print(
        f"{what:8} {cost.wall_s:7.1f} s wall {cost.cpu_s:7.1f} s CPU  {rate}  {cost.peak_mib:6.0f} MiB{more}",
        flush=True,
    )


def write_corpus(folder: Path, corpus: Path) -> int:
    """Write the articles of a folder as JSON Lines. Returns how many words they have."""
    words = 0
    with corpus.open("w", encoding="utf-8") as lines:
        for path in sorted(folder.iterdir()):
            text = path.read_text("utf-8")
            words += len(text.split())
            lines.write(json.dumps({"doc": path.name, "text": text}) + "\n")
    return words


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=5000)
    count = parser.parse_args().articles
    standoff = [sys.executable, "-m", "streams"]
    with tempfile.TemporaryDirectory() as scratch:
        folder, home = Path(scratch, "articles"), Path(scratch, "home")
        size = write(folder, count)
        corpus = Path(scratch, "corpus.jsonl")
        words = write_corpus(folder, corpus)
        print(f"{count} articles, {words:,} words, {size / 1e6:.1f} MB, one process each, {os.cpu_count()} processors")
        environment = {"STANDOFF_HOME": str(home)}
        report(
            "extract",
            measure([*standoff, "extract", "--corpus", str(corpus)], environment),
            articles=count,
            words=words,
        )
        replay = measure([*standoff, "replay", str(folder), "--quiet"], environment)
        with SqliteLog(home / "log.db") as log:
            events = log.count()
        report("replay", replay, articles=count, words=words, events=events)
        report("rebuild", measure([*standoff, "rebuild"], environment), articles=count, words=words, events=events)
        stored = sum(path.stat().st_size for path in home.iterdir())
        print(
            f"log and view: {stored / 1e6:.1f} MB for {events:,} events; this process: "
            f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB"
        )


if __name__ == "__main__":
    main()
