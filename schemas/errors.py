"""One exception tree. Every message names the thing, its id, and what the user can do."""

from __future__ import annotations


class StandoffError(Exception):
    """Root of all expected failures. `exit_code` is what the command returns for it."""

    exit_code = 1


class UsageError(StandoffError):
    """What was asked cannot be done as asked: a bad argument, a log that is not empty."""

    exit_code = 2


class SourceError(StandoffError):
    """A source cannot be read at all: a missing folder, no permission."""

    exit_code = 3


class DefinitionError(StandoffError):
    """The definition file of the standoff cannot be read or is not valid."""

    exit_code = 4


class InvalidRecord(StandoffError):
    """Bytes that are no event: wrong type, wrong schema, wrong id. Becomes a dead letter."""

    exit_code = 5


class SomeFailed(StandoffError):
    """Some of what was given could not be read; all else was."""

    exit_code = 5


class LogError(StandoffError):
    """The log refuses: damaged, conflicting, not reachable."""

    exit_code = 6


class LogConflict(LogError):
    """A known event id came with other data."""


class LogUnreachable(LogError):
    """No broker of the log answers. What was acknowledged before is safe; the command can be run again."""


class LogAccessRefused(LogError):
    """The log's brokers refuse the credentials, or what these may do."""


class LogMisconfigured(LogError):
    """A topic of the log is missing, or is not laid out as the truth needs it."""


class LogReplaced(LogError):
    """The log is not the one that it was: its topics were made anew, or records were deleted."""


class RecordTooLarge(LogError):
    """A record is larger than the log takes."""


class StorageFull(StandoffError):
    """No room left to write. Nothing that was accepted before is lost."""

    exit_code = 7


class StorageLocked(StandoffError):
    """Another process holds the database."""

    exit_code = 8


class NewerVersion(StandoffError):
    """A database or event was written by a newer Standoff."""

    exit_code = 9


class ViewMismatch(StandoffError):
    """The view belongs to another log, definition or version and must be rebuilt.

    :ivar what: which view, and what of it differs.
    """

    exit_code = 10

    def __init__(self, what: str, *, command: str = "standoff rebuild") -> None:
        super().__init__(f"{what}: run `{command}` to build it anew from this log")
        self.what = what
