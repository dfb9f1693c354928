"""Networks from plain tables: what they become, and what they may not hold."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from accessibility.codes import Mode
from accessibility.errors import NetworkError, TableError
from accessibility.reach_table import NOT_FOUND
from accessibility.roads.network import RoadNetwork
from accessibility.roads.network_tables import network_from_tables


def nodes() -> pd.DataFrame:
    return pd.DataFrame(
        {"node_id": ["p", "q", "r", "s"], "x_m": [0.0, 100, 200, 200], "y_m": 0.0}
    ).assign(y_m=[0.0, 0.0, 0.0, 100.0])


def edges() -> pd.DataFrame:
    return pd.DataFrame({"from_node": ["p", "q", "r"], "to_node": ["q", "r", "s"]})


def made(
    node_table: pd.DataFrame, edge_table: pd.DataFrame, mode: Mode = Mode.BIKE
) -> RoadNetwork:
    return network_from_tables(node_table, edge_table, mode=mode)


def test_a_chain_without_choices_is_one_link() -> None:
    network = made(nodes(), edges())
    assert network.n_nodes == 2
    assert network.link_length_cm.tolist() == [30_000]
    assert network.link_forward_ds.tolist() == [720]
    assert len(network.vertex_x_cm) == 4


def test_a_chain_ends_where_speed_or_direction_changes() -> None:
    changing = edges().assign(speed_kmh=[15, 15, 30])
    assert sorted(made(nodes(), changing).link_length_cm) == [10_000, 20_000]
    one_way = made(nodes(), edges().assign(oneway=[True, False, False]))
    assert one_way.n_links == 2
    there = np.append(one_way.link_forward_ds, one_way.link_backward_ds)
    assert sorted(there) == [240, 480, 480, NOT_FOUND]


def test_a_given_length_counts_unless_it_is_too_short() -> None:
    network = made(nodes(), edges().assign(length_m=[150.0, 50.0, np.nan]))
    assert network.link_length_cm.tolist() == [35_000]


def test_a_ring_without_junction_is_a_loop() -> None:
    ring = pd.DataFrame({"from_node": [*"pqs"], "to_node": [*"qsp"]})
    network = made(nodes(), ring)
    assert (network.n_nodes, network.n_links) == (1, 1)
    assert network.link_start.tolist() == network.link_end.tolist()


def test_the_order_of_the_tables_does_not_matter() -> None:
    one = made(nodes(), edges())
    other = made(nodes()[::-1], edges()[::-1])
    assert one.link_length_cm.tolist() == other.link_length_cm.tolist()
    assert one.node_x_cm.tolist() == other.node_x_cm.tolist()


def test_all_faults_are_told_at_once() -> None:
    bad_nodes = nodes().assign(x_m=[0.0, np.nan, 0.0, 200.0])
    bad_edges = pd.DataFrame(
        {
            "from_node": ["p", "q", "r", "p"],
            "to_node": ["q", "x", "s", "p"],
            "speed_kmh": [15, -3, np.nan, 15],
        }
    )
    with pytest.raises(TableError) as caught:
        made(bad_nodes, bad_edges)
    text = str(caught.value)
    for part in (
        "the node has no coordinates: row 2 (node_id q)",
        "to_node is not among the nodes: row 2 (to_node x)",
        "the edge has no length: row 4 (from_node p)",
        "speed_kmh is not a number above 0: row 2 (speed_kmh -3",
    ):
        assert part in text


def test_a_car_needs_speeds() -> None:
    with pytest.raises(TableError, match="neither speed_kmh nor time_s"):
        made(nodes(), edges(), Mode.CAR)


def test_missing_columns_are_named() -> None:
    with pytest.raises(TableError, match="edges has no column 'to_node'"):
        made(nodes(), edges().drop(columns="to_node"))


def test_no_edges_no_network() -> None:
    with pytest.raises(NetworkError, match="no road is open to mode 'bike'"):
        made(nodes(), edges()[:0])
