"""Counts where content ends in an annotated corpus: mark before, word or class at, finite verb after, content,
ended, went on.

    python benchmarks/learn_boundaries.py polnear-train.jsonl streams/processors/claims/boundaries.tsv [--fold 0/2]

Only words and counts leave the corpus.
"""

from __future__ import annotations

import argparse
import json
from bisect import bisect_left
from collections import Counter
from pathlib import Path
from typing import Any

from streams.processors.claims.frames import after_class
from streams.processors.claims.places import place_of
from streams.processors.claims.reading import Reading
from streams.processors.claims.rightward import content_kind
from streams.processors.text.segmentation import segment

HEADER = """\
# How often content ended before a place or went on: mark before it, word or class at it, whether a finite verb
# follows (f, n),
# sort of content (cl clause, np noun phrase, q quotation, to infinitive), ended, went on.
# Counted in the training part of PolNeAR by benchmarks/learn_boundaries.py.
"""
_ENDED = 2  # places where content ended more rarely are left out
Row = dict[str, Any]


def main() -> None:
    """Runs the command line above."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("table", type=Path)
    parser.add_argument("--fold", default="", help="K/N: leave out documents K modulo N")
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in arguments.corpus.read_text(encoding="utf-8").splitlines()]
    if arguments.fold:
        left_out, folds = map(int, arguments.fold.split("/"))
        rows = [row for number, row in enumerate(rows) if number % folds != left_out]
    ended: Counter[tuple[str, ...]] = Counter()
    went_on: Counter[tuple[str, ...]] = Counter()
    for row in rows:
        _count(row, ended, went_on)
    lines = sorted("\t".join([*key, str(n), str(went_on[key])]) for key, n in ended.items() if n >= _ENDED)
    arguments.table.write_text(HEADER + "".join(line + "\n" for line in lines), encoding="utf-8")


def _count(row: Row, ended: Counter[tuple[str, ...]], went_on: Counter[tuple[str, ...]]) -> None:
    reading = Reading(segment(row["text"]))
    starts = [token.start for token in reading.tokens]
    sentences = reading.segmented.sentences
    begins = [sentence.start for sentence in sentences]
    for claim in row["claims"]:
        if not claim.get("cue_spans") or len(claim["content"]) != 1:
            continue
        (start, end), cue = claim["content"][0], claim["cue_spans"][-1]
        sentence = sentences[max(0, bisect_left(begins, cue[0] + 1) - 1)]
        if start < cue[0] or end > sentence.end + 2:
            continue
        reading.classify(sentence.first_token, sentence.last_token)
        last = sentence.last_token
        while last > sentence.first_token + 1 and reading.classes[last - 1] == "eos":
            last -= 1
        content = content_kind(after_class(reading, bisect_left(starts, cue[1]), sentence.last_token)[0])
        for k in range(bisect_left(starts, start) + 1, last):
            if reading.classes[k] == ",":
                continue
            key = (*place_of(reading, k, last), content)
            if starts[k] >= end:
                ended[key] += 1
                break
            went_on[key] += 1


if __name__ == "__main__":
    main()
