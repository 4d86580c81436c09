"""The only reader of the environment: every setting is STANDOFF_<NAME>."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from schemas.definition import Definition, load_definition
from schemas.errors import UsageError
from schemas.topics import DEFAULT_PARTITIONS

if TYPE_CHECKING:
    from streams.log.kafka_options import KafkaOptions, Security

DEFAULT_DEFINITION: Final = Path("seeds/standoff.toml")
CHECKOUT: Final = Path(__file__).resolve().parents[1]
SERVER: Final = re.compile(r"[^\s:/,]+:\d{1,5}|\[[0-9A-Fa-f:]+\]:\d{1,5}")

VIEW: Final = re.compile(r"(?:sqlite|postgres|postgresql)(?:\+\w+)?://")


class Settings(BaseSettings):
    """What a user can set.

    :ivar home: folder of everything kept, unless `log` and `view` say otherwise.
    :ivar log: URL of the log (sqlite:///path, kafka://host:port,...); default <home>/log.db.
    :ivar view: SQLAlchemy URL of the view; default <home>/view.db.
    :ivar definition: the standoff's definition file; default seeds/standoff.toml here, else that of the checkout.

    With a Kafka log:

    :ivar kafka_prefix: stands before every topic name, so that several standoffs can share a cluster.
    :ivar kafka_partitions: of every topic; as many workers at most share the work. Set before the topics are made.
    :ivar kafka_replication: copies of every topic; kafka_min_insync: how many of them an append waits for.
    :ivar kafka_compression: lz4 or zstd.
    :ivar kafka_connect_s: seconds that a command waits for a broker; kafka_delivery_s: seconds that an append tries.
    :ivar kafka_security: PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL.
    :ivar kafka_ca_file: PEM certificates that the brokers' are checked against; default the system's.
    :ivar kafka_cert_file, kafka_key_file, kafka_key_password: the client's own certificate.
    :ivar kafka_check_hostname: must a broker's certificate name its host.
    :ivar kafka_mechanism: PLAIN, SCRAM-SHA-256, SCRAM-SHA-512 or OAUTHBEARER.
    :ivar kafka_username, kafka_password: for PLAIN and SCRAM; kafka_token_file: for OAUTHBEARER, read at every login.
    :ivar kafka_group: consumer group of the workers.
    :ivar kafka_session_s: seconds after which a worker that is silent loses its partitions to the others.
    :ivar worker_host, worker_port: where a worker tells its health and metrics; port 0 takes a free one.
    :ivar view_host, view_port: where the view process does.
    """

    model_config = SettingsConfigDict(env_prefix="STANDOFF_", extra="ignore")

    home: Path = Path(".standoff")
    log: str | None = None
    view: str | None = None
    definition: Path | None = None

    kafka_prefix: str = Field("", pattern=r"^[A-Za-z0-9._-]{0,100}$")
    kafka_partitions: int = Field(DEFAULT_PARTITIONS, ge=1, le=10_000)
    kafka_replication: int = Field(1, ge=1, le=100)
    kafka_min_insync: int = Field(1, ge=1, le=100)
    kafka_compression: Literal["lz4", "zstd"] = "lz4"
    kafka_connect_s: float = Field(10.0, gt=0)
    kafka_delivery_s: float = Field(120.0, gt=1)
    kafka_security: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = "PLAINTEXT"
    kafka_ca_file: Path | None = None
    kafka_cert_file: Path | None = None
    kafka_key_file: Path | None = None
    kafka_key_password: SecretStr | None = None
    kafka_check_hostname: bool = True
    kafka_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", "OAUTHBEARER"] | None = None
    kafka_username: str | None = None
    kafka_password: SecretStr | None = None
    kafka_token_file: Path | None = None
    kafka_group: str = "standoff"
    kafka_session_s: float = Field(10.0, ge=6, le=300)
    worker_host: str = "127.0.0.1"
    worker_port: int = Field(6066, ge=0, le=65535)
    view_host: str = "127.0.0.1"
    view_port: int = Field(6067, ge=0, le=65535)

    @property
    def log_url(self) -> str:
        return self.log or f"sqlite:///{self.home / 'log.db'}"

    @property
    def view_url(self) -> str:
        """The URL of the view.

        :raises UsageError: it is of no kind of database that a view can be in.
        """
        url = self.view or f"sqlite:///{self.home / 'view.db'}"
        if not VIEW.match(url):
            raise UsageError(
                f"STANDOFF_VIEW={url} is no view; write sqlite:///path/view.db or postgresql://user@host/database"
            )
        return url

    @property
    def lock_path(self) -> Path:
        return self.home / "lock"

    @property
    def log_path(self) -> Path | None:
        """The file of an embedded log; None where the log is elsewhere."""
        prefix = "sqlite:///"
        return Path(self.log_url.removeprefix(prefix)) if self.log_url.startswith(prefix) else None

    def kept_files(self) -> list[Path]:
        """The files of the embedded log and view, those that exist, with SQLite's companions."""
        urls = (url for url in (self.log_url, self.view_url) if url.startswith("sqlite:///"))
        paths = [Path(url.removeprefix("sqlite:///")) for url in urls]
        companions = [Path(f"{path}{suffix}") for path in paths for suffix in ("", "-wal", "-shm")]
        return [path for path in companions if path.exists()]

    def kafka_options(self) -> KafkaOptions:
        """The options of the Kafka log.

        :raises UsageError: the settings contradict each other.
        """
        return kafka_options(self)

    def load_definition(self) -> Definition:
        """The definition in force.

        :raises DefinitionError: the file is missing or not valid.
        """
        return load_definition(self.definition or self._default_definition())

    def _default_definition(self) -> Path:
        return DEFAULT_DEFINITION if DEFAULT_DEFINITION.exists() else CHECKOUT / DEFAULT_DEFINITION


def kafka_options(settings: Settings) -> KafkaOptions:
    """The options that the settings give for a Kafka log.

    :raises UsageError: they contradict each other.
    """
    from streams.log.kafka_options import KafkaOptions, Layout

    servers = tuple(each for each in settings.log_url.removeprefix("kafka://").rstrip("/").split(",") if each)
    if not servers or not all(SERVER.fullmatch(each) for each in servers):
        raise UsageError(f"STANDOFF_LOG={settings.log_url} names no Kafka log; write kafka://host:port,host:port")
    if settings.kafka_min_insync > settings.kafka_replication:
        raise UsageError(
            "STANDOFF_KAFKA_MIN_INSYNC is greater than STANDOFF_KAFKA_REPLICATION; no append could succeed"
        )
    return KafkaOptions(
        servers,
        prefix=settings.kafka_prefix,
        security=_kafka_security(settings),
        layout=Layout(settings.kafka_partitions, settings.kafka_replication, settings.kafka_min_insync),
        compression=settings.kafka_compression,
        connect_s=settings.kafka_connect_s,
        delivery_s=settings.kafka_delivery_s,
    )


def _kafka_security(settings: Settings) -> Security:
    from streams.log.kafka_options import Security

    sasl = settings.kafka_security.startswith("SASL")
    if sasl and settings.kafka_mechanism is None:
        raise UsageError(f"STANDOFF_KAFKA_SECURITY={settings.kafka_security} needs STANDOFF_KAFKA_MECHANISM")
    if sasl and settings.kafka_mechanism == "OAUTHBEARER" and settings.kafka_token_file is None:
        raise UsageError("STANDOFF_KAFKA_MECHANISM=OAUTHBEARER needs STANDOFF_KAFKA_TOKEN_FILE")
    named = settings.kafka_username and settings.kafka_password
    if sasl and settings.kafka_mechanism != "OAUTHBEARER" and not named:
        mechanism = settings.kafka_mechanism
        raise UsageError(
            f"STANDOFF_KAFKA_MECHANISM={mechanism} needs STANDOFF_KAFKA_USERNAME and STANDOFF_KAFKA_PASSWORD"
        )
    return Security(
        protocol=settings.kafka_security,
        ca_file=settings.kafka_ca_file,
        cert_file=settings.kafka_cert_file,
        key_file=settings.kafka_key_file,
        key_password=_secret(settings.kafka_key_password),
        check_hostname=settings.kafka_check_hostname,
        mechanism=settings.kafka_mechanism,
        username=settings.kafka_username,
        password=_secret(settings.kafka_password),
        token_file=settings.kafka_token_file,
    )


def _secret(value: SecretStr | None) -> str | None:
    return None if value is None else value.get_secret_value()


def load_settings() -> Settings:
    """The settings of this process.

    :raises UsageError: a value in the environment is not valid.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise UsageError(f"STANDOFF_{'_'.join(map(str, first['loc'])).upper()}: {first['msg']}") from error
