"""The lists of the state: which facts an article adds to them, and which entries the bundles of a cell make."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from streams.view.context import Context
from streams.view.entries import Made
from streams.view.facts import CLUSTER, Bundle, Fact
from streams.view.lists import actions, actors, corroborations, demands, disputes, figures, positions, threats, timeline

FACTS: Final[tuple[Callable[[Context], Iterator[Fact]], ...]] = (
    actors.facts,
    positions.facts,
    figures.facts,
    demands.facts,
    threats.facts,
    actions.facts,
    disputes.facts,
    corroborations.facts,
    timeline.facts,
)
"""What an article adds, list by list."""

ENTRIES: Final[dict[str, Callable[[Sequence[Bundle]], Iterator[Made]]]] = {
    actors.CELL: actors.entries,
    positions.CELL: positions.entries,
    figures.CELL: figures.entries,
    demands.CELL: demands.entries,
    threats.CELL: threats.entries,
    actions.MEASURES: actions.measures,
    actions.CONTACTS: actions.contacts,
    disputes.DENIALS: disputes.denials,
    disputes.ASSESSMENTS: disputes.assessments,
    timeline.CELL: timeline.entries,
    CLUSTER: corroborations.entries,
}
"""Kind of cell -> what its bundles, in their total order, make."""


def facts_of(context: Context) -> list[Fact]:
    """Everything that an article adds to the state."""
    return [fact for list_facts in FACTS for fact in list_facts(context)]


def entries_of(cell: str, told: Sequence[Bundle]) -> list[Made]:
    """The entries of a cell from its bundles in order; none without any."""
    return list(ENTRIES[cell.partition(":")[0]](told)) if told else []
