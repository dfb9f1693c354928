"""Turns that a car may not take, drawn at one junction."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from accessibility.codes import Mode, Unit
from accessibility.roads import (
    Stretch,
    distances,
    edited_network,
    road_reach_table,
    route,
    snap,
    spot_at,
)
from accessibility.roads.connected_parts import components
from accessibility.roads.edited import without_links
from accessibility.roads.network import Direction
from data.access import NL
from data.osm import osm_network, read_osm
from tests.drawn_roads import drawn, points_on, way_m, ways_m
from tests.osm_files import Members, write_osm

ROAD = {"highway": "secondary"}
# From the south to a crossing; west and east of it; north of it round to the west.
PLACES = {
    1: (0.0, -1_000.0), 2: (0.0, 0.0), 3: (-1_000.0, 0.0), 4: (0.0, 1_000.0),
    5: (-1_000.0, 1_000.0), 6: (1_000.0, 0.0), 7: (1_000.0, -1_000.0),
}  # fmt: skip
SOUTH, WEST, NORTH, EAST, LOOP = 1, 2, 3, 4, 5
WAYS = [
    ([1, 2], ROAD),
    ([2, 3], ROAD),
    ([2, 4, 5, 3], ROAD),
    ([2, 6], ROAD),
    ([6, 7, 1], ROAD),
]
HOME, SCHOOL = (0.0, -500.0), (-500.0, 0.0)


def restriction(
    tags: dict[str, str], start: int = SOUTH, goal: int = WEST
) -> tuple[Members, dict[str, str]]:
    members = [("w", start, "from"), ("n", 2, "via"), ("w", goal, "to")]
    return members, {"type": "restriction", **tags}


def file(tmp_path: Path, *tags: dict[str, str], ending: str = "osm") -> Path:
    relations = [restriction(one) for one in tags]
    path = tmp_path / f"a.{ending}"
    return write_osm(path, drawn(PLACES), WAYS, relations=relations)


@pytest.mark.parametrize("ending", ["osm", "osm.pbf"])
def test_no_left_turn(tmp_path: Path, ending: str) -> None:
    tags = {"restriction": "no_left_turn", "except": "bicycle"}
    path = file(tmp_path, tags, ending=ending)
    # Straight on, and round: nobody turns round for it but at the next crossing.
    assert way_m(path, HOME, SCHOOL, Mode.CAR) == pytest.approx(4_000, rel=0.003)
    assert way_m(path, SCHOOL, HOME, Mode.CAR) == pytest.approx(1_000, rel=0.003)
    for mode in (Mode.BIKE, Mode.WALK):
        assert way_m(path, HOME, SCHOOL, mode) == pytest.approx(1_000, rel=0.003)


@pytest.mark.parametrize(
    ("tags", "metres"),
    [
        ({"restriction": "no_left_turn", "except": "motorcar"}, 1_000),
        ({"restriction:hgv": "no_left_turn"}, 1_000),
        ({"restriction:motorcar": "no_left_turn"}, 4_000),
        ({"restriction:conditional": "no_left_turn @ (07:00-09:00)"}, 4_000),
        ({"restriction:conditional": "no_left_turn @ (16:00-18:00)"}, 1_000),
        ({"restriction": "only_left_turn"}, 1_000),
        ({"restriction": "nonsense"}, 1_000),
    ],
)
def test_whom_and_when(tmp_path: Path, tags: dict[str, str], metres: float) -> None:
    found = way_m(file(tmp_path, tags), HOME, SCHOOL, Mode.CAR)
    assert found == pytest.approx(metres, rel=0.003)


def test_only_straight_on(tmp_path: Path) -> None:
    relations = [restriction({"restriction": "only_straight_on"}, goal=NORTH)]
    path = write_osm(tmp_path / "a.osm", drawn(PLACES), WAYS, relations=relations)
    north, east = (0.0, 500.0), (500.0, 0.0)
    home = [HOME]
    assert ways_m(path, home, [north, SCHOOL, east], Mode.CAR) == pytest.approx(
        [1_000, 4_000, 3_000], rel=0.003
    )


def test_points_beside_the_junction_are_reached_from_both_sides(tmp_path: Path) -> None:
    path = file(tmp_path, {"restriction": "no_left_turn"})
    near = [(-10.0, 0.0), (0.0, 10.0), (10.0, 0.0), (0.0, -10.0)]
    found = np.array(ways_m(path, near, near, Mode.CAR)).reshape(4, 4)
    beside = np.array(
        [[0, 20, 20, 20], [20, 0, 20, 20], [20, 20, 0, 20], [4_000, 20, 20, 0]]
    )
    assert found[:3] == pytest.approx(beside[:3], abs=0.3)
    assert found[3, 1:] == pytest.approx(beside[3, 1:], abs=0.3)
    # Round the block, or there and back over the crossing to the east or north.
    assert 1_900 < found[3, 0] < 4_100


def test_the_way_drawn_is_the_way_measured(tmp_path: Path) -> None:
    nodes = drawn({**PLACES, 8: (-1_000.0, -1_000.0)})
    relations = [restriction({"restriction": "no_left_turn"})]
    ways = [*WAYS, ([3, 8], ROAD)]
    path = write_osm(tmp_path / "a.osm", nodes, ways, relations=relations)
    network = osm_network(read_osm(path), Mode.CAR)
    places = HOME, (-1_000.0, -500.0)
    home, school = (points_on(network, [place]) for place in places)
    way = route(network, snap(home, network), snap(school, network))
    assert way is not None
    metres = np.hypot(np.diff(way.x_m), np.diff(way.y_m)).sum()
    assert metres == pytest.approx(4_000, rel=0.003)


def test_searches_both_ways_give_the_same(tmp_path: Path) -> None:
    path = file(tmp_path, {"restriction": "no_left_turn"})
    network = osm_network(read_osm(path), Mode.CAR)
    places = [HOME, SCHOOL, (0.0, 500.0), (500.0, 0.0), (1_000.0, -500.0)]
    points = points_on(network, places)
    table = road_reach_table(network, points, points, limit=30_000.0)
    listed = np.array(ways_m(path, places, places, Mode.CAR)).reshape(5, 5)
    dense = np.full((5, 5), np.nan)
    for j in range(5):
        rows = slice(table.indptr[j], table.indptr[j + 1])
        dense[table.point[rows], j] = table.cost(Unit.METRES)[rows] / 100
    assert dense == pytest.approx(listed, abs=0.02)
    arcs = [network.arcs(way, Unit.METRES) for way in Direction]
    assert len(arcs[0].head) == len(arcs[1].head)
    assert sorted(arcs[0].weight.tolist()) == sorted(arcs[1].weight.tolist())


def test_the_crossing_is_one_part_of_the_network(tmp_path: Path) -> None:
    path = file(tmp_path, {"restriction": "no_left_turn"})
    network = osm_network(read_osm(path), Mode.CAR)
    assert set(network.node_part.tolist()) == {0}
    assert network.component_m[0] == pytest.approx(8_000, rel=0.003)
    shut = without_links(network, np.empty(0, np.int64))
    assert shut.strong_parts[0].tolist() == network.node_component.tolist()
    part, _ = components(
        network.n_nodes,
        network.link_start,
        network.link_end,
        network.link_length_cm,
        network.link_forward_ds,
        network.link_backward_ds,
        turn_exits=network.turn_exits,
    )
    assert part.tolist() == network.node_component.tolist()


def test_what_cannot_be_obeyed_is_counted(tmp_path: Path) -> None:
    over_both = (
        [("w", SOUTH, "from"), ("w", NORTH, "via"), ("n", 2, "via"), ("w", WEST, "to")],
        {"type": "restriction", "restriction": "no_u_turn"},
    )
    beyond = (
        [("w", SOUTH, "from"), ("n", 99, "via"), ("w", WEST, "to")],
        {"type": "restriction", "restriction": "no_left_turn"},
    )
    of_lorries = restriction({"restriction:hgv": "no_left_turn"})
    path = write_osm(
        tmp_path / "a.osm",
        drawn(PLACES),
        WAYS,
        relations=[over_both, beyond, of_lorries],
    )
    roads = read_osm(path)
    assert (len(roads.turns), roads.told.turns_unread) == (0, 2)


def test_a_way_that_goes_on_beyond_the_junction_restricts_nothing(
    tmp_path: Path,
) -> None:
    ways = [([1, 2, 4, 5, 3], ROAD), ([2, 3], ROAD)]
    relations = [restriction({"restriction": "no_left_turn"})]
    path = write_osm(tmp_path / "a.osm", drawn(PLACES), ways, relations=relations)
    found = way_m(path, HOME, SCHOOL, Mode.CAR, NL)
    assert found == pytest.approx(1_000, rel=0.003)


# Two carriageways, north and south, and a street between them that goes on east and
# west; in its middle a side street. In the north and the south one gets round.
TWO_WAYS = {
    1: (0.0, -1_000.0), 2: (0.0, 0.0), 3: (0.0, 1_000.0), 4: (100.0, 1_000.0),
    5: (100.0, 0.0), 6: (100.0, -1_000.0), 7: (1_000.0, 0.0), 8: (-1_000.0, 0.0),
    9: (50.0, 0.0), 10: (50.0, -400.0),
}  # fmt: skip
ONE_WAY = {**ROAD, "oneway": "yes"}
UP, ACROSS, DOWN, ON = 1, 3, 5, 6
CROSSED = [
    ([1, 2], ONE_WAY),
    ([2, 3], ONE_WAY),
    ([2, 9, 5], ROAD),
    ([4, 5], ONE_WAY),
    ([5, 6], ONE_WAY),
    ([5, 7], ROAD),
    ([8, 2], ROAD),
    ([3, 4], ROAD),
    ([9, 10], ROAD),
    ([6, 1], ROAD),
]
BELOW, BACK, EASTWARDS, WESTWARDS, ASIDE = (
    (0.0, -500.0), (100.0, -500.0), (600.0, 0.0), (-500.0, 0.0), (50.0, -200.0)
)  # fmt: skip


def over(restriction: str, goal: int) -> tuple[Members, dict[str, str]]:
    members = [("w", UP, "from"), ("w", ACROSS, "via"), ("w", goal, "to")]
    return members, {"type": "restriction", "restriction": restriction}


@pytest.mark.parametrize(
    ("relations", "back_m"),
    [
        ([], 1_100),
        # One turns round at the end of the side street.
        ([over("no_u_turn", DOWN)], 1_900),
        ([over("only_straight_on", ON)], 1_900),
        ([over("only_u_turn", DOWN)], 1_100),
        # Onto a road that does not lie there nothing is forbidden.
        ([over("no_u_turn", UP)], 1_100),
    ],
)
def test_over_a_way(
    tmp_path: Path, relations: list[tuple[Members, dict[str, str]]], back_m: float
) -> None:
    path = write_osm(tmp_path / "a.osm", drawn(TWO_WAYS), CROSSED, relations=relations)
    assert way_m(path, BELOW, BACK, Mode.CAR) == pytest.approx(back_m, rel=0.003)
    # Who comes from elsewhere may turn there, and one may leave on the way.
    assert way_m(path, WESTWARDS, BACK, Mode.CAR) == pytest.approx(1_100, rel=0.003)
    assert way_m(path, BELOW, ASIDE, Mode.CAR) == pytest.approx(750, rel=0.003)
    assert way_m(path, BELOW, BACK, Mode.BIKE) == pytest.approx(1_100, rel=0.003)
    read = read_osm(path)
    assert (len(read.turns), read.told.turns_unread) == (len(relations), 0)


def test_what_is_not_forbidden_over_a_way_stays_open(tmp_path: Path) -> None:
    relations = [over("no_u_turn", DOWN)]
    path = write_osm(tmp_path / "a.osm", drawn(TWO_WAYS), CROSSED, relations=relations)
    assert way_m(path, BELOW, EASTWARDS, Mode.CAR) == pytest.approx(1_100, rel=0.003)
    assert way_m(path, EASTWARDS, BACK, Mode.CAR) == pytest.approx(1_000, rel=0.003)
    assert way_m(path, EASTWARDS, WESTWARDS, Mode.CAR) == pytest.approx(
        1_100, rel=0.003
    )


def test_what_closes_a_road_closes_what_is_driven_over_it(tmp_path: Path) -> None:
    relations = [over("no_u_turn", DOWN)]
    path = write_osm(tmp_path / "a.osm", drawn(TWO_WAYS), CROSSED, relations=relations)
    network = osm_network(read_osm(path), Mode.CAR)
    places = points_on(network, [BELOW, EASTWARDS, (75.0, 0.0)])
    spot = spot_at(network, places.x_m[2], places.y_m[2])
    assert spot is not None
    shut = edited_network(network, closed=[Stretch(spot.link, spot.at_cm, spot.at_cm)])
    ways = [
        distances(roads, places, places, unit=Unit.METRES).distance_m.tolist()[1]
        for roads in (network, shut)
    ]
    assert ways[0] == pytest.approx(1_100, rel=0.003)
    assert ways[1] == pytest.approx(3_100, rel=0.003)
