"""Facts by the day they tell of, where some tell it more exactly than others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from streams.view.entries import grouped
from streams.view.facts import Fact, interval

Dated = tuple[str | None, list[Fact]]


def by_date(facts: Sequence[Fact]) -> list[Dated]:
    """The facts in groups that may be one event, each with its narrowest date.

    Days first: each exact day is an event. A wider date ("in the next two weeks") belongs to the only exact day inside
    it; wider dates without one belong together as far as they overlap, and undated facts join the only group there is.
    No date is narrowed.
    """
    exact: dict[str, list[Fact]] = {}
    wide: list[Fact] = []
    undated: list[Fact] = []
    for fact in facts:
        span = interval(fact.on)
        if span is None:
            undated.append(fact)
        else:
            (exact.setdefault(span[0], []) if span[0] == span[1] else wide).append(fact)
    days = sorted(exact)
    loose: list[Fact] = []
    for fact in wide:
        first, last = interval(fact.on) or ("", "")
        inside = [day for day in days if first <= day <= last]
        (exact[inside[0]] if len(inside) == 1 else loose).append(fact)
    groups: list[Dated] = [(_narrowest(members), members) for _, members in sorted(exact.items())]
    groups += [(_narrowest(members), members) for members in _overlapping(loose)]
    return _with_undated(groups, undated)


def _with_undated(groups: list[Dated], undated: list[Fact]) -> list[Dated]:
    """Undated facts stand with the only dated group; of open dates ("from Friday on") each is a group of its own."""
    open_dated = [fact for fact in undated if fact.on]
    bare = [fact for fact in undated if not fact.on]
    groups += [(on, members) for on, members in sorted(grouped(open_dated, lambda fact: fact.on or "").items())]
    if len(groups) == 1:
        groups[0][1].extend(bare)
    elif bare:
        groups.append((None, bare))
    for _, members in groups:
        members.sort(key=lambda fact: fact.order)
    return groups


def _overlapping(facts: Sequence[Fact]) -> list[list[Fact]]:
    groups: list[list[Fact]] = []
    reach = ""
    for (first, last), fact in sorted(
        ((interval(fact.on) or ("", ""), fact) for fact in facts), key=lambda pair: (pair[0], pair[1].order)
    ):
        if groups and first <= reach:
            groups[-1].append(fact)
        else:
            groups.append([fact])
            reach = ""
        reach = max(reach, last)
    return groups


def _narrowest(facts: Sequence[Fact]) -> str | None:
    return min((_width(fact.on), fact.on or "") for fact in facts)[1] or None


def _width(written: str | None) -> int:
    span = interval(written)
    return (date.fromisoformat(span[1]) - date.fromisoformat(span[0])).days if span else 1 << 30
