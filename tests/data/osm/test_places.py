"""Places where others go wrong: ferries, islands, borders, drawn from their tags."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from accessibility.codes import Mode, Unit
from accessibility.places import Points
from accessibility.projection import metric_places
from accessibility.roads.distance_lists import distances
from accessibility.roads.network import RoadNetwork
from data.access import RoadRules
from data.osm import osm_network, read_osm
from tests.osm_files import write_osm

ROAD = {"highway": "tertiary"}
NO_FERRIES = RoadRules(ferries=False)
USUAL = RoadRules()
Place = tuple[float, float]


def network_of(path: Path, mode: Mode, rules: RoadRules = USUAL) -> RoadNetwork:
    return osm_network(read_osm(path), mode, rules=rules)


def way_between(network: RoadNetwork, origin: Place, goal: Place) -> pd.Series:
    """Return the way from one place to another."""
    lon, lat = np.array([origin, goal]).T
    x_m, y_m = metric_places(lon, lat, network.epsg)
    home = Points(np.array(["home"]), x_m[:1], y_m[:1], network.epsg)
    school = Points(np.array(["school"]), x_m[1:], y_m[1:], network.epsg)
    return distances(network, home, school, unit=Unit.SECONDS).iloc[0]


# Den Helder - Texel: the ferry is boarded over a bridge with `oneway=reversible`.
TEXEL = {
    1: (4.760, 52.900), 2: (4.775, 52.960), 3: (4.780, 52.962), 4: (4.781, 53.002),
    5: (4.785, 53.004), 6: (4.800, 53.060),
}  # fmt: skip
BRIDGE = {"highway": "primary", "bridge": "yes", "oneway": "reversible"}
TEXEL_WAYS = [
    ([1, 2], ROAD),
    ([2, 3], BRIDGE),
    ([3, 4], {"route": "ferry", "duration": "00:20", "motor_vehicle": "yes"}),
    ([4, 5], BRIDGE),
    ([5, 6], ROAD),
]


@pytest.fixture
def texel(tmp_path: Path) -> Path:
    return write_osm(tmp_path / "texel.osm", TEXEL, TEXEL_WAYS)


@pytest.mark.parametrize("mode", [Mode.CAR, Mode.BIKE, Mode.WALK])
def test_texel_is_reached_over_the_reversible_bridge(texel: Path, mode: Mode) -> None:
    network = osm_network(read_osm(texel), mode)
    for origin, goal in ((1, 6), (6, 1)):
        found = way_between(network, TEXEL[origin], TEXEL[goal])
        assert found.status == "ok"
        # 20 minutes on board and 10 of waiting, and the roads on both sides.
        assert found.time_s > 1_800
        assert found.distance_m == pytest.approx(18_100, rel=0.02)


def test_texel_without_ferries_is_unreachable_not_far(texel: Path) -> None:
    network = osm_network(read_osm(texel), Mode.CAR, rules=NO_FERRIES)
    assert way_between(network, TEXEL[1], TEXEL[6]).status == "unreachable"


def test_waiting_counts_once_per_crossing(tmp_path: Path) -> None:
    middle = {**TEXEL, 7: (4.7805, 52.982)}
    in_two = [
        *TEXEL_WAYS[:2],
        ([3, 7], {"route": "ferry", "duration": "00:10"}),
        ([7, 4], {"route": "ferry", "duration": "00:10"}),
        *TEXEL_WAYS[3:],
    ]
    one = network_of(write_osm(tmp_path / "a.osm", TEXEL, TEXEL_WAYS), Mode.BIKE)
    two = network_of(write_osm(tmp_path / "b.osm", middle, in_two), Mode.BIKE)
    whole = way_between(one, TEXEL[1], TEXEL[6])
    parts = way_between(two, TEXEL[1], TEXEL[6])
    assert parts.time_s == pytest.approx(whole.time_s, abs=1)
    no_wait = osm_network(
        read_osm(tmp_path / "b.osm"), Mode.BIKE, rules=RoadRules(ferry_wait_min=0)
    )
    quick = way_between(no_wait, TEXEL[1], TEXEL[6])
    assert parts.time_s - quick.time_s == pytest.approx(600, abs=1)


# Islands where a visitor's car stays behind: only who lives there drives.
ISLANDS = {
    "Vlieland": ((5.40, 53.17), (5.07, 53.295)),
    "Schiermonnikoog": ((6.20, 53.41), (6.16, 53.48)),
}


@pytest.mark.parametrize("name", ISLANDS)
def test_an_island_by_ferry_only(tmp_path: Path, name: str) -> None:
    (lon, lat), (over_lon, over_lat) = ISLANDS[name]
    nodes = {
        1: (lon, lat - 0.05), 2: (lon, lat), 3: (over_lon, over_lat),
        4: (over_lon + 0.05, over_lat),
    }  # fmt: skip
    ways = [
        ([1, 2], ROAD),
        ([2, 3], {"route": "ferry", "duration": "01:30", "motor_vehicle": "no"}),
        ([3, 4], ROAD),
    ]
    roads = read_osm(write_osm(tmp_path / "a.osm", nodes, ways))
    status = {
        mode: way_between(osm_network(roads, mode), nodes[4], nodes[1]).status
        for mode in (Mode.BIKE, Mode.WALK, Mode.CAR)
    }
    assert status == {Mode.BIKE: "ok", Mode.WALK: "ok", Mode.CAR: "unreachable"}
    home = (nodes[3][0] + 0.01, over_lat)
    for mode in status:
        # Within the island nothing depends on the ferry.
        network = osm_network(roads, mode, rules=NO_FERRIES)
        assert way_between(network, home, nodes[4]).status == "ok"


# Terschelling-Oosterend: a school 7 km away on the island, the next over the sea.
def test_terschelling_keeps_its_own_school_near(tmp_path: Path) -> None:
    nodes = {
        1: (5.36, 53.40), 2: (5.22, 53.36), 3: (5.40, 53.17), 4: (5.42, 53.16),
    }  # fmt: skip
    ways = [
        ([1, 2], ROAD),
        ([2, 3], {"route": "ferry", "duration": "02:00"}),
        ([3, 4], ROAD),
    ]
    roads = read_osm(write_osm(tmp_path / "a.osm", nodes, ways))
    network = osm_network(roads, Mode.BIKE)
    near = way_between(network, nodes[1], nodes[2])
    far = way_between(network, nodes[1], nodes[4])
    assert near.distance_m < 11_000
    assert far.time_s > near.time_s + 7_200


# Vlissingen - Breskens: a ferry for feet and bicycles; cars go through the tunnel.
VLISSINGEN = {
    1: (3.57, 51.46), 2: (3.58, 51.44), 3: (3.57, 51.40), 4: (3.56, 51.39),
    5: (3.85, 51.45), 6: (3.85, 51.38),
}  # fmt: skip
VLISSINGEN_WAYS = [
    ([1, 2], ROAD),
    ([2, 3], {"route": "ferry", "duration": "00:23", "foot": "yes", "bicycle": "yes"}),
    ([3, 4], ROAD),
    ([1, 5], ROAD),
    ([5, 6], {"highway": "trunk", "motorroad": "yes", "tunnel": "yes"}),
    ([6, 4], ROAD),
]


def test_vlissingen_breskens_with_and_without_the_ferry(tmp_path: Path) -> None:
    roads = read_osm(write_osm(tmp_path / "a.osm", VLISSINGEN, VLISSINGEN_WAYS))
    there = VLISSINGEN[1], VLISSINGEN[4]
    bike = way_between(osm_network(roads, Mode.BIKE), *there)
    car = way_between(osm_network(roads, Mode.CAR), *there)
    assert bike.distance_m == pytest.approx(8_200, rel=0.03)
    assert car.distance_m > 40_000
    no_ferry = osm_network(roads, Mode.BIKE, rules=NO_FERRIES)
    assert way_between(no_ferry, *there).status == "unreachable"


# Noord-Beveland: an island on the map, joined by dams; not by its boundary.
def test_noord_beveland_is_joined_by_its_dam(tmp_path: Path) -> None:
    nodes = {1: (3.75, 51.58), 2: (3.70, 51.59), 3: (3.66, 51.60), 4: (3.60, 51.60)}
    dam = {"highway": "secondary", "embankment": "yes", "bicycle": "use_sidepath"}
    ways = [([1, 2], ROAD), ([2, 3], dam), ([2, 3], {"highway": "cycleway"})]
    roads = read_osm(write_osm(tmp_path / "a.osm", nodes, [*ways, ([3, 4], ROAD)]))
    for mode in (Mode.BIKE, Mode.CAR):
        network = osm_network(roads, mode, rules=NO_FERRIES)
        found = way_between(network, nodes[1], nodes[4])
        assert found.distance_m == pytest.approx(10_700, rel=0.02)


# Zuid-Limburg: the way to school may lead through another country.
def test_the_way_over_the_border_is_used(tmp_path: Path) -> None:
    nodes = {1: (5.95, 50.78), 2: (6.03, 50.77), 3: (6.02, 50.84), 4: (6.06, 50.81)}
    at_home = [([1, 3], ROAD), ([3, 4], ROAD)]
    abroad = [([1, 2], ROAD), ([2, 4], ROAD)]
    inland = network_of(write_osm(tmp_path / "a.osm", nodes, at_home), Mode.BIKE)
    whole = network_of(
        write_osm(tmp_path / "b.osm", nodes, at_home + abroad), Mode.BIKE
    )
    clipped = way_between(inland, nodes[1], nodes[4])
    found = way_between(whole, nodes[1], nodes[4])
    assert found.distance_m < clipped.distance_m - 1_000
