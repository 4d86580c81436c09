"""What an id rests on, for people and as JSON: the sentence with its span, the rule in words, the events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from rich.console import Console
from rich.text import Text

from streams.commands.rules import rule_in_words
from streams.processors.text.segmentation import segment
from streams.view import Chain, Link, Reason

OPEN, CLOSE = "«", "»"
"""Around the span where no colour can mark it."""


def chain_json(chain: Chain) -> Iterator[dict[str, Any]]:
    """One object a span; one in all for what has none."""
    for reason in chain.reasons:
        first, last = sentences_around(reason.text, reason.evidence.start, reason.evidence.end)
        yield {
            "evidence": reason.evidence.model_dump(mode="json", exclude_none=True),
            "sentence": reason.text[first:last],
            "rule": reason.rule,
            "published": reason.day,
            "published_basis": reason.basis,
            "events": _events(reason.links),
        }
    if chain.links:
        about = chain.about
        article = {"article_id": about.article_id, "source": about.source} if about else {}
        published = {"published": about.day, "published_basis": about.basis} if about else {}
        yield {"id": chain.id, **article, **published, "events": _events(chain.links)}


def _events(links: Sequence[Link]) -> list[dict[str, str]]:
    return [{"id": link.event.id, "type": link.event.type, "what": link.what} for link in links]


def print_chain(chain: Chain) -> None:
    """Print the chain of an id for people; lines are broken on a terminal alone."""
    console = Console()
    if chain.list is not None:
        _print(console, f"{chain.list}: {chain.id}, {chain.evidence} pieces of evidence", "bold")
    for reason in chain.reasons:
        evidence = reason.evidence
        _print(console, _marked(reason, coloured=console.is_terminal))
        where = f"{evidence.source}, characters {evidence.start} to {evidence.end}"
        _print(console, f"  {where}; published {reason.day or 'unknown'} ({reason.basis})", "dim")
        _print(console, f"  rule: {f'{rule_in_words(reason.rule)} [{reason.rule}]' if reason.rule else 'none'}")
        _print_links(console, reason.links)
    if chain.about is not None:
        about = chain.about
        _print(console, f"article {about.article_id}: {about.source}", "bold")
        _print(console, f"  published {about.day or 'unknown'} ({about.basis or 'not shown'})", "dim")
    if chain.links:
        _print_links(console, chain.links)


def _print_links(console: Console, links: Sequence[Link]) -> None:
    for link in links:
        recorded = f"{link.event.recorded_at:%Y-%m-%d %H:%M:%S}"
        _print(console, f"  {link.event.id}  {recorded}  {link.what}", "dim")
    console.print()


def _print(console: Console, words: str | Text, style: str = "") -> None:
    line = Text(words, style=style) if isinstance(words, str) else words
    console.print(line, soft_wrap=not console.is_terminal)


def _marked(reason: Reason, *, coloured: bool) -> Text:
    """The sentences that hold the span, with the span marked."""
    text, start, end = reason.text, reason.evidence.start, reason.evidence.end
    first, last = sentences_around(text, start, end)
    span = (text[start:end], "bold reverse") if coloured else f"{OPEN}{text[start:end]}{CLOSE}"
    return Text.assemble(text[first:start], span, text[end:last])


def sentences_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The offsets of the sentence that holds a span, or of the sentences that it touches."""
    touched = [(first, last) for first, last in _sentences(text) if first < end and start < last]
    return min([start, *(first for first, _ in touched)]), max([end, *(last for _, last in touched)])


@lru_cache(maxsize=8)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    return tuple((sentence.start, sentence.end) for sentence in segment(text).sentences)
