"""schema export|check: the JSON Schema of every event version."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from schemas.errors import StandoffError

app = typer.Typer(no_args_is_help=True, help="The JSON Schemas of all events.\n\nExample: standoff schema check")
DEFAULT_FOLDER = Path(__file__).resolve().parents[2] / "schemas" / "json"
FolderArgument = Annotated[Path, typer.Argument(help="Folder of the schema files.")]


class SchemaDrift(StandoffError):
    """The checked-in schemas are not those of the models."""

    exit_code = 11


@app.command()
def export(folder: FolderArgument = DEFAULT_FOLDER) -> None:
    """Write one JSON Schema file an event type.

    Example: standoff schema export schemas/json
    """
    from schemas.jsonschema import schema_files

    folder.mkdir(parents=True, exist_ok=True)
    for name, content in schema_files().items():
        (folder / name).write_bytes(content)
        typer.echo(folder / name)


@app.command()
def check(folder: FolderArgument = DEFAULT_FOLDER) -> None:
    """Fail where a checked-in schema differs from its model or is missing.

    Example: standoff schema check
    """
    from schemas.jsonschema import schema_files

    differing = [name for name, content in schema_files().items() if _read(folder / name) != content]
    if differing:
        raise SchemaDrift(f"{', '.join(differing)} in {folder} differ from the models; run `standoff schema export`")
    typer.echo(f"{len(schema_files())} schemas are those of the models")


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None
