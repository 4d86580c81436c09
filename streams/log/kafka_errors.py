"""kafka-python's errors in our words, each with how to mend it."""

from __future__ import annotations

import logging
import ssl
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final, TypeVar

from kafka import errors as kafka_errors

from schemas.errors import (
    LogAccessRefused,
    LogError,
    LogMisconfigured,
    LogReplaced,
    LogUnreachable,
    RecordTooLarge,
)
from streams.log.kafka_options import MAX_RECORD_BYTES, KafkaOptions

Answer = TypeVar("Answer")
PAUSE_S: Final = 0.2
_REFUSED = (
    kafka_errors.AuthorizationError,
    kafka_errors.SaslAuthenticationFailedError,
    kafka_errors.UnsupportedSaslMechanismError,
    kafka_errors.IllegalSaslStateError,
)
_TOO_LARGE = (kafka_errors.MessageSizeTooLargeError, kafka_errors.RecordListTooLargeError)
_PRODUCER_LOST = (
    kafka_errors.OutOfOrderSequenceNumberError,
    kafka_errors.InvalidProducerEpochError,
    kafka_errors.UnknownProducerIdError,
    kafka_errors.ProducerFencedError,
)
_GONE = (kafka_errors.OffsetOutOfRangeError, kafka_errors.LogTruncationError)


@contextmanager
def translated(options: KafkaOptions) -> Iterator[None]:
    """Errors of the block as `LogError`s."""
    try:
        yield
    except (kafka_errors.KafkaError, ssl.SSLError) as error:
        raise translate(error, options) from error


class _Heard(logging.Handler):
    """What kafka-python only logs: why a first connection failed. Its error is a time-out without a cause."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.errors: list[BaseException] = []

    def emit(self, record: logging.LogRecord) -> None:
        arguments = record.args if isinstance(record.args, tuple) else ()
        self.errors.extend(each for each in arguments if isinstance(each, BaseException))


@contextmanager
def connecting(options: KafkaOptions) -> Iterator[None]:
    """Errors of a first connection as `LogError`s; a refused login or certificate is told from a broker away."""
    heard = _Heard()
    logger = logging.getLogger("kafka")
    logger.addHandler(heard)
    try:
        yield
    except kafka_errors.KafkaError as error:
        reasons = [translate(each, options) for each in heard.errors]
        refusals = [each for each in reasons if isinstance(each, LogAccessRefused)]
        if not refusals and _is_dropped_at_login(heard.errors, options):
            refusals = [refused(kafka_errors.KafkaConnectionError("they close the connection at login"), options)]
        raise (refusals[-1] if refusals else translate(error, options)) from error
    finally:
        logger.removeHandler(heard)


def _is_dropped_at_login(errors: Sequence[BaseException], options: KafkaOptions) -> bool:
    """Did the brokers take connections and close each before the login was answered? Busy clients miss it.

    Brokers that also refuse connections are starting or stopping, and that ends.
    """
    told = [str(error) for error in errors]
    dropped = [each for each in told if "socket disconnected" in each]
    away = any("ECONNREFUSED" in each for each in told)
    return options.security.protocol.startswith("SASL") and len(dropped) > 1 and not away


def patiently(options: KafkaOptions, ask: Callable[[], Answer], within_s: float) -> Answer:
    """What `ask` returns; asked again while a broker is away or a leader changes, for so many seconds at most.

    :raises LogError: it still fails then, or for another reason.
    """
    deadline = time.monotonic() + within_s
    while True:
        try:
            with translated(options):
                return ask()
        except LogUnreachable:
            if time.monotonic() > deadline:
                raise
            time.sleep(PAUSE_S)


def translate(error: BaseException, options: KafkaOptions) -> LogError:
    """The error that says what to do. A failed login or a bad certificate may hide as the cause of a time-out."""
    for each in _chain(error):
        if isinstance(each, LogError):
            return each
        if isinstance(each, _REFUSED):
            return refused(each, options)
        if isinstance(each, ssl.SSLError):
            return LogAccessRefused(
                f"no TLS connection to {options.where}: {each.reason or each};"
                " check STANDOFF_KAFKA_SECURITY and STANDOFF_KAFKA_CA_FILE"
            )
    return _by_kind(error, options)


def refused(error: BaseException, options: KafkaOptions) -> LogAccessRefused:
    """Wrong credentials, or rights that are missing."""
    return LogAccessRefused(
        f"the brokers at {options.where} refuse access: {error}; check STANDOFF_KAFKA_SECURITY,"
        " STANDOFF_KAFKA_MECHANISM, STANDOFF_KAFKA_USERNAME and STANDOFF_KAFKA_PASSWORD, and the rights of that user"
    )


def unreachable(options: KafkaOptions, why: object) -> LogUnreachable:
    """No broker."""
    return LogUnreachable(
        f"no broker answers at {options.where} ({why}); start it, or set STANDOFF_LOG=kafka://host:port,"
        " then run the command again"
    )


def too_large(size: int, what: str) -> RecordTooLarge:
    """A record over the limit, before it was sent."""
    return RecordTooLarge(
        f"{what} takes {size} bytes and the log takes records of at most {MAX_RECORD_BYTES}; leave it out of the source"
    )


def missing(topics: list[str], options: KafkaOptions) -> LogMisconfigured:
    """Topics that are not there."""
    names = ", ".join(sorted(topics))
    return LogMisconfigured(f"the brokers at {options.where} have no topic {names}; run `standoff topics create`")


def replaced(options: KafkaOptions, why: str) -> LogReplaced:
    """Another log than before under the same address."""
    return LogReplaced(
        f"the log at {options.where} is not the one it was: {why}; `standoff rebuild` builds the view from this one"
    )


def _by_kind(error: BaseException, options: KafkaOptions) -> LogError:
    if isinstance(error, _TOO_LARGE):
        return RecordTooLarge(
            f"the brokers at {options.where} refuse a record as too large: {error}; run `standoff topics check`"
            " and raise the brokers' message.max.bytes"
        )
    if isinstance(error, _GONE):
        return replaced(options, "the position asked for lies outside of it")
    if isinstance(error, kafka_errors.UnknownTopicOrPartitionError | kafka_errors.UnknownTopicIdError):
        return LogMisconfigured(f"a topic is missing at {options.where}: {error}; run `standoff topics create`")
    if isinstance(error, kafka_errors.NotEnoughReplicasError | kafka_errors.NotEnoughReplicasAfterAppendError):
        return LogUnreachable(f"too few brokers of {options.where} are up to keep a record: {error}; start the others")
    if isinstance(error, (kafka_errors.RetriableError, kafka_errors.KafkaConnectionError, *_PRODUCER_LOST)):
        return unreachable(options, error)
    return LogError(f"the log at {options.where} fails: {type(error).__name__}: {error}")


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
