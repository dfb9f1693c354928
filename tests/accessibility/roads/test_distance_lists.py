"""Any two lists of points, and the nearest of a list."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from accessibility.codes import Unit
from accessibility.places import Points
from accessibility.reach_table import NOT_FOUND
from accessibility.roads.distance_lists import (
    DISTANCE_COLUMNS,
    distance_matrix,
    distances,
    nearest_everywhere,
)
from accessibility.roads.edited import without_links
from accessibility.roads.road_reach import road_reach_table
from accessibility.roads.snapping import SnapRule, snap
from tests.random_roads import forgotten, random_network, random_points
from tests.town import Town

SEEDS = st.integers(0, 2**32 - 1)


def test_rows_say_how_far_and_how_the_points_were_placed(town: Town) -> None:
    table = distances(
        town.network(),
        town.points("A+1,-0.2", "C"),
        town.points("A+3,0.3", "B", "C+6,0"),
    )
    assert tuple(table.columns) == DISTANCE_COLUMNS
    assert table.from_id.tolist() == ["A+1,-0.2"] * 3 + ["C"] * 3
    assert table.to_id.tolist() == ["A+3,0.3", "B", "C+6,0"] * 2
    assert table.distance_m[:2].tolist() == [2_500, 3_200]
    assert table.distance_m[3:5].tolist() == [11_300, 10_000]
    assert table.status.tolist() == ["ok", "ok", "outside"] * 2
    assert table.snap_from_m[0] == pytest.approx(200)
    assert table.snap_to_m[0] == pytest.approx(300)
    assert np.isnan(table.distance_m[2])
    assert np.isnan(table.snap_to_m[2])


def test_too_far_and_no_way_are_different(town: Town) -> None:
    table = distances(
        town.network(bridge=False), town.points("A", "G"), town.points("B"), limit=3_999
    )
    assert table.status.tolist() == ["beyond", "unreachable"]


def test_a_bridge_that_leads_one_way_is_far_there_and_no_way_back(town: Town) -> None:
    network = town.network(bridge_back=False)
    ends = town.points("A", "G")
    within = distances(network, ends, ends, limit=14_999)
    assert within.status.tolist() == ["ok", "beyond", "unreachable", "ok"]
    whole = distances(network, ends, ends)
    assert whole.status.tolist() == ["ok", "ok", "unreachable", "ok"]
    assert whole.distance_m[1] == 15_000
    # A reach table tells no one that a way is missing that exists.
    table = road_reach_table(network, ends, town.points("G"), limit=14_999)
    assert table.point.tolist() == [1]
    assert table.point_component is not None
    assert table.destination_component is not None
    assert table.point_component.tolist() == [table.destination_component[0]] * 2


@given(seed=SEEDS)
@settings(deadline=None, max_examples=30)
def test_unreachable_is_what_networkx_finds_no_path_to(seed: int) -> None:
    network = random_network(seed, 12, 4)
    # Most of the ring and the roads across are closed again, in one direction or both.
    rng = np.random.default_rng(seed)
    shut = np.flatnonzero(rng.random(network.n_links) < 0.25)
    network = forgotten(without_links(network, shut))
    assume(network.component_m.max() > 0)
    rule = SnapRule(max_m=5_000, min_component_m=1)
    points = random_points(seed, 8, "p")
    table = distances(network, points, points, limit=300, rule=rule)
    graph = nx.DiGraph()
    graph.add_nodes_from(range(network.n_nodes))
    start, end = network.link_start, network.link_end
    for open_ds, tail, head in (
        (network.link_forward_ds, start, end),
        (network.link_backward_ds, end, start),
    ):
        can = open_ds != NOT_FOUND
        graph.add_edges_from(zip(tail[can], head[can], strict=True))
    at = network.link_start[snap(points, network, rule).link]
    no_path = [not nx.has_path(graph, a, b) for a in at for b in at]
    assert (table.status == "unreachable").tolist() == no_path
    reach = road_reach_table(network, points, points, limit=300, rule=rule)
    assert reach.point_component is not None
    same = reach.point_component[:, None] == reach.point_component
    # Where a table calls two places cut off, they are.
    assert np.array(no_path)[~same.ravel()].all()


@given(seed=SEEDS, unit=st.sampled_from(Unit))
@settings(deadline=None, max_examples=30)
def test_it_does_not_matter_from_which_side_is_searched(seed: int, unit: Unit) -> None:
    network = random_network(seed, 25, 40)
    homes = snap(random_points(seed, 9, "h"), network)
    schools = snap(random_points(seed + 1, 5, "s"), network)
    few = Points(homes.points.ids[:3], homes.points.x_m[:3], homes.points.y_m[:3])
    whole = distance_matrix(network, homes, schools, unit=unit)
    part = distance_matrix(network, snap(few, network), schools, unit=unit)
    assert (whole.distance_cm[:3] == part.distance_cm).all()
    assert (whole.time_ds[:3] == part.time_ds).all()


@given(seed=SEEDS)
@settings(deadline=None, max_examples=30)
def test_nearest_everywhere_is_the_least_of_all(seed: int) -> None:
    network = random_network(seed, 25, 40)
    schools = snap(random_points(seed + 1, 6, "s"), network, SnapRule(max_m=2_000))
    each = []
    for j in range(6):
        one = slice(j, j + 1)
        p = schools.points
        single = snap(Points(p.ids[one], p.x_m[one], p.y_m[one]), network, schools.rule)
        each.append(nearest_everywhere(network, single).cost)
    least = np.min(each, axis=0)
    nearest = nearest_everywhere(network, schools)
    assert (nearest.cost == least).all()
    found = least != NOT_FOUND
    chosen = np.array(each)[nearest.destination[found], np.flatnonzero(found)]
    assert (chosen == least[found]).all()
    assert (nearest.destination[~found] == -1).all()


def test_the_nearest_of_every_junction_is_known_by_hand(town: Town) -> None:
    network = town.network()
    # From E over the bridge 4 km to H; from B to C one way, and round F back.
    found = nearest_everywhere(network, snap(town.points("C", "H"), network))
    east = (network.node_x_cm / 100_000).astype(int) - 100
    north = (network.node_y_cm / 100_000).astype(int) - 400
    at = {
        place: (int(cost), int(site))
        for place, cost, site in zip(
            zip(east.tolist(), north.tolist(), strict=True),
            found.cost // 100_000,
            found.destination,
            strict=True,
        )
    }
    assert at[8, 0] == (0, 0)
    assert at[4, 7] == (0, 1)
    assert at[4, 0] == (4, 0)
    assert at[4, 3] == (4, 1)
    near = nearest_everywhere(
        network, snap(town.points("C", "H"), network), limit=3_999.0
    )
    reached = near.cost != NOT_FOUND
    assert (near.cost[reached] <= 399_900).all()
    assert set(near.destination[~reached].tolist()) == {-1}
    assert reached.sum() < len(reached)
