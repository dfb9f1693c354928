"""`bereik build`: raw files, or the example country, to a snapshot."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from accessibility.codes import ROADS
from accessibility.errors import UsageError
from accessibility.headers import snapshot_header
from api.options import Quiet
from api.terminal import print_header, print_table, progress
from data.build import build_snapshot
from data.snapshots import write_snapshot
from data.studies import read_study
from data.usual_answers import UsualAnswers

if TYPE_CHECKING:
    from accessibility.snapshot import Snapshot
    from api.terminal import Report


def build(
    sources: Annotated[
        Path | None,
        typer.Argument(help="SOURCES.toml: which files to read, of what date."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Folder of the snapshot to write."),
    ] = None,
    *,
    example: Annotated[
        bool, typer.Option("--example", help="Build the built-in example country.")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Read raw files and write a snapshot, with a report of what became of each row.

    For example:

      bereik build --example -o demo/land

      bereik build SOURCES.toml -o nl-2019
    """
    if output is None:
        message = "say where to write the snapshot: -o FOLDER"
        raise UsageError(message)
    if example == (sources is not None):
        message = "give either a SOURCES.toml or --example"
        raise UsageError(message)
    with progress(quiet=quiet) as report:
        made = _example(report) if sources is None else build_snapshot(sources, report)
        write_snapshot(made, output)
        UsualAnswers(output).prepare(read_study(output), report)
    if not quiet:
        _print_report(made, output)


def _example(report: Report) -> Snapshot:
    # Takes a second to import, which reading real files need not wait for.
    from data.example import example_country, with_roads, with_transit  # noqa: PLC0415 - above

    return with_transit(with_roads(example_country(report), report))


def _print_report(snapshot: Snapshot, output: Path) -> None:
    findings = snapshot.manifest.findings
    if findings:
        print_table(
            ["table", "what", "rows", "why"],
            [
                [
                    f.table,
                    f.what,
                    f"{f.count:,}".replace(",", " "),
                    _why(f.why, f.examples),
                ]
                for f in findings
            ],
            title="What was read, masked, placed and dropped",
            numbers=["rows"],
        )
    print_table(
        ["table", "rows"],
        [[name, str(len(snapshot.table(name)))] for name in sorted(snapshot.tables)],
        title=f"Snapshot {output}",
        numbers=["rows"],
    )
    used = {*snapshot.tables, *([ROADS] if snapshot.roads else [])}
    dates = snapshot.manifest.dates
    print_header(
        snapshot_header(
            snapshot, used, question={}, students_date=dates.get("students", "")
        )
    )


def _why(why: str, examples: tuple[str, ...]) -> str:
    return f"{why}: {', '.join(examples)}" if examples else why
