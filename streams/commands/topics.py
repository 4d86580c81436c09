"""topics: the topics of a Kafka log, made, shown and checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson
import typer
from rich.console import Console
from rich.table import Table

from streams.commands.options import JsonOption
from streams.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streams.log.kafka_topics import TopicState

SHOWN = ("cleanup.policy", "retention.ms", "retention.bytes", "min.insync.replicas", "max.message.bytes")
app = typer.Typer(no_args_is_help=True, help="The topics of a Kafka log.\n\nExample: standoff topics check")


@app.command()
def create() -> None:
    """Make the topics that are missing, and set the configuration of those that are there. Nothing is deleted.

    Example: STANDOFF_LOG=kafka://127.0.0.1:9092 standoff topics create
    """
    from streams.log.kafka_topics import check_topics, create_topics

    options = load_settings().kafka_options()
    made = create_topics(options)
    check_topics(options)
    typer.echo(f"made {len(made)} topics at {options.where}: {', '.join(made) or 'all were there'}", err=True)


@app.command()
def describe(as_json: JsonOption = False) -> None:
    """Show the topics that are there: partitions, copies, and what they keep.

    Example: standoff topics describe --json
    """
    from streams.log.kafka_topics import describe_topics

    found = describe_topics(load_settings().kafka_options())
    if as_json:
        typer.echo(orjson.dumps([_row(state) for state in found.values()], option=orjson.OPT_INDENT_2).decode())
    else:
        Console().print(_table(found))


@app.command()
def check() -> None:
    """Fail unless every topic is there and keeps all for ever, laid out as the settings say.

    Example: standoff topics check
    """
    from streams.log.kafka_topics import check_topics

    found = check_topics(load_settings().kafka_options())
    typer.echo(f"{len(found)} topics are as they must be", err=True)


def _row(state: TopicState) -> dict[str, object]:
    return {
        "topic": state.name,
        "topic_id": state.topic_id,
        "partitions": state.partitions,
        "replication": state.replication,
        "in_sync": state.in_sync,
        "config": {name: state.config[name] for name in SHOWN},
    }


def _table(found: Mapping[str, TopicState]) -> Table:
    table = Table("topic", "partitions", "copies", "in sync", "must be in sync", "keeps")
    for state in found.values():
        numbers = (state.partitions, state.replication, state.in_sync, state.config["min.insync.replicas"])
        table.add_row(state.name, *map(str, numbers), _kept(state))
    return table


def _kept(state: TopicState) -> str:
    policy, *limits = (state.config[name] for name in ("cleanup.policy", "retention.ms", "retention.bytes"))
    if policy == "compact":
        return "the last of each key"
    if (policy, *limits) == ("delete", "-1", "-1"):
        return "all, for ever"
    return f"{policy}, {limits[0]} ms, {limits[1]} bytes"
