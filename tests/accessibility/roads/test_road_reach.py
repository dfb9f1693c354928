"""Distances over the road, known by hand, by a second opinion, and by their laws."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from accessibility.codes import Mode, Unit
from accessibility.errors import CrsError, NetworkError, UsageError
from accessibility.places import Points
from accessibility.reach_table import NOT_FOUND, ReachTable, Status
from accessibility.roads.edited import Join, Spot, edited_network, without_links
from accessibility.roads.network import RoadNetwork
from accessibility.roads.network_build import Segments, network_of
from accessibility.roads.road_reach import road_reach_table
from accessibility.roads.snapping import SnapRule
from accessibility.straight_line import straight_line_table
from tests.random_roads import random_network, random_points
from tests.town import Town

# From row to column in kilometres, by hand. C to B goes round over F and E.
BY_HAND_KM = {
    "AA": 0, "AB": 4, "AC": 8, "AD": 3, "AE": 7, "AF": 11, "AG": 15, "AH": 11,
    "AI": 15, "AJ": 20, "AK": 23, "BA": 4, "BC": 4, "CB": 10, "CA": 14, "CD": 11,
    "CF": 3, "FC": 3, "BF": 7, "FB": 7, "GI": 8, "IG": 8, "GC": 15, "HC": 11,
    "IC": 15, "CG": 15, "DC": 11, "JA": 26, "KA": 29, "JC": 12, "JK": 3, "KG": 30,
    "GK": 30,
}  # fmt: skip

JUNCTIONS_ONLY = SnapRule(min_component_m=0)


def as_dense(table: ReachTable, values: NDArray[np.int32]) -> NDArray[np.int64]:
    """Spread a reach table out: points by destinations, NOT_FOUND where nothing."""
    out = np.full((table.n_points, table.n_destinations), NOT_FOUND, np.int64)
    for j in range(table.n_destinations):
        span = slice(table.indptr[j], table.indptr[j + 1])
        out[table.point[span], j] = values[span]
    return out


@pytest.mark.parametrize("pair", BY_HAND_KM)
def test_town_distances_are_those_known_by_hand(town: Town, pair: str) -> None:
    home, school = town.points(pair[0]), town.points(pair[1])
    table = road_reach_table(town.network(), home, school, limit=40_000)
    assert table.cost(Unit.METRES).tolist() == [BY_HAND_KM[pair] * 100_000]


def test_time_is_carried_along_and_can_lead(town: Town) -> None:
    network = town.network()
    homes = town.points("A", "C", "J")
    by_metres = road_reach_table(network, homes, town.points("K"))
    assert by_metres.time_ds is not None
    # 15 km/h is 240 s per km; the ferry takes 1 800 s.
    assert by_metres.time_ds.tolist() == [44_400, 25_200, 7_200]
    by_seconds = road_reach_table(
        network, homes, town.points("K"), unit=Unit.SECONDS, limit=2_520
    )
    assert by_seconds.point.tolist() == [1, 2]
    assert by_seconds.cost(Unit.METRES).tolist() == [1_500_000, 300_000]


def test_doors_beside_the_road_count_their_way_to_it(town: Town) -> None:
    homes = town.points("A+1,-0.2", "B+1,0.1")
    table = road_reach_table(town.network(), homes, town.points("A+3,0.3"))
    # 200 + 2 000 + 300; the second goes with the one-way street: C, F, E, B, back.
    assert table.cost(Unit.METRES).tolist() == [250_000, 10_000 + 1_400_000 + 30_000]
    assert table.time_ds is not None
    # On foot 0.5 km at 5 km/h is 360 s, by bike 2 km at 15 km/h is 480 s.
    assert table.time_ds[0] == 8_400


def test_two_doors_in_a_one_way_street(town: Town) -> None:
    near, far = town.points("B+1,0"), town.points("B+3,0")
    along = road_reach_table(town.network(), near, far)
    assert along.cost(Unit.METRES).tolist() == [200_000]
    against = road_reach_table(town.network(), far, near)
    # 1 to C, then C to B as by hand, then 1 more.
    assert against.cost(Unit.METRES).tolist() == [1_200_000]


def test_the_same_place_is_at_distance_nought(town: Town) -> None:
    place = town.points("B+1,0.2")
    assert road_reach_table(town.network(), place, place).cost(
        Unit.METRES
    ).tolist() == [0]


@pytest.mark.parametrize(
    ("limit", "count"), [(9_999.9, 0), (9_999.99, 0), (10_000, 1), (10_000.1, 1)]
)
def test_the_limit_is_inclusive(town: Town, limit: float, count: int) -> None:
    table = road_reach_table(
        town.network(), town.points("C"), town.points("B"), limit=limit
    )
    assert len(table.point) == count


def test_without_the_bridge_the_far_side_is_unreachable_not_far(town: Town) -> None:
    homes, school = town.points("A", "G"), town.points("B")
    table = road_reach_table(town.network(bridge=False), homes, school, limit=1e6)
    assert table.point.tolist() == [0]
    assert table.status.tolist() == [Status.OK, Status.OK]
    assert table.point_component is not None
    assert table.destination_component is not None
    same = table.point_component == table.destination_component[0]
    assert same.tolist() == [True, False]


def test_closing_the_bridge_equals_a_town_built_without_it(town: Town) -> None:
    network = town.network()
    low = network.vertex_y_cm[network.vertex_ptr[:-1]]
    high = network.vertex_y_cm[network.vertex_ptr[1:] - 1]
    bridge = np.flatnonzero(abs(high - low) == 400_000)
    assert len(bridge) == 1
    points = town.points(*"ABCDEFGHIJK")
    closed = road_reach_table(without_links(network, bridge), points, points, limit=1e6)
    without = road_reach_table(town.network(bridge=False), points, points, limit=1e6)
    assert (closed.indptr == without.indptr).all()
    assert (closed.cost(Unit.METRES) == without.cost(Unit.METRES)).all()
    assert closed.point_component is not None
    assert without.point_component is not None
    assert (closed.point_component == without.point_component).all()


@pytest.mark.parametrize("unit", Unit)
def test_a_new_road_may_be_longer_than_all_there_were(unit: Unit) -> None:
    """Two streets of 100 m in four pieces each, 20 km apart, then joined."""
    x = np.array([0, 25, 50, 75, 100, 20_000, 20_025, 20_050, 20_075, 20_100.0])
    start = np.array([0, 1, 2, 3, 5, 6, 7, 8], np.int32)
    pace, streets = np.full(8, 0.24), np.ones(8, np.bool_)
    segments = Segments(start, start + np.int32(1), pace, pace, streets)
    apart = network_of(x, x * 0.0, segments, mode=Mode.BIKE, epsg=28992)
    east = int(apart.node_x_cm[apart.link_start].argmax())
    join = Join(Spot(1 - east, 10_000), Spot(east, 0), 1 / 0.24)
    there = Points(np.array(["a", "b"]), np.array([50.0, 20_050.0]), np.zeros(2))
    table = road_reach_table(
        edited_network(apart, joined=[join]),
        there,
        there,
        rule=SnapRule(min_component_m=0),
        unit=unit,
        limit=30_000,
    )
    assert table.cost(unit).min() == 0
    far = 2_000_000 if unit is Unit.METRES else 48_000
    assert table.cost(unit).max() == pytest.approx(far, abs=10)


def test_far_from_every_street_and_in_a_yard(town: Town) -> None:
    homes = town.points("A+0,-0.5", "A+0,-0.501", "J+0.1,1", "C+6,0")
    table = road_reach_table(
        town.network(ferry=False),
        homes,
        town.points("B"),
        rule=SnapRule(min_component_m=5_000),
    )
    expected = [Status.OK, Status.UNSNAPPED, Status.ISOLATED, Status.OUTSIDE]
    assert table.status.tolist() == expected
    assert table.point.tolist() == [0]


def test_nobody_lives_on_the_ferry(town: Town) -> None:
    table = road_reach_table(town.network(), town.points("C+6,0"), town.points("B"))
    assert table.status.tolist() == [Status.OUTSIDE]


def test_places_without_coordinates_have_a_status(town: Town) -> None:
    nowhere = Points(np.array(["a"]), np.array([np.nan]), np.array([np.nan]))
    table = road_reach_table(town.network(), nowhere, town.points("B"))
    assert table.status.tolist() == [Status.UNSNAPPED]
    back = road_reach_table(town.network(), town.points("B"), nowhere)
    assert back.indptr.tolist() == [0, 0]


def test_other_system_other_region_other_limit_get_a_sentence(town: Town) -> None:
    network, place = town.network(), town.points("A")
    utm = Points(place.ids, place.x_m, place.y_m, 32631)
    with pytest.raises(CrsError, match="EPSG:32631 but the network is in EPSG:28992"):
        road_reach_table(network, utm, place)
    swapped = Points(place.ids, place.y_m, place.x_m)
    with pytest.raises(NetworkError, match="outside the network, the nearest 4"):
        road_reach_table(network, swapped, place)
    with pytest.raises(UsageError, match="above 0 m, not -1"):
        road_reach_table(network, place, place, limit=-1)
    with pytest.raises(UsageError, match="at least 1 worker"):
        road_reach_table(network, place, place, workers=0)


SEEDS = st.integers(0, 2**32 - 1)
ROADS = st.integers(1, 60)


def as_graph(network: RoadNetwork) -> nx.MultiDiGraph:
    """Return the junctions and open directions as networkx knows them."""
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(range(network.n_nodes))
    for k in range(network.n_links):
        u, v = int(network.link_start[k]), int(network.link_end[k])
        cm = int(network.link_length_cm[k])
        if network.link_forward_ds[k] != NOT_FOUND:
            graph.add_edge(u, v, cm=cm)
        if network.link_backward_ds[k] != NOT_FOUND:
            graph.add_edge(v, u, cm=cm)
    return graph


def on_one_end_only(network: RoadNetwork) -> NDArray[np.bool_]:
    """Mark junctions of a street that no other street passes by or lies on top of."""
    out = np.zeros(network.n_nodes, np.bool_)
    usable = network.link_is_street & (network.link_component >= 0)
    out[network.link_start[usable]] = True
    out[network.link_end[usable]] = True
    x, y = network.vertex_x_cm.astype(np.int64), network.vertex_y_cm.astype(np.int64)
    for k in range(network.n_links):
        for i in range(network.vertex_ptr[k], network.vertex_ptr[k + 1] - 1):
            dx, dy = x[i + 1] - x[i], y[i + 1] - y[i]
            px, py = network.node_x_cm - x[i], network.node_y_cm - y[i]
            along = px * dx + py * dy
            hit = (px * dy == py * dx) & (along >= 0) & (along <= dx * dx + dy * dy)
            hit[[network.link_start[k], network.link_end[k]]] = False
            out &= ~hit
    return out


@given(seed=SEEDS, n_places=st.integers(2, 30), n_roads=ROADS)
@settings(deadline=None, max_examples=60)
def test_distances_between_junctions_agree_with_networkx(
    seed: int, n_places: int, n_roads: int
) -> None:
    network = random_network(seed, n_places, n_roads)
    junctions = Points(
        np.arange(network.n_nodes).astype(str),
        network.node_x_cm / 100,
        network.node_y_cm / 100,
    )
    table = road_reach_table(
        network, junctions, junctions, limit=1e6, rule=JUNCTIONS_ONLY
    )
    ours = as_dense(table, table.cost(Unit.METRES))
    graph = as_graph(network)
    theirs = dict(nx.all_pairs_dijkstra_path_length(graph, weight="cm"))
    at_junction = np.flatnonzero(on_one_end_only(network))
    for u in at_junction:
        for v in at_junction:
            assert ours[u, v] == theirs[u].get(v, NOT_FOUND)


@given(seed=SEEDS, n_roads=ROADS, workers=st.integers(1, 3))
@settings(deadline=None, max_examples=30)
def test_answers_do_not_depend_on_company_order_or_workers(
    seed: int, n_roads: int, workers: int
) -> None:
    network = random_network(seed, 25, n_roads)
    homes, schools = random_points(seed, 40, "h"), random_points(seed + 1, 7, "s")
    whole = road_reach_table(network, homes, schools, limit=2_500, workers=workers)
    dense = as_dense(whole, whole.cost(Unit.METRES))
    order = np.random.default_rng(seed).permutation(40)
    turned = Points(homes.ids[order], homes.x_m[order], homes.y_m[order])
    other = road_reach_table(network, turned, schools, limit=2_500, workers=1)
    assert (as_dense(other, other.cost(Unit.METRES)) == dense[order]).all()
    assert (other.status == whole.status[order]).all()
    part = Points(homes.ids[:11], homes.x_m[:11], homes.y_m[:11])
    for j in range(7):
        one = slice(j, j + 1)
        school = Points(schools.ids[one], schools.x_m[one], schools.y_m[one])
        alone = road_reach_table(network, part, school, limit=2_500, workers=1)
        assert (as_dense(alone, alone.cost(Unit.METRES))[:, 0] == dense[:11, j]).all()


@given(seed=SEEDS, n_roads=ROADS, limit=st.integers(1, 6_000))
@settings(deadline=None, max_examples=40)
def test_laws_of_distance(seed: int, n_roads: int, limit: int) -> None:
    network = random_network(seed, 25, n_roads)
    homes, schools = random_points(seed, 40, "h"), random_points(seed + 1, 7, "s")
    table = road_reach_table(network, homes, schools, limit=1e5)
    far = as_dense(table, table.cost(Unit.METRES))
    straight = straight_line_table(homes, schools, limit_m=1e5)
    # Over the road it is never shorter than in a straight line.
    assert (far >= as_dense(straight, straight.cost(Unit.METRES))).all()
    # A limit hides what lies beyond it and changes nothing else.
    nearer = road_reach_table(network, homes, schools, limit=limit)
    near = as_dense(nearer, nearer.cost(Unit.METRES))
    assert (near == np.where(far <= limit * 100, far, NOT_FOUND)).all()
    # Columns are sorted by point, each point once, and only points with a place.
    for j in range(7):
        rows = table.point[table.indptr[j] : table.indptr[j + 1]]
        assert (np.diff(rows) > 0).all()
    assert (table.status[table.point] == Status.OK).all()


@given(seed=SEEDS, n_roads=ROADS)
@settings(deadline=None, max_examples=30)
def test_the_quickest_way_is_no_slower_and_no_shorter(seed: int, n_roads: int) -> None:
    network = random_network(seed, 25, n_roads)
    homes, schools = random_points(seed, 40, "h"), random_points(seed + 1, 7, "s")
    short = road_reach_table(network, homes, schools, limit=1e6)
    quick = road_reach_table(network, homes, schools, unit=Unit.SECONDS, limit=1e6)
    assert short.time_ds is not None
    assert quick.time_ds is not None
    assert (short.point == quick.point).all()
    assert (quick.time_ds <= short.time_ds).all()
    assert (quick.cost(Unit.METRES) >= short.cost(Unit.METRES)).all()


def test_roads_meet_only_where_they_share_a_place() -> None:
    # A viaduct: two streets that cross without a junction.
    x = np.array([0.0, 1000.0, 500.0, 500.0])
    y = np.array([0.0, 0.0, -500.0, 500.0])
    pace = np.full(2, 0.24)
    start, end = np.array([0, 2], np.int32), np.array([1, 3], np.int32)
    crossing = Segments(start, end, pace, pace, np.ones(2, np.bool_))
    network = network_of(x, y, crossing, mode=Mode.BIKE, epsg=28992)
    ends = Points(np.array(["w", "s"]), np.array([0.0, 500.0]), np.array([0.0, -500.0]))
    table = road_reach_table(
        network, ends, ends, limit=1e6, rule=SnapRule(min_component_m=100)
    )
    assert table.point.tolist() == [0, 1]
    assert table.cost(Unit.METRES).tolist() == [0, 0]
