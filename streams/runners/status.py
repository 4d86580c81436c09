"""Health and Prometheus metrics of a process over HTTP, on a thread of their own: heavy work does not hide them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final, Self

from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from schemas.base import canonical_json
from schemas.errors import UsageError

Health = Callable[[], str | None]
"""What is wrong now, in one sentence; None where all is well."""

TEXT: Final = "application/json; charset=utf-8"


class StatusServer:
    """Serves GET /health (200, or 503 with the reason) and GET /metrics for the block.

    :ivar port: the port in use; with 0 given, a free one.
    :raises UsageError: the address cannot be had.
    """

    def __init__(self, host: str, port: int, registry: CollectorRegistry, health: Health) -> None:
        try:
            self._server = ThreadingHTTPServer((host, port), _handler(registry, health))
        except OSError as error:
            raise UsageError(
                f"cannot tell health and metrics at {host}:{port}: {error.strerror};"
                " set STANDOFF_WORKER_PORT or STANDOFF_VIEW_PORT to a free port, or to 0"
            ) from error
        self._server.daemon_threads = True
        self.port: int = self._server.server_address[1]

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.1,), name="status", daemon=True).start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def _handler(registry: CollectorRegistry, health: Health) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/metrics":
                self._answer(200, CONTENT_TYPE_LATEST, generate_latest(registry))
            elif self.path == "/health":
                wrong = health()
                body = {"status": "ok"} if wrong is None else {"status": "failing", "reason": wrong}
                self._answer(200 if wrong is None else 503, TEXT, canonical_json(body) + b"\n")
            else:
                self._answer(404, TEXT, canonical_json({"error": "there is /health and /metrics"}) + b"\n")

        def _answer(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that http.server gives
            """Requests are not logged."""

    return Handler
