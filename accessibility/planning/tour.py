"""A term of the mobile techlab: the question, and the plan that answers it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from accessibility.codes import Mode, Unit
from accessibility.errors import UsageError
from accessibility.places import Points, points_of
from accessibility.planning.holidays import holiday_notes, regions_of_schools
from accessibility.planning.points import existing_places, planning_schools
from accessibility.planning.travel import road_drives, roads_for
from accessibility.planning.way import TravelMeasure
from accessibility.regions import find_region
from accessibility.tours import (
    DETOUR,
    SPEED_M_PER_S,
    Bus,
    Drives,
    Term,
    TourProblem,
    WorkRules,
    plan_tour,
    school_days,
    straight_drives,
)

if TYPE_CHECKING:
    import pandas as pd

    from accessibility.planning.points import PlanningSchools
    from accessibility.regions import Region
    from accessibility.snapshot import Snapshot
    from accessibility.tours import HolidayRegion, TourPlan

WITHIN: Final = {Unit.METRES: 6_000.0, Unit.SECONDS: 1_200.0}
"""Schools with a techlab nearer than this need no bus, where it is not told."""

MOST_STOPS: Final = 2_000
"""Most schools in one plan: driving is known between all of them."""

USUAL_DAY: Final = WorkRules()
_KM_PER_H: Final = 3.6
_MINUTE_S: Final = 60


@dataclass(frozen=True)
class TourQuestion:
    """Which schools out of reach are visited when.

    Parameters
    ----------
    term
        First and last day, and days off between beside the school holidays.
    depots
        Where each bus starts its day: a facility per bus; the nearest if empty.
    within
        Schools with a facility nearer than this, inclusive, need no bus.
    mode
        How that is measured, and how the bus drives: by car, or straight as an
        estimate. None takes the roads for a car where the snapshot has them.
    unit
        Of `within`: metres, or seconds by car.
    speed_kmh
        Of the bus where roads are not known.
    area_name
        Name or code of an area; the whole country for None.
    rounds
        Visits per school in the term.
    rules
        Limits of a day, and groups per visit.
    everybody
        Refuse a plan that leaves a school out.
    school_holidays
        Visit no school in the school holidays of its own region.
    """

    term: Term
    depots: tuple[str, ...] = ()
    within: float | None = None
    mode: Mode | None = None
    unit: Unit = Unit.METRES
    speed_kmh: float | None = None
    area_name: str | None = None
    rounds: int = 1
    rules: WorkRules = USUAL_DAY
    everybody: bool = False
    school_holidays: bool = True

    @property
    def near_is(self) -> float:
        """Schools with a facility up to this far need no bus."""
        return WITHIN[self.unit] if self.within is None else self.within


@dataclass(frozen=True)
class Tour:
    """A term of the mobile techlab with all that is needed to tell of it.

    Parameters
    ----------
    region
        Where the schools are.
    mode
        How the bus drives: by car over the roads, or straight as an estimate.
    schools
        All primary schools of the region.
    stops
        Depots and schools out of reach, where the bus can be.
    problem, plan
        What was asked of the search and what it found.
    notes
        What a reader must know.
    """

    region: Region
    mode: Mode
    schools: PlanningSchools
    stops: Points
    problem: TourProblem
    plan: TourPlan
    notes: tuple[str, ...]

    @property
    def used(self) -> frozenset[str]:
        """The tables of the snapshot that the plan rests on."""
        way = TravelMeasure(self.mode)
        return way.tables(self.region, "basisscholen", "facilities")


def tour_of(snapshot: Snapshot, question: TourQuestion) -> Tour:
    """Plan which school out of reach of any techlab the bus visits when.

    Raises
    ------
    UsageError
        If the bus cannot go that way, a depot or the area is unknown, the term holds
        no school day, or its school holidays are not known.
    MissingDataError
        If the snapshot has no primary schools there.
    InfeasibleError
        If everybody must be visited and cannot be.
    """
    mode = _driven(snapshot, question)
    region = find_region(snapshot, question.area_name)
    schools = planning_schools(snapshot, region).shielded
    way = TravelMeasure(mode, question.unit)
    far = _out_of_reach(snapshot, schools, question.near_is, way)
    if len(far) > MOST_STOPS:
        message = (
            f"{len(far)} schools out of reach are more than the {MOST_STOPS} that can "
            "be planned at once: ask a smaller area"
        )
        raise UsageError(message)
    table = schools.table.iloc[far]
    regions = regions_of_schools(snapshot, table) if question.school_holidays else ()
    days = school_days(question.term, regions)
    depots = question.depots or (_nearest_depot(snapshot, schools),)
    stops = _stops(snapshot, schools, far, depots)
    drives, how = _drives(snapshot, stops, mode, question.speed_kmh)
    problem = TourProblem(
        drives,
        schools.points.ids[far],
        schools.weight[far],
        tuple(Bus(f"bus {n}", name) for n, name in enumerate(depots, start=1)),
        days,
        question.rules,
        question.rounds,
        regions,
    )
    plan = plan_tour(problem, everybody=question.everybody)
    notes = (*schools.notes, how, *_holidays_said(question, regions))
    return Tour(region, mode, schools, stops, problem, plan, notes)


def _holidays_said(
    question: TourQuestion, regions: tuple[frozenset[HolidayRegion], ...]
) -> tuple[str, ...]:
    if question.school_holidays:
        return holiday_notes(question.term, regions)
    return ("school holidays are not looked at: only the days off that were given",)


def visits_table(tour: Tour) -> pd.DataFrame:
    """Return the visits with names and clock times."""
    names = tour.schools.table.set_index("brin6")[["naam", "plaats"]]
    table = tour.plan.visits.join(names, on="school")
    table["date"] = table["date"].astype(str)
    for name in ("start", "end"):
        table[name] = [clock(seconds) for seconds in table[f"{name}_s"]]
    columns = "date bus start end school naam plaats round visit groups pupils"
    return table[columns.split()]


def clock(seconds: float) -> str:
    """Return seconds after midnight as a time of the day.

    Examples
    --------
    >>> clock(30_600)
    '08:30'
    """
    hours, minutes = divmod(int(seconds) // _MINUTE_S, 60)
    return f"{hours:02d}:{minutes:02d}"


def _driven(snapshot: Snapshot, question: TourQuestion) -> Mode:
    """Return how the bus drives: over the road wherever there is one.

    Raises
    ------
    UsageError
        If a bus cannot go that way, or a speed is given for real roads.
    """
    mode = question.mode
    if mode not in {None, Mode.CAR, Mode.STRAIGHT}:
        message = "a bus drives: --mode car, or straight for an estimate"
        raise UsageError(message)
    chosen = mode or (Mode.CAR if Mode.CAR in snapshot.roads else Mode.STRAIGHT)
    if chosen is Mode.CAR and question.speed_kmh is not None:
        message = (
            "the roads have their own speeds: leave --kmh out, or add --mode "
            "straight for an estimate at that speed"
        )
        raise UsageError(message)
    return chosen


def _drives(
    snapshot: Snapshot, stops: Points, mode: Mode, speed: float | None
) -> tuple[Drives, str]:
    """Return driving between all stops, and how it was found."""
    if mode is Mode.CAR:
        found = road_drives(roads_for(snapshot, mode), stops)
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
    snapshot: Snapshot, schools: PlanningSchools, within: float, way: TravelMeasure
) -> np.ndarray:
    """Return the rows of schools with pupils and no facility within reach."""
    labs = existing_places(snapshot)
    reached = np.zeros(len(schools.points), dtype=bool)
    if len(labs):
        places = points_of(labs, "id")
        travel = way.between(snapshot, schools.points, places, within)
        reached[travel.pairs.origin] = True
    return np.flatnonzero(~reached & (schools.weight > 0))


def _nearest_depot(snapshot: Snapshot, schools: PlanningSchools) -> str:
    """Return the facility nearest to the middle of the schools."""
    labs = existing_places(snapshot)
    if len(labs) == 0:
        message = "the snapshot holds no hotspot or techlab where a bus can start"
        raise UsageError(message)
    x, y = schools.points.x_m.mean(), schools.points.y_m.mean()
    away = np.hypot(labs.geometry.x - x, labs.geometry.y - y)
    return str(labs["id"].iloc[int(np.argmin(away))])


def _stops(
    snapshot: Snapshot,
    schools: PlanningSchools,
    far: np.ndarray,
    depots: tuple[str, ...],
) -> Points:
    labs = existing_places(snapshot).set_index("id").geometry
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
