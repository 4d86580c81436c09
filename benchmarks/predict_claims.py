"""Prints the attributions of a corpus as predictions for the claim scorer, one JSON object a line.

python benchmarks/predict_claims.py polnear-dev.jsonl > predictions.jsonl
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

from streams.processors.claims.attribute import attribute
from streams.processors.claims.attribution import Attribution
from streams.processors.text.segmentation import segment


def main() -> None:
    """Runs the command line above."""
    words, spent = 0, 0.0
    with open(sys.argv[1], encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            started = time.process_time()
            claims = attribute(segment(row["text"]))
            spent += time.process_time() - started
            words += len(row["text"].split())
            print(
                json.dumps(
                    {"doc": row["doc"], "claims": [_as_prediction(claim) for claim in claims if not claim.outer]}
                )
            )
    print(f"{words / spent:,.0f} words per CPU second", file=sys.stderr)


def _as_prediction(claim: Attribution) -> dict[str, Any]:
    return {"content": claim.content, "cue": claim.cue, "source": claim.source, "rule": claim.rule}


if __name__ == "__main__":
    main()
