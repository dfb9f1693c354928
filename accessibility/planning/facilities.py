"""Facilities near schools: which have a hotspot or techlab near, and which do not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np

from accessibility.codes import Mode, Unit
from accessibility.errors import MissingDataError, UsageError
from accessibility.places import points_of
from accessibility.planning.facility_reach import (
    BUS_ABOVE_M,
    FacilityTrips,
    blank_spots,
    owner_overlap,
    reach_by_threshold,
    schools_table,
    trips_with_bus,
)
from accessibility.planning.points import (
    MBO,
    TECHLABS,
    existing_places,
    planning_homes,
    planning_schools,
    planning_vestigingen,
)
from accessibility.planning.register import register_of
from accessibility.planning.way import (
    AS_THE_CROW_FLIES,
    FARTHEST,
    PlanningAnswer,
    TravelMeasure,
)
from accessibility.regions import find_region

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from accessibility.planning.points import PlanningSchools
    from accessibility.regions import Region
    from accessibility.snapshot import Snapshot

THRESHOLDS: Final = {
    Unit.METRES: (3_000.0, 6_000.0, 10_000.0),
    Unit.SECONDS: (600.0, 1_200.0, 1_800.0),
}
"""Thresholds of reach where none are given."""

NEAR: Final = {Unit.METRES: BUS_ABOVE_M, Unit.SECONDS: 1_200.0}
"""What counts as near where it is not told: above it a bus is arranged."""


FARTHEST_STRAIGHT_M: Final = 400_000.0
"""Nothing in the country lies farther; a straight line is looked for as far as this."""


class Origins(StrEnum):
    """Which schools the trips start from; or homes, a point per postcode."""

    BASISSCHOLEN = "basisscholen"
    VESTIGINGEN = "vestigingen"
    HOMES = "homes"


_SCHOOL_TABLES: Final = {
    Origins.BASISSCHOLEN: ("basisscholen",),
    Origins.VESTIGINGEN: ("vestigingen", "pupils", "offers"),
    Origins.HOMES: ("postcodes", "inhabitants"),
}
"""The tables that tell of the schools the trips start from."""


class FacilityView(StrEnum):
    """Which table is wanted."""

    REACH = "reach"
    SCHOOLS = "schools"
    OWNERS = "owners"
    BLANK = "blank"
    BUS = "bus"
    REGISTER = "register"


@dataclass(frozen=True)
class FacilityQuestion:
    """Which schools have which facilities near.

    Parameters
    ----------
    view
        Which table is wanted.
    origins
        Primary schools, vestigingen with vmbo, or homes.
    kinds
        Kinds of facility that count.
    way
        How the way is measured.
    thresholds
        For the view of reach, in the unit of the way; its usual ones if empty.
    near
        For the other views: up to this is near, above it a bus is arranged.
    area_name
        Name or code of an area; the whole country for None.
    """

    view: FacilityView = FacilityView.REACH
    origins: Origins = Origins.BASISSCHOLEN
    kinds: tuple[str, ...] = TECHLABS
    way: TravelMeasure = AS_THE_CROW_FLIES
    thresholds: tuple[float, ...] = ()
    near: float | None = None
    area_name: str | None = None

    @property
    def ladder(self) -> tuple[float, ...]:
        """The thresholds, ascending."""
        return self.thresholds or THRESHOLDS[self.way.unit]

    @property
    def near_is(self) -> float:
        """Largest cost that counts as near."""
        return NEAR[self.way.unit] if self.near is None else self.near


@dataclass(frozen=True)
class FacilityAnswer(PlanningAnswer):
    """The table, and how many facilities there are."""

    n_facilities: int = 0


@dataclass(frozen=True)
class _Asked:
    """Trips from schools to facilities, with the names of both and notes."""

    trips: FacilityTrips
    schools: PlanningSchools
    labs: gpd.GeoDataFrame
    notes: tuple[str, ...]


def facility_answer(
    snapshot: Snapshot, question: FacilityQuestion, *, exact: bool = False
) -> FacilityAnswer:
    """Tell which schools have a facility near, and where is nothing.

    Parameters
    ----------
    snapshot
        Holds schools and facilities.
    question
        What is asked.
    exact
        Show counts of 1 to 4 pupils as they are, not as an interval.

    Raises
    ------
    UsageError
        If a threshold is not above zero, the area is unknown, or the way cannot be
        measured so.
    MissingDataError
        If the snapshot holds no facility of these kinds, or no such schools.
    """
    lowest = min(*question.ladder, question.near_is)
    if lowest <= 0:
        message = f"--within takes distances above 0, not {lowest:g}"
        raise UsageError(message)
    region = find_region(snapshot, question.area_name)
    if question.view is FacilityView.REGISTER:
        return _register(snapshot, region)
    asked = _trips(snapshot, region, question, exact=exact)
    used = question.way.tables(region, *_tables(question))
    table, far = _told_ways(_table(asked, question), asked.trips.pairs.limit, question)
    notes = (*asked.notes, *_told_mbo(snapshot, question), *far)
    return FacilityAnswer(table, region, notes, used, len(asked.labs))


def _register(snapshot: Snapshot, region: Region) -> FacilityAnswer:
    """Return the register, whatever the question says of ways and kinds."""
    table = register_of(snapshot, region)
    words = "facilities have the postcode whose point lies nearest"
    used = AS_THE_CROW_FLIES.tables(region, "facilities", "initiatives", "postcodes")
    return FacilityAnswer(table, region, (words,), used, len(table))


def _tables(question: FacilityQuestion) -> tuple[str, ...]:
    """Return the tables that tell of the schools and the places."""
    mbo = ("mbo_sites",) if MBO in question.kinds else ()
    return ("facilities", *mbo, *_SCHOOL_TABLES[question.origins])


def _told_ways(
    table: pd.DataFrame, limit: float, question: FacilityQuestion
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Leave ways empty that were not found, and say how far was looked."""
    if "travel" not in table or not np.isinf(table.travel).any():
        return table, ()
    far = np.isinf(table.travel)
    words = (
        f"{int(far.sum())} have none within {question.way.amount(limit)}, as far "
        "as was looked: their way is left empty"
    )
    return table.assign(travel=table.travel.mask(far)), (words,)


