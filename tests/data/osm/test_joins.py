"""Nodes at the same spot: joined at a crossing, kept apart under a bridge."""

from __future__ import annotations

from pathlib import Path

import pytest

from accessibility.codes import Mode
from data.osm import osm_network, read_osm
from tests.drawn_roads import drawn
from tests.osm_files import write_osm

ROAD = {"highway": "residential"}
PLACES = {1: (0.0, 0.0), 2: (900.0, 0.0), 3: (450.0, -450.0), 4: (450.0, 450.0)}


@pytest.mark.parametrize(
    ("over", "under", "joined"),
    [
        ({}, {}, True),
        ({"layer": "1"}, {"layer": "1"}, True),
        ({"bridge": "yes", "layer": "1"}, {}, False),
        ({"bridge": "yes"}, {}, False),
        ({"layer": "1"}, {}, False),
        ({}, {"tunnel": "yes", "layer": "-1"}, False),
        ({"bridge": "no", "layer": "0"}, {}, True),
    ],
)
def test_two_nodes_at_one_place(
    tmp_path: Path, over: dict[str, str], under: dict[str, str], *, joined: bool
) -> None:
    nodes = drawn({**PLACES, 5: (450.0, 0.0), 6: (450.0, 0.0)})
    ways = [([1, 5, 2], ROAD | over), ([3, 6, 4], ROAD | under)]
    roads = read_osm(write_osm(tmp_path / "a.osm", nodes, ways))
    assert (roads.told.joined, roads.told.kept_apart) == (joined, not joined)
    network = osm_network(roads, Mode.BIKE)
    assert len(network.component_m) == (1 if joined else 2)
    # The roads are as long as before.
    assert network.link_length_cm.sum() == pytest.approx(180_000, rel=0.003)


def test_one_node_always_joins(tmp_path: Path) -> None:
    nodes = drawn({**PLACES, 5: (450.0, 0.0)})
    ways = [([1, 5, 2], ROAD | {"bridge": "yes"}), ([3, 5, 4], ROAD)]
    roads = read_osm(write_osm(tmp_path / "a.osm", nodes, ways))
    assert len(osm_network(roads, Mode.BIKE).component_m) == 1


def test_the_end_of_a_bridge_joins_the_street_that_meets_it(tmp_path: Path) -> None:
    nodes = drawn({**PLACES, 5: (450.0, 0.0), 6: (450.0, 0.0)})
    ways = [
        ([1, 5], ROAD | {"bridge": "yes", "layer": "1"}),
        ([5, 2], ROAD),
        ([3, 6], ROAD),
    ]
    roads = read_osm(write_osm(tmp_path / "a.osm", nodes, ways))
    assert len(osm_network(roads, Mode.BIKE).component_m) == 1


def test_the_place_beside_is_left_to_who_is_there(tmp_path: Path) -> None:
    nodes = drawn({**PLACES, 5: (450.0, 0.0), 6: (450.0, 0.0)})
    lon, lat = nodes[5]
    nodes[7] = (round(lon + 1e-7, 7), lat)
    ways = [
        ([1, 5], ROAD),
        ([7, 2], ROAD),
        ([3, 6, 4], ROAD | {"bridge": "yes"}),
    ]
    roads = read_osm(write_osm(tmp_path / "a.osm", nodes, ways))
    assert len(osm_network(roads, Mode.BIKE).component_m) == 3
