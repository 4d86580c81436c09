"""Bundles of facts by the day they tell of, where some tell it more exactly than others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import lru_cache

from streams.processors.dates import edtf
from streams.view.entries import grouped
from streams.view.facts import UNDATED, Bundle, interval, lower_bound

Dated = tuple[str | None, list[Bundle]]


def by_date(told: Sequence[Bundle]) -> list[Dated]:
    """The bundles in groups that may be one event, each with its narrowest date.

    Days first: each exact day is an event. A wider date ("in the next two weeks") belongs to the only exact day inside
    it; wider dates without one belong together as far as they overlap, and undated facts join the only group there is.
    No date is narrowed.
    """
    exact: dict[str, list[Bundle]] = {}
    wide: list[Bundle] = []
    undated: list[Bundle] = []
    for bundle in told:
        span = interval(bundle.on)
        if span is None:
            undated.append(bundle)
        else:
            (exact.setdefault(span[0], []) if span[0] == span[1] else wide).append(bundle)
    days = sorted(exact)
    loose: list[Bundle] = []
    for bundle in wide:
        first, last = interval(bundle.on) or ("", "")
        inside = [day for day in days if first <= day <= last]
        (exact[inside[0]] if len(inside) == 1 else loose).append(bundle)
    groups: list[Dated] = [(_narrowest(members), members) for _, members in sorted(exact.items())]
    groups += [(_narrowest(members), members) for members in _overlapping(loose)]
    return _with_undated(groups, undated)


def by_date_near(told: Sequence[Bundle], loose: Callable[[Bundle], bool], *, days: int) -> list[Dated]:
    """`by_date`, where the undated bundles that are `loose` join the only group that was not over by so many days
    before their publication.
    """
    groups = by_date([bundle for bundle in told if not loose(bundle)])
    apart: list[Bundle] = []
    for bundle in filter(loose, told):
        since = _days_before(bundle.published, days)
        near = [members for on, members in groups if not on or last_day(on) >= since]
        (near[0] if len(near) == 1 else apart).append(bundle)
    for _, members in groups:
        members.sort(key=lambda bundle: bundle.order)
    return [*groups, (None, apart)] if apart else groups


def _days_before(written: str | None, days: int) -> str:
    """The day so many days before an EDTF begins; for one that has no day, itself."""
    first = lower_bound(written)
    return (date.fromisoformat(first) - timedelta(days=days)).isoformat() if first != UNDATED else ""


@lru_cache(maxsize=8192)
def last_day(written: str | None) -> str:
    """The last day that an EDTF may mean: a far one where its end is open, the empty text where it is unknown."""
    try:
        first, last = edtf.bounds(written) if written else (None, None)
    except ValueError:
        return ""
    return last or (UNDATED if first else "")


def _with_undated(groups: list[Dated], undated: list[Bundle]) -> list[Dated]:
    """Undated facts stand with the only dated group; of open dates ("from Friday on") each is a group of its own."""
    open_dated = [bundle for bundle in undated if bundle.on]
    bare = [bundle for bundle in undated if not bundle.on]
    groups += [(on, members) for on, members in sorted(grouped(open_dated, lambda bundle: bundle.on or "").items())]
    if len(groups) == 1:
        groups[0][1].extend(bare)
    elif bare:
        groups.append((None, bare))
    for _, members in groups:
        members.sort(key=lambda bundle: bundle.order)
    return groups


def _overlapping(told: Sequence[Bundle]) -> list[list[Bundle]]:
    groups: list[list[Bundle]] = []
    reach = ""
    for (first, last), bundle in sorted(
        ((interval(bundle.on) or ("", ""), bundle) for bundle in told), key=lambda pair: (pair[0], pair[1].order)
    ):
        if groups and first <= reach:
            groups[-1].append(bundle)
        else:
            groups.append([bundle])
            reach = ""
        reach = max(reach, last)
    return groups


def _narrowest(told: Sequence[Bundle]) -> str | None:
    return min((_width(bundle.on), bundle.on or "") for bundle in told)[1] or None


def _width(written: str | None) -> int:
    span = interval(written)
    return (date.fromisoformat(span[1]) - date.fromisoformat(span[0])).days if span else 1 << 30
