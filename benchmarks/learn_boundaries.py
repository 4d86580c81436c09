"""Counts where content ends in an annotated corpus: mark before, word or class at, finite verb after, content,
ended, went on; and the signs of an end: mark before, content, sign, value, ended, went on.

    python benchmarks/learn_boundaries.py polnear-train.jsonl streams/processors/claims [--fold 0/2]

Only words and counts leave the corpus.
"""

from __future__ import annotations

import argparse
import json
from bisect import bisect_left
from collections import defaultdict
from pathlib import Path
from typing import Any

from streams.processors.claims.frames import after_class
from streams.processors.claims.places import place_of
from streams.processors.claims.reading import Reading
from streams.processors.claims.rightward import content_kind
from streams.processors.claims.signs import is_weighed, signs_at
from streams.processors.text.segmentation import segment

HEADER = """\
# How often content ended before a place or went on: mark before it, word or class at it, whether a finite verb
# follows (f, n),
# sort of content (cl clause, np noun phrase, q quotation, to infinitive), ended, went on.
# Counted in the training part of PolNeAR by benchmarks/learn_boundaries.py.
"""
SIGNS_HEADER = """\
# How often content ended or went on where a sign had a value: mark before the place, sort of content, sign, value,
# ended, went on. The sign "all" counts all places of the sort.
# Counted in the training part of PolNeAR by benchmarks/learn_boundaries.py.
"""
_ENDED = 2  # places where content ended more rarely are left out
_SEEN = 10  # signs seen more rarely are left out
Row = dict[str, Any]
Counts = dict[tuple[str, ...], list[int]]


def main() -> None:
    """Runs the command line above."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("folder", type=Path, help="gets boundaries.tsv and signs.tsv")
    parser.add_argument("--fold", default="", help="K/N: leave out documents K modulo N")
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in arguments.corpus.read_text(encoding="utf-8").splitlines()]
    if arguments.fold:
        left_out, folds = map(int, arguments.fold.split("/"))
        rows = [row for number, row in enumerate(rows) if number % folds != left_out]
    places: Counts = defaultdict(lambda: [0, 0])
    signs: Counts = defaultdict(lambda: [0, 0])
    for row in rows:
        _count(row, places, signs)
    _write(arguments.folder / "boundaries.tsv", HEADER, {key: n for key, n in places.items() if n[0] >= _ENDED})
    _write(arguments.folder / "signs.tsv", SIGNS_HEADER, {key: n for key, n in signs.items() if sum(n) >= _SEEN})


def _write(path: Path, header: str, counts: Counts) -> None:
    lines = sorted("\t".join([*key, str(ended), str(went_on)]) for key, (ended, went_on) in counts.items())
    path.write_text(header + "".join(line + "\n" for line in lines), encoding="utf-8")


def _count(row: Row, places: Counts, signs: Counts) -> None:
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
        behind = bisect_left(starts, cue[1])
        content = content_kind(after_class(reading, behind, sentence.last_token)[0])
        begin = bisect_left(starts, start)
        for k in range(begin + 1, last):
            if reading.classes[k] == ",":
                continue
            place = place_of(reading, k, last)
            went_on = int(starts[k] < end)
            places[(*place, content)][went_on] += 1
            if is_weighed(reading, k, place[0]):
                for sign in [("all", "all"), *signs_at(reading, behind - 1, begin, k, last)]:
                    signs[(place[0], content, *sign)][went_on] += 1
            if not went_on:
                break


if __name__ == "__main__":
    main()
