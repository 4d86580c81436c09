"""Counts cue frames in an annotated corpus and writes the lexicon: word, class before, class after, accepted, rejected.

    python benchmarks/learn_cues.py polnear-train.jsonl streams/processors/claims/cues.tsv [--fold 0/2]

Only words and counts leave the corpus. With --fold K/N the documents whose number is K modulo N are left out, so
that the
lexicon can be tested on them.
"""

from __future__ import annotations

import argparse
import json
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from streams.processors.claims.context import THRESHOLD
from streams.processors.claims.frames import frame_of
from streams.processors.claims.lexicon import Lexicon
from streams.processors.claims.reading import CLASSES, Reading
from streams.processors.claims.tables import read_set
from streams.processors.text.segmentation import segment

HEADER = """\
# How often a word in a frame was a cue (accepted) or not (rejected): word, class before, class after, accepted,
# rejected.
# Counted in the training part of PolNeAR by benchmarks/learn_cues.py; rare frames of a word are summed up under "*".
"""
_WORD = re.compile(r"[^\W\d_][\w'-]*")
_SHOWN = 3  # a frame seen more rarely than this is summed up
_CUES = 2  # a word that is a cue more rarely than this is left out
Row = dict[str, Any]


def main() -> None:
    """Runs the command line above."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("lexicon", type=Path)
    parser.add_argument("--fold", default="", help="K/N: leave out documents K modulo N")
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in arguments.corpus.read_text(encoding="utf-8").splitlines()]
    if arguments.fold:
        left_out, folds = map(int, arguments.fold.split("/"))
        rows = [row for number, row in enumerate(rows) if number % folds != left_out]
    lines = sorted("\t".join(map(str, line)) for line in _pruned(_counts(rows)))
    arguments.lexicon.write_text(HEADER + "".join(line + "\n" for line in lines), encoding="utf-8")


def _counts(rows: list[Row]) -> Counter[tuple[str, str, str, bool]]:
    shares = _cue_shares(rows)
    counts: Counter[tuple[str, str, str, bool]] = Counter()
    for row in rows:
        for word, before, after, accepted in _frames(row, shares):
            counts[word, before, after, accepted] += 1
    return counts


def _cue_shares(rows: list[Row]) -> dict[str, float]:
    """Share of a word's uses outside contents in which it alone is the cue: tells the head of a longer cue."""
    alone: Counter[str] = Counter()
    uses: Counter[str] = Counter()
    for row in rows:
        uses.update(_WORD.findall(row["text"].lower().replace("’", "'")))
        for claim in row["claims"]:
            words = _cue_words(row["text"], claim)
            if len(words) == 1:
                alone[words[0]] += 1
    return {word: (alone[word] + 0.2) / (uses[word] + 3) for word in uses}


def _cue_words(text: str, claim: Row) -> list[str]:
    return [w for s, e in claim.get("cue_spans") or [] for w in _WORD.findall(text[s:e].lower().replace("’", "'"))]


def _frames(row: Row, shares: dict[str, float]) -> Iterator[tuple[str, str, str, bool]]:
    """Frame and verdict of every word outside contents."""
    reading = Reading(segment(row["text"]))
    starts = [token.start for token in reading.tokens]
    heads = {h for claim in row["claims"] if (h := _head(reading, starts, claim, shares)) is not None}
    inside = bytearray(len(starts))
    for claim in row["claims"]:
        for start, end in claim["content"]:
            for k in range(max(0, bisect_right(starts, start) - 1), bisect_left(starts, end)):
                inside[k] = reading.tokens[k].end > start
    for sentence in reading.segmented.sentences:
        if reading.segmented.paragraphs[sentence.paragraph].kind in ("boilerplate", "header"):
            continue
        reading.classify(sentence.first_token, sentence.last_token)
        for i in range(sentence.first_token, sentence.last_token):
            if i in heads or (not inside[i] and reading.lowers[i][:1].isalpha()):
                frame = frame_of(reading, i, sentence.first_token, sentence.last_token)
                yield frame.word, frame.before, frame.after, i in heads


def _head(reading: Reading, starts: list[int], claim: Row, shares: dict[str, float]) -> int | None:
    best, found = 0.0, None
    for start, end in claim.get("cue_spans") or []:
        for k in range(bisect_left(starts, start), bisect_left(starts, end)):
            lower = reading.lowers[k]
            if CLASSES.get(lower) not in ("past", "pres", "base", None):
                continue
            chained = found is not None and reading.lowers[k - 1] == "to" and shares.get(lower, 0.0) > 0.03
            if shares.get(lower, 0.0) > best or chained:  # of "continued to call for" it is "call"
                best, found = shares[lower], k
    return found


def _pruned(counts: Counter[tuple[str, str, str, bool]]) -> Iterator[tuple[str, str, str, int, int]]:
    accepted: Counter[str] = Counter()
    frames: dict[tuple[str, str, str], list[int]] = {}
    for (word, before, after, verdict), n in counts.items():
        frames.setdefault((word, before, after), [0, 0])[0 if verdict else 1] += n
        if verdict:
            accepted[word] += n
    speech = read_set("speech_verbs.tsv") | read_set("speech_nouns.tsv") | read_set("phrasal_cues.txt")
    merged: dict[tuple[str, str, str], list[int]] = {}
    for (word, before, after), (yes, no) in frames.items():
        if accepted[word] >= _CUES or word in speech:
            key = (word, before, after) if yes + no >= _SHOWN else (word, "*", "*")
            total = merged.setdefault(key, [0, 0])
            total[0] += yes
            total[1] += no
    useful = _useful([(*key, yes, no) for key, (yes, no) in merged.items()])
    for (word, before, after), (yes, no) in merged.items():
        if word in useful or word in speech:
            yield word, before, after, yes, no


def _useful(rows: list[tuple[str, str, str, int, int]]) -> set[str]:
    """Words that some frame, seen or made of seen halves, makes a cue."""
    lexicon = Lexicon(rows)
    befores: dict[str, set[str]] = {}
    afters: dict[str, set[str]] = {}
    for word, before, after, _, _ in rows:
        befores.setdefault(word, set()).add(before)
        afters.setdefault(word, set()).add(after)
    return {w for w in befores if any(lexicon.share(w, b, a) >= THRESHOLD for b in befores[w] for a in afters[w])}


if __name__ == "__main__":
    main()
