"""Words per CPU second of reading articles: `python -m benchmarks.claims_speed PART CORPUS.jsonl ...`.

Articles are read once, as in life, so memoised words are cold at the start. The part is `stages` (each timed alone, in
the order of `streams.processors.reading.find`), `whole` (from the text to what is found), `data` or `events` (from the
article to its event data, or to their bytes). A process times one part, so that none profits from what another
remembered.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final, TypeVar

from schemas.article import ArticlePublished, publish
from schemas.envelope import encode, make_event
from streams.processors.claims.actions import find_actions
from streams.processors.claims.attribute import attribute
from streams.processors.claims.chain import chains
from streams.processors.claims.extraction import extract_claims
from streams.processors.claims.figures import find_figures
from streams.processors.claims.narration import Statements, find_narration
from streams.processors.claims.phrasebook import lowered
from streams.processors.claims.selection import trimmed
from streams.processors.claims.speakers import Speakers
from streams.processors.claims.stance import read_stance
from streams.processors.claims.substance import find_condition, find_topic
from streams.processors.dates import anchor_in_speech, find_dates
from streams.processors.found import FoundClaim, FoundDate
from streams.processors.names.cast import learn_cast
from streams.processors.publication import Candidate, choose_publication
from streams.processors.reading import find, read_article
from streams.processors.text.segmentation import segment
from streams.processors.text.segmented import Segmented
from streams.topology import STEPS

RECORDED_AT: Final = datetime(2026, 12, 31, tzinfo=UTC)
Result = TypeVar("Result")


class Clock:
    """CPU seconds by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)

    def time(self, stage: str, work: Callable[[], Result]) -> Result:
        """What `work` gives; its CPU time is added to the stage's."""
        started = time.process_time()
        done = work()
        self.seconds[stage] += time.process_time() - started
        return done

    def report(self, *, words: int, articles: int) -> None:
        """One line a stage: words per CPU second, milliseconds an article, share of all."""
        whole = sum(self.seconds.values())
        for stage, spent in self.seconds.items():
            rate, each = words / max(spent, 1e-9), spent * 1000 / articles
            print(f"{stage:24} {rate:12,.0f} words/CPU s {each:8.3f} ms an article {spent / whole:6.1%}")


def time_stages(clock: Clock, article: dict[str, Any]) -> None:
    """The stages of one article, each on what the ones before it gave."""
    text, day = article["text"], _day(article)
    stated = [Candidate(article["published"], "metadata")] if day else []
    clock.time("publication", lambda: choose_publication(stated, text, recorded_at=RECORDED_AT, zone=None))
    dates = clock.time("dates", lambda: find_dates(text, published=day))
    segmented = clock.time("tokens, sentences", lambda: segment(text))
    claims = _time_claims(clock, segmented, dates)
    clock.time("dates in speech", lambda: anchor_in_speech(dates, claims, text=text, published=day))


def _time_claims(clock: Clock, segmented: Segmented, dates: Sequence[FoundDate]) -> list[FoundClaim]:
    attributions = clock.time("content, cue, source", lambda: attribute(segmented))
    cast = clock.time("names", lambda: learn_cast(segmented))
    kept = [trimmed(segmented, one, dates) for one in attributions]
    links = clock.time("chains", lambda: list(chains(segmented, kept)))
    speakers = Speakers(segmented, cast)
    clock.time("speakers", lambda: [speakers.voice(link, index) for index, link in links])
    lower = clock.time("lower case", lambda: lowered(segmented.text))
    actions = clock.time("actions", lambda: find_actions(segmented, cast, dates, lower))
    figures = clock.time("figures", lambda: find_figures(cast, dates))
    text = segmented.text
    claims = extract_claims(segmented, attributions, dates, outlet=None, credit=None, published=None)
    told = [claim for claim in claims if claim.kind != "narration"]
    clock.time("condition", lambda: [find_condition(text, one.content) for one in told])
    clock.time("topic", lambda: [find_topic(text, one.content) for one in told])
    cues = [(text[slice(*one.cue)] if one.cue else None, text[slice(*one.content[0])]) for one in told]
    clock.time("stance", lambda: [read_stance(cue, content) for cue, content in cues])
    statements = Statements(figures, actions)
    clock.time("narration", lambda: list(find_narration(segmented, told, statements, outlet=None)))
    return claims


def time_whole(clock: Clock, article: dict[str, Any]) -> None:
    """From the text to everything found in it."""
    stated = [Candidate(article["published"], "metadata")] if _day(article) else []
    clock.time("text to findings", lambda: find(article["text"], candidates=stated, recorded_at=RECORDED_AT))


def time_events(clock: Clock, article: dict[str, Any]) -> None:
    """From the article to the bytes of its events, in the steps of the topology."""
    event = make_event(_published(article), source="benchmark", version=1, recorded_at=RECORDED_AT)
    events = clock.time("article to events", lambda: STEPS[0].run(event))
    clock.time("events to bytes", lambda: [encode(one) for one in events])


def time_data(clock: Clock, article: dict[str, Any]) -> None:
    """From the article to the data of its events, before they are hashed."""
    published = _published(article)
    clock.time("article to data", lambda: read_article(published, RECORDED_AT))


PARTS: Final = {"stages": time_stages, "whole": time_whole, "data": time_data, "events": time_events}


def _published(article: dict[str, Any]) -> ArticlePublished:
    stated = ({"value": article["published"], "found_in": "metadata"},) if _day(article) else ()
    return publish(connector="benchmark", record=article["doc"], text=article["text"], date_candidates=stated)


def _day(article: dict[str, Any]) -> date | None:
    stated = article.get("published")
    return datetime.fromisoformat(stated).date() if stated else None


def main() -> None:
    """Time one part over the corpora given."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("part", choices=sorted(PARTS))
    options.add_argument("corpora", nargs="+", type=Path)
    chosen = options.parse_args()
    for corpus in chosen.corpora:
        articles = [json.loads(line) for line in corpus.read_text(encoding="utf-8").splitlines()]
        words = sum(len(article["text"].split()) for article in articles)
        clock = Clock()
        for article in articles:
            PARTS[chosen.part](clock, article)
        print(f"{corpus.name}: {len(articles)} articles, {words:,} words")
        clock.report(words=words, articles=len(articles))


if __name__ == "__main__":
    main()
