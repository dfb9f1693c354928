"""Travel pairs keep every centimetre of the table they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from accessibility.codes import Unit
from accessibility.errors import UsageError
from accessibility.places import Points
from accessibility.roads.travel_pairs import pairs_of
from accessibility.straight_line import straight_line_table

if TYPE_CHECKING:
    from accessibility.reach_table import ReachTable


def _table() -> ReachTable:
    rng = np.random.default_rng(5)
    schools = Points(np.array(list("abcdef")), *rng.uniform(0, 9_000, (2, 6)))
    sites = Points(np.array(list("xyz")), *rng.uniform(0, 9_000, (2, 3)))
    return straight_line_table(schools, sites, limit_m=7_000.0)


def test_pairs_of_a_reach_table_hold_its_entries() -> None:
    reach = _table()
    pairs = pairs_of(reach)
    assert (pairs.cost == reach.distance_cm).all()
    for j in range(3):
        column = pairs.origin[pairs.destination == j]
        assert (column == reach.point[reach.indptr[j] : reach.indptr[j + 1]]).all()


def test_nearest_is_the_smallest_of_the_open_ones() -> None:
    pairs = pairs_of(_table())
    table = np.full((6, 3), np.inf)
    table[pairs.origin, pairs.destination] = pairs.amount
    is_open = np.array([True, False, True])
    row, amount = pairs.nearest(is_open)
    wanted = table[:, is_open].min(axis=1)
    assert amount == pytest.approx(wanted)
    assert ((row >= 0) == np.isfinite(wanted)).all()
    assert set(row[row >= 0]) <= {0, 2}


def test_within_is_inclusive_and_never_beyond_the_limit() -> None:
    pairs = pairs_of(_table())
    largest = float(pairs.amount.max())
    assert len(pairs.within(largest).cost) == len(pairs.cost)
    assert len(pairs.within(largest - 0.01).cost) < len(pairs.cost)
    with pytest.raises(UsageError, match="beyond the limit"):
        pairs.within(7_000.1)


def test_a_straight_line_table_gives_no_seconds() -> None:
    with pytest.raises(UsageError, match="no travel times"):
        pairs_of(_table(), unit=Unit.SECONDS)
