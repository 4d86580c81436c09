"""The jars of a real Apache Kafka broker, resolved once by Maven from the pinned pom.xml into the user's cache."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

VERSION: Final = "4.3.0"
POM: Final = Path(__file__).with_name("pom.xml")
RESOLVE_S: Final = 600


class BrokerUnavailable(Exception):
    """No broker can be started here; says what is missing."""


def broker_jars() -> Path:
    """The folder of the broker's jars.

    :raises BrokerUnavailable: no Java, no Maven, or the jars cannot be resolved.
    """
    if shutil.which("java") is None:
        raise BrokerUnavailable("no java on the PATH; install Java 17 or set KAFKA_BOOTSTRAP_SERVERS")
    kept = _cache() / f"kafka-{VERSION}"
    if not (kept / f"kafka_2.13-{VERSION}.jar").exists():
        _resolve(kept)
    return kept


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "standoff"


def _resolve(kept: Path) -> None:
    if shutil.which("mvn") is None:
        raise BrokerUnavailable(
            "no mvn on the PATH to resolve the broker's jars; install Maven or set KAFKA_BOOTSTRAP_SERVERS"
        )
    kept.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix="kafka-", dir=kept.parent))
    command = ["mvn", "-q", "-B", "-f", str(POM), "dependency:copy-dependencies", f"-DoutputDirectory={fresh}"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=RESOLVE_S, check=False)
        if done.returncode:
            raise BrokerUnavailable(f"Maven could not resolve the broker's jars: {(done.stdout + done.stderr)[-500:]}")
        shutil.rmtree(kept, ignore_errors=True)
        fresh.rename(kept)
    except subprocess.TimeoutExpired as error:
        raise BrokerUnavailable(f"Maven did not resolve the broker's jars within {RESOLVE_S} s") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