def _told_mbo(snapshot: Snapshot, question: FacilityQuestion) -> tuple[str, ...]:
    """Say which mbo is technical, where DUO's programmes tell of it."""
    if MBO not in question.kinds or not snapshot.has("mbo_sites"):
        return ()
    words = (
        "mbo techniek: sites with a programme in a technical domain, by the domain's "
        "name; DUO's techniek-indicatie is in no open file"
    )
    by_postcode = int((snapshot.table("mbo_sites").placed == "postcode").sum())
    return (words, f"{by_postcode} sites of mbo stand at the point of their postcode")


def _trips(
    snapshot: Snapshot, region: Region, question: FacilityQuestion, *, exact: bool
) -> _Asked:
    """Measure the trips."""
    labs = existing_places(snapshot, question.kinds)
    if len(labs) == 0:
        message = (
            f"snapshot {snapshot.manifest.name!r} holds no facility of kind "
            f"{' or '.join(question.kinds)}; add a source for it to SOURCES.toml and "
            "build it again"
        )
        raise MissingDataError(message)
    of = {
        Origins.BASISSCHOLEN: planning_schools,
        Origins.VESTIGINGEN: planning_vestigingen,
        Origins.HOMES: planning_homes,
    }
    schools = of[question.origins](snapshot, region)
    if not exact:
        schools = schools.shielded
    straight = question.way.mode is Mode.STRAIGHT
    looked = FARTHEST_STRAIGHT_M if straight else FARTHEST[question.way.unit]
    farthest = max(*question.ladder, question.near_is, looked)
    places = points_of(labs, "id")
    travel = question.way.between(snapshot, schools.points, places, farthest)
    owners = labs["owner"].to_numpy(dtype=np.str_)
    trips = FacilityTrips(travel.pairs, schools.pupils, owners)
    return _Asked(trips, schools, labs, (*_told(schools), *travel.notes))


def _told(schools: PlanningSchools) -> tuple[str, ...]:
    """Return what a reader must know of the schools; no count is guessed here."""
    unplaced = f"{schools.unplaced} schools have no known place and are left out"
    uncounted = (
        f"{schools.uncounted} schools have no count of pupils; they count as schools, "
        "not as pupils"
    )
    notes = {unplaced: schools.unplaced, uncounted: schools.uncounted}
    return tuple(note for note, count in notes.items() if count)


def _table(asked: _Asked, question: FacilityQuestion) -> pd.DataFrame:
    view, near = question.view, question.near_is
    if view is FacilityView.REACH:
        return reach_by_threshold(asked.trips, question.ladder)
    if view is FacilityView.OWNERS:
        shared = owner_overlap(asked.trips, near)
        return shared[shared["schools"] > 0].reset_index(drop=True)
    tables = {FacilityView.SCHOOLS: schools_table, FacilityView.BLANK: blank_spots}
    table = (
        trips_with_bus(asked.trips, bus_above=near)
        if view is FacilityView.BUS
        else tables[view](asked.trips, near)
    )
    return _named(table, asked)


def _named(table: pd.DataFrame, asked: _Asked) -> pd.DataFrame:
    """Add the names of schools and facilities."""
    names = asked.schools.table.set_index("brin6")[["naam", "plaats"]]
    table.insert(1, "naam", table["school"].map(names["naam"]))
    table.insert(2, "plaats", table["school"].map(names["plaats"]))
    labs = asked.labs.set_index("id")["naam"]
    table.insert(
        list(table.columns).index("nearest") + 1,
        "facility",
        table["nearest"].map(labs).fillna(""),
    )
    return table
