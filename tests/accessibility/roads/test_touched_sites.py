"""Which destinations an edit can change: on the drawn town, told by hand."""

from __future__ import annotations

import numpy as np
import pytest

from accessibility.codes import Unit
from accessibility.roads.edit_places import spot_at
from accessibility.roads.edited import Join, Stretch, edited_network
from accessibility.roads.network import RoadNetwork
from accessibility.roads.snapping import snap
from accessibility.roads.touched_sites import concerned
from tests.town import PLACES_KM, SOUTH_M, WEST_M, Town

NAMES = "".join(PLACES_KM)


def touched(network: RoadNetwork, after: RoadNetwork, limit: float) -> str:
    """Return the places to which some way may be another."""
    sites = snap(Town().points(*NAMES), network)
    found = concerned(after, sites, Unit.METRES, limit)
    return "".join(np.array(list(NAMES))[found])


def cut_at(network: RoadNetwork, x_km: float, y_km: float) -> RoadNetwork:
    spot = spot_at(network, WEST_M + 1_000 * x_km, SOUTH_M + 1_000 * y_km)
    assert spot is not None
    return edited_network(network, closed=[Stretch(spot.link, spot.at_cm, spot.at_cm)])


@pytest.mark.parametrize(
    ("limit", "right"),
    # Over the bridge lead ways to all; up to 5 km only those to its own banks.
    [(1e6, "ABCDEFGHIJK"), (5_000.0, "EH")],
)
def test_a_closed_bridge_matters_to_both_banks(
    town: Town, limit: float, right: str
) -> None:
    network = town.network()
    found = touched(network, cut_at(network, 4, 5), limit)
    assert set(right) <= set(found)
    assert set(found) - set(right) <= {"E", "H"}


def test_a_street_that_no_short_way_takes_matters_to_nobody_else(town: Town) -> None:
    network = town.network(ferry=False)
    # From J to K on the island, nobody on the mainland is concerned.
    found = touched(network, cut_at(network, 20, 1), 30_000.0)
    assert set(found) == {"J", "K"}


def test_a_slow_link_helps_nobody_and_a_short_one_does(town: Town) -> None:
    network = town.network()
    ends = [
        spot_at(network, WEST_M + 1_000 * x, SOUTH_M + 1_000 * y)
        for x, y in ((0, 1), (4, 1))
    ]
    assert ends[0] is not None
    assert ends[1] is not None
    join = Join(ends[0], ends[1], 4.0)
    after = edited_network(network, joined=[join])
    # A rung between A-D and B-E: the way round is 2 km longer.
    assert touched(network, after, 3_999.0).strip("ABDE") == ""
    assert {"A", "B", "D", "E"} <= set(touched(network, after, 30_000.0))


def test_a_network_that_was_not_edited_changes_nothing(town: Town) -> None:
    network = town.network()
    assert touched(network, network, 1e6) == ""
    assert touched(network, edited_network(network), 1e6) == ""
