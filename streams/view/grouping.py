"""Which wordings are the same statement: containment of word shingles, decided pair by pair and closed under
transitivity.

Two wordings are the same when they share three fifths of the shingles of the shorter one. Groups are the connected
components of that
relation, so they depend on the set of wordings alone, never on the order in which they came.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b

Shingles = frozenset[int]

CLAIM_WORDS = 3
COPY_WORDS = 5
COPY_SAMPLE = (
    8  # one shingle of an article in eight is kept, chosen by its hash: enough to tell a copy, an eighth of the rows
)
MIN_SHARED = 2
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def words(text: str) -> list[str]:
    """The words of a text in lower case, with straight apostrophes and without punctuation.

    >>> words("“We don’t want wars,” he said")
    ['we', "don't", 'want', 'wars', 'he', 'said']
    """
    return _WORD.findall(text.casefold().replace("’", "'"))


def normal(text: str) -> str:
    """The text as its words alone: what two wordings are compared by."""
    return " ".join(words(text))


def statement_id(space: str, text: str) -> int:
    """The number of a wording: 63 bits of the hash of its normal form, with what sets it apart from equal words
    elsewhere."""
    return int.from_bytes(blake2b(f"{space}\n{text}".encode(), digest_size=8).digest(), "big") >> 1


def claim_shingles(text: str) -> Shingles:
    """Three-word shingles of a normal form; those of texts with different numbers never meet. Empty under four
    words."""
    tokens = text.split()
    if len(tokens) < CLAIM_WORDS + 1:
        return frozenset()
    salt = zlib.crc32(" ".join(sorted(set(_NUMBER.findall(text)))).encode())
    return frozenset(
        zlib.crc32(" ".join(tokens[at : at + CLAIM_WORDS]).encode(), salt)
        for at in range(len(tokens) - CLAIM_WORDS + 1)
    )


def copy_shingles(text: str) -> Shingles:
    """A sample of the five-word shingles of an article, by which copies are known."""
    tokens = words(text)
    hashes = (
        zlib.crc32(" ".join(tokens[at : at + COPY_WORDS]).encode(), 1) for at in range(len(tokens) - COPY_WORDS + 1)
    )
    return frozenset(each for each in hashes if each % COPY_SAMPLE == 0)


def same(one: Shingles, other: Shingles) -> bool:
    """Do two wordings share three fifths of the shorter one, and at least two shingles?"""
    shared = len(one & other)
    return shared >= MIN_SHARED and 5 * shared >= 3 * min(len(one), len(other))


def pack(shingles: Shingles) -> bytes:
    """The shingles as bytes, sorted."""
    return array("I", sorted(shingles)).tobytes()


def unpack(packed: bytes) -> Shingles:
    """The shingles again."""
    numbers = array("I")
    numbers.frombytes(packed)
    return frozenset(numbers)


class Groups:
    """Connected components that grow: known groups first, then one wording after the other."""

    def __init__(self) -> None:
        self._parent: dict[int, int] = {}
        self._members: dict[int, list[tuple[int, Shingles]]] = {}
        self._index: dict[int, set[int]] = {}

    def seed(self, group: int, members: Iterable[tuple[int, Shingles]]) -> None:
        """A group known already; its members are not compared with one another again."""
        self._parent[group] = group
        self._members[group] = list(members)
        for _, shingles in self._members[group]:
            for shingle in shingles:
                self._index.setdefault(shingle, set()).add(group)

    def add(self, group: int, statement: int, shingles: Shingles) -> None:
        """A new wording under a group number of its own; joins every group that holds a wording like it."""
        self._parent[group] = group
        self._members[group] = [(statement, shingles)]
        for candidate in self._candidates(shingles):
            root = self._root(candidate)
            if root != self._root(group) and any(same(shingles, each) for _, each in reversed(self._members[root])):
                self._unite(self._root(group), root)
        root = self._root(group)
        for shingle in shingles:
            self._index.setdefault(shingle, set()).add(root)

    def root(self, group: int) -> int:
        """The number of the group that this one has become part of: the least."""
        return self._root(group)

    def absorbed(self) -> Iterator[int]:
        """The numbers that have become part of another group."""
        return (group for group, parent in self._parent.items() if group != parent)

    def __iter__(self) -> Iterator[tuple[int, Sequence[tuple[int, Shingles]]]]:
        return iter(self._members.items())

    def _candidates(self, shingles: Shingles) -> list[int]:
        shared: Counter[int] = Counter()
        for shingle in shingles:
            shared.update({self._root(group) for group in self._index.get(shingle, ())})
        return [group for group, count in shared.items() if count >= MIN_SHARED]

    def _root(self, group: int) -> int:
        while self._parent[group] != group:
            self._parent[group] = group = self._parent[self._parent[group]]
        return group

    def _unite(self, one: int, other: int) -> None:
        keep, drop = min(one, other), max(one, other)
        self._parent[drop] = keep
        self._members[keep].extend(self._members.pop(drop))


def components(wordings: Mapping[int, Shingles]) -> list[list[int]]:
    """The groups among some wordings, each sorted, in order of their least member."""
    groups = Groups()
    for number, (statement, shingles) in enumerate(sorted(wordings.items())):
        groups.add(number, statement, shingles)
    return sorted(sorted(statement for statement, _ in members) for _, members in groups)
