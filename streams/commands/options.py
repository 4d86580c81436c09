"""Arguments that several subcommands share, and how they are read."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated

import typer

from schemas.errors import UsageError

STEP_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}

DefinitionOption = Annotated[
    Path | None, typer.Option("--definition", help="The standoff's definition file (STANDOFF_DEFINITION).")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of a page for people.")]
RecordedAtOption = Annotated[
    str | None, typer.Option("--recorded-at", help="Recordedtime of what is read, RFC 3339; default now.")
]
EveryOption = Annotated[
    str | None,
    typer.Option("--every", help="Record each next article this much later (30s, 10m, 2h, 1d), and process it first."),
]


def parse_instant(value: str | None) -> datetime | None:
    """An RFC 3339 instant, or a day (its midnight in UTC).

    :raises UsageError: it is neither.
    """
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise UsageError(f"{value!r} is no RFC 3339 instant such as 2022-02-01T00:00:00Z") from None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def parse_day(value: str) -> date:
    """The day of an ISO date or of an instant in its own zone.

    :raises UsageError: it is neither.
    """
    try:
        return datetime.fromisoformat(value).date()
    except ValueError:
        raise UsageError(f"{value!r} is no date such as 2022-01-28") from None


def parse_step(value: str | None) -> timedelta:
    """A length of time such as 30s, 10m, 2h or 1d.

    :raises UsageError: it is none.
    """
    if value is None:
        return timedelta()
    match = re.fullmatch(r"(\d{1,6})([smhd])", value)
    if match is None:
        raise UsageError(f"{value!r} is no length of time; write 30s, 10m, 2h or 1d")
    return timedelta(seconds=int(match.group(1)) * STEP_UNITS[match.group(2)])


def midnight(day: date) -> datetime:
    """The first instant of a day in UTC."""
    return datetime.combine(day, time(), UTC)
