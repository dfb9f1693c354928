"""`bereik trend`: the shares within reach over the years, as a table and a plot."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import pandas as pd
import typer

from accessibility.codes import AreaKind, Denominator, Leerweg, Mode, Unit, profielen_of
from accessibility.errors import UsageError
from accessibility.questions import EXAMPLE_LABEL, Question, answer
from api.demand_choice import students_by_choice
from api.options import DemandModel, OfWhom, Smallest, ThresholdUnit, WayOfTravel
from api.terminal import print_table
from data.roads import road_tables
from data.snapshots import read_snapshot, snapshot_folders
from maps.plots import trend as plotted
from maps.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Mapping

    from accessibility.snapshot import Snapshot

_SUMMER_ENDS = 8


def trend(
    snapshots: Annotated[
        list[Path],
        typer.Argument(help="Snapshots, one per year, or a folder that holds them."),
    ],
    *,
    profiel: Annotated[str, typer.Option(help="Profiel, or techniek.")] = "techniek",
    leerweg: Annotated[
        Leerweg, typer.Option(help="Leerweg that the title speaks of.")
    ] = Leerweg.GL,
    mode: WayOfTravel = Mode.STRAIGHT,
    within: Annotated[float, typer.Option(help="Threshold, inclusive.")] = 10_000.0,
    unit: ThresholdUnit = Unit.METRES,
    denominator: OfWhom = Denominator.LEERWEG,
    students: DemandModel = "auto",
    smallest: Smallest = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Plot to write: .svg, .png or .pdf."),
    ] = None,
) -> None:
    """Tell how the share within reach changed from year to year.

    For example:

      bereik trend nl-2019 nl-2020 --profiel PIE -o verloop.svg
    """
    folders = snapshot_folders(snapshots)
    if len({folder.resolve() for folder in folders}) < 2:  # noqa: PLR2004 - two years
        message = "a trend needs the snapshots of at least two years"
        raise UsageError(message)
    profielen_of(profiel)
    question = Question(
        mode=mode,
        within=(within,),
        unit=unit,
        denominator=denominator,
        per=AreaKind.NL,
        profielen=(profiel,),
        leerwegen=tuple(Leerweg),
    )
    lands = [read_snapshot(folder) for folder in folders]
    shares = _per_year(lands, question, students, smallest)
    _show(shares, example=any(land.manifest.example for land in lands))
    if output is not None:
        name = str(shares.area_name.iloc[0])
        subject = Subject(profiel, leerweg, name, mode, within, unit, denominator)
        drawing = plotted(shares, subject=subject, manifest=lands[0].manifest)
        typer.echo(drawing.title)
        typer.echo(f"plot: {drawing.save(output)}")


def _per_year(
    lands: list[Snapshot], question: Question, students: str, smallest: int | None
) -> pd.DataFrame:
    """Return the shares of every snapshot with the school year it is of."""
    whole = question.denominator is Denominator.COMMON
    frames = []
    for land in lands:
        who = students_by_choice(land, students, whole=whole, smallest=smallest)
        table = answer(land, who, question, road_tables=road_tables).table
        frames.append(table.assign(year=school_year(land.manifest.dates)))
    shares = pd.concat(frames, ignore_index=True)
    if shares.duplicated(["year", "leerweg"]).any():
        message = "two of these snapshots are of the same school year: give one of each"
        raise UsageError(message)
    return shares


def school_year(dates: Mapping[str, str]) -> str:
    """Return the school year in which students were counted, as in 2019/20.

    Raises
    ------
    UsageError
        If a snapshot does not tell when that was.
    """
    found = re.match(r"(\d{4})-(\d{2})", dates.get("students", ""))
    if found is None:
        message = (
            "a snapshot does not tell on which day its students were counted; "
            "name the date in its SOURCES.toml and build it again"
        )
        raise UsageError(message)
    first = int(found[1]) - (int(found[2]) < _SUMMER_ENDS)
    return f"{first}/{(first + 1) % 100:02d}"


def _show(shares: pd.DataFrame, *, example: bool) -> None:
    leerwegen = [leerweg.value for leerweg in Leerweg]
    rows = [
        [str(year), *(f"{100 * float(one):.1f}" for one in row[leerwegen])]
        for year, row in shares.pivot_table(
            index="year", columns="leerweg", values="share"
        )
        .sort_index()
        .iterrows()
    ]
    names = [f"{leerweg} %" for leerweg in leerwegen]
    print_table(["year", *names], rows, title="Share within reach", numbers=names)
    if example:
        typer.echo(EXAMPLE_LABEL)
