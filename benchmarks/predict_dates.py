"""Print the dates that the date processor finds in a corpus, for a scorer.

    python benchmarks/predict_dates.py CORPUS.jsonl > PREDICTIONS.jsonl

A corpus line is {"doc", "text", "published": day or datetime or null}; an output line {"doc", "text", "claims": [],
"dates": [{"start", "end", "type", "value", "edtf"}]}. With --speed, the words per CPU second of detection, resolution
and linking follow on stderr.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from datetime import date, datetime
from pathlib import Path

from streams.processors.dates import find_dates, link
from streams.processors.found import FoundDate


def main() -> None:
    """Read the corpora named on the command line, write predictions to stdout."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="+")
    parser.add_argument("--speed", action="store_true", help="print words per CPU second on stderr")
    arguments = parser.parse_args()
    articles = [
        json.loads(line)
        for path in arguments.corpus
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    begin = time.process_time()
    found = [link(find_dates(one["text"], published=_published(one.get("published"))), one["text"]) for one in articles]
    spent = time.process_time() - begin
    for article, dates in zip(articles, found, strict=True):
        line = {"doc": article["doc"], "text": article["text"], "claims": [], "dates": [_row(one) for one in dates]}
        print(json.dumps(line, ensure_ascii=False))
    if arguments.speed:
        words = sum(len(one["text"].split()) for one in articles)
        print(f"{words} words, {words / spent:,.0f} words per CPU second", file=sys.stderr)


def _published(stated: str | None) -> date | datetime | None:
    if not stated:
        return None
    return date.fromisoformat(stated) if len(stated) == 10 else datetime.fromisoformat(stated)


def _row(one: FoundDate) -> dict[str, object]:
    resolved = one.resolved
    return {
        "start": one.start,
        "end": one.end,
        "type": one.type,
        "value": resolved and resolved.value,
        "edtf": resolved and resolved.edtf,
    }


if __name__ == "__main__":
    main()
