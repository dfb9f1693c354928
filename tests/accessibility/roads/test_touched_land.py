"""No way changes from land that is not touched, and a small edit leaves most be."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray

from accessibility.codes import Unit
from accessibility.places import Points
from accessibility.roads.edited import Join, Spot, Stretch, edited_network
from accessibility.roads.network import RoadNetwork
from accessibility.roads.street_ends import LandStreets, land_streets, streets_after
from accessibility.roads.touched_land import fastest_mps, touched_pieces
from tests.random_roads import random_network, random_points

PIECES = np.array(
    [
        shapely.box(x, y, x + 400, y + 400)
        for x in range(0, 3_600, 400)
        for y in range(0, 3_600, 400)
    ]
)
LIMIT = {Unit.METRES: 1_500.0, Unit.SECONDS: 300.0}


def _ends(streets: LandStreets, sites: Points, unit: Unit) -> NDArray[np.int64]:
    found = streets.ends(sites, unit=unit, limit=LIMIT[unit])
    return np.stack([one.astype(np.int64) for one in found])


def _edited(network: RoadNetwork, rng: np.random.Generator) -> RoadNetwork:
    first, second, third = rng.choice(network.n_links, 3, replace=False).tolist()
    size = int(network.link_length_cm[first])
    ends = Spot(second, 0), Spot(third, int(network.link_length_cm[third]))
    return edited_network(
        network,
        closed=[Stretch(first, size // 4, size // 2)],
        joined=[Join(*ends, speed_mps=5.0)],
    )


@pytest.mark.parametrize("unit", list(Unit))
@pytest.mark.parametrize("seed", range(12))
def test_untouched_land_has_the_ways_it_had(seed: int, unit: Unit) -> None:
    network = random_network(seed, 12, 20)
    sites = random_points(seed + 50, 4, "s")
    before = land_streets(network, PIECES)
    rng = np.random.default_rng(seed)
    edited = network
    for _ in range(2):
        edited = _edited(edited, rng)
    after = streets_after(before, edited, PIECES)
    touched = touched_pieces(before, after, sites, unit=unit, limit=LIMIT[unit])
    assert touched.any()
    was, now = (_ends(one, sites, unit) for one in (before, after))
    np.testing.assert_array_equal(was[:, ~touched], now[:, ~touched])
    # Some pieces alone have the ends that they have among all.
    alone = _ends(after.of(touched), sites, unit)
    np.testing.assert_array_equal(alone[:, touched], now[:, touched])


def test_far_from_an_edit_nothing_is_touched() -> None:
    network = random_network(3, 12, 20)
    before = land_streets(network, PIECES)
    sites = random_points(4, 3, "s")
    link = int(np.argmin(network.node_x_cm[network.link_start]))
    size = int(network.link_length_cm[link])
    edited = edited_network(network, closed=[Stretch(link, 0, size)])
    after = streets_after(before, edited, PIECES)
    touched = touched_pieces(before, after, sites, unit=Unit.METRES, limit=300.0)
    assert touched.any()
    assert not touched.all()
    none = streets_after(before, network, PIECES)
    assert not touched_pieces(before, none, sites, unit=Unit.METRES, limit=300.0).any()


def test_nobody_is_faster_than_the_fastest_link() -> None:
    network = random_network(5, 12, 20)
    most = fastest_mps(network)
    metres, seconds = network.link_length_cm / 100, network.link_forward_ds / 10
    assert (metres <= most * seconds + 1e-9).all()
    assert most < 100.0
