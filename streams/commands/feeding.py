"""feed: the live feed of changes."""

from __future__ import annotations

import sys
from time import sleep
from typing import TYPE_CHECKING, Annotated, Final

import typer

from schemas.base import canonical_json
from streams.commands.options import DefinitionOption
from streams.commands.workspace import Workspace

if TYPE_CHECKING:
    from streams.view import View

PAGE: Final = 200
PAUSE_S: Final = 0.2
SNAPSHOT: Final = "standoff state --json"


def feed(
    since: Annotated[str | None, typer.Option("--since", help="Go on after this change id.")] = None,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on with what changes; end with Ctrl-C.")] = False,
    definition: DefinitionOption = None,
) -> None:
    """Print the changes of the state as JSON Lines, without gaps; folding them gives the state.

    An id of an older generation gives one reset line: take the snapshot that it names, then go on after its id.

    Example: standoff feed --since 0-40 --follow
    """
    workspace = Workspace.load(definition)
    with workspace.settled_view() as view:
        position = since
        while True:
            reached = _print_page(view, position)
            if reached == position or (reached is None and position is None):
                if not follow:
                    return
                sleep(PAUSE_S)
            position = reached


def _print_page(view: View, after: str | None) -> str | None:
    """Print the changes after an id; the id to go on from."""
    page = view.changes(after=after, limit=PAGE)
    if page.reset:
        _print(canonical_json({"id": page.last_id, "reset": True, "snapshot": SNAPSHOT}))
        return page.last_id
    for change in page.changes:
        _print(canonical_json(change.model_dump(mode="json", exclude_none=True)))
    sys.stdout.buffer.flush()
    return page.changes[-1].id if page.changes else after


def _print(line: bytes) -> None:
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()
