"""Overlap: what labs that are there reach of what a new site would."""

from __future__ import annotations

import numpy as np
import pytest

from accessibility.places import Points
from accessibility.planning.overlap import overlap_with_existing, without_overlap
from accessibility.roads.travel_pairs import pairs_of
from accessibility.siting.siting_problem import SitingProblem, candidates_of
from accessibility.straight_line import straight_line_table

KM = 1_000.0


@pytest.fixture
def row() -> SitingProblem:
    """Schools at 0, 2 and 6 km with 10, 30 and 60 pupils, and a lab at the first."""
    schools = Points(np.array(["a", "b", "c"]), np.array([0, 2, 6]) * KM, np.zeros(3))
    sites = Points(
        np.array(["lab", "near", "far", "away"]),
        np.array([0, 1, 5, 90]) * KM,
        np.zeros(4),
    )
    pairs = pairs_of(straight_line_table(schools, sites, limit_m=100 * KM))
    places = candidates_of(pairs.destination_ids, existing=np.array(["lab"]))
    return SitingProblem(pairs, np.array([10.0, 30.0, 60.0]), places, n_new=1)


def test_the_part_that_a_lab_reaches_is_told_per_place(row: SitingProblem) -> None:
    found = overlap_with_existing(row, 3 * KM)
    assert found.tolist() == pytest.approx([1.0, 1.0, 30 / 90, 0.0])


def test_places_that_share_too_much_get_no_site(row: SitingProblem) -> None:
    bound = without_overlap(row, 3 * KM, 0.5)
    assert bound.candidates.forbidden.tolist() == [False, True, False, False]
    none = without_overlap(row, 3 * KM, 0.2)
    assert none.candidates.forbidden.tolist() == [False, True, True, False]
    assert without_overlap(row, 3 * KM, None) is row
