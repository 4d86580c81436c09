"""Disputes: what one side says and another denies, and issues that sides judge in opposite ways. No side is taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final

from streams.view.context import Context, Said
from streams.view.entries import Fields, Made, bounded, grouped, make, most_frequent, proof_of_item, times
from streams.view.facts import Bundle, Fact, cell_of
from streams.view.grouping import is_worded

NEAR: Final = 800
"""A denial counts for the claim reported as denied within so many code points before it: two or three paragraphs."""
_APART: Final = 20  # code points between a cue and its content
DENIALS = "denials"
ASSESSMENTS = "assessments"
_ALARM: Final = ("warn",)
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
        elif reported is not None and _denies(said, reported):
            yield _denial(context, reported, said, "denied")


def _denies(said: Said, reported: Said) -> bool:
    return (
        said.claim.stance == "deny"
        and bool(said.speakers)
        and said.speakers != reported.speakers
        and said.start - reported.claim.content[-1].end <= NEAR
    )


def _denial(context: Context, reported: Said, said: Said, role: str) -> Fact:
    by = ", ".join(sorted({context.name(actor) for actor in said.speakers})) or "unknown"
    reporters = sorted(actor.key for actor in reported.speakers)
    data = {"role": role, "by": by, "text": _with_cue(context, said), "reported": "\n".join(reporters)}
    return Fact(
        cell_of(DENIALS, *reporters),
        said.event_id,
        context.article.article_id,
        said.start,
        said.said_on,
        context.day,
        said.evidence,
        data,
        reported.statement,
    )


def _with_cue(context: Context, said: Said) -> str:
    """A statement; one that says nothing by itself with the words that deny it ("denied the report")."""
    cue, content = said.claim.cue, said.claim.content[0]
    if is_worded(said.text) or cue is None or not 0 <= content.start - cue.end <= _APART:
        return said.text
    return context.article.text[cue.start : content.end]


def _judgements(context: Context) -> Iterator[Fact]:
    for said in context.claims:
        parties = sorted({actor.party for actor in said.speakers if actor.party})
        stance = said.claim.stance
        if not said.attributed or said.claim.negated_report or stance not in _ALARM + _CALM:
            continue
        for issue, by in product(said.issues, parties):
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
                said.statement,
            )


def denials(cell: Sequence[Bundle]) -> Iterator[Made]:
    """One dispute for each reported statement that somebody denies."""
    for told in grouped(cell, lambda bundle: bundle.group).values():
        said = [bundle for bundle in told if bundle.data["role"] == "said"]
        if not said or len(said) == len(told):
            continue
        roles = sorted(told, key=lambda bundle: bundle.data["role"] != "said")
        sides = grouped(roles, lambda bundle: (bundle.data["role"], bundle.data["by"]))
        fields = {"kind": "denial", **bounded("sides", sides, lambda key, members: _side(key[1], members))}
        key = ["denial", said[0].data["reported"], str(said[0].statement)]
        yield make("disputes", key, told, on=said[0].on or said[0].published, fields=fields)


def assessments(cell: Sequence[Bundle]) -> Iterator[Made]:
    """The dispute over an issue of which one party warns and another denies it or plays it down; who warns comes first.

    A party that does both stands where it has said more.
    """
    by_party = grouped(cell, lambda bundle: bundle.data["by"] or "")
    roles = {party: most_frequent(members, "role") for party, members in by_party.items()}
    if len(set(roles.values())) < 2:
        return
    sides = {
        party: [bundle for bundle in by_party[party] if bundle.data["role"] == role]
        for party, role in sorted(roles.items(), key=lambda pair: (pair[1] or "", pair[0]))
    }
    told = sorted((bundle for members in sides.values() for bundle in members), key=lambda bundle: bundle.order)
    fields = {"kind": "assessment", **bounded("sides", sides, _side)}
    key = ["assessment", told[0].data["issue"]]
    yield make("disputes", key, told, on=told[0].on or told[0].published, fields=fields)


def _side(by: str | None, told: Sequence[Bundle]) -> Fields:
    """A side in the words of the statement that most articles have of it."""
    groups = grouped(told, lambda bundle: bundle.group).values()
    group = min(groups, key=lambda members: (-times(members), members[0].order))
    return {"by": by or "unknown", "text": group[0].data["text"] or "", **proof_of_item(told)}
