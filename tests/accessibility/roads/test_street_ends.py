"""Least and most way over the road hold for every home on the land."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import shapely
from numpy.typing import NDArray

from accessibility.codes import Mode, Unit
from accessibility.places import RD_NEW, Points
from accessibility.reach_table import NOT_FOUND
from accessibility.roads.edited import Stretch, edited_network
from accessibility.roads.network import RoadNetwork
from accessibility.roads.network_tables import network_from_tables
from accessibility.roads.road_reach import road_reach_table
from accessibility.roads.street_ends import land_streets, streets_after
from tests.random_roads import random_network, random_points

LIMIT = {Unit.METRES: 4_000.0, Unit.SECONDS: 1_200.0}


def _nearest(
    network: RoadNetwork, homes: Points, sites: Points, unit: Unit
) -> NDArray[np.int64]:
    reach = road_reach_table(network, homes, sites, unit=unit, limit=LIMIT[unit])
    cost = np.full(len(homes), NOT_FOUND, np.int64)
    np.minimum.at(cost, reach.point, reach.cost(unit))
    return cost


@pytest.mark.parametrize("unit", list(Unit))
@pytest.mark.parametrize("seed", range(6))
def test_every_home_that_is_placed_lies_inside_the_ends(seed: int, unit: Unit) -> None:
    network = random_network(seed, 12, 20)
    sites = random_points(seed + 100, 2, "s")
    pieces = np.array(
        [shapely.box(x, y, x + 400, y + 700) for x, y in [(0, 0), (900, 1_500)]]
        + [shapely.box(2_600, 2_300, 3_400, 3_100)]
    )
    least, most, _ = land_streets(network, pieces).ends(
        sites, unit=unit, limit=LIMIT[unit]
    )
    rng = np.random.default_rng(seed)
    row = np.repeat(np.arange(len(pieces)), 300)
    west, south, east, north = shapely.bounds(pieces[row]).T
    x = west + rng.random(len(row)) * (east - west)
    y = south + rng.random(len(row)) * (north - south)
    homes = Points(np.arange(len(row)).astype(np.str_), x, y, RD_NEW)
    cost = _nearest(network, homes, sites, unit)
    found = cost < NOT_FOUND
    assert found.any()
    assert (cost[found] >= least[row[found]]).all()
    assert (cost[found] <= most[row[found]]).all()


def test_land_without_a_street_may_lie_anywhere() -> None:
    network = random_network(1, 12, 20)
    far = np.array([shapely.box(50_000, 50_000, 51_000, 51_000)])
    streets = land_streets(network, far)
    least, most, _ = streets.ends(
        random_points(2, 2, "s"), unit=Unit.METRES, limit=4_000.0
    )
    assert (least[0], most[0]) == (0, NOT_FOUND)


def test_between_two_schools_nobody_lives_farther_than_halfway() -> None:
    nodes = pd.DataFrame({"node_id": [0, 1], "x_m": [0.0, 1_000.0], "y_m": [0.0, 0.0]})
    edges = pd.DataFrame({"from_node": [0], "to_node": [1]})
    network = network_from_tables(nodes, edges, mode=Mode.BIKE)
    at = nodes.x_m.to_numpy(), nodes.y_m.to_numpy()
    both = Points(np.array(["s0", "s1"]), *at, RD_NEW)
    along = np.array([shapely.box(0, -1, 1_000, 1)])
    least, most, _ = land_streets(network, along).ends(
        both, unit=Unit.METRES, limit=4_000.0
    )
    assert least[0] == 0
    # Half the street, and as far from it as a home may be placed on it.
    assert 100_000 <= most[0] < 100_010


@pytest.mark.parametrize("seed", range(8))
def test_streets_after_edits_are_those_found_anew(seed: int) -> None:
    network = random_network(seed, 12, 20)
    pieces = np.array([shapely.box(x, 0, x + 900, 3_500) for x in range(0, 3_600, 900)])
    before = streets = land_streets(network, pieces)
    rng = np.random.default_rng(seed)
    for _ in range(2):
        network = streets.network
        links = rng.choice(network.n_links, 3, replace=False)
        ends = network.link_length_cm[links].tolist()
        cut = [
            Stretch(int(link), size // 4, size // 2)
            for link, size in zip(links, ends, strict=True)
        ]
        network = edited_network(network, closed=cut)
        found, anew = (
            np.unique([one.piece, one.link], axis=1)
            for one in (
                streets_after(before, network, pieces),
                land_streets(network, pieces),
            )
        )
        np.testing.assert_array_equal(found, anew)
        streets = land_streets(network, pieces)
