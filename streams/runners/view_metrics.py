"""What the view process counts, as Prometheus metrics."""

from __future__ import annotations

import time
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, ProcessCollector

STUCK_S: Final = 30.0


class ViewMetrics:
    """Counters of one view process in a registry of its own.

    :ivar trouble: why nothing can be folded now, and since when (monotonic seconds); None where all is well.
    """

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.folded = Counter("standoff_folded_records", "Records folded, repeats included.", registry=self.registry)
        self.refused = Counter(
            "standoff_refused_records", "Records that the view could not read.", registry=self.registry
        )
        self.changes = Counter("standoff_changes", "Changes of the state.", registry=self.registry)
        self.lag = Gauge("standoff_view_lag_records", "Records of the log not yet folded.", registry=self.registry)
        self.trouble: tuple[str, float] | None = None

    def well(self) -> None:
        """Log and database answer."""
        self.trouble = None

    def failing(self, why: str) -> None:
        """One of them does not."""
        self.trouble = (why, self.trouble[1] if self.trouble else time.monotonic())

    def health(self) -> str | None:
        """What is wrong: nothing could be folded for half a minute."""
        if self.trouble is not None and time.monotonic() - self.trouble[1] > STUCK_S:
            return f"{self.trouble[0]}; the view goes on trying"
        return None
