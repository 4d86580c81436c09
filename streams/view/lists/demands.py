"""Demands: what one side wants of another, and whether it was rejected or something was offered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from streams.view.context import Context, Said
from streams.view.entries import Made, grouped, history_item, make
from streams.view.facts import UNDATED, Bundle, Fact, cell_of, lower_bound
from streams.view.grouping import is_worded
from streams.view.lists.parties import meant_side, sides

CELL = "demands"
_TOLD_DEMAND: Final = re.compile(r"\bdemands?(?:, including)? (?:that|to|for)\b")
"""An answer that says what was demanded ("rejected the demands that ...") is evidence of the demand too."""
OPEN: Final = "open"
_ANSWERS = {"reject": "rejected", "propose": "offered", "promise": "offered"}


def facts(context: Context) -> Iterator[Fact]:
    """One a demanding claim, in the cell of who demands; one a rejection or offer, in the cell of the side that it
    answers: the last one that demanded in the article, else of whom the answering side spoke last, where it names none
    ("those demands").

    A demand whose own article tells an answer of an earlier day bears that day, so that the answer counts for it.
    """
    found = list(_found(context))
    answered: dict[str, str] = {}
    for fact in found:
        if fact.data["value"] != OPEN:
            answered[fact.cell] = min(answered.get(fact.cell, UNDATED), _day(fact))
    for fact in found:
        since = answered.get(fact.cell, UNDATED) if fact.data["value"] == OPEN else UNDATED
        fact.data = {**fact.data, "since": since if since < _day(fact) else None}
        yield fact


def _day(fact: Fact) -> str:
    return lower_bound(fact.on or fact.published)


def _found(context: Context) -> Iterator[Fact]:
    last: str | None = None
    spoken_of: dict[str, str] = {}  # side -> the other side that it named last
    for said in context.claims:
        by = sides(context, said.speakers)
        if by is None:
            continue
        other = meant_side(context, said)
        asks = said.claim.stance == "demand" and is_worded(said.text)
        answered = other or last or spoken_of.get(by)
        spoken_of[by] = other or spoken_of.get(by, by)
        if not asks and said.claim.stance not in _ANSWERS:
            continue
        if asks:
            last = by
            yield _fact(context, said, by, {"by": by, "to": other, "value": OPEN})
        else:
            for each in (answered or by).split(", "):
                if each in by.split(", "):
                    continue
                if _TOLD_DEMAND.search(said.text) and not _is_told_apart(context, said):
                    yield _fact(context, said, each, {"by": each, "to": by, "value": OPEN})
                yield _fact(context, said, each, {"by": by, "to": each, "value": _ANSWERS[said.claim.stance]})


def _is_told_apart(context: Context, answer: Said) -> bool:
    """Is the demand that the answer names a claim of its own?"""
    end = max(span.position.end for span in answer.claim.content)
    return any(
        each.claim.stance == "demand" and answer.start < each.start < end and each is not answer
        for each in context.claims
    )


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


def entries(cell: Sequence[Bundle]) -> Iterator[Made]:
    """The demands of one side: equal wordings to the same side are one. Answers count that are about it and not
    before it."""
    answers = [bundle for bundle in cell if bundle.data["value"] != OPEN]
    asked = [bundle for bundle in cell if bundle.data["value"] == OPEN]
    for told in grouped(asked, lambda bundle: (bundle.data["to"], bundle.group)).values():
        demand = _Asked.of(told)
        yield _demand(told, [answer for answer in answers if demand.is_answered_by(answer)])


def _demand(asked: Sequence[Bundle], answers: Sequence[Bundle]) -> Made:
    first = asked[0]
    history = {OPEN: asked, **grouped(answers, lambda bundle: bundle.data["value"] or "")}
    fields = {
        "by": first.data["by"],
        "to": first.data["to"],
        "text": first.data["text"] or "",
        "status": max(answers, key=lambda bundle: bundle.order).data["value"] if answers else OPEN,
        "history": [history_item(value, told) for value, told in history.items()],
    }
    key = [first.data["by"], first.data["to"], str(first.statement)]
    return make("demands", key, asked, on=first.on or first.published, fields=fields)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What an answer is held against: the sides asked, issues, and the day on which it was first told or answered."""

    to: set[str]
    issues: set[str]
    since: str

    @classmethod
    def of(cls, told: Sequence[Bundle]) -> _Asked:
        issues = {bundle.data["issues"] for bundle in told}
        return cls(
            _parts(told[0].data["to"], ", "),
            {issue for several in issues for issue in _parts(several, "\n")},
            min(bundle.data["since"] or bundle.order[0] for bundle in told),
        )

    def is_answered_by(self, answer: Bundle) -> bool:
        """Is it of the side asked (any, where none is named), not told earlier, and about the demand?"""
        if self.to and not self.to & _parts(answer.data["by"], ", "):
            return False
        if answer.order[0] < self.since:
            return False
        about = _parts(answer.data["issues"], "\n")
        if answer.data["value"] == "rejected" and not (self.issues and about):
            return True  # "rejected these demands" is of them all
        return bool(self.issues & about)


def _parts(joined: str | None, separator: str) -> set[str]:
    return set(joined.split(separator)) - {""} if joined else set()
