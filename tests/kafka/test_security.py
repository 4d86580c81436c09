"""TLS and SASL against a broker that asks for them: what works with the right credentials, and what is said without."""

from __future__ import annotations

import base64
import json
import secrets
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from schemas.errors import LogAccessRefused, LogError
from streams.log.kafka import KafkaLog
from streams.log.kafka_options import KafkaOptions, Layout, Mechanism, Security
from streams.log.kafka_topics import create_topics
from tests.kafka.broker import free_ports, make_cluster, running
from tests.kafka.conftest import unavailable
from tests.kafka.deployment import RECORDED_AT, Deployment, deployed, end_cleanly
from tests.kafka.jars import BrokerUnavailable
from tests.log.log_contract import read_all, record

pytestmark = [pytest.mark.kafka, pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")]

USER, PASSWORD = "newsroom", "correct horse"
MECHANISMS: tuple[Mechanism, ...] = ("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512")
MODULES = {
    "plain": f'plain.PlainLoginModule required user_{USER}="{PASSWORD}"',
    "scram-sha-256": "scram.ScramLoginModule required",
    "scram-sha-512": "scram.ScramLoginModule required",
    "oauthbearer": 'oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub="broker"',
}

PATIENT_S = 20.0  # a broker logs in slowly on a busy machine


@dataclass(frozen=True)
class Secured:
    """The ports of a broker that asks for TLS or SASL, and the certificate that it shows."""

    sasl: int
    tls: int
    sasl_tls: int
    certificate: Path


def make_certificate(folder: Path) -> Path:
    """A key store and the certificate in it, of 127.0.0.1."""
    store, certificate = folder / "broker.p12", folder / "broker.pem"
    shared = ["-alias", "broker", "-keystore", str(store), "-storepass", "changeit", "-storetype", "PKCS12"]
    name = ["-dname", "CN=127.0.0.1", "-ext", "SAN=IP:127.0.0.1", "-ext", "BC=ca:true"]
    subprocess.run(["keytool", "-genkeypair", "-keyalg", "RSA", *shared, *name], check=True, capture_output=True)
    export = ["keytool", "-exportcert", "-rfc", "-file", str(certificate), *shared]
    subprocess.run(export, check=True, capture_output=True)
    return certificate


@pytest.fixture(scope="module")
def secured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secured]:
    folder = tmp_path_factory.mktemp("secured")
    try:
        sasl, tls, sasl_tls = free_ports(3)
        cluster = make_cluster(folder / "kafka", 1)
        broker = cluster.brokers[0]
        made = Secured(sasl, tls, sasl_tls, make_certificate(folder))
        broker.properties = {**broker.properties, **secured_properties(broker.properties["listeners"], made)}
        broker.users = {
            name: f"{name}=[name={USER},password={PASSWORD}]" for name in ("SCRAM-SHA-256", "SCRAM-SHA-512")
        }
        with running(cluster):
            yield made
    except (BrokerUnavailable, FileNotFoundError) as error:
        unavailable(BrokerUnavailable(str(error)))


def secured_properties(listeners: str, made: Secured) -> dict[str, str]:
    """What the broker's properties need on top."""
    ours = f"SASL://127.0.0.1:{made.sasl},TLS://127.0.0.1:{made.tls},SASLTLS://127.0.0.1:{made.sasl_tls}"
    plain = listeners.partition(",CONTROLLER")[0]
    properties = {
        "listeners": f"{listeners},{ours}",
        "advertised.listeners": f"{plain},{ours}",
        "listener.security.protocol.map": (
            "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SASL:SASL_PLAINTEXT,TLS:SSL,SASLTLS:SASL_SSL"
        ),
        "sasl.enabled.mechanisms": "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512,OAUTHBEARER",
        "ssl.keystore.location": str(made.certificate.with_suffix(".p12")),
        "ssl.keystore.password": "changeit",
        "ssl.keystore.type": "PKCS12",
    }
    for listener in ("sasl", "sasltls"):
        for mechanism, module in MODULES.items():
            name = f"listener.name.{listener}.{mechanism}.sasl.jaas.config"
            properties[name] = f"org.apache.kafka.common.security.{module};"
    return properties


