"""Graphs of osmnx become networks, or a sentence."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import numpy as np
import osmnx
import pytest
from shapely import LineString

from accessibility.codes import Mode
from accessibility.errors import CrsError, DataError, NetworkError
from accessibility.places import Points
from accessibility.roads.distance_lists import distances
from accessibility.roads.snapping import SnapRule
from data.osmnx_graphs import network_from_graph, network_from_graphml


def graph() -> nx.MultiDiGraph:
    """Return a street with a bend both ways, and a one-way street."""
    made = nx.MultiDiGraph(crs="epsg:28992")
    for node, x, y in ((1, 0.0, 0.0), (2, 1000.0, 0.0), (3, 1000.0, 500.0)):
        made.add_node(node, x=100_000 + x, y=400_000 + y)
    bend = LineString([(100_000, 400_000), (100_500, 400_500), (101_000, 400_000)])
    made.add_edge(1, 2, length=1414.3, geometry=bend, highway="residential")
    made.add_edge(2, 1, length=1414.3, geometry=bend.reverse(), highway=["residential"])
    made.add_edge(2, 3, length=500.0, highway="residential", oneway=True)
    return made


def metres(made: nx.MultiDiGraph, start: int, goal: int) -> float:
    network = network_from_graph(made, mode=Mode.BIKE)
    ends = [
        Points(
            np.array([str(n)]),
            np.array([made.nodes[n]["x"]]),
            np.array([made.nodes[n]["y"]]),
        )
        for n in (start, goal)
    ]
    found = distances(network, *ends, rule=SnapRule(min_component_m=0))
    return float(found.distance_m[0])


def test_edges_keep_direction_and_bends() -> None:
    assert metres(graph(), 1, 2) == pytest.approx(1414.22, abs=0.02)
    assert metres(graph(), 2, 1) == pytest.approx(1414.22, abs=0.02)
    network = network_from_graph(graph(), mode=Mode.BIKE)
    assert network.n_links == 2
    assert len(network.vertex_x_cm) == 5


def test_a_graph_in_degrees_gets_a_metric_system(tmp_path: Path) -> None:
    made = osmnx.project_graph(graph(), to_crs="epsg:4326")
    osmnx.save_graphml(made, tmp_path / "a.graphml")
    network = network_from_graphml(tmp_path / "a.graphml", mode=Mode.BIKE)
    assert network.epsg == 28992
    assert sorted(network.link_length_cm) == pytest.approx([50_000, 141_422], abs=3)


def test_what_a_graph_lacks_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"no speed above 0.*add_edge_speeds"):
        network_from_graph(graph(), mode=Mode.CAR)
    slow = graph()
    nx.set_edge_attributes(slow, -3, "speed_kph")
    with pytest.raises(DataError, match="3 of 3 edges have no speed above 0"):
        network_from_graph(slow, mode=Mode.BIKE)
    lost = graph()
    del lost.nodes[2]["x"]
    with pytest.raises(DataError, match="1 nodes have no coordinates, first 2"):
        network_from_graph(lost, mode=Mode.BIKE)
    with pytest.raises(NetworkError, match="no edges"):
        network_from_graph(nx.MultiDiGraph(), mode=Mode.BIKE)
    nowhere = graph()
    del nowhere.graph["crs"]
    with pytest.raises(CrsError, match="no coordinate reference system"):
        network_from_graph(nowhere, mode=Mode.BIKE)
    path = tmp_path / "a.graphml"
    path.write_text("nothing", encoding="utf-8")
    with pytest.raises(DataError, match="cannot be read as a graph of osmnx"):
        network_from_graphml(path, mode=Mode.BIKE)
