"""`bereik participation`: which schools take part always, sometimes, never."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import numpy as np
import typer

from accessibility.codes import AreaKind, Mode
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
from accessibility.planning_travel import travel_between
from accessibility.region_view import find_region
from accessibility.targets import compare_targets, year_results
from api.options import Output, SnapshotFolder, WayOfTravel
from api.planning_options import AreaName, TableFormat, Within, deliver, measured_by
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
    mode: WayOfTravel = Mode.STRAIGHT,
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
    land = read_snapshot(snapshot)
    schools = planning_schools(land, find_region(land, area_name))
    matched = match_visits(read_visits(visits), schools.table)
    years = year or sorted(matched.visits["year"].unique())
    columns = schools.table[["brin6", "naam", "plaats", "pc4"]]
    table = participation(columns, matched.visits, years)
    travel, off_road = _travel(land, schools, mode)
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
    deliver(
        answer,
        land,
        file_format=file_format,
        output=output,
        title=f"Participation in {', '.join(years)}; ways {measured_by(mode)}",
        notes=[*schools.notes, *off_road, *lost],
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


def _travel(
    land: Snapshot, schools: PlanningSchools, mode: Mode
) -> tuple[np.ndarray, tuple[str, ...]]:
    """Return metres to the nearest hotspot or techlab per school, and notes."""
    labs = existing_places(land)
    if len(labs) == 0:
        return np.full(len(schools.points), np.inf), ()
    places = points_of(labs, "id")
    measured = travel_between(
        land, schools.points, places, mode=mode, limit_m=_FARTHEST_M
    )
    everywhere = np.ones(len(labs), dtype=bool)
    return measured.pairs.nearest(everywhere)[1], measured.notes
