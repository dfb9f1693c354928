"""What an edit of roads means at a place: spots, metres, bridges, ways between."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from accessibility.codes import Mode
from accessibility.roads.edit_places import (
    links_at,
    spans_named,
    spans_near,
    spot_at,
    stretches_around,
    stretches_between,
)
from accessibility.roads.edited import Spot, Stretch, edited_network, without_links
from accessibility.roads.network import RoadNetwork
from accessibility.roads.network_build import Segments, network_of
from tests.accessibility.roads.test_edited import road
from tests.town import SOUTH_M, WEST_M, Town


def bridged(network: RoadNetwork) -> RoadNetwork:
    """Return a road of 6 km along y = 0 with two bridges and a tunnel on it."""
    return replace(
        network,
        span_link=np.zeros(3, np.int32),
        span_from_cm=np.array([100_000, 400_000, 500_000], np.int32),
        span_to_cm=np.array([110_000, 420_000, 510_000], np.int32),
        span_kind=np.array(["bridge", "bridge", "tunnel"]),
        span_name=np.array(["Hoge Brug", "", "Tunnel Oost"]),
        _derived={},
    )


ROAD = bridged(road((0, 0), (3_000, 0), (6_000, 0)))


def test_a_spot_lies_where_the_road_is_nearest() -> None:
    assert spot_at(ROAD, 1_234.567, 300.0) == Spot(0, 123_457)
    assert spot_at(ROAD, -200.0, 0.0) == Spot(0, 0)
    assert spot_at(ROAD, 0.0, 501.0) is None
    # A stretch that closed is no road, and what leads nowhere is one.
    cut = edited_network(ROAD, closed=[Stretch(0, 100_000, 599_000)])
    spot = spot_at(cut, 5_995.0, 0.0)
    assert spot == Spot(cut.n_links - 1, 500)
    assert spot_at(cut, 3_000.0, 0.0) is None


def test_metres_close_half_on_either_side_up_to_a_choice(town: Town) -> None:
    assert stretches_around(ROAD, Spot(0, 300_000), 0) == (
        Stretch(0, 300_000, 300_000),
    )
    assert stretches_around(ROAD, Spot(0, 300_000), 20_001) == (
        Stretch(0, 290_000, 310_001),
    )
    # A dead end, and a junction of three streets: no further.
    assert stretches_around(ROAD, Spot(0, 1_000), 20_000) == (Stretch(0, 0, 11_000),)
    network = town.network()
    bridge = spot_at(network, WEST_M + 4_000, SOUTH_M + 4_000)
    assert bridge is not None
    (whole,) = stretches_around(network, bridge, 1_000_000)
    assert whole == Stretch(bridge.link, 0, 400_000)


def test_metres_go_on_where_there_is_no_choice() -> None:
    # Two roads that differ meet in the middle: a junction without a choice.
    network = road((0, 0), (3_000, 0), (3_000, 10), pace=0.24)
    meeting = replace(
        network,
        link_start=np.array([0, 2], np.int32),
        link_end=np.array([2, 1], np.int32),
        link_length_cm=np.array([300_000, 1_000], np.int32),
        link_forward_ds=np.array([7_200, 24], np.int32),
        link_backward_ds=np.array([7_200, 24], np.int32),
        link_is_street=np.ones(2, np.bool_),
        node_x_cm=np.array([0, 300_000, 300_000], np.int32),
        node_y_cm=np.array([0, 1_000, 0], np.int32),
        vertex_ptr=np.array([0, 2, 4], np.int64),
        vertex_x_cm=np.array([0, 300_000, 300_000, 300_000], np.int32),
        vertex_y_cm=np.array([0, 0, 0, 1_000], np.int32),
        _derived={},
    )
    assert links_at(meeting, 2) == [0, 1]
    assert stretches_around(meeting, Spot(0, 299_900), 1_000) == (
        Stretch(0, 299_400, 300_000),
        Stretch(1, 0, 400),
    )
    assert stretches_around(meeting, Spot(1, 100), 1_000) == (
        Stretch(1, 0, 600),
        Stretch(0, 299_600, 300_000),
    )


def test_a_bridge_lies_behind_the_corners_of_its_own_road() -> None:
    """A road that bends twice, and two that go on from its end."""
    corners = [(0, 0), (3, 0), (3, 3), (6, 3), (6, 6), (9, 3)]
    x, y = 1_000.0 * np.array(corners, np.float64).T
    start, end = np.array([[0, 1, 2, 3, 3], [1, 2, 3, 4, 5]], np.int32)
    pace = np.full(5, 0.24)
    segments = Segments(start, end, pace, pace, np.ones(5, np.bool_))
    network = network_of(x, y, segments, mode=Mode.BIKE, epsg=28992)
    (bent,) = np.flatnonzero(network.link_length_cm == 900_000)
    bent_over = replace(
        network,
        span_link=np.array([bent], np.int32),
        span_from_cm=np.array([690_000], np.int32),
        span_to_cm=np.array([710_000], np.int32),
        span_kind=np.array(["bridge"]),
        span_name=np.array([""]),
        _derived={},
    )
    for away_m, n in ((39.9, 1), (40.1, 0)):
        assert len(spans_near(bent_over, 3_900.0 - away_m, 3_000.0, "bridge")) == n
        assert len(spans_near(bent_over, 4_100.0 + away_m, 3_000.0, "bridge")) == n


def test_bridges_within_forty_metres_are_meant() -> None:
    (found,) = spans_near(ROAD, 4_000.0, 39.9, "bridge")
    assert found.stretch == Stretch(0, 400_000, 420_000)
    assert (found.x_m, found.y_m) == (4_100.0, 0.0)
    assert spans_near(ROAD, 4_240.1, 0.0, "bridge") == ()
    assert len(spans_near(ROAD, 4_239.9, 0.0, "bridge")) == 1
    assert spans_near(ROAD, 4_100.0, 0.0, "tunnel") == ()
    assert spans_near(ROAD, 5_050.0, 10.0, "tunnel")[0].name == "Tunnel Oost"
    (named,) = spans_named(ROAD, " hoge brug ")
    assert named.stretch == Stretch(0, 100_000, 110_000)
    assert spans_named(ROAD, "Lage Brug") == ()


@pytest.mark.parametrize(
    ("one", "other", "right"),
    [((1, 0), (3, 0), 2_000), ((4, 4), (4, 6), 2_000), ((3, 0), (4, 1), 2_000)],
)
def test_between_two_places_closes_the_shortest_way(
    town: Town, one: tuple[float, float], other: tuple[float, float], right: float
) -> None:
    network = town.network()
    spots = [
        spot_at(network, WEST_M + 1_000 * x, SOUTH_M + 1_000 * y)
        for x, y in (one, other)
    ]
    assert spots[0] is not None
    assert spots[1] is not None
    found = stretches_between(network, spots[0], spots[1])
    assert sum(part.to_cm - part.from_cm for part in found) == 100 * right
    # Farther apart there are whole links between the first and the last.
    ends = (
        spot_at(network, WEST_M + 2_000, SOUTH_M),
        spot_at(network, WEST_M + 4_000, SOUTH_M + 5_000),
    )
    assert ends[0] is not None
    assert ends[1] is not None
    long = stretches_between(network, ends[0], ends[1])
    assert [part.to_cm - part.from_cm for part in long] == [200_000, 300_000, 200_000]


def test_no_way_is_no_stretch(town: Town) -> None:
    network = town.network(ferry=False)
    mainland = spot_at(network, WEST_M, SOUTH_M + 1_000)
    island = spot_at(network, WEST_M + 20_000, SOUTH_M + 1_000)
    assert mainland is not None
    assert island is not None
    assert stretches_between(network, mainland, island) == ()
    shut = without_links(network, np.array([island.link]))
    assert spot_at(shut, WEST_M + 20_000, SOUTH_M + 1_000) is None
