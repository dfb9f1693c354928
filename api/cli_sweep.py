"""`bereik sweep`: a grid of questions, on as many cores and machines as there are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.options import Quiet
from api.sweep import HERE, LOCAL, SweepFolder, read_sweep, run_parts
from api.terminal import progress

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.sweep import Part, Told


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
        _aside(f"left out: {reason}")
    told = run_parts(
        missing, scheduler=scheduler, workers=workers, memory=memory, say=_aside
    )
    faults = _kept(folder, told, len(missing), quiet=quiet)
    folder.write_manifest(asked.parts, faults)
    kept = len(asked.parts) - len(missing)
    typer.echo(
        f"{output}: {len(asked.parts)} parts, {kept} kept from before, "
        f"{len(missing) - len(faults)} computed, {len(faults)} failed"
    )
    if faults:
        raise typer.Exit(1)


def _kept(
    folder: SweepFolder, told: Iterator[tuple[Part, Told]], total: int, *, quiet: bool
) -> dict[str, str]:
    """Keep each answer as it comes, and return why there is none by key."""
    faults = {}
    with progress(quiet=quiet) as report:
        for done, (part, answer) in enumerate(told, start=1):
            if answer.fault:
                faults[part.key] = answer.fault
                _aside(f"failed: {part.words}: {answer.fault}")
            else:
                folder.keep(part, answer)
            report(f"{done} of {total}: {part.words}", done, total)
    return faults


def _aside(text: str) -> None:
    typer.echo(text, err=True)
