"""The only reader of the environment: every setting is STANDOFF_<NAME>."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pydantic import ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from schemas.definition import Definition, load_definition
from schemas.errors import UsageError

DEFAULT_DEFINITION: Final = Path("seeds/standoff.toml")


class Settings(BaseSettings):
    """What a user can set.

    :ivar home: folder of everything kept, unless `log` and `view` say otherwise.
    :ivar log: URL of the log (sqlite:///path, kafka://host:port,...); default <home>/log.db.
    :ivar view: SQLAlchemy URL of the view; default <home>/view.db.
    :ivar definition: the standoff's definition file.
    """

    model_config = SettingsConfigDict(env_prefix="STANDOFF_", extra="ignore")

    home: Path = Path(".standoff")
    log: str | None = None
    view: str | None = None
    definition: Path = DEFAULT_DEFINITION

    @property
    def log_url(self) -> str:
        return self.log or f"sqlite:///{self.home / 'log.db'}"

    @property
    def view_url(self) -> str:
        return self.view or f"sqlite:///{self.home / 'view.db'}"

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

    def load_definition(self) -> Definition:
        """The definition in force.

        :raises DefinitionError: the file is missing or not valid.
        """
        return load_definition(self.definition)


def load_settings() -> Settings:
    """The settings of this process.

    :raises UsageError: a value in the environment is not valid.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise UsageError(f"STANDOFF_{'_'.join(map(str, first['loc'])).upper()}: {first['msg']}") from error
