"""Real Apache Kafka brokers in KRaft mode on loopback: one JVM and one folder each, killed and started at will."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.kafka.jars import BrokerUnavailable, broker_jars

CLUSTER_ID: Final = "c3RhbmRvZmYtdGVzdHMtMQ"
START_S: Final = 60.0
LOG4J: Final = Path(__file__).with_name("log4j2.properties")
JVM: Final = (
    "-Xms64m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.net.preferIPv4Stack=true",
    f"-Dlog4j2.configurationFile={LOG4J}",
)  # fmt: skip


def free_ports(count: int) -> list[int]:
    """So many loopback ports that nobody listens on."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


@dataclass
class Broker:
    """One broker process. `properties` are its server.properties; `start` returns once it answers."""

    folder: Path
    port: int
    properties: Mapping[str, str]
    users: Mapping[str, str] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    def format(self) -> None:
        """Write the configuration and the empty storage."""
        self.folder.mkdir(parents=True)
        lines = [f"{name}={value}\n" for name, value in self.properties.items()]
        (self.folder / "server.properties").write_text("".join(lines))
        scram = [f"--add-scram={each}" for each in self.users.values()]
        done = subprocess.run(
            [*self._java(), "kafka.tools.StorageTool", "format", "-t", CLUSTER_ID, "-c", str(self._config()), *scram],
            capture_output=True, text=True, check=False, env={**os.environ, **self.environment},
        )  # fmt: skip
        if done.returncode:
            raise BrokerUnavailable(
                f"the broker's storage could not be formatted: {(done.stdout + done.stderr)[-500:]}"
            )

    def launch(self) -> None:
        """Start the process and return at once."""
        with (self.folder / "broker.out").open("ab") as output:
            self.process = subprocess.Popen(
                [*self._java(), "kafka.Kafka", str(self._config())],
                stdin=subprocess.DEVNULL, stdout=output, stderr=output, env={**os.environ, **self.environment},
            )  # fmt: skip

    def wait(self, timeout_s: float = START_S) -> None:
        """Return once the broker listens.

        :raises BrokerUnavailable: it ended or did not listen in time; with the end of its output.
        """
        deadline = time.monotonic() + timeout_s
        while time.monotonic() < deadline and self.process is not None and self.process.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.05)
        raise BrokerUnavailable(f"the broker did not start: {(self.folder / 'broker.out').read_text()[-1000:]}")

    def start(self) -> None:
        """Start and wait until it listens."""
        self.launch()
        self.wait()

    def signal(self, number: int) -> None:
        """Send a signal to the process."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)

    def kill(self) -> None:
        """kill -9, and wait for its end."""
        self.signal(signal.SIGKILL)
        if self.process is not None:
            self.process.wait()
            self.process = None

    def _config(self) -> Path:
        return self.folder / "server.properties"

    def _java(self) -> list[str]:
        return ["java", *JVM, "-cp", f"{broker_jars()}/*"]


@dataclass
class Cluster:
    """Brokers of one cluster, all of them controllers too."""

    brokers: list[Broker]

    @property
    def bootstrap(self) -> str:
        """host:port of every broker, separated by commas."""
        return ",".join(f"127.0.0.1:{broker.port}" for broker in self.brokers)

    def start(self) -> None:
        """Format and start all, and wait until all listen."""
        for broker in self.brokers:
            broker.format()
        for broker in self.brokers:
            broker.launch()
        for broker in self.brokers:
            broker.wait()

    def kill(self) -> None:
        """kill -9 all."""
        for broker in self.brokers:
            broker.kill()


def make_cluster(folder: Path, size: int, extra: Mapping[str, str] | None = None) -> Cluster:
    """Brokers on free loopback ports, not started yet."""
    ports = free_ports(2 * size)
    voters = ",".join(f"{node + 1}@127.0.0.1:{ports[size + node]}" for node in range(size))
    return Cluster(
        [
            Broker(
                folder / f"broker-{node + 1}",
                ports[node],
                {
                    **broker_properties(folder, node + 1, (ports[node], ports[size + node]), voters, size),
                    **(extra or {}),
                },
            )
            for node in range(size)
        ]
    )


def broker_properties(folder: Path, node: int, ports: Sequence[int], voters: str, size: int) -> dict[str, str]:
    """server.properties of one node; quick elections and small internal topics, so that tests are quick."""
    replicas = str(min(3, size))
    return {
        "process.roles": "broker,controller",
        "node.id": str(node),
        "controller.quorum.voters": voters,
        "listeners": f"PLAINTEXT://127.0.0.1:{ports[0]},CONTROLLER://127.0.0.1:{ports[1]}",
        "advertised.listeners": f"PLAINTEXT://127.0.0.1:{ports[0]}",
        "controller.listener.names": "CONTROLLER",
        "listener.security.protocol.map": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
        "log.dirs": str(folder / f"broker-{node}" / "data"),
        "auto.create.topics.enable": "false",
        "group.initial.rebalance.delay.ms": "0",
        "offsets.topic.num.partitions": "4",
        "offsets.topic.replication.factor": replicas,
        "transaction.state.log.num.partitions": "1",
        "transaction.state.log.replication.factor": replicas,
        "transaction.state.log.min.isr": "1",
        "share.coordinator.state.topic.num.partitions": "1",
        "share.coordinator.state.topic.replication.factor": replicas,
        "share.coordinator.state.topic.min.isr": "1",
        "log.cleaner.dedupe.buffer.size": "8388608",
        "broker.session.timeout.ms": "4000",
        "broker.heartbeat.interval.ms": "1000",
        "num.network.threads": "2",
        "num.io.threads": "4",
    }


@contextlib.contextmanager
def running(cluster: Cluster) -> Iterator[Cluster]:
    """The cluster started, and killed at the end."""
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.kill()
