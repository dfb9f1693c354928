"""`bereik facilities`: where is nothing, whose labs overlap, and who needs a bus."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import numpy as np
import pandas as pd
import typer

from accessibility.codes import Mode
from accessibility.errors import MissingDataError, UsageError
from accessibility.facility_reach import (
    BUS_ABOVE_M,
    FacilityTrips,
    blank_spots,
    owner_overlap,
    reach_by_threshold,
    schools_table,
    trips_with_bus,
)
from accessibility.places import points_of
from accessibility.planning_points import (
    TECHLABS,
    existing_places,
    planning_schools,
    planning_vestigingen,
)
from accessibility.planning_travel import travel_between
from accessibility.region_view import find_region
from api.options import Output, SnapshotFolder, WayOfTravel, numbers_of
from api.planning_options import AreaName, TableFormat, deliver, measured_by
from data.snapshots import read_snapshot

if TYPE_CHECKING:
    import geopandas as gpd

    from accessibility.planning_points import PlanningSchools
    from accessibility.region_view import Region
    from accessibility.snapshot import Snapshot

_FARTHEST_M = 60_000.0


class FromWhere(StrEnum):
    """Which schools the trips start from."""

    BASISSCHOLEN = "basisscholen"
    VESTIGINGEN = "vestigingen"


class View(StrEnum):
    """Which table is wanted."""

    REACH = "reach"
    SCHOOLS = "schools"
    OWNERS = "owners"
    BLANK = "blank"
    BUS = "bus"


class Kind(StrEnum):
    """What counts as a facility."""

    HOTSPOT = "hotspot"
    TECHLAB = "techlab"
    EVENT = "event"
    MBO = "mbo"


Origins = Annotated[
    FromWhere,
    typer.Option(
        "--from",
        help="Primary schools with groups 7 and 8, or vestigingen with the third- and "
        "fourth-years of bl, kl and gl.",
    ),
]
Kinds = Annotated[
    list[Kind] | None,
    typer.Option(
        "--kind", help="What counts.", show_default=" and ".join(TECHLABS) + "s"
    ),
]
Wanted = Annotated[
    View,
    typer.Option(
        help="Reach per threshold; every school; what owners share and reach alone; "
        "schools with nothing near, most pupils first; trips that need a bus."
    ),
]
Ways = Annotated[
    list[str] | None,
    typer.Option(
        help="Threshold(s) in metres for reach, inclusive.",
        show_default="3000,6000,10000",
    ),
]
BusAbove = Annotated[
    float,
    typer.Option(min=1, help="Metres above which a bus is needed; near is up to this."),
]


@dataclass(frozen=True)
class _Asked:
    """Trips from schools to facilities, with the names of both and notes."""

    trips: FacilityTrips
    schools: PlanningSchools
    labs: gpd.GeoDataFrame
    notes: tuple[str, ...]


def facilities(
    snapshot: SnapshotFolder,
    *,
    origins: Origins = FromWhere.BASISSCHOLEN,
    kind: Kinds = None,
    mode: WayOfTravel = Mode.STRAIGHT,
    within: Ways = None,
    bus_above: BusAbove = BUS_ABOVE_M,
    area_name: AreaName = None,
    show: Wanted = View.REACH,
    file_format: TableFormat = "table",
    output: Output = None,
) -> None:
    """Tell which schools have a hotspot or techlab near, and where is nothing.

    For example:

      bereik facilities demo/land --mode bike --within 3000,6000,10000

      bereik facilities demo/land --show bus --area-name Overijssel -o bussen.xlsx
      --format xlsx

      bereik facilities demo/land --from vestigingen --kind techlab --show blank
    """
    thresholds = numbers_of(within or ["3000,6000,10000"])
    if min(thresholds) <= 0:
        message = f"--within takes distances above 0, not {min(thresholds):g}"
        raise UsageError(message)
    land = read_snapshot(snapshot)
    region = find_region(land, area_name)
    farthest_m = max(*thresholds, bus_above, _FARTHEST_M)
    asked = _trips(land, region, origins, kind, mode, farthest_m)
    near = "" if show is View.REACH else f", near up to {bus_above:g} m"
    deliver(
        _table(asked, show, thresholds, bus_above),
        land,
        file_format=file_format,
        output=output,
        title=f"{region.name}: {origins.value} to {len(asked.labs)} facilities, "
        f"{measured_by(mode)}{near}",
        notes=asked.notes,
    )


def _trips(
    land: Snapshot,
    region: Region,
    origins: FromWhere,
    kinds: list[Kind] | None,
    mode: Mode,
    limit_m: float,
) -> _Asked:
    """Measure the trips.

    Raises
    ------
    MissingDataError
        If the snapshot holds no facility of these kinds.
    """
    wanted = tuple(kind.value for kind in kinds or ()) or TECHLABS
    labs = existing_places(land, wanted)
    if len(labs) == 0:
        message = (
            f"snapshot {land.manifest.name!r} holds no facility of kind "
            f"{' or '.join(wanted)}; add a source for it to SOURCES.toml and build it "
            "again"
        )
        raise MissingDataError(message)
    of = {
        FromWhere.BASISSCHOLEN: planning_schools,
        FromWhere.VESTIGINGEN: planning_vestigingen,
    }
    schools = of[origins](land, region)
    travel = travel_between(
        land, schools.points, points_of(labs, "id"), mode=mode, limit_m=limit_m
    )
    owners = labs["owner"].to_numpy(dtype=np.str_)
    trips = FacilityTrips(travel.pairs, schools.pupils, owners)
    return _Asked(trips, schools, labs, (*_told(schools), *travel.notes))


def _told(schools: PlanningSchools) -> tuple[str, ...]:
    """Return what a reader must know of the schools; no count is guessed here."""
    notes = {
        f"{schools.unplaced} schools have no known place and are left out": (
            schools.unplaced
        ),
        f"{schools.uncounted} schools have no count of pupils; they count as schools, "
        "not as pupils": schools.uncounted,
    }
    return tuple(note for note, count in notes.items() if count)


def _table(
    asked: _Asked, show: View, thresholds: tuple[float, ...], near_m: float
) -> pd.DataFrame:
    if show is View.REACH:
        return reach_by_threshold(asked.trips, thresholds)
    if show is View.OWNERS:
        shared = owner_overlap(asked.trips, near_m)
        return shared[shared["schools"] > 0].reset_index(drop=True)
    tables = {View.SCHOOLS: schools_table, View.BLANK: blank_spots}
    table = (
        trips_with_bus(asked.trips, bus_above=near_m)
        if show is View.BUS
        else tables[show](asked.trips, near_m)
    )
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
