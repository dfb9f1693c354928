"""A tree finds the costs that the whole table gives."""

from __future__ import annotations

import dataclasses

import numpy as np

from accessibility.measures.nearest import all_pairs, nearest_offers
from accessibility.measures.straight_search import straight_nearest
from accessibility.places import points_of
from accessibility.reach_table import NOT_FOUND
from accessibility.straight_line import straight_line_table
from tests.small_country import country, students


def test_costs_equal_those_of_the_table() -> None:
    snapshot = country(5)
    points = students(snapshot, points_per_pc4=4).points
    sites = points_of(snapshot.vestigingen, "brin6")
    pairs = all_pairs()
    table = straight_line_table(points, sites, limit_m=12_000)
    whole = nearest_offers(table, snapshot.offers, pairs=pairs)
    found = straight_nearest(
        points, sites, snapshot.offers, pairs=pairs, limit_m=12_000
    )
    np.testing.assert_array_equal(found.cost, whole.cost)
    np.testing.assert_array_equal(found.destination < 0, whole.destination < 0)


def test_a_home_without_a_place_has_no_nearest() -> None:
    snapshot = country(5)
    frame = students(snapshot).points
    lost = dataclasses.replace(frame, x_m=frame.x_m.copy(), y_m=frame.y_m.copy())
    lost.x_m[3] = lost.y_m[3] = np.nan
    sites = points_of(snapshot.vestigingen, "brin6")
    found = straight_nearest(
        lost, sites, snapshot.offers, pairs=all_pairs(), limit_m=60_000
    )
    assert np.flatnonzero(found.unsnapped).tolist() == [3]
    assert (found.cost[:, 3] == NOT_FOUND).all()
    assert (found.cost[:, 4] < NOT_FOUND).any()
    assert not found.outside.any()
