"""dead-letters list|show|retry: what could not be read, with its bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from schemas.base import canonical_json
from schemas.errors import SomeFailed, UsageError
from streams.commands.options import JsonOption
from streams.commands.workspace import Workspace, now

if TYPE_CHECKING:
    from streams.runners.retrying import DeadLetter

app = typer.Typer(
    no_args_is_help=True,
    help="What could not be read, and why; try it again.\n\nExample: standoff dead-letters list",
)
IdArgument = Annotated[str, typer.Argument(help="A dead letter's id, or its beginning.")]


@app.command("list")
def list_letters(as_json: JsonOption = False) -> None:
    """List the dead letters, oldest first.

    Example: standoff dead-letters list
    """
    letters = _letters()
    if as_json:
        for letter in letters:
            row = letter.rejected.model_dump(mode="json", exclude_none=True, exclude={"kept"})
            typer.echo(canonical_json({**row, "settled": letter.settled}).decode())
        return
    table = Table("id", "stage", "reason", "bytes", "settled", "message", box=None)
    for letter in letters:
        data = letter.rejected
        settled = "yes" if letter.settled else ""
        table.add_row(data.dead_letter_id[:17], data.stage, data.reason, str(data.length), settled, data.message)
    Console().print(table if letters else "no dead letters")


@app.command()
def show(letter_id: IdArgument) -> None:
    """Show one dead letter with its bytes, as far as they are text.

    Example: standoff dead-letters show dead_1f0c
    """
    from streams.runners.retrying import kept_bytes

    letter = _one(letter_id)
    data = letter.rejected
    for name, value in data.model_dump(mode="json", exclude_none=True, exclude={"kept", "headers"}).items():
        typer.echo(f"{name:15} {value}")
    typer.echo(f"{'recorded_at':15} {letter.recorded_at:%Y-%m-%dT%H:%M:%SZ}")
    typer.echo(f"{'settled':15} {'yes' if letter.settled else 'no'}\n")
    typer.echo(kept_bytes(data)[:4000].decode("utf-8", "backslashreplace"))


@app.command()
def retry(
    letter_id: Annotated[str | None, typer.Argument(help="A dead letter's id, or its beginning.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Try every dead letter that is not settled.")] = False,
) -> None:
    """Try dead letters again, after an upgrade or once the source is mended.

    A file is read as it is now, where it is still there; else the bytes that were kept are. Each letter is tried,
    whatever becomes of the others. The exit code is 0 where all were read and 5 where some were not.

    Example: standoff dead-letters retry --all
    """
    from streams.commands.running import catch_up
    from streams.runners.retrying import retry as retry_one

    if (letter_id is None) == (not everything):
        raise UsageError("name one dead letter, or give --all")
    due = [_one(letter_id)] if letter_id else [letter for letter in _letters() if not letter.settled]
    workspace = Workspace.load()
    failed = 0
    with workspace.existing_log() as log:
        for letter in due:
            failure = retry_one(log, letter.rejected, now=now())
            failed += failure is not None
            typer.echo(f"{letter.rejected.dead_letter_id[:17]}  {failure or 'read'}")
        if workspace.embedded:
            catch_up(workspace, log)
    if failed:
        raise SomeFailed(f"{failed} of {len(due)} dead letters cannot be read yet")


def _letters() -> list[DeadLetter]:
    from streams.runners.retrying import dead_letters

    with Workspace.load().existing_log() as log:
        return dead_letters(log)


def _one(letter_id: str) -> DeadLetter:
    matching = [letter for letter in _letters() if letter.rejected.dead_letter_id.startswith(letter_id)]
    if len(matching) != 1:
        raise UsageError(
            f"{len(matching)} dead letters have an id that begins with {letter_id!r}; see `standoff dead-letters list`"
        )
    return matching[0]
