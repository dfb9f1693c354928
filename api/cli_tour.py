"""`bereik tour`: a term of the mobile techlab, day by day."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import typer

from accessibility.codes import Mode
from accessibility.errors import UsageError
from accessibility.places import RD_NEW, Points, points_of
from accessibility.planning_points import existing_places, planning_schools
from accessibility.planning_travel import road_drives, roads_for, travel_between
from accessibility.region_view import find_region
from accessibility.tours.plan import TourPlan, plan_tour
from accessibility.tours.problem import (
    DETOUR,
    SPEED_M_PER_S,
    Bus,
    Drives,
    TourProblem,
    WorkRules,
    straight_drives,
)
from accessibility.tours.school_days import HOUR_S, Term, school_days
from api.options import Output, SnapshotFolder
from api.planning_options import (
    AreaName,
    MapFile,
    TableFormat,
    Within,
    deliver,
    land_of,
)
from data.planning_files import read_free_periods
from data.snapshots import read_snapshot
from maps.files import write_whole
from maps.planning_map import day_lines, tour_map
from maps.tour_calendar import tour_calendar

if TYPE_CHECKING:
    from accessibility.planning_points import PlanningSchools
    from accessibility.region_view import Region
    from accessibility.snapshot import Snapshot
    from accessibility.tours.school_days import SchoolDay

_KM_PER_H: Final = 3.6
_MINUTE_S: Final = 60

Depot = Annotated[
    list[str] | None,
    typer.Option(help="Where a bus starts its day: a facility; one per bus."),
]
Day = Annotated[datetime, typer.Option(formats=["%Y-%m-%d"])]
FreeFile = Annotated[
    Path | None, typer.Option(help="File of days off: columns first, last, name.")
]
Rounds = Annotated[int, typer.Option(min=1, help="Visits per school in the term.")]
Driving = Annotated[float, typer.Option(help="Most hours at the wheel in a day.")]
Working = Annotated[float, typer.Option(help="Most hours from depot to depot.")]
GroupSize = Annotated[int, typer.Option(min=1, help="Pupils in a group.")]
PerVisit = Annotated[int, typer.Option(min=1, help="Groups in one half-day.")]
DriveMode = Annotated[
    Mode | None,
    typer.Option(
        help="Drive over the roads for a car, or straight for an estimate.",
        show_default="car where the snapshot has roads for it",
    ),
]
Speed = Annotated[
    float | None,
    typer.Option(
        min=1,
        help="Kilometres per hour of a bus, for --mode straight.",
        show_default="50",
    ),
]
Everybody = Annotated[bool, typer.Option(help="Refuse a plan that leaves one out.")]
LeftOut = Annotated[bool, typer.Option(help="List who is left out, and why.")]
CalendarFile = Annotated[Path | None, typer.Option(help="Calendar (.ics) to write.")]


def tour(
    snapshot: SnapshotFolder,
    *,
    depot: Depot = None,
    first: Day,
    last: Day,
    within: Within = 6_000.0,
    mode: DriveMode = None,
    area_name: AreaName = None,
    days_off: FreeFile = None,
    rounds: Rounds = 1,
    driving: Driving = 3.0,
    working: Working = 9.0,
    group_size: GroupSize = 25,
    groups_per_visit: PerVisit = 2,
    speed: Speed = None,
    everybody: Everybody = False,
    left_out: LeftOut = False,
    ics: CalendarFile = None,
    map_file: MapFile = None,
    file_format: TableFormat = "table",
    output: Output = None,
) -> None:
    """Plan which school out of reach of any techlab the bus visits when.

    For example:

      bereik tour demo/land --depot VB-FA31 --area-name Overijssel
      --first 2026-01-05 --last 2026-02-20 --ics bus.ics
    """
    land = read_snapshot(snapshot)
    mode = _driven(land, mode, speed)
    region = find_region(land, area_name)
    schools = planning_schools(land, region)
    far = _out_of_reach(land, schools, within, mode)
    names = depot or [_nearest_depot(land, schools)]
    stops = _stops(land, schools, far, names)
    drives, how = _drives(land, stops, mode, speed)
    problem = TourProblem(
        drives,
        schools.points.ids[far],
        schools.weight[far],
        tuple(Bus(f"bus {n}", name) for n, name in enumerate(names, start=1)),
        _days(first, last, days_off),
        _rules(driving, working, group_size, groups_per_visit),
        rounds,
    )
    plan = plan_tour(problem, everybody=everybody)
    deliver(
        plan.left_out if left_out else _readable(plan, schools),
        land,
        file_format=file_format,
        output=output,
        title=_title(region, plan),
        notes=(*schools.notes, how),
    )
    _write_files(land, region, problem, plan, schools, stops, ics, map_file)


def _days(
    first: datetime, last: datetime, days_off: Path | None
) -> tuple[SchoolDay, ...]:
    free = read_free_periods(days_off) if days_off else ()
    return school_days(Term(first.date(), last.date(), free))


def _rules(
    driving_h: float, working_h: float, group_size: int, groups_per_visit: int
) -> WorkRules:
    return WorkRules(
        max_driving_s=round(driving_h * HOUR_S),
        max_working_s=round(working_h * HOUR_S),
        group_size=group_size,
        groups_per_visit=groups_per_visit,
    )


def _driven(land: Snapshot, mode: Mode | None, speed: float | None) -> Mode:
    """Return how the bus drives: over the road wherever there is one.

    Raises
    ------
    UsageError
        If a bus cannot go that way, or a speed is given for real roads.
    """
    if mode in {Mode.BIKE, Mode.WALK}:
        message = "a bus drives: --mode car, or straight for an estimate"
        raise UsageError(message)
    chosen = mode or (Mode.CAR if Mode.CAR in land.roads else Mode.STRAIGHT)
    if chosen is Mode.CAR and speed is not None:
        message = (
            "the roads have their own speeds: leave --speed out, or add --mode "
            "straight for an estimate at that speed"
        )
        raise UsageError(message)
    return chosen


def _drives(
    land: Snapshot, stops: Points, mode: Mode, speed: float | None
) -> tuple[Drives, str]:
    """Return driving between all stops, and how it was found."""
    if mode is Mode.CAR:
        found = road_drives(roads_for(land, mode), stops)
        return found, (
            "driving is over the roads of the snapshot at the speeds of a car, and by "
            "ferries that take cars, the wait included"
        )
    kmh = speed or SPEED_M_PER_S * _KM_PER_H
    return straight_drives(stops, speed_m_per_s=kmh / _KM_PER_H), (
        f"driving is estimated: straight line x {DETOUR:g} at {kmh:g} km/h; "
        "water and ferries are not seen"
    )


def _out_of_reach(
    land: Snapshot, schools: PlanningSchools, within_m: float, mode: Mode
) -> np.ndarray:
    """Return the rows of schools with pupils and no facility within a distance."""
    labs = existing_places(land)
    reached = np.zeros(len(schools.points), dtype=bool)
    if len(labs):
        places = points_of(labs, "id")
        travel = travel_between(
            land, schools.points, places, mode=mode, limit_m=within_m
        )
        reached[travel.pairs.origin] = True
    return np.flatnonzero(~reached & (schools.weight > 0))


def _nearest_depot(land: Snapshot, schools: PlanningSchools) -> str:
    """Return the facility nearest to the middle of the schools."""
    labs = existing_places(land)
    if len(labs) == 0:
        message = "the snapshot holds no hotspot or techlab where a bus can start"
        raise UsageError(message)
    x, y = schools.points.x_m.mean(), schools.points.y_m.mean()
    away = np.hypot(labs.geometry.x - x, labs.geometry.y - y)
    return str(labs["id"].iloc[int(np.argmin(away))])


def _stops(
    land: Snapshot, schools: PlanningSchools, far: np.ndarray, depots: list[str]
) -> Points:
    labs = existing_places(land).set_index("id").geometry
    unknown = [name for name in depots if name not in labs.index]
    if unknown:
        some = ", ".join(labs.index[:5])
        message = f"depot {unknown[0]!r} is no hotspot or techlab; known: {some} ..."
        raise UsageError(message)
    start = labs.loc[list(dict.fromkeys(depots))]
    points = schools.points
    return Points(
        np.array([*start.index, *points.ids[far]], dtype=np.str_),
        np.concatenate([start.x, points.x_m[far]]),
        np.concatenate([start.y, points.y_m[far]]),
        points.epsg,
    )


def _readable(plan: TourPlan, schools: PlanningSchools) -> pd.DataFrame:
    """Return the visits with names and clock times."""
    names = schools.table.set_index("brin6")[["naam", "plaats"]]
    table = plan.visits.join(names, on="school")
    table["date"] = table["date"].astype(str)
    for name in ("start", "end"):
        minutes = table[f"{name}_s"] // _MINUTE_S
        table[name] = [f"{m // 60:02d}:{m % 60:02d}" for m in minutes]
    columns = "date bus start end school naam plaats round visit groups pupils"
    return table[columns.split()]


def _title(region: Region, plan: TourPlan) -> str:
    gap = "" if np.isnan(plan.gap) else f", at most {plan.gap:.2%} above the least"
    return (
        f"{region.name}: {len(plan.visits)} visits on {len(plan.days)} bus days; "
        f"{plan.pupils:,.0f} pupils a round (no plan has more than "
        f"{plan.pupils_bound:,.0f}); {plan.driving_s / HOUR_S:.1f} hours of driving"
        f"{gap}; {len(plan.left_out)} schools left out (--left-out lists them)"
    )


def _write_files(
    land: Snapshot,
    region: Region,
    problem: TourProblem,
    plan: TourPlan,
    schools: PlanningSchools,
    stops: Points,
    ics: Path | None,
    map_file: Path | None,
) -> None:
    if ics is not None:
        table = schools.table.set_index("brin6")
        content = tour_calendar(
            plan.visits,
            names=table["naam"].to_dict(),
            places=table["plaats"].fillna("").to_dict(),
            made_on=problem.days[0].day,
            example=land.manifest.example,
        )
        write_whole(ics, content)
        typer.echo(f"{ics}: {len(plan.visits)} visits", err=True)
    if map_file is not None:
        places = gpd.GeoSeries(
            gpd.points_from_xy(stops.x_m, stops.y_m), index=stops.ids, crs=RD_NEW
        )
        depots = {bus.name: bus.depot for bus in problem.buses}
        lines = day_lines(plan.days, plan.visits, places, depots)
        shown = gpd.GeoDataFrame(
            {
                "pupils": problem.pupils,
                "visited": np.isin(problem.schools, plan.visits["school"].unique()),
            },
            geometry=places.loc[problem.schools].to_numpy(),
            crs=RD_NEW,
        )
        drawing = tour_map(
            lines,
            shown,
            land_of(land, region),
            area_name=region.name,
            manifest=land.manifest,
        )
        drawing.save(map_file)
        typer.echo(f"{map_file}: {drawing.title}", err=True)
