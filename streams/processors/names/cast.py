"""The actors of one text, learned from the text itself: who is named, with which office, under which spellings."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from streams.processors.names.lexicon import government_of
from streams.processors.names.mention import Actor, Mention
from streams.processors.names.runs import runs
from streams.processors.names.spelling import fold, same_given
from streams.processors.names.surroundings import (
    read_appositive,
    read_joined_tasks,
    read_possessor,
    read_title_before,
)
from streams.processors.text.segmented import Segmented

_RECENT = 40  # bodies among which a shorter name is looked for
_NAMED = frozenset(["name", "person"])
_UNREAD = frozenset({"boilerplate", "header"})


class Cast:
    """The mentions of one text in order of start, each with its actor where it has one."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self.text = text
        self.mentions = mentions
        self.starts = [mention.start for mention in mentions]
        self.people = [m for m in mentions if m.actor is not None and m.actor.kind == "person"]
        self.people_starts = [m.start for m in self.people]

    def within(self, start: int, end: int) -> Sequence[Mention]:
        """The mentions that begin in `text[start:end]`."""
        return self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def people_before(self, position: int, *, back: int = 12) -> Sequence[Mention]:
        """The last `back` mentions of persons before `position`, nearest last."""
        at = bisect_left(self.people_starts, position)
        return self.people[max(0, at - back) : at]


def learn_cast(segmented: Segmented) -> Cast:
    """Learns the actors of a text.

    Two passes: full names first, so that a surname in the headline finds the person whom the body introduces.
    """
    mentions = list(_read_mentions(segmented))
    register = _Register()
    for mention in mentions:
        register.introduce(mention)
    for mention in mentions:
        if mention.actor is None and mention.kind in _NAMED:
            register.join(mention)
    register.name_all()
    return Cast(segmented.text, mentions)


def _read_mentions(segmented: Segmented) -> Iterable[Mention]:
    text = segmented.text
    for paragraph in segmented.paragraphs:
        if paragraph.kind in _UNREAD:
            continue
        covered = 0
        for mention in runs(text, paragraph.start, paragraph.end):
            if mention.start < covered:
                continue
            if mention.kind == "body" and " for " in mention.name:
                covered = read_joined_tasks(text, mention)
            if mention.kind in _NAMED:
                read_title_before(text, mention)
                read_appositive(text, mention)
            elif mention.kind == "body":
                read_possessor(text, mention)
            yield mention


