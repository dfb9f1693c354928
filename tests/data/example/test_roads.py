"""The example country's roads: connected, plausible, and the same every time."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components, dijkstra

from accessibility.codes import Mode, Unit
from accessibility.places import Points, points_of
from accessibility.reach_table import Status
from accessibility.roads import block_of, joined, road_reach_table, tiles_of
from data.example.roads import (
    EDGE_COLUMNS,
    ExampleRoads,
    example_network,
    example_roads,
)

if TYPE_CHECKING:
    from accessibility.snapshot import Snapshot

_MODES = (Mode.WALK, Mode.BIKE, Mode.CAR)


@pytest.fixture(scope="module")
def roads(country: Snapshot) -> ExampleRoads:
    return example_roads(country)


def _graph(nodes: pd.DataFrame, edges: pd.DataFrame) -> coo_array:
    """Every direction that may be travelled, weighted by length."""
    back = edges[~edges.oneway]
    tail = np.concatenate([edges.from_node, back.to_node])
    head = np.concatenate([edges.to_node, back.from_node])
    length_m = np.concatenate([edges.length_m, back.length_m])
    return coo_array((length_m, (tail, head)), shape=(len(nodes), len(nodes)))


def _main_part(roads: ExampleRoads, mode: Mode) -> np.ndarray:
    """Mark the junctions of postcodes that can be reached from most others."""
    _, part = connected_components(_graph(*roads.of_mode(mode)), connection="strong")
    homes = part[:4_000]
    return np.asarray(homes == np.bincount(homes).argmax())


def test_size_and_shape_of_the_tables(roads: ExampleRoads) -> None:
    assert 60_000 < len(roads.nodes) < 150_000
    assert list(roads.edges.columns) == list(EDGE_COLUMNS)
    assert roads.nodes.node_id.is_unique
    ends = roads.edges[["from_node", "to_node"]].to_numpy()
    assert np.isin(ends, roads.nodes.node_id).all()
    assert (roads.edges.from_node != roads.edges.to_node).all()


def test_no_edge_is_shorter_than_a_straight_line(roads: ExampleRoads) -> None:
    xy = roads.nodes[["x_m", "y_m"]].to_numpy()
    step = xy[roads.edges.to_node] - xy[roads.edges.from_node]
    assert (roads.edges.length_m > np.hypot(*step.T) - 0.02).all()


@pytest.mark.parametrize("mode", _MODES)
def test_every_postcode_can_be_reached(roads: ExampleRoads, mode: Mode) -> None:
    assert _main_part(roads, mode).all()


@pytest.mark.parametrize("mode", _MODES)
def test_the_island_is_reached_by_ferry_only(
    country: Snapshot, roads: ExampleRoads, mode: Mode
) -> None:
    ashore = ExampleRoads(roads.nodes, roads.edges[roads.edges.ferry_minutes.isna()])
    cut_off = ~_main_part(ashore, mode)
    assert set(country.postcodes.plaats[cut_off]) >= {"Den Burg"}
    assert cut_off.sum() < 12


def test_without_bridges_the_rivers_part_the_land(roads: ExampleRoads) -> None:
    assert 6 <= roads.edges.bridge.sum() <= 20
    dry = ExampleRoads(roads.nodes, roads.edges[~roads.edges.bridge])
    assert 0.3 < _main_part(dry, Mode.BIKE).mean() < 0.6


def test_detours_by_bike_are_those_of_real_roads(roads: ExampleRoads) -> None:
    nodes, edges = roads.of_mode(Mode.BIKE)
    start = np.arange(0, 4_000, 100)
    over_road_m = dijkstra(_graph(nodes, edges).tocsr(), indices=start, limit=12_000)
    x_m, y_m = nodes.x_m.to_numpy(), nodes.y_m.to_numpy()
    straight_m = np.hypot(
        x_m[:4_000] - x_m[start][:, None], y_m[:4_000] - y_m[start][:, None]
    )
    over_road_m = over_road_m[:, :4_000]
    pairs = (straight_m > 2_000) & (straight_m < 8_000) & np.isfinite(over_road_m)
    detour = over_road_m[pairs] / straight_m[pairs]
    assert detour.min() >= 1
    assert 1.2 < np.median(detour) < 1.35


def test_modes_use_their_own_roads(roads: ExampleRoads) -> None:
    edges = roads.edges
    assert not edges.bicycle[edges.highway == "motorway"].any()
    assert not edges.motor_vehicle[edges.highway == "cycleway"].any()
    by_bike = roads.of_mode(Mode.BIKE)[1]
    by_car = roads.of_mode(Mode.CAR)[1]
    assert not by_bike.oneway.any()
    assert by_car.oneway.any()
    assert len(by_bike) == edges.bicycle.sum()
    for times in (by_bike, by_car):
        speed_kmh = times.length_m / times.time_s * 3.6
        assert speed_kmh.between(1, 101).all()


def test_waiting_for_a_ferry_counts(roads: ExampleRoads) -> None:
    soon = roads.of_mode(Mode.BIKE, ferry_wait_min=0)[1].time_s
    late = roads.of_mode(Mode.BIKE, ferry_wait_min=30)[1].time_s
    assert (late - soon).value_counts().to_dict()[1_800] == 2
    assert ((late - soon) != 0).sum() == 2


@pytest.mark.parametrize("mode", _MODES)
def test_the_network_takes_every_home_and_school(
    country: Snapshot, roads: ExampleRoads, mode: Mode
) -> None:
    network = example_network(roads, mode)
    homes = points_of(country.postcodes, "pc4")
    schools = points_of(country.vestigingen, "brin6")
    some = Points(schools.ids[::60], schools.x_m[::60], schools.y_m[::60])
    reach = road_reach_table(network, homes, some, limit=15_000.0)
    assert (reach.status == Status.OK).all()
    site = np.repeat(np.arange(len(some)), np.diff(reach.indptr))
    straight_cm = 100 * np.hypot(
        homes.x_m[reach.point] - some.x_m[site], homes.y_m[reach.point] - some.y_m[site]
    )
    assert len(reach.point) > 500
    assert (reach.cost(Unit.METRES) >= straight_cm - 0.01).all()
    unit, limit = Unit.METRES, 15_000.0
    places = homes, some
    tiles = list(tiles_of(network, *places, side_m=60_000, unit=unit, limit=limit))
    assert len(tiles) > 9
    blocks = [
        block_of(tile, slice(None), unit=unit, limit=limit) for tile in tiles[::-1]
    ]
    ids = homes.ids, some.ids
    again = joined(blocks, network, ids, unit=unit, limit=limit)
    for field in dataclasses.fields(reach):
        whole, made = getattr(reach, field.name), getattr(again, field.name)
        np.testing.assert_array_equal(made, whole)


def test_two_makings_are_the_same(country: Snapshot, roads: ExampleRoads) -> None:
    again = example_roads(country)
    pd.testing.assert_frame_equal(again.nodes, roads.nodes, check_exact=True)
    pd.testing.assert_frame_equal(again.edges, roads.edges, check_exact=True)
