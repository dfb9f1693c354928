"""Participation of schools over the years, beside distance and size of school."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np

from accessibility.codes import AreaKind, Unit
from accessibility.counting import OWN_THRESHOLD
from accessibility.errors import UsageError
from accessibility.monitor import compare_targets, year_results
from accessibility.places import points_of
from accessibility.planning.participants import (
    bands,
    far_but_came,
    match_visits,
    near_but_never,
    participation,
    participation_by,
    protected_visits,
)
from accessibility.planning.points import (
    area_name_of_rows,
    existing_places,
    planning_schools,
)
from accessibility.planning.way import (
    AS_THE_CROW_FLIES,
    FARTHEST,
    PlanningAnswer,
    TravelMeasure,
)
from accessibility.regions import find_region

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from accessibility.planning.points import PlanningSchools
    from accessibility.regions import Region
    from accessibility.snapshot import Snapshot

WITHIN: Final = {Unit.METRES: 6_000.0, Unit.SECONDS: 1_200.0}
"""What counts as within reach where it is not told."""

_BANDS: Final = {
    Unit.METRES: (3.0, 6.0, 10.0, 20.0),
    Unit.SECONDS: (10.0, 20.0, 30.0, 45.0),
}
_BAND_IS: Final = {Unit.METRES: ("km", 1_000.0), Unit.SECONDS: ("min", 60.0)}
_SIZES: Final = (25.0, 50.0, 75.0)


class ParticipationView(StrEnum):
    """Which table is wanted."""

    SCHOOLS = "schools"
    DISTANCE = "distance"
    SIZE = "size"
    AREA = "area"
    NEAR_NEVER = "near-never"
    FAR_CAME = "far-came"
    PUPILS = "pupils"
    TARGETS = "targets"


_OF_DISTANCE: Final = (
    ParticipationView.SCHOOLS,
    ParticipationView.DISTANCE,
    ParticipationView.NEAR_NEVER,
    ParticipationView.FAR_CAME,
)
"""The tables that tell how far schools are from a hotspot or techlab."""


@dataclass(frozen=True)
class ParticipationQuestion:
    """Which schools of a region take part, in which years.

    Parameters
    ----------
    view
        Which table is wanted.
    years
        School years; all in the visits if empty.
    way
        How the way to the nearest hotspot or techlab is measured.
    within
        Longest way within reach, inclusive; the usual one if None.
    area_name
        Name or code of an area; the whole country for None.
    division
        Division for the view of areas.
    smallest
        Numbers of pupils are rounded to multiples of this.
    """

    view: ParticipationView = ParticipationView.DISTANCE
    years: tuple[str, ...] = ()
    way: TravelMeasure = AS_THE_CROW_FLIES
    within: float | None = None
    area_name: str | None = None
    division: AreaKind = AreaKind.GEMEENTE
    smallest: int = OWN_THRESHOLD

    @property
    def near_is(self) -> float:
        """Largest distance or time that counts as within reach."""
        return WITHIN[self.way.unit] if self.within is None else self.within


@dataclass(frozen=True)
class Participation:
    """Schools of a region, their visits and distances, and their participation.

    Parameters
    ----------
    question
        What was asked.
    region
        The region it is about.
    schools
        Its primary schools.
    table
        One row per school in their order, as `participation` returns it.
    visits
        The visits of these schools.
    years
        The years judged.
    travel
        Way to the nearest hotspot or techlab per school, infinite for none.
    notes
        What a reader must know: schools left out, visits not matched.
    """

    question: ParticipationQuestion
    region: Region
    schools: PlanningSchools
    table: pd.DataFrame
    visits: pd.DataFrame
    years: tuple[str, ...]
    travel: NDArray[np.float64]
    notes: tuple[str, ...]

    @property
    def by_distance(self) -> pd.DataFrame:
        """Schools that take part always, sometimes, never, by distance to a lab."""
        unit = self.question.way.unit
        name, scale = _BAND_IS[unit]
        return participation_by(
            self.table, bands(self.travel / scale, _BANDS[unit]), name
        )

    @property
    def by_size(self) -> pd.DataFrame:
        """The same by number of pupils in groups 7 and 8."""
        sizes = bands(self.schools.pupils[1], _SIZES)
        return participation_by(self.table, sizes, "pupils")

    def by_area(self, snapshot: Snapshot) -> pd.DataFrame:
        """Return the same by area of the division."""
        division = self.question.division
        names = area_name_of_rows(snapshot, self.schools.table, division)
        return participation_by(self.table, names, division.value)


def participation_of(
    snapshot: Snapshot, visits: pd.DataFrame, question: ParticipationQuestion
) -> Participation:
    """Match visits to the schools of a region and judge who took part.

    Parameters
    ----------
    snapshot
        Holds schools and facilities.
    visits
        Columns `date`, `activity`, `school`, `pupils`, `groups` as text.
    question
        What is asked.

    Raises
    ------
    TableError
        With every fault in the visits.
    UsageError
        If no year is left to judge, or the area is unknown.
    """
    region = find_region(snapshot, question.area_name)
    schools = planning_schools(snapshot, region).shielded
    everywhere = planning_schools(snapshot, find_region(snapshot, None)).shielded
    matched = match_visits(visits, everywhere.table)
    inside = matched.visits.brin6.isin(schools.table.brin6)
    came = matched.visits[inside].reset_index(drop=True)
    years = question.years or matched.years
    columns = schools.table[["brin6", "naam", "plaats", "pc4"]]
    table = participation(columns, came, years)
    travel, off_road = _travel(snapshot, schools, question.way)
    lost = [
        f"{row.visits} visits not matched: {row.reason} ({row.examples})"
        for row in matched.unmatched.itertuples()
    ]
    outside = int((~inside).sum())
    elsewhere = [
        f"{outside} visits were to schools outside {region.name}, and are not counted"
    ] * bool(outside)
    notes = (*schools.notes, *off_road, *elsewhere, *lost)
    return Participation(question, region, schools, table, came, years, travel, notes)


def participation_answer(
    snapshot: Snapshot, taking_part: Participation, targets: pd.DataFrame | None = None
) -> PlanningAnswer:
    """Return the table that was asked of who takes part.

    Raises
    ------
    UsageError
        If targets are asked for and none are given.
    """
    table = _table(snapshot, taking_part, targets)
    return PlanningAnswer(
        table, taking_part.region, taking_part.notes, _used(taking_part)
    )


def _used(taking_part: Participation) -> frozenset[str]:
    """Return the tables of the snapshot that the table asked for rests on."""
    question = taking_part.question
    if question.view in _OF_DISTANCE:
        return question.way.tables(taking_part.region, "basisscholen", "facilities")
    areas = question.view is ParticipationView.AREA
    others = ("postcodes", "areas") if areas else ()
    return AS_THE_CROW_FLIES.tables(taking_part.region, "basisscholen", *others)


def _table(
    snapshot: Snapshot, taking_part: Participation, targets: pd.DataFrame | None
) -> pd.DataFrame:
    question, travel = taking_part.question, taking_part.travel
    tables = {
        ParticipationView.AREA: lambda: taking_part.by_area(snapshot),
        ParticipationView.DISTANCE: lambda: taking_part.by_distance,
        ParticipationView.SIZE: lambda: taking_part.by_size,
        ParticipationView.NEAR_NEVER: lambda: near_but_never(
            taking_part.table, travel, question.near_is
        ),
        ParticipationView.FAR_CAME: lambda: far_but_came(
            taking_part.table, travel, question.near_is
        ),
        ParticipationView.SCHOOLS: lambda: taking_part.table.assign(travel=travel),
        ParticipationView.PUPILS: lambda: protected_visits(
            taking_part.visits, threshold=question.smallest
        ),
        ParticipationView.TARGETS: lambda: _against_targets(taking_part, targets),
    }
    return tables[question.view]()


def _against_targets(
    taking_part: Participation, targets: pd.DataFrame | None
) -> pd.DataFrame:
    if targets is None:
        message = "name the file of targets: --targets FILE.csv"
        raise UsageError(message)
    protected = protected_visits(
        taking_part.visits, threshold=taking_part.question.smallest
    )
    reached = year_results(
        taking_part.schools.table, protected, list(taking_part.years)
    )
    return compare_targets(targets, reached)


def _travel(
    snapshot: Snapshot, schools: PlanningSchools, way: TravelMeasure
) -> tuple[NDArray[np.float64], tuple[str, ...]]:
    """Return the way to the nearest hotspot or techlab per school, and notes."""
    labs = existing_places(snapshot)
    if len(labs) == 0:
        return np.full(len(schools.points), np.inf), ()
    places = points_of(labs, "id")
    measured = way.between(snapshot, schools.points, places, FARTHEST[way.unit])
    everywhere = np.ones(len(labs), dtype=bool)
    return measured.pairs.nearest(everywhere)[1], measured.notes
