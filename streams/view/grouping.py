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
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from hashlib import blake2b
from typing import Final, Protocol

Shingles = frozenset[int]

MEMORY: Final = 4096
CLAIM_WORDS = 3
COPY_WORDS = 5
COPY_SAMPLE = (
    8  # one shingle of an article in eight is kept, chosen by its hash: enough to tell a copy, an eighth of the rows
)
MIN_SHARED = 2
SHINGLE_BYTES = array("I").itemsize
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_MARKS = "“”‘–—…\u00a0"
_APART = {code: " " for code in range(128) if not chr(code).isalnum() and chr(code) != "'"}
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def words(text: str) -> list[str]:
    """The words of a text in lower case, with straight apostrophes and without punctuation.

    >>> words("“We don’t want wars,” he said")
    ['we', "don't", 'want', 'wars', 'he', 'said']
    """
    plain = text.replace("’", "'")
    if not plain.isascii():
        for mark in _MARKS:
            plain = plain.replace(mark, " ")
    return _plain_words(plain) if plain.isascii() else _WORD.findall(plain.casefold())


def _plain_words(text: str) -> list[str]:
    """`words` of an ASCII text, as the pattern finds them, in a quarter of its time."""
    plain = text.lower().translate(_APART)
    if "'" in plain:
        plain = f" {plain} ".replace("''", " ").replace("' ", " ").replace(" '", " ")
    return plain.split()


@lru_cache(maxsize=MEMORY)
def normal(text: str) -> str:
    """The text as its words alone: what two wordings are compared by."""
    return " ".join(words(text))


def is_worded(text: str) -> bool:
    """Does it say something by itself? "These demands" does not."""
    return normal(text).count(" ") >= CLAIM_WORDS - 1


def statement_id(space: str, text: str) -> int:
    """The number of a wording: 63 bits of the hash of its normal form, with what sets it apart from equal words
    elsewhere."""
    return int.from_bytes(blake2b(f"{space}\n{text}".encode(), digest_size=8).digest(), "big") >> 1


@lru_cache(maxsize=MEMORY)
def claim_shingles(text: str) -> bytes:
    """Three-word shingles of a normal form, packed; those of texts with different numbers never meet. Empty under four
    words."""
    tokens = text.split()
    if len(tokens) < CLAIM_WORDS + 1:
        return b""
    salt = zlib.crc32(" ".join(sorted(set(_NUMBER.findall(text)))).encode())
    triples = zip(*(tokens[at:] for at in range(CLAIM_WORDS)), strict=False)
    return pack({zlib.crc32(" ".join(triple).encode(), salt) for triple in triples})


def copy_shingles(text: str) -> Shingles:
    """A sample of the five-word shingles of an article, by which copies are known."""
    tokens = words(text)
    sampled = frozenset(filter(_is_sampled, frozenset(tokens)))
    return frozenset(
        [
            zlib.crc32(" ".join(tokens[at : at + COPY_WORDS]).encode(), 1)
            for at, token in enumerate(tokens[: 1 - COPY_WORDS])
            if token in sampled
        ]
    )


@lru_cache(maxsize=MEMORY)
def _is_sampled(word: str) -> bool:
    return zlib.crc32(word.encode()) % COPY_SAMPLE == 0


def same(one: Shingles, other: Shingles) -> bool:
    """Do two wordings share three fifths of the shorter one, and at least two shingles?"""
    shared = len(one & other)
    return shared >= MIN_SHARED and 5 * shared >= 3 * min(len(one), len(other))


def pack(shingles: AbstractSet[int]) -> bytes:
    """The shingles as bytes, sorted."""
    return array("I", sorted(shingles)).tobytes()


def unpack(packed: bytes) -> Shingles:
    """The shingles again."""
    numbers = array("I")
    numbers.frombytes(packed)
    return frozenset(numbers)


class Known(Protocol):
    """Groups that are known already."""

    def members(self, group: int) -> Iterable[Shingles]:
        """The shingles of its wordings, one by one."""


