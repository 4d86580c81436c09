"""A deployment as a user runs it: every part a process of the `standoff` command, killed and started at will."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from benchmarks.generate import SEEDS, generate

RECORDED_AT: Final = "2022-02-01T00:00:00Z"
SETTLE_S: Final = 180.0
COMMAND: Final = (sys.executable, "-m", "streams")
ROOT: Final = SEEDS.parent


def write_articles(folder: Path, generated: int) -> list[Path]:
    """The five seeds and so many generated articles."""
    folder.mkdir(parents=True)
    for seed in sorted(SEEDS.glob("*.txt")):
        shutil.copy(seed, folder)
    for name, raw in generate(generated):
        (folder / name).write_bytes(raw)
    return sorted(folder.iterdir())


def run(environment: dict[str, str], *arguments: str) -> bytes:
    """What a command prints.

    :raises AssertionError: it failed.
    """
    done = subprocess.run([*COMMAND, *arguments], env=environment, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, f"standoff {' '.join(arguments)}: {done.stderr.decode()[-2000:]}"
    return done.stdout


def embedded_state(home: Path, articles: Path) -> bytes:
    """The state that the embedded replay of a folder gives."""
    environment = {**os.environ, "STANDOFF_HOME": str(home)}
    environment.pop("STANDOFF_LOG", None)
    run(environment, "replay", str(articles), "--recorded-at", RECORDED_AT, "--quiet")
    return run(environment, "state", "--json")


@dataclass
class Deployment:
    """One log on Kafka and one view, with the processes that run on them."""

    home: Path
    bootstrap: str
    prefix: str
    settings: dict[str, str] = field(default_factory=dict)
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        """The settings of every process."""
        return {
            **os.environ,
            "STANDOFF_HOME": str(self.home),
            "STANDOFF_LOG": f"kafka://{self.bootstrap}",
            "STANDOFF_KAFKA_PREFIX": self.prefix,
            "STANDOFF_KAFKA_PARTITIONS": "4",
            "STANDOFF_KAFKA_SESSION_S": "6",
            "STANDOFF_WORKER_PORT": "0",
            "STANDOFF_VIEW_PORT": "0",
            **self.settings,
        }

    def command(self, *arguments: str) -> bytes:
        """What a command of this deployment prints."""
        return run(self.environment, *arguments)

    def start(self, *arguments: str, largest_file_kib: int | None = None) -> subprocess.Popen[bytes]:
        """Start a command and return at once; its output goes to a file in the home folder.

        :param largest_file_kib: no file may grow beyond this size (RLIMIT_FSIZE), which is how a full disk looks to it.
        """
        limited = ["bash", "-c", f'ulimit -Sf {largest_file_kib}; exec "$@"', "bash"] if largest_file_kib else []
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / f"{arguments[0]}.out").open("ab") as output:
            process = subprocess.Popen(
                [*limited, *COMMAND, *arguments],
                env=self.environment,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        self.running.append(process)
        return process

    def ingest(self, articles: Path) -> subprocess.Popen[bytes]:
        """Start an ingest of a folder."""
        return self.start("ingest", str(articles), "--recorded-at", RECORDED_AT)

    def said(self, part: str) -> str:
        """What a part has written so far."""
        path = self.home / f"{part}.out"
        return path.read_text() if path.exists() else ""

    def metric(self, process: subprocess.Popen[bytes], name: str) -> float:
        """The sum of a metric over its labels, as a worker or view tells it; 0 until it does."""
        told = re.search(
            rf" {process.pid} started; health and metrics at (\S+)", self.said("worker") + self.said("view")
        )
        if told is None:
            return 0.0
        with urllib.request.urlopen(f"http://{told.group(1)}/metrics", timeout=10) as answer:
            lines = answer.read().decode().splitlines()
        return sum(float(line.rpartition(" ")[2]) for line in lines if re.match(rf"{name}[ {{]", line))

    def state(self) -> bytes:
        """The state as the command prints it."""
        return self.command("state", "--json")

    def wait_for(self, expected: bytes, timeout_s: float = SETTLE_S) -> bytes:
        """The state once it is as expected, or what it is when the time is over."""
        deadline = time.monotonic() + timeout_s
        while (state := self.state()) != expected and time.monotonic() < deadline:
            time.sleep(1)
        return state

    def wait_until_at_work(self, timeout_s: float = SETTLE_S) -> None:
        """Until worker and view are connected: something has come through both into the state."""
        nothing, deadline = self.state(), time.monotonic() + timeout_s
        while self.state() == nothing and time.monotonic() < deadline:
            time.sleep(0.2)

    def stop(self) -> None:
        """kill -9 whatever still runs."""
        for process in self.running:
            kill(process)
        self.running.clear()


def kill(process: subprocess.Popen[bytes]) -> None:
    """kill -9, and wait for the end."""
    if process.poll() is None:
        process.kill()
    process.wait()


@contextmanager
def deployed(deployment: Deployment) -> Iterator[Deployment]:
    """The deployment with its topics made; everything is killed at the end."""
    try:
        deployment.command("topics", "create")
        yield deployment
    finally:
        deployment.stop()


def end_cleanly(processes: Sequence[subprocess.Popen[bytes]], within_s: float = 10.0) -> list[int]:
    """SIGTERM to all; their exit codes.

    :raises subprocess.TimeoutExpired: one did not end in time.
    """
    for process in processes:
        process.terminate()
    return [process.wait(within_s) for process in processes]
