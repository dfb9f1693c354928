"""Answers near the edge of a road file, against those of the whole map."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from accessibility.codes import Mode
from accessibility.errors import BereikError
from accessibility.places import RD_NEW, Points
from accessibility.roads.coverage import coverage_of, to_edge_m
from accessibility.roads.distance_lists import distances
from accessibility.roads.network import RoadNetwork
from accessibility.roads.network_build import Segments, network_of
from accessibility.roads.network_edge import may_be_nearer
from accessibility.roads.snapping import SnapRule

CELL_M = 100.0
RULE = SnapRule(max_m=60, min_component_m=150)
WEST_M, SOUTH_M = 100_000.0, 400_000.0


def grid_town(
    closed: list[tuple[int, int]], keep: tuple[float, float, float, float], size: int
) -> RoadNetwork:
    """Return streets every 80 m, some squares of them closed, clipped to a box."""
    row, column = np.divmod(np.arange(size * size), size)
    x, y = (80.0 * number.astype(np.float64) for number in (column, row))
    pairs = []
    for k in range(size * size):
        pairs += [(k, k + 1)] if k % size + 1 < size else []
        pairs += [(k, k + size)] if k + size < size * size else []
    start, end = np.array(pairs, np.int32).T
    shut = np.zeros(len(start), np.bool_)
    for i, j in closed:
        middle_x, middle_y = (x[start] + x[end]) / 2, (y[start] + y[end]) / 2
        shut |= (np.abs(middle_x - 80 * i) < 100) & (np.abs(middle_y - 80 * j) < 100)
    west, east, south, north = keep
    inside = (x >= west) & (x <= east) & (y >= south) & (y <= north)
    shut |= ~(inside[start] & inside[end])
    start, end = start[~shut], end[~shut]
    pace = np.full(len(start), 0.24)
    segments = Segments(start, end, pace, pace, np.ones(len(start), np.bool_))
    return network_of(x + WEST_M, y + SOUTH_M, segments, mode=Mode.BIKE, epsg=RD_NEW)


def points_at(places: np.ndarray) -> Points:
    ids = np.array([f"p{k}" for k in range(len(places))])
    return Points(ids, WEST_M + places[:, 0], SOUTH_M + places[:, 1])


def differing_and_marked(
    whole: RoadNetwork, part: RoadNetwork, points: Points, limit: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return per pair whether the answers differ, and whether it is marked."""
    told = [
        distances(network, points, points, limit=limit, rule=RULE)
        for network in (whole, part)
    ]
    known, found = (table.distance_m.fillna(limit).to_numpy() for table in told)
    edge_m = to_edge_m(points, coverage_of(part, CELL_M))
    n = len(points)
    marked = may_be_nearer(found, np.repeat(edge_m, n), np.tile(edge_m, n), RULE)
    differs = (np.abs(known - found) > 0.05) | (
        (told[0].status != told[1].status).to_numpy()
    )
    return differs, marked


@pytest.mark.parametrize("keep", [(0, 4_000, 400, 4_000), (800, 4_000, 0, 3_600)])
def test_in_a_clipped_town_every_answer_that_differs_is_marked(
    keep: tuple[float, float, float, float],
) -> None:
    # A river from north to south with its bridges at both ends.
    river = [(22, j) for j in range(3, 48)]
    whole = grid_town(river, (0, 4_000, 0, 4_000), 51)
    part = grid_town(river, keep, 51)
    rng = np.random.default_rng(1)
    west, east, south, north = keep
    places = rng.uniform((west, south), (east, north), (25, 2))
    differs, marked = differing_and_marked(whole, part, points_at(places), 6_000)
    assert differs.any()
    assert not (differs & ~marked).any()
    # And it does not mark them all.
    assert (~marked).any()


@settings(deadline=None, max_examples=25)
@given(
    closed=st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=25),
    box=st.tuples(*[st.integers(0, 800)] * 4),
    seed=st.integers(0, 999),
    limit=st.sampled_from([600.0, 1_500.0, 5_000.0]),
)
def test_what_is_not_marked_is_what_the_whole_map_gives(
    closed: list[tuple[int, int]],
    box: tuple[int, int, int, int],
    seed: int,
    limit: float,
) -> None:
    keep = (box[0], 2_400 - box[1], box[2], 2_400 - box[3])
    places = np.random.default_rng(seed).uniform(
        (keep[0], keep[2]), (keep[1], keep[3]), (8, 2)
    )
    try:
        whole = grid_town(closed, (0, 2_400, 0, 2_400), 31)
        part = grid_town(closed, keep, 31)
        differs, marked = differing_and_marked(whole, part, points_at(places), limit)
    except BereikError:
        assume(False)  # noqa: FBT003 - nothing left of the town
    assert not (differs & ~marked).any()
