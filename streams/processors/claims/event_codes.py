"""Maps claims and actions to the codes of the PLOVER and CAMEO event ontologies, for export."""

from __future__ import annotations

from typing import NamedTuple

from streams.processors.claims.tables import read_rows
from streams.processors.found import FoundAction, FoundClaim


class EventCode(NamedTuple):
    """A PLOVER category ("DEMAND"), None where PLOVER has none, and a CAMEO code ("100")."""

    plover: str | None
    cameo: str


_CODES = {what: EventCode(plover or None, cameo) for what, plover, cameo in read_rows("event_codes.tsv")}
_STATEMENT = EventCode(None, "010")


def code_of_claim(claim: FoundClaim) -> EventCode:
    """The code of what the speaker does by saying it: a demand, a threat, a refusal."""
    return _CODES.get(f"stance:{claim.stance}", _STATEMENT)


def code_of_action(action: FoundAction) -> EventCode:
    """The code of a measure or contact that a claim or narration reports."""
    return _CODES.get(f"{action.list}:{action.kind}", _STATEMENT)
