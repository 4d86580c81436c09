"""What the resolution of a speaker's words gives."""

from __future__ import annotations

from dataclasses import dataclass

from streams.processors.found import SpeakerMethod
from streams.processors.names.mention import Actor


@dataclass(frozen=True, slots=True)
class Resolved:
    """A speaker.

    :ivar name: canonical name, None if unknown; several are joined by "; ".
    :ivar role: the office told with the name; actors: those behind the name, none for unnamed sources.
    """

    name: str | None
    method: SpeakerMethod
    role: str | None = None
    actors: tuple[Actor, ...] = ()


UNKNOWN = Resolved(None, "unknown")