def options(port: int, security: Security) -> KafkaOptions:
    prefix = f"s{secrets.token_hex(4)}."
    return KafkaOptions((f"127.0.0.1:{port}",), prefix, security, Layout(2), connect_s=3, delivery_s=10)


def assert_works(given: KafkaOptions) -> None:
    made = replace(given, connect_s=PATIENT_S)
    create_topics(made)
    with KafkaLog(made) as log:
        log.append([record(1)], consumer="a", position="1")
        assert read_all(log) == [record(1)]
        assert log.position("a") == "1"


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_names_and_passwords(secured: Secured, mechanism: Mechanism) -> None:
    security = Security("SASL_PLAINTEXT", mechanism=mechanism, username=USER, password=PASSWORD)
    assert_works(options(secured.sasl, security))
    with pytest.raises(LogAccessRefused, match="STANDOFF_KAFKA_PASSWORD"):
        KafkaLog(options(secured.sasl, replace(security, password="wrong")))


def test_names_and_passwords_over_tls(secured: Secured) -> None:
    security = Security(
        "SASL_SSL", ca_file=secured.certificate, mechanism="SCRAM-SHA-512", username=USER, password=PASSWORD
    )
    assert_works(options(secured.sasl_tls, security))


def test_tls_trusts_only_the_certificates_given(secured: Secured) -> None:
    assert_works(options(secured.tls, Security("SSL", ca_file=secured.certificate)))
    with pytest.raises(LogError, match=r"STANDOFF_KAFKA_CA_FILE|no broker answers"):
        KafkaLog(options(secured.tls, Security("SSL")))


def unsecured_token(expires_in_s: int) -> str:
    """A token that a broker without an issuer takes; for tests alone."""
    now = int(time.time())
    parts = ({"alg": "none"}, {"sub": USER, "iat": now, "exp": now + expires_in_s})
    encoded = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts]
    return f"{encoded[0]}.{encoded[1]}."


def test_tokens_are_read_from_their_file_at_every_login(secured: Secured, tmp_path: Path) -> None:
    path = tmp_path / "token"
    made = options(secured.sasl, Security("SASL_PLAINTEXT", mechanism="OAUTHBEARER", token_file=path))
    with pytest.raises(LogError, match=r"STANDOFF_KAFKA_TOKEN_FILE|no broker answers"):
        KafkaLog(made)
    path.write_text(unsecured_token(3600) + "\n")
    assert_works(made)
    path.write_text(unsecured_token(-3600))
    with pytest.raises(LogError):
        KafkaLog(made)


@pytest.mark.parametrize("mechanism", ["SCRAM-SHA-512", "OAUTHBEARER"])
def test_a_worker_and_a_view_with_credentials_over_tls(secured: Secured, mechanism: str, tmp_path: Path) -> None:
    token = tmp_path / "token"
    token.write_text(unsecured_token(3600))
    settings = {
        "STANDOFF_KAFKA_SECURITY": "SASL_SSL",
        "STANDOFF_KAFKA_CA_FILE": str(secured.certificate),
        "STANDOFF_KAFKA_MECHANISM": mechanism,
        "STANDOFF_KAFKA_USERNAME": USER,
        "STANDOFF_KAFKA_PASSWORD": PASSWORD,
        "STANDOFF_KAFKA_TOKEN_FILE": str(token),
    }
    prefix = f"s{secrets.token_hex(4)}."
    with deployed(Deployment(tmp_path / "home", f"127.0.0.1:{secured.sasl_tls}", prefix, settings)) as deployment:
        parts = [deployment.start("worker"), deployment.start("view")]
        deployment.command("ingest", "seeds", "--recorded-at", RECORDED_AT)
        deadline = time.monotonic() + 60
        while b'"articles":5' not in deployment.state() and time.monotonic() < deadline:
            time.sleep(0.5)
        assert b'"articles":5' in deployment.state()
        assert end_cleanly(parts) == [0, 0]
