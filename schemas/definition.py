"""The definition of a standoff: all that is particular to it, as a TOML file."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, model_validator

from schemas.base import Frozen, content_id
from schemas.errors import DefinitionError


class Party(Frozen):
    """A state or alliance. `names` are further names, `adjectives` "Russian", `capitals` stand for its government."""

    name: str = Field(min_length=1)
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()


class KnownActor(Frozen):
    """A person or body with its role and spellings; `party` is a party's name."""

    name: str = Field(min_length=1)
    role: str | None = None
    party: str | None = None
    kind: Literal["person", "body", "government"] = "person"
    spellings: tuple[str, ...] = ()


class Issue(Frozen):
    """What is disputed, with the words by which a claim is about it: lower case, a trailing * stands for any ending."""

    name: str = Field(min_length=1)
    words: tuple[str, ...] = Field(min_length=1)


class Definition(Frozen):
    """One standoff."""

    title: str = Field(min_length=1)
    parties: tuple[Party, ...] = ()
    actors: tuple[KnownActor, ...] = ()
    issues: tuple[Issue, ...] = ()

    @model_validator(mode="after")
    def _known_parties(self) -> Definition:
        known = {party.name for party in self.parties}
        for actor in self.actors:
            if actor.party is not None and actor.party not in known:
                raise ValueError(f"actor {actor.name!r} names party {actor.party!r}, which is not defined")
        return self

    @property
    def id(self) -> str:
        """Hash of the whole definition; the view is bound to it."""
        return content_id("def", self.model_dump(mode="json", exclude_none=True))


EMPTY = Definition(title="Any standoff")


def parse_definition(text: str, *, origin: str) -> Definition:
    """The definition in a TOML text.

    :raises DefinitionError: not TOML or not a valid definition; the message names the file and the place.
    """
    try:
        return Definition.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError(f"{origin} is not valid TOML: {error}") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"])) or "file"
        raise DefinitionError(f"{origin}: {place}: {first['msg']}") from error


def load_definition(path: Path) -> Definition:
    """The definition in a file.

    :raises DefinitionError: missing, unreadable, not UTF-8 or not valid.
    """
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DefinitionError(f"cannot read the definition {path}: {error}; name one with --definition") from error
    return parse_definition(text, origin=str(path))
