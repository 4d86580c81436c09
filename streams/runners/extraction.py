"""Claims and dates of one text at a time, as JSON objects; nothing is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from connectors.seeds import HEADER
from schemas.definition import Definition
from schemas.errors import InvalidRecord
from streams.processors.found import FoundClaim, FoundDate
from streams.processors.join import Join
from streams.processors.publication import Candidate
from streams.processors.reading import find

RELEASED_AT: Final = datetime(2026, 12, 31, tzinfo=UTC)
"""An undated article is read as no later than this release of the processors, so that its reading needs no clock."""

UNSPECIFIED: Final = "unspecified"
"""The speaker of a claim whose speaker the article does not tell."""


@dataclass(frozen=True, slots=True)
class Article:
    """What an input line gives; other keys are not read."""

    doc: str
    text: str
    published: str | None
    outlet: str | None


class Extractor:
    """Reads articles with one definition. Each output depends on its own input and the definition alone.

    :param horizon: no undated article is later; default the release of the processors.
    """

    def __init__(self, definition: Definition, horizon: datetime | None = None) -> None:
        self._join = Join(definition)
        self._horizon = horizon or RELEASED_AT

    def line(self, raw: Any) -> dict[str, Any]:
        """One output line: doc, text, claims (narration left out) and dates, offsets into the text as given.

        :raises InvalidRecord: the input has no text or a published that is no date.
        """
        article = _parse(raw)
        stated = _stated(article)
        candidates = [stated] if stated else []
        horizon = self._horizon if stated is None else max(self._horizon, _instant(stated.value))
        found = find(article.text, candidates=candidates, recorded_at=horizon, outlet=article.outlet)
        return {
            "doc": article.doc,
            "text": article.text,
            "published": found.publication.day,
            "claims": [self._claim(claim) for claim in found.claims if claim.kind != "narration"],
            "dates": [_date(day) for day in found.dates],
        }

    def _claim(self, claim: FoundClaim) -> dict[str, Any]:
        return {
            "content": claim.content,
            "source": claim.speaker_span,
            "cue": claim.cue,
            "speaker": self._speaker(claim),
            "kind": claim.kind,
            "stance": claim.stance,
            "said_on": claim.said_on,
        }

    def _speaker(self, claim: FoundClaim) -> str:
        """The speaker by the definition's name, where it knows one; joint ones joined by "; "; else unspecified."""
        actors = self._join.actors(claim.speaker, unnamed=claim.speaker_method == "unnamed")
        return "; ".join(dict.fromkeys(actor.name or actor.form for actor in actors)) or UNSPECIFIED


def _date(day: FoundDate) -> dict[str, Any]:
    resolved = day.resolved
    return {
        "start": day.start,
        "end": day.end,
        "type": day.type,
        "value": resolved.value if resolved else None,
        "edtf": resolved.edtf if resolved else None,
    }


def _parse(raw: Any) -> Article:
    if not isinstance(raw, Mapping) or not isinstance(raw.get("text"), str):
        raise InvalidRecord("an input line must be an object with a text")
    return Article(str(raw.get("doc", "")), raw["text"], _optional(raw, "published"), _optional(raw, "outlet"))


def _optional(raw: Mapping[str, Any], key: str) -> str | None:
    value = raw.get(key)
    if value is not None and not isinstance(value, str):
        raise InvalidRecord(f"{key} must be a string, not {type(value).__name__}")
    return value


def _stated(article: Article) -> Candidate | None:
    """The date that the input or the text's own header states."""
    if article.published is not None:
        _instant(article.published)
        return Candidate(value=article.published, found_in="metadata")
    header = HEADER.match(article.text)
    return Candidate(value=header.group(1), found_in="header") if header else None


def _instant(value: str) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise InvalidRecord(f"published {value!r} is no date or datetime") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
