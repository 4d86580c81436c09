"""view: the state kept current from the log, by a process of its own."""

from __future__ import annotations

import logging
import os

from streams.commands.options import DefinitionOption
from streams.commands.stopping import stop_on_signals
from streams.commands.workspace import Workspace

logger = logging.getLogger(__name__)


def view(definition: DefinitionOption = None) -> None:
    """Fold the log into the view as it grows, until Ctrl-C or SIGTERM; one process a view.

    Health and metrics are told at STANDOFF_VIEW_HOST:STANDOFF_VIEW_PORT.

    Example: STANDOFF_LOG=kafka://127.0.0.1:9092 standoff view
    """
    workspace = Workspace.load(definition)
    from streams.runners.status import StatusServer
    from streams.runners.view_metrics import ViewMetrics
    from streams.runners.view_runner import ViewRunner

    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("kafka").propagate = False
    stop = stop_on_signals()
    metrics = ViewMetrics()
    settings = workspace.settings
    with (
        workspace.log() as log,
        workspace.view(log) as opened,
        StatusServer(settings.view_host, settings.view_port, metrics.registry, metrics.health) as status,
    ):
        logger.warning("view %d started; health and metrics at %s:%d", os.getpid(), settings.view_host, status.port)
        ViewRunner(log, opened, metrics, stop).run()
