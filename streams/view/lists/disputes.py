"""Disputes: what one side says and another denies, and issues that sides judge in opposite ways. No side is taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from streams.view.context import Context, Said
from streams.view.entries import Made, evidence_of, grouped, make, most_frequent
from streams.view.facts import Fact, cell_of
from streams.view.lists.parties import sides

DENIALS = "denials"
ASSESSMENTS = "assessments"
_ALARM: Final = ("warn", "expect")
_CALM: Final = ("deny", "criticise", "reject", "urge")


def facts(context: Context) -> Iterator[Fact]:
    """What is denied and what denies it, in one cell for each reported speaker; and one a judgement of an issue."""
    yield from _denials(context)
    yield from _judgements(context)


def _denials(context: Context) -> Iterator[Fact]:
    """A claim that the article reports as denied, and the denials that follow it, up to the next such claim."""
    reported: Said | None = None
    for said in context.claims:
        if said.claim.negated_report and said.claim.stance != "deny":
            reported = said
            yield _denial(context, reported, said, "said")
        elif (
            said.claim.stance == "deny"
            and reported is not None
            and said.speakers
            and said.speakers != reported.speakers
        ):
            yield _denial(context, reported, said, "denied")


def _denial(context: Context, reported: Said, said: Said, role: str) -> Fact:
    by = ", ".join(sorted({context.name(actor) for actor in said.speakers})) or "unknown"
    data = {"role": role, "by": by, "text": said.text}
    return Fact(
        cell_of(DENIALS, *sorted(actor.key for actor in reported.speakers)),
        said.event_id,
        context.article.article_id,
        said.start,
        said.said_on,
        context.day,
        said.evidence,
        data,
        reported.statement,
    )


def _judgements(context: Context) -> Iterator[Fact]:
    for said in context.claims:
        by = sides(context, said.speakers)
        stance = said.claim.stance
        if by is None or not said.attributed or said.claim.negated_report or stance not in _ALARM + _CALM:
            continue
        for issue in said.issues:
            data = {"role": "alarm" if stance in _ALARM else "calm", "by": by, "text": said.text, "issue": issue}
            yield Fact(
                cell_of(ASSESSMENTS, issue),
                said.event_id,
                context.article.article_id,
                said.start,
                said.said_on,
                context.day,
                said.evidence,
                data,
            )


def denials(cell: Sequence[Fact]) -> Iterator[Made]:
    """One dispute for each reported statement that somebody denies."""
    for facts_ in grouped(cell, lambda fact: fact.group).values():
        said = [fact for fact in facts_ if fact.data["role"] == "said"]
        denied = [fact for fact in facts_ if fact.data["role"] == "denied"]
        if not said or not denied:
            continue
        both = [
            *grouped(said, lambda fact: fact.data["by"]).items(),
            *grouped(denied, lambda fact: fact.data["by"]).items(),
        ]
        fields = {"kind": "denial", "sides": [_side(by, members) for by, members in both]}
        yield make(
            "disputes", ["denial", str(said[0].statement)], facts_, on=said[0].on or said[0].published, fields=fields
        )


def assessments(cell: Sequence[Fact]) -> Iterator[Made]:
    """The dispute over an issue of which one side warns and another denies or plays it down."""
    alarm = {fact.data["by"] for fact in cell if fact.data["role"] == "alarm"}
    calm = {fact.data["by"] for fact in cell if fact.data["role"] == "calm"}
    if not alarm or not calm or len(alarm | calm) < 2:
        return
    by_side = grouped(cell, lambda fact: (fact.data["role"], fact.data["by"]))
    fields = {
        "kind": "assessment",
        "sides": [_side(by, members) for (_, by), members in sorted(by_side.items(), key=_first)],
    }
    yield make(
        "disputes", ["assessment", cell[0].data["issue"]], cell, on=cell[0].on or cell[0].published, fields=fields
    )


def _first(group: tuple[tuple[str | None, str | None], list[Fact]]) -> tuple[str, str]:
    return group[0][0] or "", group[0][1] or ""


def _side(by: str | None, facts_: Sequence[Fact]) -> dict[str, object]:
    text = most_frequent(fact.data["text"] for fact in facts_)
    return {"by": by or "unknown", "text": text or "", "evidence": evidence_of(facts_)}
