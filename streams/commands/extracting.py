"""extract: claims and dates of articles, one JSON line each; no log, no view."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer

from schemas.errors import SomeFailed, StandoffError, UsageError
from streams.commands.options import DefinitionOption, parse_day
from streams.settings import load_settings

PublishedOption = Annotated[str | None, typer.Option("--published", help="The day of publication of the files given.")]
CorpusOption = Annotated[
    Path | None, typer.Option("--corpus", help="JSON Lines of {doc, text, published?, outlet?, title?, url?}.")
]
RecordedAtOption = Annotated[
    str | None, typer.Option("--recorded-at", help="No article is taken to be later; default the processors' release.")
]


def extract(
    files: Annotated[list[Path] | None, typer.Argument(help="Article files, UTF-8.")] = None,
    corpus: CorpusOption = None,
    published: PublishedOption = None,
    recorded_at: RecordedAtOption = None,
    definition: DefinitionOption = None,
) -> None:
    """Print the claims and dates of articles as JSON Lines; offsets are into the text exactly as given.

    Example: standoff extract --published 2022-01-28 seeds/002_084ec9d4098aefdc.txt
    """
    if (corpus is None) == (not files):
        raise UsageError("give either article files or --corpus FILE.jsonl")
    from streams.runners.extraction import Extractor

    settings = load_settings()
    known = settings.model_copy(update={"definition": definition or settings.definition}).load_definition()
    extractor = Extractor(known, _horizon(recorded_at))
    day = parse_day(published).isoformat() if published else None
    failed = _print_corpus(extractor, corpus) if corpus else _print_files(extractor, files or [], day)
    if failed:
        raise SomeFailed(f"{failed} of the inputs could not be read; the others are printed")


def _horizon(recorded_at: str | None) -> datetime | None:
    from streams.commands.options import parse_instant

    return parse_instant(recorded_at)


def _print_files(extractor: Any, files: list[Path], day: str | None) -> int:
    from connectors.reading import Rejected, decode_article

    failed = 0
    for path in files:
        try:
            text, _ = decode_article(path.read_bytes())
        except (OSError, Rejected) as error:
            typer.echo(f"{path}: {error}", err=True)
            failed += 1
            continue
        _print(extractor.line({"doc": path.name, "text": text, "published": day}))
    return failed


def _print_corpus(extractor: Any, corpus: Path) -> int:
    failed = 0
    try:
        with corpus.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    failed += _print_line(extractor, f"{corpus}:{number}", line)
    except OSError as error:
        raise UsageError(f"cannot read {corpus}: {error.strerror}") from error
    return failed


def _print_line(extractor: Any, place: str, line: bytes) -> int:
    try:
        _print(extractor.line(orjson.loads(line)))
    except (ValueError, StandoffError) as error:
        typer.echo(f"{place}: {error}", err=True)
        return 1
    return 0


def _print(line: dict[str, Any]) -> None:
    sys.stdout.buffer.write(orjson.dumps(line) + b"\n")
