"""What a writer remembers between two settlings: the bundles that it has read or added to."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from typing import Final, TypeVar

from streams.view.facts import BETWEEN, MOST, Bundle, Head, Kept, Print

HEADS: Final = 20_000
"""So many facts are remembered, half a kilobyte each; a bundle takes the room of two."""
BUNDLE: Final = 2
GROUPS: Final = 50_000
Marked = TypeVar("Marked", str, int)
Days = tuple[object, ...]
"""How many wordings a group has, and the days on which they stand quoted."""


class Memory:
    """Bundles as they stand in the database, as long as nobody else writes there; those used least recently are
    forgotten first.

    :param most: so many of their first facts are remembered; 0 where the state is settled but once.
    """

    def __init__(self, most: int = HEADS) -> None:
        self._most = most
        self._bundles: OrderedDict[int, Bundle] = OrderedDict()
        self._heads = 0
        self._days: dict[int, Days] = {}
        self._marked: dict[str | int, int] = {}
        self._prints: dict[Print, Print] = {}
        self._sizes: dict[int, int] = {}
        self._quoted: dict[int, list[str]] = {}

    def clear(self) -> None:
        """Forget everything: another process has written, or a transaction was rolled back."""
        self._bundles.clear()
        self._days.clear()
        self._marked.clear()
        self._sizes.clear()
        self._quoted.clear()
        self._heads = 0

    def get_all(self, numbers: Iterable[int]) -> dict[int, Bundle]:
        """Those of the bundles that are remembered."""
        found = {number: self._bundles[number] for number in numbers if number in self._bundles}
        for number in found:
            self._bundles.move_to_end(number)
        return found

    def keep(self, number: int, bundle: Bundle) -> None:
        """Remember a bundle that was read."""
        if not self._most:
            return
        self.drop(number)
        self._bundles[number] = bundle
        self._heads += BUNDLE + len(bundle.heads)
        while self._heads > self._most:
            self.drop(next(iter(self._bundles)))

    def drop(self, number: int) -> None:
        """Forget a bundle."""
        bundle = self._bundles.pop(number, None)
        if bundle is not None:
            self._heads -= BUNDLE + len(bundle.heads)

    def add(self, facts: Mapping[str, Iterable[Kept]]) -> None:
        """More facts of bundles, remembered or not, by article."""
        if not self._bundles:
            return
        for article_id, several in facts.items():
            for number, start, tie, evidence, _ in several:
                bundle = self._bundles.get(number)
                if bundle is not None:
                    self._add(bundle, (article_id, start, tie, evidence.split(BETWEEN)))

    def _add(self, bundle: Bundle, head: Head) -> None:
        before = len(bundle.heads)
        bundle.add(head)
        self._heads += len(bundle.heads) - before

    def unmarked(self, causes: Iterable[tuple[Marked, str]]) -> list[tuple[Marked, str]]:
        """Those of the cells or groups with causes, each once, that are not marked by so many causes already that no
        other is shown."""
        if len(self._marked) > GROUPS:
            self._marked.clear()
        found = []
        for each in dict.fromkeys(causes):
            count = self._marked.get(each[0], 0)
            if count < MOST:
                self._marked[each[0]] = count + 1
                found.append(each)
        return found

    def is_marked(self, place: str | int) -> bool:
        """Is the cell or group marked by so many causes already that no other is shown?"""
        return self._marked.get(place, 0) >= MOST

    def settled(self) -> None:
        """Nothing is marked any more."""
        self._marked.clear()

    def note_days(self, days: Mapping[int, Days]) -> list[int]:
        """Remember the days of some groups; those that were not known so, in order."""
        other = sorted(cluster for cluster, each in days.items() if self._days.get(cluster) != each)
        if len(self._days) > GROUPS:
            self._days.clear()
        self._days.update(days)
        return other

    @property
    def sizes(self) -> dict[int, int]:
        """Group of wordings -> how many shingles the shortest has; to be kept in step."""
        if len(self._sizes) > GROUPS:
            self._sizes.clear()
        return self._sizes

    @property
    def quoted(self) -> dict[int, list[str]]:
        """Group of wordings -> the days on which dated articles quote one of them; those of a group that has one may be
        out of date."""
        if len(self._quoted) > GROUPS:
            self._quoted.clear()
        return self._quoted

    def forget_groups(self, groups: Iterable[int]) -> None:
        """Groups have become others."""
        for group in groups:
            self._sizes.pop(group, None)
            self._quoted.pop(group, None)

    def print_of(self, outlet: str | None, origin: str | None) -> Print:
        """Outlet and origin, the same object each time: thousands of bundles hold those of thousands of articles."""
        told = (outlet or "", origin or "")
        if len(self._prints) > GROUPS:
            self._prints.clear()
        return self._prints.setdefault(told, told)

    def forget_prints(self) -> None:
        """Outlets or origins of articles have changed that have told facts."""
        for bundle in self._bundles.values():
            bundle.prints = None
