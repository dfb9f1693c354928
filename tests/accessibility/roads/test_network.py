"""The road network: its parts, its arcs, and what is left when a link closes."""

from __future__ import annotations

import numpy as np
import pytest

from accessibility.codes import Mode, Unit
from accessibility.reach_table import NOT_FOUND
from accessibility.roads.network import (
    COST_BITS,
    NO_LABEL,
    Direction,
    RoadNetwork,
    leads_to,
    packed,
)
from accessibility.roads.network_build import CLOSED, Segments, network_of


def line_of(back: list[float]) -> RoadNetwork:
    """Return roads 0-1-2-3-... of 100 m with the way back as given."""
    n = len(back)
    start = np.arange(n, dtype=np.int32)
    segments = Segments(
        start,
        start + np.int32(1),
        np.linspace(0.2, 0.3, n),
        np.array(back),
        np.ones(n, np.bool_),
    )
    x_m = np.linspace(0.0, 100.0 * n, n + 1)
    return network_of(x_m, np.zeros(n + 1), segments, mode=Mode.BIKE, epsg=28992)


def node_at(network: RoadNetwork, x_m: float) -> int:
    return int(np.flatnonzero(network.node_x_cm == x_m * 100)[0])


@pytest.mark.parametrize("direction", list(Direction))
def test_closed_directions_have_no_arc(direction: Direction) -> None:
    network = line_of([CLOSED, CLOSED, CLOSED])
    arcs = network.arcs(direction, Unit.METRES)
    assert len(arcs.head) == 3
    ends = {Direction.FROM: (0, 300), Direction.TO: (300, 0)}[direction]
    sizes = np.diff(arcs.indptr)
    assert sizes[node_at(network, ends[0])] == 1
    assert sizes[node_at(network, ends[1])] == 0
    for x_m in (100, 200):
        v = node_at(network, x_m)
        assert sizes[v] == 1
        step = 100 if direction is Direction.FROM else -100
        assert arcs.head[arcs.indptr[v]] == node_at(network, x_m + step)


def test_arcs_carry_the_cost_of_their_own_direction() -> None:
    network = line_of([0.5])
    start, end = node_at(network, 0), node_at(network, 100)
    forward, backward = 200, 500
    for unit in Unit:
        first = [10_000, 10_000] if unit is Unit.METRES else [forward, backward]
        other = [forward, backward] if unit is Unit.METRES else [10_000, 10_000]
        for direction, turned in ((Direction.FROM, 1), (Direction.TO, -1)):
            arcs = network.arcs(direction, unit)
            found = [arcs.weight[arcs.indptr[v]] for v in (start, end)][::turned]
            assert [int(w) >> COST_BITS for w in found] == first
            assert [int(w) & 0xFFFFFFFF for w in found] == other
    assert network.arcs(Direction.TO, Unit.METRES) is network.arcs(
        Direction.TO, Unit.METRES
    )
    label = packed(np.array([3], np.int32), np.array([4], np.int32), Unit.SECONDS)
    assert label.tolist() == [(4 << COST_BITS) | 3]
    assert (int(NOT_FOUND) << COST_BITS) // 4 < NO_LABEL


def test_parts_are_numbered_by_their_road() -> None:
    # 0-1 and back, then one way on, then 2-3-4 and back: the longer is part 0.
    network = line_of([0.2, CLOSED, 0.2, 0.2])
    nodes = [node_at(network, x_m) for x_m in (0, 100, 200, 300, 400)]
    assert network.node_component[nodes].tolist() == [1, 1, 0, 0, 0]
    assert network.component_m.tolist() == [200, 100]
    assert sorted(network.link_component.tolist()) == [-1, 0, 0, 1]
    # Directions left out, all of it hangs together.
    assert set(network.node_part.tolist()) == {0}
    assert network.node_part is network.node_part
    reached = leads_to(
        network, np.array([1, 0, -1], np.int32), np.array([0, 1, -1], np.int32)
    )
    assert reached.tolist() == [
        [True, True, False],
        [True, False, False],
        [False, False, False],
    ]
