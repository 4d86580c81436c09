"""log: tail, export and import the log."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Annotated, Final

import typer

from schemas.envelope import Record, decode, structured_json
from schemas.errors import StandoffError
from schemas.topics import INPUTS
from streams.commands.workspace import Workspace

if TYPE_CHECKING:
    from streams.log.protocol import Log

app = typer.Typer(invoke_without_command=True)
PAGE: Final = 500
PAUSE_S: Final = 0.2


@app.callback()
def show(
    context: typer.Context,
    follow: Annotated[
        bool, typer.Option("--follow", "-f", help="Go on with what is appended; end with Ctrl-C.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="CloudEvents in JSON, one a line.")] = False,
) -> None:
    """Print the log's events, oldest first; or move the log.

    Example: standoff log --follow --json
    """
    if context.invoked_subcommand is not None:
        return
    with Workspace.load().existing_log() as log:
        for record in _records(log, follow=follow):
            typer.echo(_json_line(record) if as_json else _line(record))
            if follow:
                sys.stdout.flush()


def _records(log: Log, *, follow: bool) -> Iterator[Record]:
    position = ""
    while True:
        page = log.read(INPUTS, position, PAGE)
        yield from page.records
        if page.position == position:
            if not follow:
                return
            sleep(PAUSE_S)
        position = page.position


def _json_line(record: Record) -> str:
    try:
        return structured_json(decode(record)).decode()
    except StandoffError:
        from streams.log.transfer import record_line

        return record_line(record).decode().rstrip("\n")


def _line(record: Record) -> str:
    try:
        event = decode(record)
    except StandoffError as error:
        return f"{'?':25} {record.topic:12} {record.key}  {error}"
    return f"{event.recorded_at:%Y-%m-%dT%H:%M:%SZ} {event.topic:12} {event.type:18} {event.id}  {event.key}"


@app.command("export")
def export_log(
    file: Annotated[Path | None, typer.Argument(help="Target file; default standard output.")] = None,
) -> None:
    """Write the log as JSON Lines, one record a line.

    Example: standoff log export log.jsonl
    """
    from streams.log.transfer import export_lines

    with Workspace.load().existing_log() as log:
        if file is None:
            sys.stdout.buffer.writelines(export_lines(log))
        else:
            with file.open("wb") as target:
                target.writelines(export_lines(log))


@app.command("import")
def import_log(file: Annotated[Path, typer.Argument(help="JSON Lines that `log export` wrote.")]) -> None:
    """Append the records of an export; those that the log has are left out. Then run `standoff process`.

    Example: standoff log import log.jsonl
    """
    from schemas.errors import SourceError
    from streams.log.transfer import import_lines

    with Workspace.load().log() as log:
        try:
            with file.open("rb") as lines:
                read, fresh = import_lines(log, lines)
        except OSError as error:
            raise SourceError(f"cannot read {file}: {error.strerror}") from error
    typer.echo(f"{read} records read, {fresh} new")
