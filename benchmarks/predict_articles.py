"""Prints what the processors find in articles, one JSON object a line, as the article scorer reads it.

    python benchmarks/predict_articles.py [--narration] PATH...

PATH is a .jsonl file of {doc, text, published?, outlet?}, a text file, or a directory of text files.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from streams.processors.claims.attribute import attribute
from streams.processors.claims.extraction import extract_claims
from streams.processors.dates.finding import find_dates
from streams.processors.dates.speech import anchor_in_speech
from streams.processors.found import FoundClaim, FoundDate
from streams.processors.text.segmentation import segment


def main(arguments: list[str]) -> None:
    """Prints the predictions for every article of the paths given."""
    narration = "--narration" in arguments
    for path in arguments:
        if not path.startswith("--"):
            for article in articles(Path(path)):
                print(json.dumps(predict(article, narration=narration), ensure_ascii=False))


def articles(path: Path) -> Iterator[dict[str, Any]]:
    """The articles below `path`."""
    if path.is_dir():
        for file in sorted(path.glob("*.txt")):
            yield from articles(file)
    elif path.suffix == ".jsonl":
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)
    else:
        yield {"doc": path.name, "text": path.read_bytes().decode()}


def predict(article: dict[str, Any], *, narration: bool = False) -> dict[str, Any]:
    """Claims and dates of one article, as the scorer's input."""
    text = article["text"]
    day = published(article) or header_day(text)
    segmented = segment(text)
    dates = find_dates(text, published=day)
    found = extract_claims(
        segmented,
        attribute(segmented),
        dates,
        outlet=article.get("outlet"),
        credit=None,
        published=day.isoformat() if day else None,
    )
    dates = anchor_in_speech(dates, found, text=text, published=day)
    claims = [claim(text, c) for c in found if narration or c.kind != "narration"]
    return {"doc": article["doc"], "text": text, "claims": claims, "dates": [mentioned(d) for d in dates]}


def published(article: dict[str, Any]) -> date | None:
    """The day of publication that the article states."""
    stated = article.get("published")
    return datetime.fromisoformat(stated).date() if stated else None


def header_day(text: str) -> date | None:
    """The first full date of a text that no metadata dates."""
    for one in find_dates(text, published=None):
        if one.resolved and one.resolved.first and one.resolved.first == one.resolved.last:
            return date.fromisoformat(one.resolved.first)
    return None


def claim(text: str, one: FoundClaim) -> dict[str, Any]:
    """A claim as the scorer reads it, with what helps a human reader beside."""
    return {
        "content": one.content,
        "words": [text[start:end] for start, end in one.content],
        "source": one.speaker_span,
        "cue": one.cue,
        "speaker": one.speaker or "unspecified",
        "method": one.speaker_method,
        "role": one.role,
        "kind": one.kind,
        "stance": one.stance,
        "said_on": one.said_on,
        "basis": one.said_on_basis,
        "addressee": one.addressee,
        "target": one.target,
        "via": one.via,
        "topic": one.topic,
        "negated_report": one.negated_report,
        "condition": text[slice(*one.condition)] if one.condition else None,
        "figures": [[f.low, f.value, f.high, f.qualifier, f.what, f.party, f.place] for f in one.figures],
        "actions": [[a.list, a.kind, a.by, a.against, a.status] for a in one.actions],
    }


def mentioned(one: FoundDate) -> dict[str, Any]:
    """A date as the scorer reads it."""
    resolved = one.resolved
    return {
        "start": one.start,
        "end": one.end,
        "type": one.type,
        "value": resolved.value if resolved else None,
        "edtf": resolved.edtf if resolved else None,
    }


if __name__ == "__main__":
    main(sys.argv[1:])
