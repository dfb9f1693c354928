"""What the planning commands share: their options and how they hand over answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from accessibility.codes import AreaKind
from accessibility.questions import EXAMPLE_LABEL
from api.terminal import print_footnotes, print_table
from data.exports import text_of, write_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    import pandas as pd

    from accessibility.regions import Region
    from accessibility.snapshot import Snapshot

AreaName = Annotated[
    str | None,
    typer.Option(
        "--area-name",
        "--gebied",
        help="Name or code of a provincie, gemeente or region.",
        show_default="the whole country",
    ),
]
Within = Annotated[
    float | None,
    typer.Option(
        help="Longest way, inclusive, measured as --mode and --unit say.",
        show_default="6000 m, or 1200 s",
    ),
]
TableFormat = Annotated[
    str,
    typer.Option("--format", help="table, csv, json, xlsx or parquet."),
]
MapFile = Annotated[
    Path | None, typer.Option("--map", help="Map to draw: .png, .svg or .pdf.")
]
TimeLimit = Annotated[
    float, typer.Option(min=1, help="Most seconds of search per question.")
]


def deliver(
    table: pd.DataFrame,
    land: Snapshot,
    *,
    file_format: str,
    output: Path | None,
    title: str = "",
    notes: Sequence[str] = (),
) -> None:
    """Print a table, or write it to a file in a format.

    Raises
    ------
    UsageError
        If the format is unknown, or needs a file.
    """
    example = land.manifest.example
    if file_format == "table" and output is None:
        table = _without_certain_ends(table)
        rows = [[_cell(value) for value in row] for row in table.to_numpy().tolist()]
        numbers = [c for c in table.columns if table[c].dtype.kind in "iuf"]
        print_table(list(table.columns), rows, title=title, numbers=numbers)
        print_footnotes(land.manifest.dates, notes, example=example)
        return
    written = "csv" if file_format == "table" else file_format
    about: dict[str, Any] = {
        "snapshot": land.manifest.name,
        "dates": dict(land.manifest.dates),
        "notes": list(notes),
    }
    if example:
        about["label"] = EXAMPLE_LABEL
    if output is None:
        typer.echo(text_of(table, written, about), nl=False)
        return
    write_table(table, output, file_format=written, about=about)
    typer.echo(f"{output}: {len(table)} rows", err=True)
    for note in notes:
        typer.echo(f"note: {note}", err=True)
    if example:
        typer.echo(f"{EXAMPLE_LABEL}: no real schools or students", err=True)


def ids_of(texts: Sequence[str] | None) -> tuple[str, ...]:
    """Return identifiers from options such as `1011` or `1011,1012`."""
    pieces = [p.strip() for text in texts or () for p in text.split(",")]
    return tuple(piece for piece in pieces if piece)


def land_of(land: Snapshot, region: Region) -> gpd.GeoDataFrame:
    """Return the polygons of a region for a map, or the postcodes that make it up."""
    if region.kind is not AreaKind.NL:
        areas = land.areas(region.kind)
        areas = areas[(areas["area_code"] == region.code) & areas.geometry.notna()]
        if len(areas):
            return areas
    if land.has("pc4_areas"):
        return land.areas(AreaKind.PC4)
    return land.postcodes.iloc[:0]


def _without_certain_ends(table: pd.DataFrame) -> pd.DataFrame:
    """Leave out the ends of intervals that are all certain: a screen is narrow."""
    ends = [f"{name}_{end}" for name in table.columns for end in ("low", "high")]
    certain = [
        end
        for end in ends
        if end in table and table[end].equals(table[end.rpartition("_")[0]])
    ]
    return table.drop(columns=certain)


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.3f}".rstrip("0").rstrip(".")
    return str(value)
