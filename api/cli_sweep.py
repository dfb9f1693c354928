"""`bereik sweep`: a grid of questions, on as many cores and machines as there are."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from api.options import Quiet
from api.sweep import (
    HERE,
    LOCAL,
    SweepFolder,
    crew,
    make_in_tiles,
    read_sweep,
    run_parts,
    tables_asked,
)
from api.terminal import progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.sweep import Crew, Part

_M_PER_KM: Final = 1_000

TileKm = Annotated[
    float | None,
    typer.Option(
        min=0.1,
        help="Make reach tables over the road first, from tiles of so many km: then a "
        "worker holds one tile, not the country.",
        show_default="whole",
    ),
]


def sweep(
    grid: Annotated[Path, typer.Argument(help="A SWEEP.toml.")],
    *,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Folder for the answers.")
    ],
    scheduler: Annotated[
        str,
        typer.Option(
            help=f"{LOCAL}: this machine's cores; {HERE}: one process, without Dask; "
            "or the address of a Dask scheduler, tcp://HOST:8786."
        ),
    ] = LOCAL,
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="Processes on this machine.", show_default="cores"),
    ] = None,
    memory: Annotated[
        str, typer.Option(help="Most memory per process: 2GB, for instance.")
    ] = "auto",
    tile_km: TileKm = None,
    quiet: Quiet = False,
) -> None:
    """Answer every combination of snapshots, modes, thresholds and scenarios.

    A finished part is kept at once: run the same command again after a crash, and only
    what is missing is computed. Each part is a Parquet file; together they are one
    table, partitioned by snapshot and scenario, with a manifest beside them.

    For example:

      bereik sweep SWEEP.toml -o antwoorden

      bereik sweep SWEEP.toml --workers 2 --memory 2GB --tile-km 50 -o antwoorden

      bereik sweep SWEEP.toml --scheduler tcp://10.0.0.5:8786 -o antwoorden
    """
    asked = read_sweep(grid)
    folder = SweepFolder(output)
    missing = folder.missing(asked.parts)
    for reason in asked.left_out:
        _aside(f"left out: {reason}")
    with crew(scheduler, workers=workers, memory=memory, say=_aside) as team:
        tables = _tiled(team, missing, tile_km, quiet=quiet)
        faults = _kept(folder, team, missing, quiet=quiet)
    run = {"memory": memory, "tables": tables, **team.told}
    folder.write_manifest(asked.parts, faults, run)
    kept = len(asked.parts) - len(missing)
    typer.echo(
        f"{output}: {len(asked.parts)} parts, {kept} kept from before, "
        f"{len(missing) - len(faults)} computed, {len(faults)} failed"
    )
    if faults:
        raise typer.Exit(1)


def _kept(
    folder: SweepFolder, team: Crew, parts: Sequence[Part], *, quiet: bool
) -> dict[str, str]:
    """Keep each answer as it comes, and return why there is none by key."""
    faults, total = {}, len(parts)
    with progress(quiet=quiet) as report:
        for done, (part, answer) in enumerate(run_parts(team, parts), start=1):
            if answer.fault:
                faults[part.key] = answer.fault
                _aside(f"failed: {part.words}: {answer.fault}")
            else:
                folder.keep(part, answer)
            report(f"{done} of {total}: {part.words}", done, total)
    return faults


def _tiled(
    team: Crew, parts: Sequence[Part], tile_km: float | None, *, quiet: bool
) -> list[dict[str, Any]]:
    """Make the reach tables that parts need in tiles; return what each took."""
    if tile_km is None:
        return []
    told = []
    with progress(quiet=quiet) as report:
        for table in tables_asked(parts):
            took = make_in_tiles(team, table, tile_km * _M_PER_KM, report)
            if took.lost:
                _aside(f"not made in tiles: {table.place.name}: {took.lost}")
            told.append({"key": table.place.name, **asdict(took)})
    return told


def _aside(text: str) -> None:
    typer.echo(text, err=True)
