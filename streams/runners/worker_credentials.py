"""A Kafka log's TLS and SASL settings in Faust's words."""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import Any

import faust
from aiokafka.abc import AbstractTokenProvider
from faust.auth import OAuthCredentials

from schemas.errors import LogAccessRefused
from streams.log.kafka_options import Security, read_token


class FileToken(AbstractTokenProvider):  # type: ignore[misc]
    """Gives the token that stands in a file at the moment of each login."""

    def __init__(self, path: Path) -> None:
        self.path = path

    async def token(self) -> str:
        """The token.

        :raises LogAccessRefused: the file cannot be read.
        """
        return read_token(self.path)


def credentials(security: Security) -> Any:
    """Faust's broker_credentials; None for a connection without TLS and SASL.

    :raises LogAccessRefused: a certificate or key file cannot be read.
    """
    context = _tls_context(security) if security.protocol in ("SSL", "SASL_SSL") else None
    if security.protocol == "PLAINTEXT":
        return None
    if security.protocol == "SSL":
        return faust.SSLCredentials(context=context)
    if security.mechanism == "OAUTHBEARER" and security.token_file is not None:
        return OAuthCredentials(oauth_cb=FileToken(security.token_file), ssl_context=context)
    return faust.SASLCredentials(
        username=security.username, password=security.password, mechanism=security.mechanism, ssl_context=context
    )


def _tls_context(security: Security) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=security.ca_file)
        if security.cert_file is not None:
            context.load_cert_chain(security.cert_file, security.key_file, security.key_password)
    except (OSError, ssl.SSLError) as error:
        raise LogAccessRefused(
            f"a certificate or key cannot be read: {error}; check STANDOFF_KAFKA_CA_FILE, STANDOFF_KAFKA_CERT_FILE,"
            " STANDOFF_KAFKA_KEY_FILE and STANDOFF_KAFKA_KEY_PASSWORD"
        ) from error
    context.check_hostname = security.check_hostname
    return context
