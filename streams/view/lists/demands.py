"""Demands: what one side wants of another, and whether it was rejected or something was offered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from streams.view.context import Context, Said
from streams.view.entries import Made, grouped, history_item, make
from streams.view.facts import Fact, cell_of, lower_bound
from streams.view.grouping import is_worded
from streams.view.lists.parties import meant_side, sides

CELL = "demands"
_TOLD_DEMAND: Final = re.compile(r"\bdemands? (?:that|to|for)\b")
"""An answer that says what was demanded ("rejected the demands that ...") is evidence of the demand too."""
_ANSWERS = {"reject": "rejected", "propose": "offered", "promise": "offered"}


def facts(context: Context) -> Iterator[Fact]:
    """One a demanding claim, in the cell of who demands; one a rejection or offer, in the cell of the side that it
    answers: the last one that demanded in the article, where it names none ("those demands")."""
    last: str | None = None
    for said in context.claims:
        by = sides(context, said.speakers)
        if by is None:
            continue
        other = meant_side(context, said)
        if said.claim.stance == "demand" and is_worded(said.text):
            last = by
            yield _fact(context, said, by, {"by": by, "to": other, "value": "open"})
        elif said.claim.stance in _ANSWERS:
            for each in (other or last or by).split(", "):
                if each == by:
                    continue
                if _TOLD_DEMAND.search(said.text):
                    yield _fact(context, said, each, {"by": each, "to": by, "value": "open"})
                yield _fact(context, said, each, {"by": by, "to": each, "value": _ANSWERS[said.claim.stance]})


def _fact(context: Context, said: Said, demander: str, data: dict[str, str | None]) -> Fact:
    data = {**data, "text": said.text, "issues": "\n".join(said.issues)}
    return Fact(
        cell_of(CELL, demander),
        said.event_id,
        context.article.article_id,
        said.start,
        said.said_on,
        context.day,
        said.evidence,
        data,
        said.statement,
    )


def entries(cell: Sequence[Fact]) -> Iterator[Made]:
    """The demands of one side: equal wordings to the same side are one. Answers count that are about it and not
    before it."""
    answers = [fact for fact in cell if fact.data["value"] != "open"]
    asked = [fact for fact in cell if fact.data["value"] == "open"]
    for facts_ in grouped(asked, lambda fact: (fact.data["to"], fact.group)).values():
        demand = _Asked.of(facts_)
        yield _demand(facts_, [answer for answer in answers if demand.is_answered_by(answer)])


def _demand(asked: Sequence[Fact], answers: Sequence[Fact]) -> Made:
    first = asked[0]
    text = first.data["text"] or ""
    ordered = sorted([*asked, *answers], key=lambda fact: (fact.data["value"] != "open", fact.order))
    history = [
        history_item(value or "open", facts)
        for value, facts in grouped(ordered, lambda fact: fact.data["value"]).items()
    ]
    fields = {
        "by": first.data["by"],
        "to": first.data["to"],
        "text": text,
        "status": max(answers, key=lambda fact: fact.order).data["value"] if answers else "open",
        "history": history,
    }
    key = [first.data["by"], first.data["to"], str(first.statement)]
    return make("demands", key, asked, on=first.on or first.published, fields=fields)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What an answer is held against: the sides asked, issues, articles, and the day on which it was first told."""

    to: set[str]
    issues: set[str]
    articles: set[str]
    since: str

    @classmethod
    def of(cls, facts: Sequence[Fact]) -> _Asked:
        issues = {fact.data["issues"] for fact in facts}
        return cls(
            _parts(facts[0].data["to"], ", "),
            {issue for several in issues for issue in _parts(several, "\n")},
            {fact.article_id for fact in facts},
            min(map(_told, facts)),
        )

    def is_answered_by(self, answer: Fact) -> bool:
        """Is it of the side asked (any, where none is named), not told earlier, and about the demand?"""
        if self.to and not self.to & _parts(answer.data["by"], ", "):
            return False
        if _told(answer) < self.since and answer.article_id not in self.articles:
            return False
        about = _parts(answer.data["issues"], "\n")
        if answer.data["value"] == "rejected" and not (self.issues and about):
            return True  # "rejected these demands" is of them all
        return bool(self.issues & about)


def _told(fact: Fact) -> str:
    return lower_bound(fact.on or fact.published)


def _parts(joined: str | None, separator: str) -> set[str]:
    return set(joined.split(separator)) - {""} if joined else set()
