"""`bereik export`: what a snapshot may tell, as Parquet or in PostGIS."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from accessibility.codes import Mode
from accessibility.errors import UsageError
from accessibility.questions import AUTO
from api.answers import about_of
from api.cli_sql import Modes
from api.options import DemandModel, PointLayout, Smallest, SnapshotFolder
from api.terminal import print_header
from data.published_export import DEFAULT_SCHEMA, write_parquet, write_postgis
from data.published_tables import published_tables
from data.studies import read_study


def export(
    snapshot: SnapshotFolder,
    *,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Folder for a Parquet file per table."),
    ] = None,
    postgis: Annotated[
        str | None,
        typer.Option(
            help="Address of a PostgreSQL database with PostGIS.",
            envvar="BEREIK_POSTGIS",
            show_envvar=True,
        ),
    ] = None,
    schema: Annotated[
        str, typer.Option(help="Schema of that database.")
    ] = DEFAULT_SCHEMA,
    mode: Modes = None,
    students: DemandModel = AUTO,
    smallest: Smallest = None,
    points: PointLayout = AUTO,
) -> None:
    """Write the tables that `bereik sql` asks, for other programs.

    Parquet files with `schema.json` beside them, or tables in PostGIS; numbers of
    students are rounded as in every answer.

    For example:

      bereik export demo/land -o tables

      bereik export demo/land --postgis postgresql+psycopg://localhost/regio
    """
    if output is None and postgis is None:
        message = "say where to: -o FOLDER, --postgis ADDRESS or both"
        raise UsageError(message)
    published = published_tables(
        read_study(snapshot),
        modes=tuple(mode or (Mode.STRAIGHT,)),
        students=students,
        smallest=smallest,
        points=points,
    )
    if output is not None:
        for path in write_parquet(published, output, about_of(published.header)):
            typer.echo(f"{path}: {path.stat().st_size} bytes")
    if postgis is not None:
        for name, n_rows in write_postgis(published, postgis, schema=schema).items():
            typer.echo(f"{schema}.{name}: {n_rows} rows")
    print_header(published.header, err=True)
