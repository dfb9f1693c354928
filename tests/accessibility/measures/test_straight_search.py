"""A tree finds the costs that the whole table gives."""

from __future__ import annotations

import numpy as np

from accessibility.measures.nearest import all_pairs, nearest_offers
from accessibility.measures.straight_search import straight_nearest
from accessibility.places import points_of
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
