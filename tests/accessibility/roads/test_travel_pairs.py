"""Travel pairs keep every centimetre of the table they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from accessibility.codes import Mode, Unit
from accessibility.errors import TableError, UsageError
from accessibility.places import Points
from accessibility.roads.travel_pairs import pairs_from_frame, pairs_of
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


def test_a_frame_gives_the_same_pairs_whatever_its_order() -> None:
    pairs = pairs_of(_table())
    frame = pd.DataFrame(
        {
            "origin": pairs.origin_ids[pairs.origin],
            "destination": pairs.destination_ids[pairs.destination],
            "cost": pairs.amount,
        }
    ).sample(frac=1, random_state=1)
    again = pairs_from_frame(
        frame,
        pairs.origin_ids,
        pairs.destination_ids,
        limit=7_000.0,
        mode=Mode.STRAIGHT,
    )
    assert (again.cost == pairs.cost).all()
    assert (again.origin == pairs.origin).all()
    assert (again.destination == pairs.destination).all()


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


def test_all_faults_of_a_frame_come_at_once() -> None:
    frame = pd.DataFrame(
        {
            "origin": ["a", "q", "a"],
            "destination": ["x", "x", "x"],
            "cost": [1.0, -2.0, 3.0],
        }
    )
    with pytest.raises(TableError) as caught:
        pairs_from_frame(frame, np.array(["a"]), np.array(["x"]))
    assert len(caught.value.faults) == 3


def test_a_straight_line_table_gives_no_seconds() -> None:
    with pytest.raises(UsageError, match="no travel times"):
        pairs_of(_table(), unit=Unit.SECONDS)
