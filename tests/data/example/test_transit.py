"""The example's public transport on a land of six places: every line is expected."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from accessibility.codes import Mode
from accessibility.snapshot import Manifest, Snapshot
from accessibility.transit import TransitDay
from data.example import transit
from tests.made_timetables import clock
from tests.street_grid import grid

PLACES = {
    "Aa": (60_000, 104_000, 452_000),
    "Bee": (50_000, 116_000, 452_000),
    "Cee": (45_000, 104_000, 464_000),
    "Dorp": (7_000, 110_000, 452_000),
    "Gehucht": (3_000, 110_000, 460_000),
    "Hoeve": (500, 122_000, 464_000),
}
"""Three cities, a town on the railway from Aa to Bee, a village, and a farm."""

TRAIN, BUS = 2, 3


@pytest.fixture(scope="module")
def land() -> Snapshot:
    people, x_m, y_m = zip(*PLACES.values(), strict=True)
    pc4 = [f"V{k:03}" for k in range(len(PLACES))]
    homes = gpd.GeoDataFrame(
        {"pc4": pc4, "plaats": list(PLACES)},
        geometry=gpd.points_from_xy(x_m, y_m),
        crs=28992,
    )
    inhabitants = pd.DataFrame({"pc4": pc4, "inhabitants": people})
    tables = {"postcodes": homes, "inhabitants": inhabitants}
    return Snapshot(Manifest("klein", example=True, dates={}), tables)


def _made(land: Snapshot) -> TransitDay:
    # No ferry of the country sails here.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(transit, "FERRIES", ())
        return transit.example_transit(land, grid(mode=Mode.CAR))


@pytest.fixture(scope="module")
def day(land: Snapshot) -> TransitDay:
    return _made(land)


def _courses(day: TransitDay, kind: int) -> dict[frozenset[str], list[int]]:
    """Return the stops of each line of a kind, with its departures from the first."""
    found: dict[frozenset[str], list[int]] = {}
    table = day.timetable
    for pattern in range(table.n_patterns):
        if day.lines.kind[table.line[pattern]] != kind:
            continue
        first, last = table.pattern_ptr[pattern : pattern + 2]
        names = frozenset(day.stops.names[table.stop[first:last]].tolist())
        some = slice(*table.time_ptr[pattern : pattern + 2])
        leaves = table.depart_s[some].reshape(-1, last - first)[:, 0]
        found[names] = sorted([*found.get(names, []), *leaves.tolist()])
    return found


def test_trains_join_the_cities_and_stop_at_the_town_on_the_way(
    day: TransitDay,
) -> None:
    trains = _courses(day, TRAIN)
    stations = {one: f"{one} Station" for one in PLACES}
    by_way_of = {stations["Aa"], stations["Dorp"], stations["Bee"]}
    expected = [by_way_of, {stations["Aa"], stations["Cee"]}]
    assert all(frozenset(one) in trains for one in expected)
    for leaves in trains.values():
        # Both ways every half hour.
        assert np.diff(leaves[::2]).tolist() == [1_800] * (len(leaves) // 2 - 1)


def test_a_village_has_an_hourly_bus_and_a_farm_has_none(day: TransitDay) -> None:
    buses = _courses(day, BUS)
    of_village = [leaves for names, leaves in buses.items() if "Gehucht" in names]
    assert of_village
    hours = [leaves for leaves in of_village if len(leaves) < 50]
    assert hours
    assert set(np.diff(hours[0][::2]).tolist()) == {3_600}
    assert not [names for names in buses if "Hoeve" in names]


def test_nothing_runs_at_night(day: TransitDay) -> None:
    assert day.timetable.depart_s.min() >= clock("05:30")


def test_the_same_land_gives_the_same_day(land: Snapshot, day: TransitDay) -> None:
    again = _made(land)
    assert again.runs_as(day)
    assert again.lines.names.tolist() == day.lines.names.tolist()
    assert day.lines.ids[0] == "VB-L0001"
