"""An answer handed over: on the screen, or in a file of one of many formats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import typer

from accessibility.codes import AreaKind
from accessibility.errors import UsageError
from accessibility.questions import EXAMPLE_LABEL
from data.exports import FORMATS, TEXT_FORMATS, text_of, write_table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from accessibility.questions import Answer
    from accessibility.snapshot import Snapshot

TABLE: Final = "table"


class Written(NamedTuple):
    """How an answer is written: the format, the file if any, and the division."""

    file_format: str
    output: Path | None
    per: AreaKind


def check_format(file_format: str, output: Path | None) -> None:
    """Refuse before the work what could only fail after it.

    Raises
    ------
    UsageError
        If the format is unknown, or needs a file and none is named.
    """
    if file_format != TABLE and file_format not in FORMATS:
        known = ", ".join((TABLE, *FORMATS))
        message = f"--format {file_format!r} is unknown; choose one of {known}"
        raise UsageError(message)
    if file_format in FORMATS and file_format not in TEXT_FORMATS and output is None:
        message = f"--format {file_format} writes a file: name it with -o FILE"
        raise UsageError(message)


def deliver(
    land: Snapshot, result: Answer, written: Written, show: Callable[[], None]
) -> None:
    """Print an answer, or write it.

    Parameters
    ----------
    land
        Gives the polygons of areas for a GeoPackage.
    result
        The answer.
    written
        How it is wanted.
    show
        Prints it for a person.
    """
    file_format, output, per = written
    if file_format == TABLE and output is None:
        show()
        return
    chosen = "csv" if file_format == TABLE else file_format
    about = about_of(land, result)
    if output is None:
        typer.echo(text_of(result.table, chosen, about), nl=False)
        return
    polygons = None
    if chosen == "gpkg" and per is not AreaKind.NL:
        polygons = land.areas(per)
    write_table(result.table, output, file_format=chosen, about=about, areas=polygons)
    typer.echo(f"{output}: {len(result.table)} rows", err=True)
    print_notes_to_stderr(result)


def about_of(land: Snapshot, result: Answer) -> dict[str, Any]:
    """Return what a reader of a file must know, ready for JSON or a sheet."""
    about: dict[str, Any] = {"snapshot": land.manifest.name}
    if result.example:
        about["label"] = EXAMPLE_LABEL
    about["dates"] = dict(result.dates)
    about["method_version"] = land.manifest.method_version
    about["notes"] = list(result.notes)
    about["sources"] = [
        f"{s.file} ({s.date}) {s.licence}" for s in land.manifest.sources
    ]
    return about


def print_notes_to_stderr(result: Answer) -> None:
    """Say the notes where they do not end up in a file of figures."""
    for note in result.notes:
        typer.echo(f"note: {note}", err=True)
    if result.example:
        typer.echo(f"{EXAMPLE_LABEL}: no real schools or students", err=True)
