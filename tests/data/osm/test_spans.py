"""Bridges, tunnels and ferries of a road file: which part of which link they are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from accessibility.codes import Mode
from accessibility.places import Points
from accessibility.roads.distance_lists import distances
from accessibility.roads.edit_places import spans_named, spans_near
from accessibility.roads.network import RoadNetwork
from accessibility.scenario.edits import AddLink, CloseLink, Place
from accessibility.scenario.road_edits import (
    UnclearPlaceError,
    with_link,
    without_roads,
)
from data.network_store import read_network, write_network
from data.osm import osm_network, read_osm
from tests.drawn_roads import drawn, points_on
from tests.osm_files import Tags, write_osm

DIKE: Tags = {"highway": "unclassified"}
BRIDGE: Tags = {**DIKE, "bridge": "yes", "bridge:name": "Lange Brug"}

# A dike road with a bridge between 4000 and 4200 m, and a cycle path beside it.
PLACES = {
    1: (0.0, 0.0),
    2: (4_000.0, 0.0),
    3: (4_100.0, 0.0),
    4: (4_200.0, 0.0),
    5: (6_000.0, 0.0),
    6: (4_000.0, 20.0),
    7: (4_200.0, 20.0),
    8: (0.0, 3_000.0),
    9: (6_000.0, 3_000.0),
}


@pytest.fixture(scope="module", params=["osm", "osm.pbf"])
def network(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> RoadNetwork:
    path = tmp_path_factory.mktemp("brug") / f"dijk.{request.param}"
    write_osm(
        path,
        drawn(PLACES),
        [
            ([1, 2], DIKE),
            ([2, 3], BRIDGE),
            ([3, 4], BRIDGE),
            ([4, 5], DIKE),
            ([2, 6], {"highway": "cycleway"}),
            ([6, 7], {"highway": "cycleway", "bridge": "yes"}),
            ([7, 4], {"highway": "cycleway"}),
            ([8, 9], {"route": "ferry", "bicycle": "yes"}),
            ([1, 8], {"highway": "path", "tunnel": "yes"}),
        ],
    )
    return osm_network(read_osm(path), Mode.BIKE)


def place(network: RoadNetwork, east_m: float, north_m: float) -> Place:
    points = points_on(network, [(east_m, north_m)])
    return Place(float(points.x_m[0]), float(points.y_m[0]))


def test_a_bridge_drawn_in_two_ways_is_one(network: RoadNetwork) -> None:
    (one,) = spans_named(network, "Lange Brug")
    assert one.stretch.to_cm - one.stretch.from_cm == pytest.approx(20_000, abs=60)
    kinds = sorted(network.span_kind.tolist())
    assert kinds == ["bridge", "bridge", "ferry", "tunnel"]


def test_closing_the_bridge_takes_its_cycle_path_too(network: RoadNetwork) -> None:
    middle = place(network, 4_100, 0)
    closed, closing = without_roads(
        network, CloseLink(Mode.BIKE, middle, what="bridge")
    )
    assert closing.parts == 2
    assert closing.names == ("Lange Brug",)
    assert closing.length_m == pytest.approx(400, abs=2)
    homes = points_on(network, [(1_000, 0), (3_990, 0), (5_000, 0)])
    schools = points_on(network, [(500, 0), (6_000, 0)])
    assert ways(closed, homes, schools) == [[500, None], [3_490, None], [None, 1_000]]
    assert ways(network, homes, schools)[0] == [500, 5_000]


def ways(
    network: RoadNetwork, homes: Points, schools: Points
) -> list[list[int | None]]:
    """Return tens of metres from each home to each school, None for none."""
    found = distances(network, homes, schools).distance_m.to_numpy()
    rows = found.reshape(len(homes), len(schools)).tolist()
    return [[None if np.isnan(m) else 10 * round(m / 10) for m in row] for row in rows]


def test_a_ferry_and_a_tunnel_close_whole(network: RoadNetwork) -> None:
    boat = place(network, 3_000, 3_000)
    _, closing = without_roads(network, CloseLink(Mode.BIKE, boat, what="ferry"))
    assert closing.length_m == pytest.approx(6_000, rel=0.003)
    under = place(network, 0, 1_500)
    _, closing = without_roads(network, CloseLink(Mode.BIKE, under, what="tunnel"))
    assert closing.length_m == pytest.approx(3_000, rel=0.003)
    assert spans_near(network, boat.x_m, boat.y_m, "bridge") == ()


def test_they_are_kept_with_the_network(network: RoadNetwork, tmp_path: Path) -> None:
    write_network(network, tmp_path / "fiets")
    again = read_network(tmp_path / "fiets")
    for name in ("link", "from_cm", "to_cm", "kind", "name"):
        kept, read = (getattr(net, f"span_{name}") for net in (network, again))
        assert kept.tolist() == read.tolist()


def test_a_cut_in_a_tunnel_is_in_the_tunnel(network: RoadNetwork) -> None:
    """The dike road lies 300 m away: it stays open."""
    cut, _ = without_roads(network, CloseLink(Mode.BIKE, place(network, 0, 300)))
    homes, schools = points_on(network, [(0, 0)]), points_on(network, [(3_000, 0)])
    assert ways(cut, homes, schools) == [[3_000]]
    parts = set(cut.link_length_cm.tolist()) - set(network.link_length_cm.tolist())
    assert sorted(parts) == pytest.approx([30_000, 270_000], rel=0.003)


def test_no_new_road_joins_in_a_tunnel(network: RoadNetwork) -> None:
    ends = place(network, 0, 300), place(network, 3_000, 0)
    with pytest.raises(UnclearPlaceError, match="its start lies on a motorway, in a"):
        with_link(network, AddLink(Mode.BIKE, *ends, speed_mps=4.0))
