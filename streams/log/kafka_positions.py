"""Positions of consumers in a compacted topic of their own: the last one of each name counts."""

from __future__ import annotations

from typing import Final

from schemas.envelope import Record
from streams.log.kafka_options import KafkaOptions
from streams.log.kafka_reader import Reader
from streams.log.kafka_topics import POSITIONS
from streams.log.kafka_writer import Writer
from streams.log.protocol import START

PAGE: Final = 500


class Positions:
    """Reads what `save_position` saved.

    Group offsets would not do: a broker drops those of a group that was away for a week, and keeps 4 KiB with them.
    """

    def __init__(self, options: KafkaOptions) -> None:
        self._reader = Reader(options, partitions=1)
        self._at = START
        self._known: dict[str, str] = {}

    def get(self, consumer: str) -> str:
        """The position that was saved last under this name, by any process, or START."""
        while True:
            page = self._reader.read((POSITIONS,), self._at, PAGE)
            self._known.update((record.key, record.value.decode()) for record in page.records)
            if page.position == self._at:
                return self._known.get(consumer, START)
            self._at = page.position

    def close(self) -> None:
        """Let the consumer go."""
        self._reader.close()


def save_position(writer: Writer, consumer: str, position: str) -> None:
    """Save a position; it is safe on return."""
    writer.send([Record(POSITIONS, consumer, (), position.encode())])
