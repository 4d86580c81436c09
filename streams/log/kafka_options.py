"""How a Kafka log is reached and laid out: plain values, and their form for kafka-python."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from kafka.net.sasl.oauth import AbstractTokenProvider

from schemas.errors import LogAccessRefused
from schemas.topics import DEFAULT_PARTITIONS

MAX_RECORD_BYTES: Final = 4 * 1024 * 1024
"""512 KiB of text take at most 3 MiB as JSON (a control character becomes six bytes); the rest is for other fields."""

FAILOVER_S: Final = 30.0
"""Brokers that once answered have elected new leaders by then: 9 s until one is missed, the rest for the elections."""

LINGER_MS: Final = 20
BATCH_BYTES: Final = 256 * 1024

Protocol = Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"]
Mechanism = Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", "OAUTHBEARER"]


@dataclass(frozen=True, slots=True)
class Security:
    """TLS and SASL of every connection.

    :ivar ca_file: certificates that the brokers' are checked against (PEM); default the system's.
    :ivar cert_file, key_file, key_password: the client's own certificate, where brokers ask for one (PEM).
    :ivar check_hostname: must a broker's certificate name its host.
    :ivar username, password: for PLAIN and SCRAM.
    :ivar token_file: for OAUTHBEARER, a file with the token; read at every login, so renewing it is replacing the file.
    """

    protocol: Protocol = "PLAINTEXT"
    ca_file: Path | None = None
    cert_file: Path | None = None
    key_file: Path | None = None
    key_password: str | None = field(default=None, repr=False)
    check_hostname: bool = True
    mechanism: Mechanism | None = None
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    token_file: Path | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """How topics are made: `partitions` each; an append waits for `min_insync` of `replication` copies."""

    partitions: int = DEFAULT_PARTITIONS
    replication: int = 1
    min_insync: int = 1


@dataclass(frozen=True, slots=True)
class KafkaOptions:
    """Everything that a Kafka log needs to know.

    :ivar servers: host:port of one or more brokers.
    :ivar prefix: stands before every topic name, so that several standoffs can share a cluster ("ukraine.").
    :ivar connect_s: how long a command waits for a first broker.
    :ivar delivery_s: how long an append tries; a broker that comes back sooner costs time and nothing else.
    """

    servers: tuple[str, ...]
    prefix: str = ""
    security: Security = Security()
    layout: Layout = Layout()
    compression: Literal["lz4", "zstd"] = "lz4"
    connect_s: float = 10.0
    delivery_s: float = 120.0

    def topic(self, name: str) -> str:
        """The topic's name on the cluster."""
        return self.prefix + name

    @property
    def where(self) -> str:
        """The servers, for messages."""
        return ",".join(self.servers)


class FileToken(AbstractTokenProvider):  # type: ignore[misc]
    """Gives the token that stands in a file at the moment of each login."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def token(self) -> str:
        """The token.

        :raises LogAccessRefused: the file cannot be read.
        """
        return read_token(self.path)


def read_token(path: Path) -> str:
    """The token in a file, without white space around it.

    :raises LogAccessRefused: the file cannot be read.
    """
    try:
        return path.read_text().strip()
    except OSError as error:
        why = f"the token file {path} cannot be read: {error.strerror}; set STANDOFF_KAFKA_TOKEN_FILE"
        raise LogAccessRefused(why) from error


def client_config(options: KafkaOptions) -> dict[str, Any]:
    """What kafka-python's clients share: addresses, time limits and credentials."""
    security = options.security
    config: dict[str, Any] = {
        "bootstrap_servers": list(options.servers),
        "client_id": "standoff",
        "security_protocol": security.protocol,
        "bootstrap_timeout_ms": int(options.connect_s * 1000),
        "reconnect_backoff_max_ms": 1000,
    }
    if security.protocol in ("SSL", "SASL_SSL"):
        config |= _tls(security)
    if security.protocol in ("SASL_PLAINTEXT", "SASL_SSL"):
        config |= _sasl(security)
    return config


def _tls(security: Security) -> dict[str, Any]:
    return {
        "ssl_check_hostname": security.check_hostname,
        "ssl_cafile": _text(security.ca_file),
        "ssl_certfile": _text(security.cert_file),
        "ssl_keyfile": _text(security.key_file),
        "ssl_password": security.key_password,
    }


def _sasl(security: Security) -> dict[str, Any]:
    config: dict[str, Any] = {"sasl_mechanism": security.mechanism}
    if security.mechanism == "OAUTHBEARER" and security.token_file is not None:
        return config | {"sasl_oauth_token_provider": FileToken(security.token_file)}
    return config | {"sasl_plain_username": security.username, "sasl_plain_password": security.password}


def _text(path: Path | None) -> str | None:
    return None if path is None else str(path)
