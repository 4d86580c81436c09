"""replay, ingest, process, rebuild: what writes."""

from __future__ import annotations

import json
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from connectors.seeds import SeedsConnector
from schemas.errors import UsageError
from streams.commands.bars import bar, console
from streams.commands.options import DefinitionOption, EveryOption, RecordedAtOption, parse_instant, parse_step
from streams.commands.workspace import Workspace, now

if TYPE_CHECKING:
    from streams.log.protocol import Log
    from streams.runners.ingest import Ingested
    from streams.runners.recording import Recording

REPLAY = "replay"
DEFAULT_FOLDER = Path("seeds")


def replay(
    folder: Annotated[Path, typer.Argument(help="A folder of .txt articles.")] = DEFAULT_FOLDER,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Move an old log and view aside first; nothing is deleted.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Do not print the state at the end.")] = False,
    recorded_at: RecordedAtOption = None,
    every: EveryOption = None,
    definition: DefinitionOption = None,
) -> None:
    """Replay a folder of articles into an empty log and show the state of the standoff.

    A replay that was cut off goes on where it stopped.

    Example: standoff replay seeds --recorded-at 2022-02-01T00:00:00Z
    """
    workspace = Workspace.load(definition)
    if not workspace.embedded:
        raise UsageError(
            "replay runs embedded; with a Kafka log use `standoff ingest`, `standoff worker` and `standoff view`"
        )
    if fresh:
        _move_aside(workspace)
    from streams.runners.lock import exclusive

    with exclusive(workspace.settings.lock_path), workspace.log() as log:
        recording = _begin(log, folder, recorded_at, every)
        done = _ingest_all(log, [SeedsConnector(folder)], recording, step_by_step=bool(recording.every))
        _process_and_fold(workspace, log)
        log.append([], consumer=REPLAY, position=json.dumps({"finished": True}))
    _report(done)
    if not quiet:
        from streams.commands.looking import show_state

        show_state(workspace)


def ingest(
    sources: Annotated[list[Path], typer.Argument(help="Folders of .txt articles.")],
    recorded_at: RecordedAtOption = None,
    every: EveryOption = None,
    definition: DefinitionOption = None,
) -> None:
    """Append what is new in the sources to the log; embedded, also process and fold it.

    A file is read once until it changes; its name is its article's identity. What cannot be read goes to the dead
    letters with its bytes: nothing is lost by that, so the exit code is 0, and their number is told.

    Example: standoff ingest seeds
    """
    workspace = Workspace.load(definition)
    from streams.runners.lock import exclusive
    from streams.runners.recording import Recording

    connectors = [SeedsConnector(source) for source in sources]
    for connector in connectors:
        connector.total()
    recording = Recording(parse_instant(recorded_at) or now(), parse_step(every))
    step_by_step = workspace.embedded and bool(recording.every)
    with workspace.log() as log:
        with exclusive(workspace.settings.lock_path) if step_by_step else nullcontext():
            done = _ingest_all(log, connectors, recording, step_by_step=step_by_step)
        if workspace.embedded:
            catch_up(workspace, log)
    _report(done)


def process(
    again: Annotated[
        bool, typer.Option("--again", help="Read all articles anew with the processors of today.")
    ] = False,
    recorded_at: RecordedAtOption = None,
    every: EveryOption = None,
    definition: DefinitionOption = None,
) -> None:
    """Process and fold what the log holds and nobody has read yet.

    With a Kafka log, workers do that; `--again` reads all its articles anew in this process, beside them.

    Example: standoff process --again
    """
    workspace = Workspace.load(definition)
    if not (workspace.embedded or again):
        raise UsageError("with a Kafka log, `standoff worker` processes; here only `standoff process --again` does")
    from streams.runners.recording import Recording

    fixed = parse_instant(recorded_at)
    recording = Recording(fixed or now(), parse_step(every))
    with workspace.existing_log() as log:
        if workspace.embedded:
            catch_up(workspace, log, recording if fixed else None)
        if again:
            _read_anew(workspace, log, recording)


