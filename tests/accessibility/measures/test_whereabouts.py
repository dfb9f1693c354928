"""A part lies between its guaranteed ends, and is exact where nothing is cut."""

from __future__ import annotations

import dataclasses

import numpy as np

from accessibility.counting.grades import whole_part
from accessibility.measures.nearest import all_pairs
from accessibility.measures.straight_search import straight_nearest
from accessibility.measures.whereabouts import (
    Whereabouts,
    part_between,
    reached_part,
)
from accessibility.places import points_of
from accessibility.position import Span
from accessibility.reach_table import NOT_FOUND
from tests.small_country import country, students


def test_only_a_cut_postcode_has_a_variance() -> None:
    people = students(country(), points_per_pc4=4)
    n = people.n_postcodes
    low, high = np.zeros(n), np.ones(n)
    low[0], high[1] = 1.0, 0.0
    part = part_between(low, high, np.full(n, 0.5), np.ones(n), people)
    assert part.estimate[:3].tolist() == [1.0, 0.0, 0.5]
    assert part.variance[:2].tolist() == [0.0, 0.0]
    # All points in reach, yet cut: as if half a point were not, of one and a half.
    assert part.variance[2] == 0.125 * 0.875 / 1.5


def test_the_last_bit_is_forgiven() -> None:
    assert whole_part(np.array([1 - 1e-12, 0.4])).tolist() == [1.0, 0.4]


def test_only_homes_whose_roads_are_not_known_lose_their_certainty() -> None:
    snapshot = country()
    people = students(snapshot)
    sites = points_of(snapshot.vestigingen, "brin6")
    pair = all_pairs()[0]
    nearest = straight_nearest(
        people.points, sites, snapshot.offers, pairs=[pair], limit_m=60_000
    )
    outside = np.zeros(len(people.points), np.bool_)
    outside[0] = True
    n = people.n_postcodes
    here = Span(np.zeros(n, np.int32), np.zeros(n, np.int32))
    part = reached_part(
        dataclasses.replace(nearest, outside=outside),
        people,
        pair,
        60_000,
        Whereabouts({pair: here}),
    )
    assert part.low.tolist() == [0.0] + [1.0] * (n - 1)
    assert part.high.tolist() == [1.0] * n


def test_likely_ends_lie_around_the_points_of_the_model() -> None:
    snapshot = country()
    people, finer = students(snapshot), students(snapshot, points_per_pc4=4)
    sites = points_of(snapshot.vestigingen, "brin6")
    pair, n = all_pairs()[0], people.n_postcodes
    ways = [
        straight_nearest(
            whose.points, sites, snapshot.offers, pairs=[pair], limit_m=60_000
        )
        for whose in (people, finer)
    ]
    anywhere = Span(np.zeros(n, np.int32), np.full(n, 6_000_000, np.int32))
    known = Whereabouts({pair: anywhere}, (ways[1], finer))
    part = reached_part(ways[0], people, pair, 5_000, known)
    modelled = finer.reached_fraction(ways[1].reached(5_000)[0])
    assert part.model.tolist() == modelled.tolist() != part.estimate.tolist()
    # Four points each, and not one, tell how far a part may be off.
    cut = np.clip(modelled, 0.125, 0.875)
    np.testing.assert_allclose(part.variance, cut * (1 - cut) / 1.5)


def test_those_whose_roads_are_not_known_may_be_reached_by_them() -> None:
    snapshot = country()
    people = students(snapshot)
    sites = points_of(snapshot.vestigingen, "brin6")
    pair, n = all_pairs()[0], people.n_postcodes
    nearest = straight_nearest(
        people.points, sites, snapshot.offers, pairs=[pair], limit_m=60_000
    )
    outside = np.arange(n) == 0
    lost = dataclasses.replace(
        nearest,
        cost=np.full_like(nearest.cost, NOT_FOUND),
        least=np.where(outside, 0, NOT_FOUND).astype(np.int32)[None],
        outside=outside,
    )
    part = reached_part(lost, people, pair, 60_000)
    assert part.estimate.tolist() == [0.0] * n
    assert part.high.tolist() == [1.0] + [0.0] * (n - 1)
