"""`bereik sweep`: a grid of questions, on as many cores and machines as there are."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.options import Quiet
from api.sweep import HERE, LOCAL, SweepFolder, read_sweep, run_parts
from api.terminal import progress


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
    quiet: Quiet = False,
) -> None:
    """Answer every combination of snapshots, modes, thresholds and scenarios.

    A finished part is kept at once: run the same command again after a crash, and only
    what is missing is computed. Each part is a Parquet file; together they are one
    table, partitioned by snapshot and scenario, with a manifest beside them.

    For example:

      bereik sweep SWEEP.toml -o antwoorden

      bereik sweep SWEEP.toml --scheduler tcp://10.0.0.5:8786 -o antwoorden
    """
    asked = read_sweep(grid)
    folder = SweepFolder(output)
    missing = folder.missing(asked.parts)
    for reason in asked.left_out:
        typer.echo(f"left out: {reason}", err=True)
    faults: dict[str, str] = {}
    with progress(quiet=quiet) as report:
        told = run_parts(missing, scheduler=scheduler, workers=workers, memory=memory)
        for done, (part, answer) in enumerate(told, start=1):
            if answer.fault:
                faults[part.key] = answer.fault
                typer.echo(f"failed: {part.words}: {answer.fault}", err=True)
            else:
                folder.keep(part, answer)
            report("parts", done, len(missing))
    folder.write_manifest(asked.parts, faults)
    kept = len(asked.parts) - len(missing)
    typer.echo(
        f"{output}: {len(asked.parts)} parts, {kept} kept from before, "
        f"{len(missing) - len(faults)} computed, {len(faults)} failed"
    )
    if faults:
        raise typer.Exit(1)
