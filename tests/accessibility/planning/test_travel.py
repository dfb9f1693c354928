"""Travel for planning: crow, road and timetable, and a clear refusal without them."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest

from accessibility.codes import Mode, Unit
from accessibility.errors import MissingDataError, UsageError
from accessibility.places import Points, points_of
from accessibility.planning.travel import road_drives, roads_for, travel_between
from accessibility.reach_table import NOT_FOUND
from accessibility.roads.network import RoadNetwork
from accessibility.roads.network_tables import network_from_tables
from accessibility.snapshot import Snapshot
from accessibility.tours.tour_problem import NO_ROAD
from tests.bus_street import bus_snapshot, bus_students, bus_study
from tests.conftest import KM, X_M, Y_M


def _points(kms: list[float]) -> Points:
    names = [f"{km:g}" for km in kms]
    x_m = np.array([X_M + km * KM for km in kms])
    return Points(np.array(names), x_m, np.full(len(kms), Y_M))


@pytest.fixture
def roads() -> RoadNetwork:
    """Return a road of 10 km at 36 km/h, 13.2 km on the way back, and a far piece."""
    places = [(0, 0), (5, 0), (10, 0), (7, 3), (20, 0), (25, 0), (10, -1)]
    nodes = pd.DataFrame(
        {
            "node_id": range(7),
            "x_m": [X_M + x * KM for x, _ in places],
            "y_m": [Y_M + y * KM for _, y in places],
        }
    )
    edges = pd.DataFrame(
        {
            "from_node": [0, 1, 2, 3, 4, 2],
            "to_node": [1, 2, 3, 1, 5, 6],
            "length_m": [5_000, 5_000, 4_500, 3_700, 5_000, 1_000],
            "speed_kmh": 36.0,
            "oneway": [False, True, True, True, False, False],
        }
    )
    return network_from_tables(nodes, edges, mode=Mode.CAR)


def test_the_crow_flies_where_no_road_is_asked(line_snapshot: Snapshot) -> None:
    there = _points([0, 10])
    found = travel_between(
        line_snapshot, there, there, mode=Mode.STRAIGHT, limit=20_000
    )
    assert found.pairs.amount.tolist() == [0, 10_000, 10_000, 0]
    assert found.notes == ()


def test_roads_differ_both_ways_and_end(
    line_snapshot: Snapshot, roads: RoadNetwork
) -> None:
    snapshot = dataclasses.replace(line_snapshot, roads={Mode.CAR: roads})
    there = _points([0, 10, 20, 60])
    found = travel_between(snapshot, there, there, mode=Mode.CAR, limit=50_000)
    ways = zip(*(found.pairs.origin, found.pairs.destination), strict=True)
    apart = found.pairs.origin != found.pairs.destination
    there_and_back = [(int(a), int(b)) for a, b in ways if a != b]
    assert there_and_back == [(1, 0), (0, 1)]
    assert found.pairs.amount[apart].tolist() == [13_200, 10_000]
    beyond = "1 places lie beyond the roads for car that are known: what they reach"
    assert found.notes == (f"{beyond} cannot be said",)


def test_land_without_a_road_is_told_from_land_that_is_not_known(
    line_snapshot: Snapshot, roads: RoadNetwork
) -> None:
    snapshot = dataclasses.replace(line_snapshot, roads={Mode.CAR: roads})
    x_m, y_m = np.full(3, X_M + 2 * KM), Y_M + np.array([0.0, 900.0, 60 * KM])
    there = Points(np.array(["on", "beside", "beyond"]), x_m, y_m)
    found = travel_between(snapshot, there, there, mode=Mode.CAR, limit=50_000)
    assert found.notes[1] == "1 places lie at no road for car, and reach nothing"
    assert found.notes[0].startswith("1 places lie beyond the roads")
    drives = road_drives(roads, Points(there.ids[:2], x_m[:2], y_m[:2]))
    assert drives.outside == frozenset()


def test_driving_is_in_whole_seconds_and_metres(roads: RoadNetwork) -> None:
    drives = road_drives(roads, _points([0, 10, 20]))
    none = NO_ROAD
    assert drives.metres.tolist() == [
        [0, 10_000, none],
        [13_200, 0, none],
        [none] * 2 + [0],
    ]
    assert drives.seconds[0, 1] == 1_000


def test_a_mode_without_roads_is_refused(line_snapshot: Snapshot) -> None:
    there = _points([0])
    with pytest.raises(UsageError, match=r"'car' needs roads.*it has straight"):
        travel_between(line_snapshot, there, there, mode=Mode.CAR, limit=1)


def test_by_public_transport_a_visit_begins_at_a_bell() -> None:
    snapshot = bus_snapshot()
    homes, sites = bus_students().points, points_of(snapshot.vestigingen, "brin6")
    found = travel_between(
        snapshot, homes, sites, mode=Mode.OV, limit=5_400, unit=Unit.SECONDS
    )
    # As the table of the study, whose leads are checked against the drawn street.
    table = bus_study().reach(bus_students(), Mode.OV, Unit.SECONDS, 5_400)
    leads_ds = table.cost(Unit.SECONDS)
    assert found.pairs.cost.tolist() == leads_ds[leads_ds < NOT_FOUND].tolist()
    assert len(found.pairs.cost) > 0
    assert (
        found.notes[0]
        == "a visit by public transport is taken to begin at a bell of school"
    )
    assert "08:15-08:45" in found.notes[1]
    assert found.notes[-1] == "1 places lie beyond the streets or the timetable"


def test_public_transport_has_no_metres_and_drives_no_vehicle(
    line_snapshot: Snapshot,
) -> None:
    there = _points([0])
    with pytest.raises(UsageError, match="has no distances, only times"):
        travel_between(line_snapshot, there, there, mode=Mode.OV, limit=1)
    with pytest.raises(UsageError, match="drive over roads, not by public transport"):
        roads_for(line_snapshot, Mode.OV)
    with pytest.raises(MissingDataError, match="gtfs"):
        travel_between(
            line_snapshot, there, there, mode=Mode.OV, limit=1, unit=Unit.SECONDS
        )
