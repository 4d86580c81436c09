"""Dates: found in a text by our own grammar, resolved from any anchor by one pure function."""

from streams.processors.dates.detection import detect
from streams.processors.dates.events import link
from streams.processors.dates.finding import find_dates, local_day
from streams.processors.dates.mention import Mention
from streams.processors.dates.resolution import needs_anchor, resolve
from streams.processors.dates.speech import anchor_in_speech

__all__ = ["Mention", "anchor_in_speech", "detect", "find_dates", "link", "local_day", "needs_anchor", "resolve"]