class _Register:
    """Actors by the keys under which later mentions find them."""

    def __init__(self) -> None:
        self.people: dict[str, list[Actor]] = {}
        self.by_first: dict[str, Actor] = {}
        self.others: dict[str, Actor] = {}
        self.acronyms: dict[str, Actor] = {}
        self.by_last_word: dict[str, list[Actor]] = {}
        self.states: dict[str, Actor] = {}

    def introduce(self, mention: Mention) -> None:
        """Registers full names, bodies, states and media; leaves lone surnames for `join`."""
        if mention.kind in ("state", "capital", "people") and mention.state:
            mention.actor = self.states.get(mention.state) or self._government(mention.state)
        elif mention.kind == "media":
            mention.actor = self._other(mention.name, "media", None)
            if mention.actor.forms[mention.name] == 1:
                self._remember(mention.actor)
        elif mention.kind == "body":
            mention.actor = self._body(mention)
        elif mention.kind in _NAMED and " " in mention.name:
            mention.actor = self._person(mention)

    def join(self, mention: Mention) -> None:
        """Finds the person whom a lone name means, or makes one where an office or a courtesy title says that it is a
        person.
        """
        known = self._surname(mention) or self.acronyms.get(mention.name) or self.by_first.get(fold(mention.name))
        if known is None and mention.kind == "person" and mention.title:
            known = Actor(mention.name, "person", mention.state, mention.gender)
            self.people.setdefault(fold(mention.name), []).append(known)
        known = known or (self._longer(mention.name) if mention.kind == "name" else None)
        if known is None:
            known = self.others.get(fold(mention.name)) or self._other(mention.name, "group", mention.state)
        mention.actor = known
        if known.kind == "person":
            self._learn(known, mention)

    def name_all(self) -> None:
        """The canonical form of a person is the fullest spelling, the most frequent of the full ones, the first met
        of equals.
        """
        for people in self.people.values():
            for actor in people:
                full = [form for form in actor.forms if " " in form] or list(actor.forms)
                actor.name = max(full, key=lambda form: (actor.forms[form], form.count(" ")), default=actor.name)

    def _government(self, state: str) -> Actor:
        actor = self.states[state] = self._other(government_of(state), "state", state)
        return actor

    def _other(self, name: str, kind: str, state: str | None) -> Actor:
        key = fold(name)
        actor = self.others.get(key)
        if actor is None:
            actor = self.others[key] = Actor(name, kind, state)  # type: ignore[arg-type]
        actor.count(name)
        return actor

    def _body(self, mention: Mention) -> Actor:
        name = mention.name
        actor = self.others.get(fold(name)) or (self._longer(name) if mention.state is None else None)
        if actor is None:
            actor = self._other(name, "body", mention.state)
            self._remember(actor)
            initials = "".join(word[0] for word in name.split() if word[0].isupper())
            if len(initials) > 2:
                self.acronyms.setdefault(initials, actor)
        else:
            actor.count(name)
        return actor

    def _longer(self, name: str) -> Actor | None:
        """The body introduced by a fuller name: "Foreign Ministry" after "Danish Foreign Ministry"."""
        ending = f" {name}"
        alike = self.by_last_word.get(name.rpartition(" ")[2], ())
        return next((actor for actor in reversed(alike[-_RECENT:]) if actor.name.endswith(ending)), None)

    def _remember(self, actor: Actor) -> None:
        self.by_last_word.setdefault(actor.name.rpartition(" ")[2], []).append(actor)

    def _person(self, mention: Mention) -> Actor:
        words = _name_words(mention.name)
        last = fold(words[-1])
        for actor in self.people.get(last, ()):
            if _same_person(words, actor):
                self._learn(actor, mention)
                return actor
        actor = Actor(mention.name, "person", mention.state, mention.gender)
        self.people.setdefault(last, []).append(actor)
        self.by_first.setdefault(fold(words[0]), actor)
        self._learn(actor, mention)
        return actor

    def _surname(self, mention: Mention) -> Actor | None:
        """The person of that surname: of several, one of the same office, else of the same gender, else the last
        introduced.
        """
        people = self.people.get(fold(mention.name))
        if not people:
            return None
        if len(people) == 1:
            return people[0]
        if mention.role_kind and mention.role_kind != "courtesy":
            people = [p for p in people if any(kind == mention.role_kind for _, kind, _ in p.roles)] or people
        if mention.gender:
            people = [p for p in people if p.gender in ("", mention.gender)] or people
        return max(people, key=lambda p: (sum(p.forms.values()), p.name))

    @staticmethod
    def _learn(actor: Actor, mention: Mention) -> None:
        actor.count(mention.name)
        actor.gender = actor.gender or mention.gender
        actor.state = actor.state or mention.state
        if mention.title and mention.role_kind and mention.role_kind != "courtesy":
            office = (mention.title, mention.role_kind, mention.state)
            if office not in actor.roles:
                actor.roles.append(office)


def _name_words(name: str) -> list[str]:
    """Without "Jr." and initials in the middle: "Joseph R. Lund" and "Joe Lund" compare by given name and surname."""
    words = [word for word in name.split() if word not in ("Jr.", "Sr.", "Jr", "Sr")]
    return words or [name]


def _same_person(words: list[str], actor: Actor) -> bool:
    theirs = _name_words(actor.name)
    if len(theirs) == 1 or same_given(words[0], theirs[0]):
        return True
    short, long = sorted((words, theirs), key=len)
    return len(short) < len(long) and [fold(w) for w in long[-len(short) :]] == [fold(w) for w in short]
