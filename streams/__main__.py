"""The `standoff` command: the composition root."""

from __future__ import annotations

import gc
import io
import os
import sys
from typing import Final

import typer

from schemas.errors import StandoffError
from streams.commands import (
    dead_letters,
    extracting,
    feeding,
    logs,
    looking,
    running,
    schemas,
    topics,
    up,
    view,
    worker,
)

app = typer.Typer(
    name="standoff",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Reads the news about a standoff and keeps its state: who claims what, in which words of which article.",
)
for command in (
    running.replay, running.ingest, running.process, running.rebuild,
    looking.state, looking.claims, looking.dates, looking.why,
    feeding.feed, extracting.extract, up.up, worker.worker, view.view,
):  # fmt: skip
    app.command()(command)
app.add_typer(logs.app, name="log")
app.add_typer(dead_letters.app, name="dead-letters")
app.add_typer(schemas.app, name="schema")
app.add_typer(topics.app, name="topics")


YOUNG: Final = 50_000
"""Objects made between two searches for cycles; what is made while an article is read holds hardly any."""


def main() -> None:
    """Run the command; expected failures become one line on standard error and their exit code."""
    gc.freeze()
    gc.set_threshold(YOUNG, 20, 100)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # quotation marks on a terminal that has none are no failure
    try:
        app()
    except StandoffError as error:
        print(f"standoff: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
