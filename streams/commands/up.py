"""up: all of it on one machine, until it is told to stop."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Annotated, Final

import typer
from rich.console import Console

from connectors.seeds import SeedsConnector
from schemas.errors import StandoffError
from streams.commands.options import DefinitionOption
from streams.commands.stopping import stop_on_signals
from streams.commands.workspace import Workspace, now

STOP_S: Final = 10.0
PARTS: Final = ("worker", "view")
console = Console(stderr=True)


class PartEnded(StandoffError):
    """A part of the running whole ended by itself."""

    exit_code = 12


def up(
    sources: Annotated[list[Path] | None, typer.Argument(help="Folders of .txt articles to watch.")] = None,
    interval: Annotated[
        float, typer.Option("--interval", min=0.1, help="Seconds between two looks at the sources.")
    ] = 10,
    definition: DefinitionOption = None,
) -> None:
    """Watch the sources and keep the state current until Ctrl-C or SIGTERM.

    Embedded, this is one process; with a Kafka log a worker and a view run beside it.

    Example: standoff up seeds --interval 30
    """
    workspace = Workspace.load(definition)
    connectors = [SeedsConnector(source) for source in sources or [Path("seeds")]]
    for connector in connectors:
        connector.total()
    stop = stop_on_signals()
    if workspace.embedded:
        _run_embedded(workspace, connectors, interval, stop)
    else:
        with _parts(definition) as parts:
            _run_beside(workspace, connectors, interval, stop, parts)


def _run_embedded(workspace: Workspace, connectors: Sequence[SeedsConnector], interval: float, stop: Event) -> None:
    from streams.runners.embedded import process
    from streams.runners.folding import fold
    from streams.runners.lock import exclusive

    with exclusive(workspace.settings.lock_path), workspace.log() as log, workspace.view(log) as view:
        console.print(f"watching {', '.join(str(connector.folder) for connector in connectors)}; Ctrl-C ends")
        while not stop.is_set():
            _ingest(workspace, connectors)
            process(log)
            if folded := fold(log, view):
                console.print(f"{now():%H:%M:%S} folded {folded} records")
            stop.wait(interval)


def _ingest(workspace: Workspace, connectors: Sequence[SeedsConnector]) -> None:
    from streams.runners.ingest import ingest
    from streams.runners.recording import Recording

    with workspace.log() as log:
        for connector in connectors:
            try:
                ingest(log, connector, Recording(now()))
            except StandoffError as error:
                console.print(f"{connector.folder}: {error}; trying again")


@contextmanager
def _parts(definition: Path | None) -> Iterator[list[subprocess.Popen[bytes]]]:
    """The other processes of a Kafka deployment, ended with the block."""
    extra = ["--definition", str(definition)] if definition else []
    commands = [[sys.executable, "-m", "streams", part, *(extra if part == "view" else [])] for part in PARTS]
    parts = [subprocess.Popen(command) for command in commands]
    try:
        yield parts
    finally:
        for part in parts:
            part.terminate()
        for part in parts:
            _wait(part)


def _wait(part: subprocess.Popen[bytes]) -> None:
    try:
        part.wait(STOP_S)
    except subprocess.TimeoutExpired:
        part.kill()
        part.wait()


def _run_beside(
    workspace: Workspace,
    connectors: Sequence[SeedsConnector],
    interval: float,
    stop: Event,
    parts: Sequence[subprocess.Popen[bytes]],
) -> None:
    while not stop.is_set():
        _ingest(workspace, connectors)
        for name, part in zip(PARTS, parts, strict=True):
            if part.poll() is not None:
                raise PartEnded(f"the {name} ended with exit code {part.returncode}; its message stands above")
        stop.wait(interval)
