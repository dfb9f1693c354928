"""An answer handed over, always with its header: on the screen, or in a file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import typer

from accessibility.codes import AreaKind
from accessibility.counting import whole_people
from accessibility.errors import UsageError
from accessibility.headers import let_through
from accessibility.questions import EXAMPLE_LABEL
from api.terminal import print_frame, print_header, whom
from data.exports import FORMATS, TEXT_FORMATS, text_of, write_table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import geopandas as gpd
    import pandas as pd

    from accessibility.questions import Answer, Header
    from accessibility.snapshot import Snapshot

TABLE: Final = "table"

UNITS: Final = (
    "numbers of people are estimates in persons and not rounded; a share is a fraction "
    "of 1; a threshold is in the unit beside it"
)
"""What the numbers in a file are in."""


class Written(NamedTuple):
    """How an answer is written: the format, and the file if any."""

    file_format: str = TABLE
    output: Path | None = None


def check_format(
    file_format: str,
    output: Path | None,
    *,
    polygons: bool = False,
    drawn: Sequence[str] = (),
) -> Written:
    """Return how an answer is written; refuse early what could only fail later.

    The ending of a file tells its format, unless a format is told.

    Parameters
    ----------
    file_format
        As it was told; `table` if it was not.
    output
        The file, if any.
    polygons
        The answer has areas that can be drawn, so that it fits a GeoPackage.
    drawn
        Endings that the command draws itself; the table then goes to the screen.

    Raises
    ------
    UsageError
        If the format or the ending is unknown, they contradict each other, or the
        format needs a file and none is named.
    """
    known = tuple(f for f in FORMATS if polygons or f != "gpkg")
    if file_format != TABLE and file_format not in known:
        message = (
            f"--format {file_format!r} is unknown here; choose one of "
            f"{', '.join((TABLE, *known))}"
        )
        raise UsageError(message)
    if output is None:
        if file_format in FORMATS and file_format not in TEXT_FORMATS:
            message = f"--format {file_format} writes a file: name it with -o FILE"
            raise UsageError(message)
        return Written(file_format, None)
    if output.suffix.lower() in drawn:
        return Written(file_format, None)
    return Written(_format_of(file_format, output, known, drawn), output)


def _format_of(
    told: str, output: Path, known: tuple[str, ...], drawn: Sequence[str]
) -> str:
    """Return the format of a file: what was told, or what its ending says."""
    ending = output.suffix.lower().removeprefix(".")
    if told != TABLE:
        if ending in FORMATS and ending != told:
            message = f"--format {told} and {output.name} contradict: leave one out"
            raise UsageError(message)
        return told
    if ending in known:
        return ending
    endings = ", ".join([*(f".{name}" for name in known), *drawn])
    message = f"-o {output.name}: choose a name that ends in one of {endings}"
    raise UsageError(message)


def deliver(
    answer: Answer,
    written: Written,
    *,
    show: Callable[[], None] | None = None,
    areas: Callable[[], gpd.GeoDataFrame] | None = None,
) -> None:
    """Print an answer, or write it; its header goes with it.

    What is piped on or written is the answer alone; its header is printed to the error
    stream as well, in every format.

    Parameters
    ----------
    answer
        The table and what belongs to it.
    written
        How it is wanted.
    show
        Prints the table for a person; None for column by column.
    areas
        Gives the polygons of the areas, for a GeoPackage.
    """
    file_format, output = written
    if file_format == TABLE and output is None:
        if show is None:
            print_frame(answer.table, answer.title)
        else:
            show()
        print_header(answer.header)
        return
    about = about_of(answer.header)
    rows = _marked(answer) if file_format == "csv" else answer.table
    if output is None:
        typer.echo(text_of(rows, file_format, about), nl=False)
        print_header(answer.header, err=True)
        return
    polygons = areas() if file_format == "gpkg" and areas is not None else None
    # A workbook is read by people; all else is for machines, as computed.
    table = whole_people(rows) if file_format == "xlsx" else rows
    write_table(table, output, file_format=file_format, about=about, areas=polygons)
    typer.echo(f"{output}: {len(answer.table)} rows", err=True)
    print_header(answer.header, err=True)


def _marked(answer: Answer) -> pd.DataFrame:
    """Return the rows of a CSV, which carries no notes, with the doubts let through."""
    doubts = let_through(answer.header.notes)
    return answer.table.assign(accepted=doubts) if doubts else answer.table


def polygons_of(
    snapshot: Snapshot, per: AreaKind
) -> Callable[[], gpd.GeoDataFrame] | None:
    """Return what gives the polygons of a division; the whole country has none."""
    return None if per is AreaKind.NL else partial(snapshot.areas, per)


def about_of(header: Header) -> dict[str, Any]:
    """Return a header by name, ready for JSON or a sheet; what is empty is left out."""
    about: dict[str, Any] = {"snapshot": header.snapshot}
    if header.example:
        about["label"] = EXAMPLE_LABEL
    about["question"] = dict(header.question)
    if header.people:
        about["of_whom"] = whom(header)
        about["units"] = UNITS
    about["dates"] = dict(header.dates)
    about["method_version"] = header.method_version
    if header.proof:
        about["proof"] = header.proof
    about["notes"] = list(header.notes)
    about["sources"] = [
        f"{source.file} ({source.date}) {source.licence}".rstrip()
        for source in header.sources
    ]
    return about
