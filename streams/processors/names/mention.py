"""A name as it stands in the text, with the title around it, and the actor that it stands for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

ActorKind = Literal["person", "state", "body", "media", "group"]
MentionKind = Literal["person", "name", "state", "capital", "adjective", "people", "body", "media", "thing"]


@dataclass(slots=True)
class Actor:
    """Someone or something that may speak.

    :ivar forms: every full spelling met, with its count; :ivar roles: (words of the office, its class, state or None),
        in order met.
    :ivar state: the state that it is or serves, if the text or general knowledge says so.
    """

    name: str
    kind: ActorKind
    state: str | None = None
    gender: str = ""
    forms: dict[str, int] = field(default_factory=dict)
    roles: list[tuple[str, str, str | None]] = field(default_factory=list)

    @property
    def role(self) -> str | None:
        """The office that the text gives most fully: the longest, the first of equals."""
        return max((words for words, kind, _ in self.roles if kind != "counterpart"), key=len, default=None)

    def count(self, form: str) -> None:
        """Takes note of one more use of a spelling."""
        self.forms[form] = self.forms.get(form, 0) + 1


@dataclass(slots=True)
class Mention:
    """One run of capitalised words.

    :ivar start, end: the name alone; phrase_start, phrase_end: with the title before and the appositive after it.
    :ivar title: the office as written, lower case ("foreign minister"); role_kind: its class; state: whose, if told.
    """

    start: int
    end: int
    name: str
    kind: MentionKind
    phrase_start: int
    phrase_end: int
    title: str | None = None
    role_kind: str | None = None
    state: str | None = None
    gender: str = ""
    actor: Actor | None = None
