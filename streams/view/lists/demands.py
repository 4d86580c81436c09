"""Demands: what one side wants of another, and whether it was rejected or something was offered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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
        yield _demand(facts_, [answer for answer in answers if _answers(answer, facts_)])


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


def _answers(answer: Fact, asked: Sequence[Fact]) -> bool:
    """Is it an answer to this demand: of the side asked (any, where none is named), not told earlier, and about it?"""
    to = _lines(asked[0], "to", ", ")
    if to and not to & _lines(answer, "by", ", "):
        return False
    if answer.article_id not in {fact.article_id for fact in asked} and _told(answer) < min(map(_told, asked)):
        return False
    return _is_about(answer, asked)


def _is_about(answer: Fact, asked: Sequence[Fact]) -> bool:
    """Do answer and demand share an issue? A rejection of demands as such ("these demands") is about them all."""
    issues = {issue for fact in asked for issue in _lines(fact, "issues", "\n")}
    about = _lines(answer, "issues", "\n")
    if answer.data["value"] == "rejected" and not (issues and about):
        return True
    return bool(issues & about)


def _told(fact: Fact) -> str:
    return lower_bound(fact.on or fact.published)


def _lines(fact: Fact, name: str, separator: str) -> set[str]:
    return set((fact.data[name] or "").split(separator)) - {""}
