"""`bereik participation`: which schools take part always, sometimes, never."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from accessibility.codes import AreaKind, Mode, Unit
from accessibility.disclosure import OWN_THRESHOLD
from accessibility.planning.participation import (
    ParticipationQuestion,
    ParticipationView,
    participation_answer,
    participation_of,
)
from accessibility.planning.way import Way
from api.options import Output, SnapshotFolder, ThresholdUnit, WayOfTravel
from api.planning_options import AreaName, TableFormat, Within, deliver
from data.planning_files import read_targets, read_visits
from data.snapshots import read_snapshot

Visits = Annotated[
    Path,
    typer.Argument(help="File of visits: date, activity, school (BRIN), pupils."),
]
Years = Annotated[
    list[str] | None,
    typer.Option("--year", help="School year(s).", show_default="all in the file"),
]
Per = Annotated[
    ParticipationView,
    typer.Option(
        "--show",
        help="Schools; by distance, size or area; near but never; far but came; "
        "pupils per year (rounded); targets beside results.",
    ),
]
Division = Annotated[AreaKind, typer.Option(help="Division for --show area.")]
Targets = Annotated[
    Path | None, typer.Option(help="File of targets: year, indicator, target, set_on.")
]
Smallest = Annotated[
    int, typer.Option(min=0, help="Numbers of pupils are rounded to this.")
]


def take_part(
    snapshot: SnapshotFolder,
    visits: Visits,
    *,
    year: Years = None,
    show: Per = ParticipationView.DISTANCE,
    within: Within = None,
    mode: WayOfTravel = Mode.STRAIGHT,
    unit: ThresholdUnit = Unit.METRES,
    area_name: AreaName = None,
    area: Division = AreaKind.GEMEENTE,
    targets: Targets = None,
    smallest: Smallest = OWN_THRESHOLD,
    file_format: TableFormat = "table",
    output: Output = None,
) -> None:
    """Tell which schools take part always, sometimes and never, and where.

    For example:

      bereik participation demo/land bezoeken.csv --show near-never

      bereik participation demo/land bezoeken.csv --mode bike --show distance
    """
    question = ParticipationQuestion(
        view=show,
        years=tuple(year or ()),
        way=Way(mode, unit),
        within=within,
        area_name=area_name,
        division=area,
        smallest=smallest,
    )
    land = read_snapshot(snapshot)
    found = participation_of(land, read_visits(visits), question)
    goals = read_targets(targets) if targets is not None else None
    answer = participation_answer(land, found, goals)
    deliver(
        answer.table,
        land,
        file_format=file_format,
        output=output,
        title=f"Participation in {', '.join(found.years)}; ways {question.way.words}",
        notes=answer.notes,
    )
