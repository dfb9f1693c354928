"""Columns of a reach table after a scenario: spliced in, the others untouched."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from accessibility.codes import Mode, Unit
from accessibility.places import Points, points_of
from accessibility.reach_table import ReachTable
from accessibility.scenario import Scenario, apply, edited, fresh_columns
from accessibility.scenario.edits import CloseVestiging, MoveVestiging, Place
from accessibility.straight_line import straight_line_table
from tests.small_country import country, students

MOVE = MoveVestiging("X00002", Place(120_000.0, 420_000.0))
CLOSE = CloseVestiging("X00004")
SNAPSHOT = country()
PEOPLE = students(SNAPSHOT)
PARTS = np.arange(8, dtype=np.int32) + 10


def reach_of() -> ReachTable:
    """Return a table that looks measured over the road: with times and parts."""
    sites = points_of(SNAPSHOT.vestigingen, "brin6")
    return as_road(straight_line_table(PEOPLE.points, sites), PARTS)


def as_road(reach: ReachTable, parts: np.ndarray) -> ReachTable:
    return replace(
        reach,
        mode=Mode.BIKE,
        time_ds=reach.cost(Unit.METRES) // 7,
        point_component=np.zeros(reach.n_points, np.int32),
        destination_component=parts,
    )


def measure(sites: Points) -> ReachTable:
    table = straight_line_table(PEOPLE.points, sites)
    return as_road(table, np.full(len(sites.ids), 99, np.int32))


def column_of(reach: ReachTable, code: str) -> list[list[int]]:
    j = reach.destination_ids.tolist().index(code)
    span = slice(reach.indptr[j], reach.indptr[j + 1])
    assert reach.time_ds is not None
    parts = (reach.point, reach.cost(Unit.METRES), reach.time_ds)
    return [part[span].tolist() for part in parts]


def test_only_what_moved_is_measured_anew() -> None:
    reach = reach_of()
    applied = apply(Scenario("t", "small", (MOVE, CLOSE)), SNAPSHOT)
    fresh = fresh_columns(reach, applied, PEOPLE.points, measure=measure)
    assert fresh.destination_ids.tolist() == ["X00002"]
    after = edited(reach, applied, fresh)
    codes = [code for code in reach.destination_ids.tolist() if code != "X00004"]
    assert after.destination_ids.tolist() == codes
    for code in codes:
        source = fresh if code == "X00002" else reach
        assert column_of(after, code) == column_of(source, code)
    assert column_of(after, "X00002") != column_of(reach, "X00002")
    assert after.destination_component is not None
    assert after.destination_component.tolist() == [10, 11, 99, 13, 15, 16, 17]


def test_without_parts_or_times_there_are_none_after() -> None:
    reach = reach_of()
    applied = apply(Scenario("t", "small", (MOVE,)), SNAPSHOT)
    bare = replace(reach, time_ds=None, destination_component=None)
    fresh = fresh_columns(bare, applied, PEOPLE.points, measure=measure)
    after = edited(bare, applied, fresh)
    assert after.time_ds is None
    assert after.destination_component is None
    timeless = replace(fresh, time_ds=None, destination_component=None)
    after = edited(reach, applied, timeless)
    assert after.time_ds is None
    # Where the new one lies is not known.
    assert after.destination_component is not None
    assert after.destination_component[2] == -1


def test_nothing_placed_is_no_column() -> None:
    reach = reach_of()
    closing = apply(Scenario("t", "small", (CLOSE,)), SNAPSHOT)
    none = fresh_columns(reach, closing, PEOPLE.points)
    assert none.n_destinations == 0
    assert none.time_ds is not None
    assert none.destination_component is not None
    straight = replace(reach, time_ds=None, destination_component=None)
    none = fresh_columns(straight, closing, PEOPLE.points)
    assert none.time_ds is None
    assert none.destination_component is None
    after = edited(reach, closing, fresh_columns(reach, closing, PEOPLE.points))
    assert after.n_destinations == 7
    same = apply(Scenario("t", "small"), SNAPSHOT)
    assert edited(reach, same, fresh_columns(reach, same, PEOPLE.points)) is reach


@pytest.mark.parametrize("limit", [20_000.0, 30_000.0])
def test_the_straight_line_keeps_the_limit(limit: float) -> None:
    sites = points_of(SNAPSHOT.vestigingen, "brin6")
    reach = straight_line_table(PEOPLE.points, sites, limit_m=limit)
    applied = apply(Scenario("t", "small", (MOVE,)), SNAPSHOT)
    fresh = fresh_columns(reach, applied, PEOPLE.points)
    assert fresh.limit == limit
    assert fresh.unit is Unit.METRES
    again = straight_line_table(
        PEOPLE.points, points_of(applied.snapshot.vestigingen, "brin6"), limit_m=limit
    )
    after = edited(reach, applied, fresh)
    np.testing.assert_array_equal(after.distance_cm, again.distance_cm)


def test_how_far_each_lies_from_the_edge_of_the_roads_goes_along() -> None:
    edges = np.arange(8.0)
    reach = replace(reach_of(), destination_edge_m=edges)
    applied = apply(Scenario("t", "small", (MOVE, CLOSE)), SNAPSHOT)
    fresh = fresh_columns(reach, applied, PEOPLE.points, measure=measure)
    fresh = replace(fresh, destination_edge_m=np.array([50.0]))
    after = edited(reach, applied, fresh)
    assert after.destination_edge_m is not None
    assert after.destination_edge_m.tolist() == [0, 1, 50, 3, 5, 6, 7]
