"""Contents that only point back: "reiterated | that view" has the stance of the view."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from streams.processors.claims.tables import read_set
from streams.processors.found import FoundClaim

_NOUNS = "|".join(sorted(read_set("pointer_nouns.txt")))
_POINTER = re.compile(rf"(?:that|this|those|these|the same|his|her|its|their) (?:[\w-]+ )?(?:{_NOUNS})s?")
_REACH = 400  # characters back in which stands what is pointed to


def with_pointed_stances(text: str, claims: Iterable[FoundClaim]) -> Iterator[FoundClaim]:
    """The claims, in order; one that asserts nothing but "that view" has the stance of the claim right before it."""
    before: FoundClaim | None = None
    for claim in claims:
        pointing = before is not None and claim.stance == "assert" and _points(text, before, claim)
        before = replace(claim, stance=before.stance) if before is not None and pointing else claim
        yield before


def _points(text: str, before: FoundClaim, claim: FoundClaim) -> bool:
    start, end = claim.content[0]
    near = 0 <= start - before.content[-1][1] < _REACH and len(claim.content) == 1
    return near and _POINTER.fullmatch(text, start, end) is not None
