"""The log on Kafka: the contract, and what is its own."""

from __future__ import annotations

from tests.log.log_contract import LogContract


class TestKafkaLog(LogContract):
    """Everything that the contract says."""
