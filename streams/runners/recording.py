"""When what a runner writes is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Recording:
    """The clock's time or a fixed one for the first article, each next article `every` later."""

    at: datetime
    every: timedelta = timedelta()

    def of(self, index: int) -> datetime:
        """Recordedtime of the article with this index, from 0, in the source's order."""
        return self.at + index * self.every
