"""The state of the standoff as a person wants to read it: every line with its article and its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from schemas.state import (
    Actor,
    Contact,
    Corroboration,
    Demand,
    Dispute,
    Evidence,
    Figure,
    Measure,
    Position,
    Reading,
    State,
    Threat,
    TimelineItem,
)
from streams.commands.days import in_words

QUOTE_WIDTH: Final = 160
SHOWN_EVIDENCE: Final = 2

STATUS_STYLE: Final = {
    "single-source": "yellow",
    "repeated": "yellow",
    "independent": "green",
    "disputed": "red",
    "rejected": "red",
    "met": "green",
    "held": "green",
}


def state_page(state: State, *, title: str) -> Group:
    """The whole state as one rich renderable, section by section; empty sections are left out."""
    sections: list[tuple[str, Iterable[RenderableType]]] = [
        ("Positions", _positions(state)),
        ("Figures", map(_figure, state.figures)),
        ("Demands", map(_demand, state.demands)),
        ("Threats", map(_threat, state.threats)),
        ("Measures", map(_measure, state.measures)),
        ("Contacts", map(_contact, state.contacts)),
        ("Disputes", map(_dispute, state.disputes)),
        ("Corroboration", _corroborations(state)),
        ("Timeline: past", map(_timeline_item, [item for item in state.timeline if not item.ahead])),
        ("Timeline: expected", map(_timeline_item, [item for item in state.timeline if item.ahead])),
    ]
    parts: list[RenderableType] = [Text(title, style="bold"), _coverage(state)]
    for name, body in sections:
        lines = list(body)
        if lines:
            parts += [Text(), Rule(f"[bold]{name}[/bold]", align="left"), *lines]
    return Group(*parts)


def print_state(state: State, *, title: str) -> None:
    """Print the page to standard output."""
    Console().print(state_page(state, title=title))


def _coverage(state: State) -> Text:
    coverage = state.coverage
    parts = [
        f"{coverage.articles} articles",
        f"{coverage.outlets} outlets",
        f"{coverage.origins} origins",
        f"{len(state.actors)} actors",
        f"{coverage.pending} pending",
        f"{coverage.set_aside} set aside",
        f"{coverage.dead_letters} dead letters",
    ]
    as_of = f"as of {coverage.as_of:%Y-%m-%d %H:%M:%S} UTC" if coverage.as_of else "nothing recorded yet"
    return Text(f"{as_of}: {', '.join(parts)}", style="dim")


def _positions(state: State) -> Iterator[RenderableType]:
    actors: dict[str, Actor] = {actor.name: actor for actor in state.actors}
    ordered = sorted(state.positions, key=lambda position: position.actor)
    for name, positions in groupby(ordered, key=lambda position: position.actor):
        yield Text(_described(name, actors.get(name)), style="bold cyan")
        for position in positions:
            yield Padding(_position(position), (0, 0, 0, 2))


def _described(name: str, actor: Actor | None) -> str:
    details = [detail for detail in (actor.role, actor.party) if detail] if actor else []
    return f"{name} ({', '.join(details)})" if details else name


def _position(position: Position) -> RenderableType:
    earlier = f", {len(position.history) - 1} earlier" if len(position.history) > 1 else ""
    head = Text.assemble(
        (position.issue, "bold"), ": ", (position.stance, "magenta"), f" {_on(position.said_on)}{earlier}"
    )
    return _line(head, position.evidence, words=position.text)


def _figure(figure: Figure) -> RenderableType:
    subject = " ".join(part for part in (figure.party, figure.what, figure.place) if part)
    spread = f"  {' to '.join(dict.fromkeys(figure.spread))}" if figure.spread else ""
    lines: list[RenderableType] = [Text.assemble((subject, "bold"), spread)]
    for reading in figure.readings:
        by = f", {reading.attributed_to}" if reading.attributed_to else ""
        head = Text(f"{_count(reading)}{by} {_on(reading.on)}")
        lines.append(Padding(_line(head, reading.evidence), (0, 0, 0, 2)))
    return Group(*lines)


def _count(reading: Reading) -> str:
    qualifier = reading.qualifier.replace("_", " ")
    if reading.value is not None:
        return f"{qualifier} {reading.value}"
    if reading.min is not None and reading.max is not None:
        return f"{qualifier} {reading.min} to {reading.max}"
    return f"{qualifier}, {reading.min} or more" if reading.min is not None else f"{qualifier}, up to {reading.max}"


def _demand(demand: Demand) -> RenderableType:
    return _line(_head(demand.status, f"{demand.by}{_towards(demand.to)}"), demand.evidence, words=demand.text)


def _threat(threat: Threat) -> RenderableType:
    condition = f", {threat.condition[:1].lower()}{threat.condition[1:]}" if threat.condition else ""
    head = _head(threat.kind, f"{threat.by}{_towards(threat.against)}{condition}")
    return _line(head, threat.evidence, words=threat.text)


def _measure(measure: Measure) -> RenderableType:
    subject = f"{measure.kind} by {measure.by}{_towards(measure.against)} {_on(measure.date)}"
    return _line(_head(measure.status, subject), measure.evidence, words=measure.text)


def _contact(contact: Contact) -> RenderableType:
    return _line(
        _head(contact.status, f"{contact.form}: {', '.join(contact.parties)} {_on(contact.date)}"), contact.evidence
    )


def _dispute(dispute: Dispute) -> RenderableType:
    sides = [
        Padding(_line(Text(side.by, style="bold"), side.evidence, words=side.text), (0, 0, 0, 2))
        for side in dispute.sides
    ]
    return Group(_head(dispute.kind, ""), *sides)


def _corroborations(state: State) -> Iterator[RenderableType]:
    """What more than one article tells, then how many statements rest on one article alone."""
    shared = [entry for entry in state.corroborations if entry.status != "single-source"]
    yield from (_corroboration(entry) for entry in shared)
    single = len(state.corroborations) - len(shared)
    if single:
        yield Text(f"and {single} statements from a single source", style="dim")


def _corroboration(entry: Corroboration) -> RenderableType:
    counted = f"{len(entry.origins)} origin{'s' * (len(entry.origins) != 1)} ({', '.join(entry.origins)})"
    return _line(_head(entry.status, f"{counted}, {len(entry.outlets)} outlets"), entry.evidence, words=entry.text)


def _timeline_item(item: TimelineItem) -> RenderableType:
    return _line(Text.assemble((in_words(item.date), "bold"), f"  {item.kind}"), item.evidence, words=item.text)


def _head(status: str, subject: str) -> Text:
    return Text.assemble((status, STATUS_STYLE.get(status, "magenta")), f"  {subject}".rstrip())


def _towards(name: str | None) -> str:
    return f" → {name}" if name else ""


def _on(day: str | None) -> str:
    return f"({in_words(day)})" if day else ""


def _line(head: Text, evidence: tuple[Evidence, ...], *, words: str | None = None) -> RenderableType:
    """A head, and below it the words with the articles that they stand in."""
    sources = list(dict.fromkeys(each.source for each in evidence))
    more = f" and {len(sources) - SHOWN_EVIDENCE} more" if len(sources) > SHOWN_EVIDENCE else ""
    quote = _shortened(words or (evidence[0].exact if evidence else ""))
    body = Text.assemble(f"“{quote}”", ("  " + ", ".join(sources[:SHOWN_EVIDENCE]) + more, "dim"))
    return Group(head, Padding(body, (0, 0, 0, 2)))


def _shortened(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= QUOTE_WIDTH else flat[: QUOTE_WIDTH - 1].rstrip() + "…"