class Groups:
    """Connected components that grow: known groups, and one new wording after the other.

    Known groups give their shingles and the size of their shortest wording at once, and their members one by one, when
    a new wording must be compared with them: as a rule the first one decides.
    """

    def __init__(self, known: Known | None = None) -> None:
        self._reader = known
        self._parent: dict[int, int] = {}
        self._known: dict[int, list[int]] = {}
        self._added: dict[int, list[tuple[int, Shingles]]] = {}
        self._smallest: dict[int, int] = {}
        self._index: defaultdict[int, set[int]] = defaultdict(set)
        self._outdated = False

    def know(self, smallest: Mapping[int, int], shingles: Iterable[tuple[int, int]]) -> None:
        """Known groups, each with how many shingles the shortest of its wordings has, and (shingle, group) pairs."""
        for group, size in smallest.items():
            self._parent[group] = group
            self._known[group] = [group]
            self._added[group] = []
            self._smallest[group] = size
        for shingle, group in shingles:
            self._index[shingle].add(group)

    def add(self, group: int, statement: int, shingles: Shingles) -> None:
        """A new wording under a group number of its own; joins every group that holds a wording like it."""
        self._parent[group] = group
        self._known[group] = []
        self._added[group] = [(statement, shingles)]
        self._smallest[group] = len(shingles)
        for candidate in self._candidates(shingles):
            root, own = self.root(candidate), self.root(group)
            if root != own and any(same(shingles, each) for each in self._wordings(root)):
                self._unite(own, root)
                self._outdated |= own != group  # the index has only this group's shingles to come
        root = self.root(group)
        for shingle in shingles:
            self._index[shingle].add(root)

    def root(self, group: int) -> int:
        """The number of the group that this one has become part of: the least."""
        while self._parent[group] != group:
            self._parent[group] = group = self._parent[self._parent[group]]
        return group

    def absorbed(self) -> Iterator[int]:
        """The numbers that have become part of another group."""
        return (group for group, parent in self._parent.items() if group != parent)

    def added(self) -> Iterator[tuple[int, Sequence[tuple[int, Shingles]]]]:
        """Each group with the new wordings in it."""
        return ((group, members) for group, members in self._added.items() if members)

    def smallest(self, root: int) -> int:
        """How many shingles the shortest wording of a group has."""
        return self._smallest[root]

    def _wordings(self, root: int) -> Iterator[Shingles]:
        yield from (shingles for _, shingles in reversed(self._added[root]))
        for group in list(self._known[root]):
            yield from self._reader.members(group) if self._reader else ()

    def _candidates(self, shingles: Shingles) -> list[int]:
        shared: dict[int, int] = {}
        for shingle in shingles:
            groups: Iterable[int] = self._index.get(shingle, ())
            if self._outdated:
                groups = {self.root(group) for group in groups}
            for group in groups:
                shared[group] = shared.get(group, 0) + 1
        return [
            group
            for group, count in shared.items()
            if count >= MIN_SHARED and self._may_hold(group, count, len(shingles))
        ]

    def _may_hold(self, root: int, shared: int, size: int) -> bool:
        """Can any wording of the group be the same, if the group as a whole has so many of the shingles?"""
        return 5 * shared >= 3 * min(size, self._smallest[root])

    def _unite(self, one: int, other: int) -> None:
        keep, drop = min(one, other), max(one, other)
        self._parent[drop] = keep
        self._known[keep].extend(self._known.pop(drop))
        self._added[keep].extend(self._added.pop(drop))
        self._smallest[keep] = min(self._smallest[keep], self._smallest.pop(drop))


def components(wordings: Mapping[int, Shingles]) -> list[list[int]]:
    """The groups among some wordings, each sorted, in order of their least member."""
    groups = Groups()
    for number, (statement, shingles) in enumerate(sorted(wordings.items())):
        groups.add(number, statement, shingles)
    return sorted(sorted(statement for statement, _ in members) for _, members in groups.added())
