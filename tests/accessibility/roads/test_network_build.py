"""From segments to links: what joins, what is a junction, and how costs round."""

from __future__ import annotations

import numpy as np
import pytest

from accessibility.codes import Mode
from accessibility.errors import NetworkError
from accessibility.reach_table import NOT_FOUND
from accessibility.roads.network import RoadNetwork
from accessibility.roads.network_build import CLOSED, Corners, Segments, network_of

X_M = np.array([0.0, 100.0, 200.0, 300.0])
Y_M = np.zeros(4)


def built(
    ends: list[tuple[int, int]],
    there: list[float],
    back: list[float],
    *,
    is_street: list[bool] | None = None,
    length_m: list[float] | None = None,
) -> RoadNetwork:
    start, end = np.array(ends, np.int32).T
    segments = Segments(
        start,
        end,
        np.array(there),
        np.array(back),
        np.array(is_street or [True] * len(ends)),
        None if length_m is None else np.array(length_m),
    )
    return network_of(X_M, Y_M, segments, mode=Mode.BIKE, epsg=28992)


def test_pieces_in_a_row_become_one_link() -> None:
    network = built([(0, 1), (1, 2), (2, 3)], [0.2] * 3, [0.2] * 3)
    assert (network.n_nodes, network.n_links) == (2, 1)
    assert network.link_length_cm.tolist() == [30_000]
    # 300 m at 0.2 s/m is 60 s.
    assert network.link_forward_ds.tolist() == [600]
    assert network.link_backward_ds.tolist() == [600]
    assert sorted(network.vertex_x_cm.tolist()) == [0, 10_000, 20_000, 30_000]


@pytest.mark.parametrize(
    ("there", "back", "is_street"),
    [
        ([0.2, 0.3, 0.2], [0.2, 0.3, 0.2], [True] * 3),
        ([0.2, 0.2, 0.2], [0.2, CLOSED, 0.2], [True] * 3),
        ([0.2, 0.2, 0.2], [0.2, 0.2, 0.2], [True, False, True]),
    ],
)
def test_a_change_of_kind_is_a_junction(
    there: list[float], back: list[float], is_street: list[bool]
) -> None:
    network = built([(0, 1), (1, 2), (2, 3)], there, back, is_street=is_street)
    assert (network.n_nodes, network.n_links) == (4, 3)
    assert network.link_is_street.tolist().count(False) == is_street.count(False)


def test_a_road_open_one_way_stays_and_one_closed_both_ways_goes() -> None:
    network = built([(0, 1), (1, 2), (2, 3)], [0.2, CLOSED, CLOSED], [0.2, 0.2, CLOSED])
    assert network.n_links == 2
    closed = np.concatenate([network.link_forward_ds, network.link_backward_ds])
    assert (closed == NOT_FOUND).sum() == 1
    with pytest.raises(NetworkError, match="no road is open to mode 'bike'"):
        built([(0, 1)], [CLOSED], [CLOSED])
    with pytest.raises(NetworkError, match="no road is open"):
        built([(1, 1)], [0.2], [0.2])


def test_costs_are_rounded_up_with_a_millionth_forgiven() -> None:
    # 100.001 m at 0.2 s/m: 10 000.1 cm and 200.002 ds.
    network = built([(0, 1)], [0.2], [0.3], length_m=[100.001])
    assert network.link_length_cm.tolist() == [10_001]
    assert sorted([*network.link_forward_ds, *network.link_backward_ds]) == [201, 301]
    exact = built([(0, 1)], [0.2], [0.2], length_m=[100.000_000_001])
    assert exact.link_length_cm.tolist() == [10_000]
    assert exact.link_forward_ds.tolist() == [200]
    shorter = built([(0, 1)], [0.2], [0.2], length_m=[50.0])
    assert shorter.link_length_cm.tolist() == [10_000]


def test_links_stand_in_the_order_of_their_junctions() -> None:
    ends = [(3, 0), (2, 1), (0, 2), (1, 3), (0, 1), (2, 3)]
    network = built(ends, [0.2, 0.3, 0.21, 0.22, 0.23, 0.24], [0.2] * 6)
    low = np.minimum(network.link_start, network.link_end).tolist()
    high = np.maximum(network.link_start, network.link_end).tolist()
    pairs = list(zip(low, high, strict=True))
    assert pairs == sorted(pairs)
    assert len(set(pairs)) == 6


def test_corners_are_part_of_the_shape() -> None:
    corners = Corners(
        first=np.array([0], np.int32),
        last=np.array([2], np.int32),
        passed=(np.array([0, 50, 0], np.int32), np.array([0, 40, 0], np.int32)),
        places=(np.array([0, 100], np.int32), np.zeros(2, np.int32)),
        in_cm=lambda x, y: (x * 100, y * 100),
    )
    one = np.zeros(1, np.int32)
    segments = Segments(
        one,
        one + 1,
        np.array([0.2]),
        np.array([0.2]),
        np.array([True]),
        np.array([130.0]),
        corners,
    )
    network = network_of(X_M[:2], Y_M[:2], segments, mode=Mode.BIKE, epsg=28992)
    assert network.vertex_x_cm.tolist()[1] == 5_000
    assert network.vertex_y_cm.tolist() == [0, 4_000, 0]
    assert not segments.is_point.any()
    assert segments.where(np.array([True])) is segments
    assert len(segments.where(np.array([False])).start) == 0


@pytest.mark.parametrize("drawn", ["along", "back"])
def test_there_is_the_way_a_link_runs_however_its_first_piece_was_drawn(
    drawn: str,
) -> None:
    """Rising road: 0.2 s/m towards higher x, 0.1 back, drawn either way."""
    backwards = drawn == "back"
    ends = [(1, 0), (1, 2)] if backwards else [(0, 1), (1, 2)]
    there, back = ([0.1, 0.2], [0.2, 0.1]) if backwards else ([0.2, 0.2], [0.1, 0.1])
    network = built(ends, there, back)
    assert network.n_links == 1
    first, last = (
        int(network.node_x_cm[node[0]])
        for node in (network.link_start, network.link_end)
    )
    assert {first, last} == {0, 20_000}
    up, down = network.link_forward_ds[0], network.link_backward_ds[0]
    assert (up, down) == ((400, 200) if first < last else (200, 400))


def test_a_bridge_drawn_in_pieces_is_one() -> None:
    start, end = np.array([(0, 1), (1, 2), (2, 3)], np.int32).T
    segments = Segments(
        start,
        end,
        np.full(3, 0.2),
        np.full(3, 0.2),
        np.ones(3, np.bool_),
        span=np.array([-1, 0, 0], np.int32),
        spans=(("bridge", "Lange Brug"),),
    )
    network = network_of(X_M, Y_M, segments, mode=Mode.BIKE, epsg=28992)
    assert network.span_name.tolist() == ["Lange Brug"]
    ends = [network.span_from_cm.item(), network.span_to_cm.item()]
    assert ends in ([10_000, 30_000], [0, 20_000])
