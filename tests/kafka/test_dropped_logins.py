"""Brokers that close connections before a login is answered: a refusal, unless they are starting or stopping."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from schemas.errors import LogAccessRefused, LogUnreachable
from streams.log.kafka import KafkaLog
from streams.log.kafka_options import KafkaOptions, Security
from tests.kafka.broker import free_ports

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
STARTED_S = 1.0


@contextmanager
def dropping(port: int, after_s: float) -> Iterator[None]:
    """From so many seconds on, take every connection and close it once it has said something."""
    ended = threading.Event()

    def serve() -> None:
        ended.wait(after_s)
        with socket.create_server(("127.0.0.1", port)) as server:
            server.settimeout(0.1)
            while not ended.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                with connection:
                    connection.settimeout(1)
                    connection.recv(65536)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


@pytest.mark.parametrize(("after_s", "told"), [(0.0, LogAccessRefused), (STARTED_S, LogUnreachable)])
def test_a_login_that_is_dropped(after_s: float, told: type[Exception]) -> None:
    (port,) = free_ports(1)
    security = Security("SASL_PLAINTEXT", mechanism="PLAIN", username="newsroom", password="wrong")
    options = KafkaOptions((f"127.0.0.1:{port}",), security=security, connect_s=3)
    with dropping(port, after_s), pytest.raises(told):
        KafkaLog(options)
