"""Which log a URL means."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from schemas.errors import UsageError
from streams.log.protocol import Log
from streams.log.sqlite import SqliteLog

if TYPE_CHECKING:
    from streams.log.kafka_options import KafkaOptions


class LogSettings(Protocol):
    """What the settings must tell to open a log."""

    @property
    def log_url(self) -> str: ...

    def kafka_options(self) -> KafkaOptions: ...


def open_log(settings: LogSettings) -> Log:
    """The log that the settings name, open.

    :raises UsageError: the URL is none of ours.
    :raises LogError: the log cannot be opened; says how to mend it.
    """
    url = settings.log_url
    if url.startswith("sqlite:///"):
        return SqliteLog(Path(url.removeprefix("sqlite:///")))
    if url.startswith("kafka://"):
        from streams.log.kafka import KafkaLog

        logging.getLogger("kafka").addHandler(
            logging.NullHandler()
        )  # it logs each failed attempt; our error says it once
        return KafkaLog(settings.kafka_options())
    raise UsageError(f"STANDOFF_LOG={url} is no log; write sqlite:///path/log.db or kafka://host:port,host:port")
