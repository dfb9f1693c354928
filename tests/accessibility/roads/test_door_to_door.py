"""The way itself, and that its length is the distance."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accessibility.codes import Unit
from accessibility.errors import UsageError
from accessibility.reach_table import NOT_FOUND
from accessibility.roads.distance_lists import distance_matrix
from accessibility.roads.door_to_door import route
from accessibility.roads.snapping import snap
from tests.random_roads import random_network, random_points
from tests.town import SOUTH_M, WEST_M, Town


def test_the_way_round_the_one_way_street(town: Town) -> None:
    network = town.network()
    found = route(
        network, snap(town.points("C"), network), snap(town.points("B"), network)
    )
    assert found is not None
    km = np.column_stack([found.x_m - WEST_M, found.y_m - SOUTH_M]) / 1000
    assert np.unique(km, axis=0).tolist() == [[4, 0], [4, 3], [8, 0], [8, 3]]


def test_no_way_no_place_and_too_many(town: Town) -> None:
    network = town.network(bridge=False)
    home, school = snap(town.points("A"), network), snap(town.points("G"), network)
    at_sea = snap(town.points("C+6,0"), network)
    assert route(network, home, school) is None
    assert route(network, at_sea, school) is None
    with pytest.raises(UsageError, match="one point to one, not 2 to 1"):
        route(network, snap(town.points("A", "B"), network), school)


@given(seed=st.integers(0, 2**32 - 1), unit=st.sampled_from(Unit))
@settings(max_examples=60)
def test_its_links_add_up_to_the_distance(seed: int, unit: Unit) -> None:
    network = random_network(seed, 25, 30)
    home = snap(random_points(seed, 1, "h"), network)
    school = snap(random_points(seed + 1, 1, "s"), network)
    found = route(network, home, school, unit=unit)
    matrix = distance_matrix(network, home, school, unit=unit)
    if matrix.distance_cm[0, 0] == NOT_FOUND or found is None:
        return
    cm = int(network.link_length_cm[found.links].sum())
    # What is left are the parts of the first and the last link, and two doors.
    ends_cm = [
        network.link_length_cm[p.link[0]] + p.access_cm[0] for p in (home, school)
    ]
    if home.link[0] != school.link[0]:
        assert cm <= matrix.distance_cm[0, 0] <= cm + sum(ends_cm) + 2
    if unit is Unit.METRES:
        steps = np.hypot(np.diff(found.x_m[1:-1]), np.diff(found.y_m[1:-1])).sum()
        assert steps * 100 == pytest.approx(cm, abs=len(found.links) + 1)
