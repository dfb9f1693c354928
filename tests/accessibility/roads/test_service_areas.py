"""Service areas: as far as the road goes, not over water, one-way streets counted."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import shapely

from accessibility.codes import Mode, Unit
from accessibility.errors import UsageError
from accessibility.places import Points
from accessibility.roads.network import RoadNetwork
from accessibility.roads.network_tables import network_from_tables
from accessibility.roads.service_areas import service_area

SCHOOL = Points(np.array(["s"]), np.array([0.0]), np.array([0.0]))


def _network(**columns: list[object]) -> RoadNetwork:
    nodes = pd.DataFrame({"node_id": [0, 1, 2], "x_m": [0, 4e3, 12e3], "y_m": 0.0})
    edges = pd.DataFrame({"from_node": [0, 1], "to_node": [1, 2], **columns})
    return network_from_tables(nodes, edges, mode=Mode.BIKE)


@pytest.mark.parametrize("within_m", [1_000.0, 4_000.0, 7_000.0])
def test_the_area_ends_where_the_threshold_does(within_m: float) -> None:
    area = service_area(_network(), SCHOOL, within=within_m, around_m=100)
    assert area.bounds[2] == pytest.approx(within_m + 100, abs=40)
    assert area.bounds[3] == pytest.approx(100, abs=40)
    assert area.contains(shapely.Point(within_m - 50, 50))


def test_seconds_are_turned_into_road_by_the_speed() -> None:
    # 15 km/h for 1 440 s is 6 km.
    area = service_area(
        _network(), SCHOOL, within=1_440, unit=Unit.SECONDS, around_m=100
    )
    assert area.bounds[2] == pytest.approx(6_100, abs=60)


def test_a_street_one_may_not_ride_towards_school_is_left_out() -> None:
    away = _network(oneway=["yes", "no"])
    area = service_area(away, SCHOOL, within=7_000, around_m=100)
    assert area.is_empty or area.bounds[2] < 500


def test_a_box_limits_what_is_drawn() -> None:
    box = (20_000.0, -1_000.0, 30_000.0, 1_000.0)
    area = service_area(_network(), SCHOOL, within=9_000, around_m=100, box=box)
    assert area.is_empty


def test_water_is_crossed_but_not_covered() -> None:
    ferry = _network(is_street=[True, False])
    area = service_area(ferry, SCHOOL, within=11_000, around_m=100)
    assert area.bounds[2] < 4_200


def test_nobody_within_is_an_empty_area() -> None:
    aside = Points(np.array(["t"]), np.array([6e3]), np.array([2_000.0]))
    assert service_area(_network(), aside, within=500).is_empty


def test_a_threshold_must_be_above_zero() -> None:
    with pytest.raises(UsageError, match="above 0"):
        service_area(_network(), SCHOOL, within=0)


@pytest.mark.parametrize("side", ["west", "east", "south", "north"])
def test_a_street_on_the_side_of_the_box_is_drawn(side: str) -> None:
    # The streets run along y = 0 from x = 0 to 12 000.
    box = {
        "west": (12_000.0, -9.0, 13_000.0, 9.0),
        "east": (-9.0, -9.0, 0.0, 9.0),
        "south": (-9.0, 0.0, 13_000.0, 9.0),
        "north": (-9.0, -9.0, 13_000.0, 0.0),
    }[side]
    area = service_area(_network(), SCHOOL, within=20_000, around_m=100, box=box)
    assert not area.is_empty


@pytest.mark.parametrize(
    "box",
    [
        (6_000.0, 200.0, 6_100.0, 400.0),
        (5_900.0, 200.0, 6_000.0, 400.0),
        (5_900.0, 300.0, 6_100.0, 400.0),
        (5_900.0, 200.0, 6_100.0, 300.0),
    ],
)
def test_a_school_on_the_side_of_the_box_is_its_own_neighbour(
    box: tuple[float, float, float, float],
) -> None:
    aside = Points(np.array(["t"]), np.array([6_000.0]), np.array([300.0]))
    area = service_area(_network(), aside, within=1_000, around_m=10, box=box)
    assert not area.is_empty
