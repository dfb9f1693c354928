"""The build report about roads: whom and what they cover, and where they end."""

from __future__ import annotations

import pandas as pd

from accessibility.codes import Mode
from accessibility.roads.network import RoadNetwork
from accessibility.roads.network_tables import network_from_tables
from accessibility.snapshot import Snapshot
from data.road_coverage import coverage_findings
from tests.conftest import KM, X_M, Y_M


def _wide_network(size_km: int) -> RoadNetwork:
    """Return streets every kilometre, the line of vestigingen in their middle."""
    places = [(x, y) for y in range(size_km) for x in range(size_km)]
    nodes = pd.DataFrame(
        {
            "node_id": range(len(places)),
            "x_m": [X_M + (x - size_km // 2) * KM + 100 for x, _ in places],
            "y_m": [Y_M + (y - size_km // 2) * KM + 100 for _, y in places],
        }
    )
    east = [k for k, (x, _) in enumerate(places) if x + 1 < size_km]
    north = [k for k, (_, y) in enumerate(places) if y + 1 < size_km]
    edges = pd.DataFrame(
        {
            "from_node": east + north,
            "to_node": [k + 1 for k in east] + [k + size_km for k in north],
        }
    )
    return network_from_tables(nodes, edges, mode=Mode.BIKE)


def _road_east(east_km: float, long_km: float) -> RoadNetwork:
    nodes = pd.DataFrame(
        {
            "node_id": [0, 1],
            "x_m": [X_M + east_km * KM, X_M + (east_km + long_km) * KM],
            "y_m": [Y_M, Y_M],
        }
    )
    edges = pd.DataFrame({"from_node": [0], "to_node": [1]})
    return network_from_tables(nodes, edges, mode=Mode.BIKE)


def test_vestigingen_near_the_edge_of_the_file_are_counted(
    line_snapshot: Snapshot,
) -> None:
    students, outside, line = coverage_findings(
        {Mode.BIKE: _road_east(0, 12)}, line_snapshot
    )
    assert (line.table, line.what, line.count) == ("roads", "near edge", 2)
    assert "upper bounds" in line.why
    assert (outside.what, outside.count) == ("outside", 1)
    assert outside.examples == ("00CC00",)
    assert students.count == 20


def test_the_report_says_of_which_students_the_roads_are_known(
    line_snapshot: Snapshot,
) -> None:
    (students, *_) = coverage_findings({Mode.BIKE: _road_east(0, 12)}, line_snapshot)
    # Counted as they may be shown: rounded to multiples of ten.
    assert students.what == "students covered"
    assert "the bike roads cover 40.0 % of the 50 students" in students.why
    assert students.examples == ("P 40.0 %",)


def test_of_a_file_that_covers_all_nothing_is_near_the_edge(
    line_snapshot: Snapshot,
) -> None:
    lines = coverage_findings({Mode.BIKE: _wide_network(90)}, line_snapshot)
    assert [(line.what, line.count) for line in lines if line.count] == [
        ("students covered", 50)
    ]
    assert lines[0].examples == ()
