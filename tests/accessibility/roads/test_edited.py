"""Edited networks: roads cut, stretches closed and places joined, on small drawings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accessibility.codes import Mode, Unit
from accessibility.places import Points
from accessibility.reach_table import NOT_FOUND, Status
from accessibility.roads.distance_lists import distance_matrix
from accessibility.roads.edited import (
    Join,
    Spot,
    Stretch,
    edited_network,
    without_links,
)
from accessibility.roads.network import RoadNetwork
from accessibility.roads.network_build import CLOSED, Segments, network_of
from accessibility.roads.road_reach import road_reach_table
from accessibility.roads.snapping import DEFAULT_SNAP, SnapRule, snap
from tests.random_roads import forgotten, random_network, random_points
from tests.town import Town

if TYPE_CHECKING:
    from numpy.typing import NDArray

SEEDS = st.integers(0, 2**32 - 1)
FAR = 1e6


def road(
    *corners: tuple[float, float], one_way: bool = False, pace: float = 0.24
) -> RoadNetwork:
    """Return one road along some corners."""
    n = len(corners)
    start = np.arange(n - 1, dtype=np.int32)
    there = np.full(n - 1, pace)
    segments = Segments(
        start,
        start + np.int32(1),
        there,
        np.full(n - 1, CLOSED) if one_way else there,
        np.ones(n - 1, np.bool_),
    )
    x, y = np.array(corners, np.float64).T
    return network_of(x, y, segments, mode=Mode.BIKE, epsg=28992)


def at(*places: tuple[float, float]) -> Points:
    x, y = np.array(places, np.float64).T
    return Points(np.array([f"p{k}" for k in range(len(places))]), x, y)


ANY_STREET = SnapRule(max_m=5_000, min_component_m=1)


def matrix(
    network: RoadNetwork,
    homes: Points,
    schools: Points,
    rule: SnapRule = ANY_STREET,
) -> NDArray[np.float64]:
    """Return the metres from each home to each school, infinite where there is none."""
    places = snap(homes, network, rule), snap(schools, network, rule)
    found = distance_matrix(network, *places).distance_cm
    return np.where(found == NOT_FOUND, np.inf, found / 100)


def test_a_link_of_a_hundred_metres_and_a_bit_is_cut_without_growing() -> None:
    network = road((0, 0), (100.005, 0))
    assert network.link_length_cm.tolist() == [10_001] or (
        network.link_length_cm.tolist() == [10_000]
    )
    whole = int(network.link_length_cm[0])
    join = Join(Spot(0, 3_333), Spot(0, 6_000), 4.0)
    after = edited_network(network, joined=[join])
    assert after.link_length_cm[1:4].tolist() == [3_333, 2_667, whole - 6_000]
    assert after.link_forward_ds[1:4].sum() == network.link_forward_ds[0]
    assert after.link_backward_ds[1:4].sum() == network.link_backward_ds[0]
    assert not after.link_is_open[0]
    assert after.node_x_cm[2:].tolist() == [3_333, 6_000]


def test_both_parts_of_a_one_way_road_are_one_way() -> None:
    network = road((0, 0), (3_000, 0), one_way=True)
    after = edited_network(network, closed=[Stretch(0, 100_000, 100_000)])
    assert (after.link_backward_ds == np.iinfo(np.int32).max).all()
    assert (after.link_forward_ds[1:] != np.iinfo(np.int32).max).all()
    assert after.link_is_street.tolist() == [False, True, True]


def test_a_cut_keeps_every_address_and_lets_nobody_across() -> None:
    network = road((0, 0), (6_000, 0))
    cut = edited_network(network, closed=[Stretch(0, 415_000, 415_000)])
    homes = at((1_000, 0), (4_100, 0), (4_150, 0), (5_000, 30))
    schools = at((500, 0), (6_000, 0))
    before, after = snap(homes, network), snap(homes, cut)
    assert after.status.tolist() == [Status.OK] * 4
    assert after.access_cm.tolist() == before.access_cm.tolist()
    table = road_reach_table(cut, homes, schools, limit=30_000)
    found = {
        (int(table.point[k]), j): table.cost(Unit.METRES)[k] / 100
        for j in range(2)
        for k in range(table.indptr[j], table.indptr[j + 1])
    }
    assert found == {(0, 0): 500, (1, 0): 3_600, (2, 0): 3_650, (3, 1): 1_030}


def test_a_stretch_closes_from_bank_to_bank() -> None:
    network = road((0, 0), (6_000, 0))
    closed = edited_network(network, closed=[Stretch(0, 400_000, 420_000)])
    homes = at((1_000, 0), (4_100, 0), (4_400, 0))
    table = road_reach_table(closed, homes, at((500, 0), (6_000, 0)), limit=30_000)
    # Who lived on the bridge is placed anew, on the bank that is nearest.
    assert table.point.tolist() == [0, 1, 2]
    assert (table.cost(Unit.METRES) / 100).tolist() == [500, 3_600, 1_600]


@pytest.mark.parametrize(
    ("x_m", "right"), [(1_000.0, 4_000.0), (1_000.37, 3_999.26), (2_500.0, 1_000.0)]
)
def test_a_new_link_joins_in_the_middle_of_two_roads(x_m: float, right: float) -> None:
    network = road((2_600, 0), (0, 0), (0, 1_000), (2_600, 1_000))
    homes, schools = at((2_500, 0)), at((2_500, 1_000))
    assert matrix(network, homes, schools) == 6_000
    offsets = snap(at((x_m, 0), (x_m, 1_000)), network).offset_cm
    one, other = (Spot(0, round(float(offset))) for offset in offsets)
    joined = edited_network(network, joined=[Join(one, other, 1 / 0.24)])
    assert matrix(joined, homes, schools)[0, 0] == pytest.approx(right, abs=0.001)
    assert joined.node_part.tolist() == [0] * joined.n_nodes


def test_a_link_joins_at_a_junction_that_is_there() -> None:
    network = road((0, 0), (1_000, 0))
    link = Join(Spot(0, 0), Spot(0, 100_000), 4.0)
    after = edited_network(network, joined=[link])
    assert after.n_nodes == network.n_nodes
    assert after.link_length_cm.tolist() == [100_000, 100_000]
    assert after.origin is not None
    assert len(after.origin.link) == 0


def test_a_square_mile_of_lonely_streets_is_joined_to_the_land() -> None:
    x = np.array([0.0, 6_000.0, 3_000.0, 3_300.0])
    y = np.array([0.0, 0.0, 1_500.0, 1_500.0])
    pace = np.full(2, 0.24)
    ends = np.array([0, 2], np.int32), np.array([1, 3], np.int32)
    segments = Segments(*ends, pace, pace, np.ones(2, np.bool_))
    network = network_of(x, y, segments, mode=Mode.BIKE, epsg=28992)
    homes = at((3_200, 1_500), (100, 0))
    assert snap(homes, network).status.tolist() == [Status.ISOLATED, Status.OK]
    lonely = int(np.argmin(network.link_length_cm))
    bridge = Join(Spot(1 - lonely, 300_000), Spot(lonely, 0), 4.0)
    joined = edited_network(network, joined=[bridge])
    assert snap(homes, joined).status.tolist() == [Status.OK, Status.OK]
    assert matrix(joined, homes, at((0, 0)), DEFAULT_SNAP).tolist() == [[4_700], [100]]


def test_spans_follow_their_link() -> None:
    network = road((0, 0), (1_000, 0))
    columns = {
        "span_link": np.array([0], np.int32),
        "span_from_cm": np.array([40_000], np.int32),
        "span_to_cm": np.array([60_000], np.int32),
        "span_kind": np.array(["bridge"]),
        "span_name": np.array(["Lange Brug"]),
    }
    bridged = type(network)(**{**vars(network), **columns, "_derived": {}})
    cut = edited_network(bridged, closed=[Stretch(0, 50_000, 50_000)])
    assert cut.span_link.tolist() == [1, 2]
    assert cut.span_from_cm.tolist() == [40_000, 0]
    assert cut.span_to_cm.tolist() == [50_000, 10_000]
    assert cut.span_name.tolist() == ["Lange Brug"] * 2
    gone = edited_network(bridged, closed=[Stretch(0, 40_000, 60_000)])
    assert gone.span_link.tolist() == []


def test_closing_whole_links_equals_a_town_built_without_them(town: Town) -> None:
    points = town.points(*"ABCDEFGHIJK")
    network = town.network()
    bridge = np.flatnonzero(
        np.abs(
            network.vertex_y_cm[network.vertex_ptr[1:] - 1]
            - network.vertex_y_cm[network.vertex_ptr[:-1]]
        )
        == 400_000
    )
    closed = without_links(network, bridge)
    assert closed.n_links == network.n_links
    without = town.network(bridge=False)
    assert np.array_equal(
        matrix(closed, points, points), matrix(without, points, points)
    )
    assert without_links(network, np.empty(0, np.int64)).n_links == network.n_links


ROUNDED_M = 0.0101
"""Two legs along one road are rounded up each, where they meet at a cut."""


def differences(
    before: RoadNetwork, after: RoadNetwork, points: Points
) -> NDArray[np.float64]:
    """Return how much longer each way is; nought where there was and is none."""
    old, new = (matrix(network, points, points) for network in (before, after))
    both = np.isinf(old) & np.isinf(new)
    return np.where(both, 0.0, np.where(both, 0.0, new) - np.where(both, 0.0, old))


def random_stretch(network: RoadNetwork, rng: np.random.Generator) -> Stretch:
    link = int(rng.integers(network.n_links))
    ends = rng.integers(0, network.link_length_cm[link] + 1, 2)
    low, high = sorted(ends.tolist())
    return Stretch(link, low, high)


def random_spot(network: RoadNetwork, rng: np.random.Generator) -> Spot:
    link = int(rng.integers(network.n_links))
    return Spot(link, int(rng.integers(0, network.link_length_cm[link] + 1)))


@given(seed=SEEDS)
@settings(deadline=None, max_examples=40)
def test_a_cut_that_is_joined_changes_no_cell(seed: int) -> None:
    network, rng = random_network(seed, 12, 8), np.random.default_rng(seed)
    points = random_points(seed, 12, "p")
    link = int(rng.integers(network.n_links))
    length = int(network.link_length_cm[link])
    one, other = (Spot(link, int(k)) for k in rng.integers(0, length + 1, 2))
    joined = edited_network(network, joined=[Join(one, other, 4.0)])
    cut = without_links(joined, np.array([joined.n_links - 1]))
    change = differences(network, cut, points)
    assert np.abs(change).max() <= ROUNDED_M
    # Only between two doors on the road itself are two legs rounded, not one.
    own = snap(points, network, ANY_STREET).link == link
    assert not change[~np.logical_and.outer(own, own)].any()


@given(seed=SEEDS)
@settings(deadline=None, max_examples=40)
def test_a_closed_stretch_never_shortens_a_way(seed: int) -> None:
    network, rng = random_network(seed, 12, 8), np.random.default_rng(seed)
    points = random_points(seed, 12, "p")
    stretch = random_stretch(network, rng)
    closed = edited_network(network, closed=[stretch])
    # Who lived on that road may be elsewhere now.
    stay = snap(points, network, ANY_STREET).link != stretch.link
    change = differences(network, closed, points)[np.ix_(stay, stay)]
    assert (change >= 0).all()


@given(seed=SEEDS)
@settings(deadline=None, max_examples=40)
def test_a_new_link_never_lengthens_a_way(seed: int) -> None:
    network, rng = random_network(seed, 12, 8), np.random.default_rng(seed)
    points = random_points(seed, 12, "p")
    ends = random_spot(network, rng), random_spot(network, rng)
    joined = edited_network(network, joined=[Join(*ends, 4.0)])
    assert (differences(network, joined, points) <= ROUNDED_M).all()


@given(seed=SEEDS)
@settings(deadline=None, max_examples=40)
def test_closing_and_opening_again_changes_nothing(seed: int) -> None:
    network, rng = random_network(seed, 12, 8), np.random.default_rng(seed)
    ends = random_spot(network, rng), random_spot(network, rng)
    bridged = edited_network(network, joined=[Join(*ends, 4.0)])
    bridge = bridged.n_links - 1
    closed = without_links(bridged, np.array([bridge]))
    nodes = bridged.link_start[bridge], bridged.link_end[bridge]
    spots = []
    for node in nodes:
        here = (closed.link_start == node) | (closed.link_end == node)
        link = int(np.flatnonzero(here & closed.link_is_open)[0])
        at_start = closed.link_start[link] == node
        spots.append(Spot(link, 0 if at_start else int(closed.link_length_cm[link])))
    opened = edited_network(closed, joined=[Join(spots[0], spots[1], 4.0)])
    points = random_points(seed, 12, "p")
    assert np.array_equal(
        matrix(opened, points, points), matrix(bridged, points, points)
    )


@given(seed=SEEDS)
@settings(deadline=None, max_examples=25)
def test_places_on_pieces_are_those_found_anew_to_a_few_centimetres(seed: int) -> None:
    network, rng = random_network(seed, 10, 6), np.random.default_rng(seed)
    points = random_points(seed, 12, "p")
    for _ in range(3):
        ends = random_spot(network, rng), random_spot(network, rng)
        if network.link_is_open[[end.link for end in ends]].all():
            network = edited_network(network, joined=[Join(*ends, 4.0)])
    kept, anew = (
        snap(points, net, ANY_STREET) for net in (network, forgotten(network))
    )
    assert np.abs(kept.access_cm - anew.access_cm).max() <= 2
    # Which of two streets that are equally near may differ.
    same = kept.link == anew.link
    # Both ends of a piece are laid on whole centimetres, which turns it by up to two
    # in its length: seen from afar the nearest place on it moves in that proportion.
    turned = 2 * kept.access_cm / network.link_length_cm[kept.link]
    moved_cm = np.abs(kept.offset_cm - anew.offset_cm)
    assert (moved_cm <= 3 + turned)[same].all()
