"""Bridges join two banks, ferries two quays, motorways two cities."""

from __future__ import annotations

import numpy as np
import shapely

from data.example.crossings import FERRIES, bridges, ferries, motorways


def test_bridges_span_the_river_far_apart() -> None:
    x_m = np.arange(0.0, 50_000, 500)
    south = np.column_stack([x_m, np.zeros(100)])
    north = np.column_stack([x_m, np.full(100, 600.0)])
    island = np.array([[0.0, 90_000.0]])
    xy = np.concatenate([south, north, island])
    piece = np.repeat([0, 1, 2], [100, 100, 1])
    built = bridges(xy, piece, np.ones(201))
    assert len(built) >= 2
    assert (piece[built.from_node] != piece[built.to_node]).all()
    assert (built.length_m >= 600).all()
    middles = np.sort(xy[built.from_node, 0])
    assert (np.diff(middles) > 12_000).all()


def test_ferries_sail_between_the_junctions_at_their_quays() -> None:
    quays = np.array([place for f in FERRIES for place in (f.from_m, f.to_m)])
    sailed = ferries(quays + 10.0)
    assert sailed.from_node.tolist() == [0, 2]
    assert sailed.to_node.tolist() == [1, 3]
    assert sailed.ferry_minutes.tolist() == [f.minutes for f in FERRIES]
    assert (sailed.length_m > 4_000).all()


def test_motorways_do_not_cross_the_sea() -> None:
    cities = np.array([[0.0, 0.0], [30_000.0, 0.0], [15_000.0, 40_000.0]])
    mainland = shapely.box(-5_000, -5_000, 35_000, 5_000)
    other = shapely.box(10_000, 35_000, 20_000, 45_000)
    streets = cities + 100.0
    nodes, edges = motorways(cities, streets, [mainland, other])
    lanes = edges[edges.highway == "motorway"]
    assert (nodes[:, 1] < 5_000).all()
    assert lanes.oneway.all()
    there = set(zip(lanes.from_node, lanes.to_node, strict=True))
    assert there == {(b, a) for a, b in there}
    ramps = edges[edges.highway == "motorway_link"]
    assert set(ramps.to_node) == {0, 1}