def _read_anew(workspace: Workspace, log: Log, recording: Recording) -> None:
    from streams.runners.embedded import process_again

    with bar("reading anew", None) as advance:
        count = process_again(log, recording, progress=advance)
    if workspace.embedded:
        catch_up(workspace, log)
    console.print(f"{count} articles read anew{'' if workspace.embedded else '; `standoff view` folds what is new'}")


def rebuild(definition: DefinitionOption = None) -> None:
    """Build the view anew from the log: after a changed definition, a new version, or damage.

    The old view serves until the new one has caught up, then is replaced.

    Example: standoff rebuild
    """
    workspace = Workspace.load(definition)
    from streams.runners.lock import exclusive
    from streams.runners.rebuild import rebuild_view

    with (
        exclusive(workspace.settings.lock_path),
        workspace.existing_log() as log,
        bar("folding", log.count()) as advance,
    ):
        count = rebuild_view(log, workspace.settings.view_url, workspace.definition, progress=advance)
    console.print(f"rebuilt the view from {count} records")


def _begin(log: Log, folder: Path, recorded_at: str | None, every: str | None) -> Recording:
    """The recording of a new replay, or that of the unfinished one."""
    from streams.runners.recording import Recording

    saved = log.position(REPLAY)
    if saved:
        begun = json.loads(saved)
        if begun.get("finished") or begun["folder"] != str(folder.resolve()):
            raise _not_empty(log)
        return Recording(parse_instant(begun["at"]) or now(), parse_step(begun["every"]))
    if log.count():
        raise _not_empty(log)
    recording = Recording(parse_instant(recorded_at) or now(), parse_step(every))
    SeedsConnector(folder).total()
    begun = {"folder": str(folder.resolve()), "at": recording.at.isoformat(), "every": every}
    log.append([], consumer=REPLAY, position=json.dumps(begun))
    return recording


def _not_empty(log: Log) -> UsageError:
    return UsageError(
        f"the log holds {log.count()} records and a replay needs an empty one; `standoff replay --fresh` moves it"
        " aside, `standoff ingest FOLDER` appends to it"
    )


def _move_aside(workspace: Workspace) -> None:
    from streams.runners.lock import exclusive
    from streams.runners.rebuild import move_aside

    with exclusive(workspace.settings.lock_path):
        moved = move_aside(workspace.settings.home, workspace.settings.kept_files())
    if moved is not None:
        console.print(f"moved the old log and view to {moved}")


def _ingest_all(
    log: Log, connectors: list[SeedsConnector], recording: Recording, *, step_by_step: bool = False
) -> Ingested:
    """One pass over each source.

    :param step_by_step: process each article before the next is appended, so that the log is in order of recordedtime.
    """
    from streams.runners.embedded import process
    from streams.runners.ingest import Ingested, ingest

    total = Ingested()
    follow = partial(process, log) if step_by_step else None
    if follow:
        follow()
    with bar("ingesting", sum(connector.total() for connector in connectors)) as advance:
        for connector in connectors:
            total += ingest(log, connector, recording, first=total.articles, progress=advance, follow=follow)
    return total


def catch_up(workspace: Workspace, log: Log, recording: Recording | None = None) -> None:
    """Process and fold, unless another process is at it: then it will take what was appended."""
    from schemas.errors import StorageLocked
    from streams.runners.lock import exclusive

    try:
        with exclusive(workspace.settings.lock_path):
            _process_and_fold(workspace, log, recording)
    except StorageLocked as error:
        console.print(f"appended; left processing to the other process ({error})")


def _process_and_fold(workspace: Workspace, log: Log, recording: Recording | None = None) -> None:
    from streams.runners.embedded import process
    from streams.runners.folding import fold

    with bar("processing", None) as advance:
        process(log, recording, progress=advance)
    with workspace.view(log) as view, bar("folding", None) as advance:
        fold(log, view, progress=advance)


def _report(done: Ingested) -> None:
    aside = " (see `standoff dead-letters list`)" if done.rejects else ""
    console.print(
        f"{done.articles} articles read, {done.rejects} set aside as dead letters{aside}, {done.fresh} new records",
        soft_wrap=True,
    )
