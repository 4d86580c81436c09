"""Where a command finds its log, its view and its definition."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from schemas.definition import Definition
from schemas.errors import UsageError
from streams.settings import Settings, load_settings

if TYPE_CHECKING:
    from streams.log.protocol import Log
    from streams.view import View


@dataclass(frozen=True, slots=True)
class Workspace:
    """One home: settings and the definition in force.

    :ivar named: the file of the definition, where the command named one.
    """

    settings: Settings
    definition: Definition
    named: Path | None = None

    @classmethod
    def load(cls, definition: Path | None = None) -> Workspace:
        """From the environment and the --definition argument.

        :raises DefinitionError: the definition cannot be read.
        :raises UsageError: a setting is none, or home is no folder.
        """
        settings = load_settings()
        _require_folder(settings.home)
        if definition is not None:
            settings = settings.model_copy(update={"definition": definition})
        return cls(settings, settings.load_definition(), definition)

    @contextmanager
    def log(self) -> Iterator[Log]:
        """The log, open for the block. Created where there is none."""
        from streams.log.opening import open_log

        with open_log(self.settings) as log:
            yield log

    @contextmanager
    def existing_log(self) -> Iterator[Log]:
        """The log, open for the block.

        :raises UsageError: there is none yet.
        """
        path = self.settings.log_path
        if path is not None and not path.exists():
            raise UsageError(f"there is no log at {path} yet; run `standoff replay` or `standoff ingest SOURCE` first")
        with self.log() as log:
            yield log

    @contextmanager
    def view(self, log: Log) -> Iterator[View]:
        """The view of a log, open for the block. Created where there is none.

        :raises ViewMismatch: it is that of another log, definition or version.
        """
        with self._open_view(log) as view:
            yield view

    def _open_view(self, log: Log) -> View:
        from schemas.errors import ViewMismatch
        from streams.view import View

        url = self.settings.view_url
        try:
            return View.open(url, definition=self.definition, log_identity=log.identity, generation=log.count())
        except ViewMismatch as error:
            extra = f" --definition {shlex.quote(str(self.named))}" if self.named else ""
            raise ViewMismatch(error.what, command=f"standoff rebuild{extra}") from error

    @contextmanager
    def settled_view(self) -> Iterator[View]:
        """The view as far as the log goes, open for the block: for commands that only look."""
        with self.existing_log() as log, self.view(log) as view:
            if self.embedded:
                self.fold_rest(log, view)
            yield view

    def fold_rest(self, log: Log, view: View) -> None:
        """Fold what an interrupted command left unfolded, unless another process is at it."""
        from schemas.errors import StorageLocked
        from streams.runners.folding import behind, fold
        from streams.runners.lock import exclusive

        if not behind(log, view):
            return
        try:
            with exclusive(self.settings.lock_path, wait_s=0):
                fold(log, view)
        except StorageLocked:
            return

    @property
    def embedded(self) -> bool:
        """Is this the one-machine runner, which does all in one go?"""
        return self.settings.log_path is not None


def _require_folder(home: Path) -> None:
    """The nearest part of the path that is there has to be a folder.

    :raises UsageError: it is a file.
    """
    there = next(each for each in (home, *home.parents) if each.exists())
    if not there.is_dir():
        raise UsageError(f"STANDOFF_HOME={home}: {there} is a file; name a folder")


def now() -> datetime:
    """The clock, read at the edge only."""
    return datetime.now(UTC)
