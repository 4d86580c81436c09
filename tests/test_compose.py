"""docker-compose.yml against the Compose specification, and every command and setting in it against the program."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from streams.__main__ import app
from streams.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
COMPOSE = ROOT / "docker-compose.yml"
OUR_IMAGE = re.compile(r"standoff:\d")
SETTING = re.compile(r"STANDOFF_([A-Z_]+)")


def services() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(COMPOSE.read_text())["services"]
    return found


def ours() -> dict[str, Any]:
    return {name: service for name, service in services().items() if OUR_IMAGE.match(service["image"])}


def test_it_is_valid_by_the_compose_specification() -> None:
    """The schema that check-jsonschema carries; its command cannot start beside Faust, which pins an older click."""
    package = importlib.util.find_spec("check_jsonschema")
    assert package is not None
    assert package.origin is not None
    schema = Path(package.origin).parent / "builtin_schemas" / "vendor" / "compose-spec.json"
    validator = Draft202012Validator(json.loads(schema.read_text()))
    assert [error.message for error in validator.iter_errors(yaml.safe_load(COMPOSE.read_text()))] == []
    assert list(validator.iter_errors({"services": {"kafka": {"imag": "apache/kafka"}}}))


def test_the_services_are_those_of_the_manual() -> None:
    assert {"topics", "ingest", "worker", "view"} == set(ours())
    assert {name for name, service in services().items() if service.get("profiles") == ["cluster"]} == {
        "kafka-1", "kafka-2", "kafka-3",
    }  # fmt: skip
    assert services()["postgres"]["profiles"] == ["postgres"]


@pytest.mark.parametrize("name", sorted(ours()))
def test_every_command_is_one_of_the_program(name: str) -> None:
    command = [part for part in ours()[name]["command"] if not part.startswith("/")]
    done = CliRunner().invoke(app, [*command, "--help"])
    assert done.exit_code == 0, done.output
    assert all(part in done.output for part in command)


def test_every_setting_is_one_of_the_program() -> None:
    names = {match.lower() for match in SETTING.findall(COMPOSE.read_text() + (ROOT / "Dockerfile").read_text())}
    assert names
    assert names <= set(Settings.model_fields)


def test_the_defaults_are_valid_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for service in ours().values():
        for name, value in service["environment"].items():
            default = re.fullmatch(r"\$\{[A-Z_]+:-(.*)\}", value)
            monkeypatch.setenv(name, default.group(1) if default else value)
        options = Settings().kafka_options()
        assert options.servers == ("kafka:9092",)


def test_ports_are_on_loopback() -> None:
    for service in services().values():
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))


def test_data_is_kept_in_named_volumes() -> None:
    named = set(yaml.safe_load(COMPOSE.read_text())["volumes"])
    for service in services().values():
        volumes = [volume.split(":")[0] for volume in service["volumes"]]
        assert set(volumes) - {"./seeds"} <= named


def test_every_long_running_service_tells_its_health() -> None:
    for name, service in services().items():
        assert "healthcheck" in service or name in ("topics", "ingest")


def test_health_is_asked_where_it_is_told() -> None:
    for name, port in (("worker", Settings().worker_port), ("view", Settings().view_port)):
        assert f"127.0.0.1:{port}/health" in services()[name]["healthcheck"]["test"][-1]


def test_the_image_runs_as_nobody_special() -> None:
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    assert "USER standoff" in lines
    assert sum(line.startswith("FROM ") for line in lines) == 2
