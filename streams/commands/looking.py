"""state, claims, dates, why: what only looks."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any, get_args

import typer

from schemas.base import canonical_json
from schemas.claim import Stance
from schemas.errors import UsageError
from streams.commands.options import DefinitionOption, JsonOption, parse_day, parse_instant
from streams.commands.page import print_state
from streams.commands.workspace import Workspace

AsOfOption = Annotated[str | None, typer.Option("--as-of", help="Only what was recorded by this instant.")]


def state(as_of: AsOfOption = None, as_json: JsonOption = False, definition: DefinitionOption = None) -> None:
    """Show the state of the standoff.

    Example: standoff state --as-of 2022-02-01T00:10:00Z --json
    """
    moment = parse_instant(as_of)
    show_state(Workspace.load(definition), as_of=moment, as_json=as_json)


def show_state(workspace: Workspace, *, as_of: datetime | None = None, as_json: bool = False) -> None:
    """Print the state of a workspace, as a page or as canonical JSON."""
    with workspace.settled_view() as view:
        if as_json:
            sys.stdout.buffer.write(view.state_json(as_of=as_of) + b"\n")
            sys.stdout.buffer.flush()
        else:
            print_state(view.state(as_of=as_of), title=workspace.definition.title)


def claims(
    speaker: Annotated[str | None, typer.Option(help="Part of the speaker's name.")] = None,
    party: Annotated[str | None, typer.Option(help="The speaker's party.")] = None,
    stance: Annotated[str | None, typer.Option(help="assert, deny, demand, reject, threaten, warn ...")] = None,
    topic: Annotated[str | None, typer.Option(help="Part of the topic or issue.")] = None,
    since: Annotated[str | None, typer.Option(help="Said on this day or later; the day has to be known.")] = None,
    text: Annotated[str | None, typer.Option(help="Words that the claim holds.")] = None,
    as_json: JsonOption = False,
    definition: DefinitionOption = None,
) -> None:
    """List claims: who said what, when, in which article.

    Example: standoff claims --party Russia --stance deny
    """
    wanted = {"speaker": speaker, "party": party, "stance": _stance(stance), "topic": topic, "text": text}
    day = _day(since)
    with Workspace.load(definition).settled_view() as view:
        rows = (row for row in view.claims(**wanted, since=day) if day is None or row.said_on)
        if as_json:
            _print_json(asdict(row) for row in rows)
            return
        for row in rows:
            head = f"{row.said_on or 'day unknown'}  {row.speaker or 'unknown'}  {row.stance}"
            _print_item(head, row.text, f"{row.source}  {row.claim_id}")


def _stance(value: str | None) -> str | None:
    known = get_args(Stance)
    if value is not None and value not in known:
        raise UsageError(f"{value!r} is no stance; these are: {', '.join(known)}")
    return value


def _day(value: str | None) -> str | None:
    return None if value is None else parse_day(value).isoformat()


def _print_item(head: str, words: str, trail: str) -> None:
    typer.echo(f"{head}\n    “{' '.join(words.split())}”\n    {trail}")


def dates(
    since: Annotated[str | None, typer.Option(help="Days from this one on.")] = None,
    until: Annotated[str | None, typer.Option(help="Days up to this one.")] = None,
    as_json: JsonOption = False,
    definition: DefinitionOption = None,
) -> None:
    """List dates: which day is meant, by which rule and anchor.

    Example: standoff dates --since 2022-02-01
    """
    first, last = _day(since), _day(until)
    with Workspace.load(definition).settled_view() as view:
        rows = view.dates(since=first, until=last)
        if as_json:
            _print_json(asdict(row) for row in rows)
            return
        for row in rows:
            anchor = f"{row.basis} {row.anchor or ''}".strip()
            head = f"{row.edtf or 'no place on the calendar'}  {row.value or ''}  {row.rule}, from {anchor}"
            _print_item(head, row.exact, f"{row.source}  {row.date_id}")


def why(
    wanted: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="Id of an entry, claim, date, article or event; 8 characters after its kind are enough."
        ),
    ],
    as_json: JsonOption = False,
    definition: DefinitionOption = None,
) -> None:
    """Show what a line rests on: the sentence with the span marked, the rule, the events back to the connector.

    Example: standoff why clm_4b724e26
    """
    from streams.commands.reasons import chain_json, print_chain

    with Workspace.load(definition).settled_view() as view:
        chain = view.why(wanted)
        if chain is None:
            raise UsageError(
                f"nothing has the id {wanted}; ids stand in `standoff state --json`, `claims`, `dates` and `log`, and"
                " may be shortened to 8 characters after their kind"
            )
        if as_json:
            _print_json(chain_json(chain))
        else:
            print_chain(chain)


def _print_json(rows: Iterable[dict[str, Any]]) -> None:
    for row in rows:
        sys.stdout.buffer.write(canonical_json(row) + b"\n")
    sys.stdout.buffer.flush()
