"""`bereik participation`: which schools take part always, sometimes, never."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import numpy as np
import typer

from accessibility.codes import AreaKind
from accessibility.disclosure import OWN_THRESHOLD
from accessibility.errors import UsageError
from accessibility.participation import (
    bands,
    far_but_came,
    match_visits,
    near_but_never,
    participation,
    participation_by,
    protected_visits,
)
from accessibility.places import points_of
from accessibility.planning_points import area_names, existing_places, planning_schools
from accessibility.region_view import find_region
from accessibility.straight_line import straight_line_table
from accessibility.targets import compare_targets, year_results
from accessibility.travel_pairs import pairs_of
from api.options import Output, SnapshotFolder
from api.planning_options import AreaName, TableFormat, Within, deliver
from data.planning_files import read_targets, read_visits
from data.snapshots import read_snapshot

if TYPE_CHECKING:
    import pandas as pd

    from accessibility.planning_points import PlanningSchools
    from accessibility.snapshot import Snapshot

_FARTHEST_M = 60_000.0
_DISTANCES_KM = (3.0, 6.0, 10.0, 20.0)
_SIZES = (25.0, 50.0, 75.0)


class View(StrEnum):
    """Which table is wanted."""

    SCHOOLS = "schools"
    DISTANCE = "distance"
    SIZE = "size"
    AREA = "area"
    NEAR_NEVER = "near-never"
    FAR_CAME = "far-came"
    PUPILS = "pupils"
    TARGETS = "targets"


Visits = Annotated[
    Path,
    typer.Argument(help="File of visits: date, activity, school (BRIN), pupils."),
]
Years = Annotated[
    list[str] | None,
    typer.Option("--year", help="School year(s).", show_default="all in the file"),
]
Per = Annotated[
    View,
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
    show: Per = View.DISTANCE,
    within: Within = 6_000.0,
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
    """
    land = read_snapshot(snapshot)
    schools = planning_schools(land, find_region(land, area_name))
    matched = match_visits(read_visits(visits), schools.table)
    years = year or sorted(matched.visits["year"].unique())
    columns = schools.table[["brin6", "naam", "plaats", "pc4"]]
    table = participation(columns, matched.visits, years)
    travel = _travel(land, schools)
    if show is View.TARGETS:
        answer = _against_targets(targets, schools, matched.visits, years, smallest)
    elif show is View.PUPILS:
        answer = protected_visits(matched.visits, threshold=smallest)
    elif show is View.AREA:
        names = area_names(land, schools.table, area)
        answer = participation_by(table, names, area.value)
    else:
        answer = _view(show, table, schools, travel, within)
    lost = [
        f"{row.visits} visits not matched: {row.reason} ({row.examples})"
        for row in matched.unmatched.itertuples()
    ]
    title = f"Participation in {', '.join(years)}"
    deliver(
        answer,
        land,
        file_format=file_format,
        output=output,
        title=title,
        notes=[*schools.notes, *lost],
    )


def _view(
    show: View,
    table: pd.DataFrame,
    schools: PlanningSchools,
    travel: np.ndarray,
    within_m: float,
) -> pd.DataFrame:
    if show is View.DISTANCE:
        return participation_by(table, bands(travel / 1_000, _DISTANCES_KM), "km")
    if show is View.SIZE:
        sizes = bands(schools.pupils[1], _SIZES)
        return participation_by(table, sizes, "pupils")
    if show is View.NEAR_NEVER:
        return near_but_never(table, travel, within_m)
    if show is View.FAR_CAME:
        return far_but_came(table, travel, within_m)
    return table.assign(travel=travel)


def _against_targets(
    targets: Path | None,
    schools: PlanningSchools,
    visits: pd.DataFrame,
    years: list[str],
    smallest: int,
) -> pd.DataFrame:
    if targets is None:
        message = "name the file of targets: --targets FILE.csv"
        raise UsageError(message)
    protected = protected_visits(visits, threshold=smallest)
    reached = year_results(schools.table, protected, years)
    return compare_targets(read_targets(targets), reached)


def _travel(land: Snapshot, schools: PlanningSchools) -> np.ndarray:
    """Return metres to the nearest hotspot or techlab per school."""
    labs = existing_places(land)
    if len(labs) == 0:
        return np.full(len(schools.points), np.inf)
    table = straight_line_table(
        schools.points, points_of(labs, "id"), limit_m=_FARTHEST_M
    )
    return pairs_of(table).nearest(np.ones(len(labs), dtype=bool))[1]
