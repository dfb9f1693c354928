"""Any two lists of points, and the nearest of a list."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accessibility.codes import Unit
from accessibility.distances import (
    DISTANCE_COLUMNS,
    distance_matrix,
    distances,
    nearest_everywhere,
)
from accessibility.places import Points
from accessibility.reach_table import NOT_FOUND
from accessibility.snapping import SnapRule, snap
from tests.random_roads import random_network, random_points
from tests.town import Town

SEEDS = st.integers(0, 2**32 - 1)


def test_rows_say_how_far_and_how_the_points_were_placed(town: Town) -> None:
    table = distances(
        town.network(),
        town.points("A+1,-0.2", "C"),
        town.points("A+3,0.3", "B", "C+6,0"),
    )
    assert tuple(table.columns) == DISTANCE_COLUMNS
    assert table.from_id.tolist() == ["A+1,-0.2"] * 3 + ["C"] * 3
    assert table.to_id.tolist() == ["A+3,0.3", "B", "C+6,0"] * 2
    assert table.distance_m[:2].tolist() == [2_500, 3_200]
    assert table.distance_m[3:5].tolist() == [11_300, 10_000]
    assert table.status.tolist() == ["ok", "ok", "unsnapped"] * 2
    assert table.snap_from_m[0] == pytest.approx(200)
    assert table.snap_to_m[0] == pytest.approx(300)
    assert np.isnan(table.distance_m[2])
    assert np.isnan(table.snap_to_m[2])


def test_too_far_and_no_way_are_different(town: Town) -> None:
    table = distances(
        town.network(bridge=False), town.points("A", "G"), town.points("B"), limit=3_999
    )
    assert table.status.tolist() == ["beyond", "unreachable"]


@given(seed=SEEDS, unit=st.sampled_from(Unit))
@settings(deadline=None, max_examples=30)
def test_it_does_not_matter_from_which_side_is_searched(seed: int, unit: Unit) -> None:
    network = random_network(seed, 25, 40)
    homes = snap(random_points(seed, 9, "h"), network)
    schools = snap(random_points(seed + 1, 5, "s"), network)
    few = Points(homes.points.ids[:3], homes.points.x_m[:3], homes.points.y_m[:3])
    whole = distance_matrix(network, homes, schools, unit=unit)
    part = distance_matrix(network, snap(few, network), schools, unit=unit)
    assert (whole.distance_cm[:3] == part.distance_cm).all()
    assert (whole.time_ds[:3] == part.time_ds).all()


@given(seed=SEEDS)
@settings(deadline=None, max_examples=30)
def test_nearest_everywhere_is_the_least_of_all(seed: int) -> None:
    network = random_network(seed, 25, 40)
    schools = snap(random_points(seed + 1, 6, "s"), network, SnapRule(max_m=2_000))
    each = []
    for j in range(6):
        one = slice(j, j + 1)
        p = schools.points
        single = snap(Points(p.ids[one], p.x_m[one], p.y_m[one]), network, schools.rule)
        each.append(nearest_everywhere(network, single).cost)
    least = np.min(each, axis=0)
    nearest = nearest_everywhere(network, schools)
    assert (nearest.cost == least).all()
    found = least != NOT_FOUND
    chosen = np.array(each)[nearest.destination[found], np.flatnonzero(found)]
    assert (chosen == least[found]).all()
    assert (nearest.destination[~found] == -1).all()
