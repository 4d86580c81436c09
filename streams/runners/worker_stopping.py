"""A worker that ends when it is told to, even where brokers or a rebalance under way keep it from taking leave."""

from __future__ import annotations

import logging
import os
import shutil
import threading
from pathlib import Path
from typing import Any, Final

import faust

STOP_S: Final = 8.0

logger = logging.getLogger(__name__)


class BoundedWorker(faust.Worker):
    """Faust's worker, whose stop takes `STOP_S` seconds at most.

    A SIGTERM that comes while the group shares the partitions anew can make Faust wait for ever for a coordinator that
    its closed connection no longer finds. The end is then that of a kill -9, which loses nothing: what is not committed
    is read again, by the others once the session has timed out.

    :ivar folder: what is removed at such an end.
    """

    def __init__(self, app: faust.App, folder: Path, **settings: Any) -> None:
        super().__init__(app, **settings)
        self.folder = folder

    async def stop(self) -> None:
        """Stop, in good order if that can be had in time."""
        timer = threading.Timer(STOP_S, self._end)
        timer.daemon = True
        timer.start()
        await super().stop()

    def _end(self) -> None:
        logger.warning("worker %d could not take leave of its group within %.0f s and ends", os.getpid(), STOP_S)
        shutil.rmtree(self.folder, ignore_errors=True)
        os._exit(0)
