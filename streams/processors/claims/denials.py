"""Marks claims that the same article reports to be denied as said: "The White House denied | the report"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from streams.processors.found import FoundClaim

_THE_REPORT = re.compile(
    r"(?:the|that|this|those|these|such|any|all|media|earlier) (?:\w+ )?(?:report|account|version|story|"
    r"remark|comment|quote)s?\b"
)
_REACH = 600  # characters back in which the denied report stands


def mark_negated_reports(text: str, claims: Sequence[FoundClaim]) -> list[FoundClaim]:
    """The claims, in order; the one right before a denial of "the report" is marked as one that somebody denies to
    have been made.
    """
    ordered = sorted(claims, key=lambda claim: claim.content[0])
    for i, claim in enumerate(ordered):
        start, end = claim.content[0]
        if i == 0 or claim.stance != "deny" or end - start > 60 or not _THE_REPORT.match(text[start:end].lower()):
            continue
        before = ordered[i - 1]
        if start - before.content[-1][1] < _REACH and before.speaker != claim.speaker:
            ordered[i - 1] = replace(before, negated_report=True)
    return ordered
