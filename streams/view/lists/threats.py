"""Threats: what one side says it will do to another, and on which condition."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from streams.processors.text.lists import read_list
from streams.view.context import Context
from streams.view.entries import Made, grouped, make, most_frequent
from streams.view.facts import Bundle, Fact, cell_of
from streams.view.grouping import is_worded
from streams.view.lists.parties import sides, threatened_side

CELL = "threats"
_KINDS: Final = [
    (kind, re.compile(r"\b(?:" + "|".join(word.replace("*", r"\w*") for word in words.split("|")) + r")\b"))
    for kind, _, words in (line.partition(" ") for line in read_list(str(Path(__file__)), "threat_kinds.txt"))
]


def facts(context: Context) -> Iterator[Fact]:
    """One a threatening claim of a known speaker."""
    for said in context.claims:
        if said.claim.stance != "threaten" or not is_worded(said.text):
            continue
        by = sides(context, said.speakers)
        if by is None:
            continue
        condition = said.claim.condition
        data = {
            "by": by,
            "against": threatened_side(context, said),
            "kind": kind_of(_without(said.text, condition.exact) if condition else said.text),
            "text": said.text,
            "condition": condition.exact if condition else None,
        }
        yield Fact(
            cell_of(CELL, by),
            said.event_id,
            context.article.article_id,
            said.start,
            said.said_on,
            context.day,
            said.evidence,
            data,
            said.statement,
        )


def _without(text: str, condition: str) -> str:
    """What is threatened alone: "if such sanctions come, it would sever ties" threatens no sanctions."""
    return text.replace(condition, " ", 1)


@lru_cache(maxsize=4096)
def kind_of(text: str) -> str:
    """What is threatened, by the first kind in the list whose words occur; else other."""
    lower = text.casefold()
    return next((kind for kind, pattern in _KINDS if pattern.search(lower)), "other")


def entries(cell: Sequence[Bundle]) -> Iterator[Made]:
    """The threats of one side: equal wordings against the same side are one."""
    for told in grouped(cell, lambda bundle: (bundle.data["against"], bundle.group)).values():
        first = told[0]
        text = first.data["text"] or ""
        fields = {
            "by": first.data["by"],
            "against": first.data["against"],
            "kind": most_frequent(told, "kind"),
            "text": text,
            "condition": most_frequent(told, "condition"),
        }
        key = [first.data["by"], first.data["against"], str(first.statement)]
        yield make("threats", key, told, on=first.on or first.published, fields=fields)
