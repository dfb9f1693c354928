"""Roads of a snapshot: options checked, another country refused, tables kept once."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pandas as pd
import pytest

from accessibility.codes import Mode, Unit
from accessibility.counting.students import Students
from accessibility.errors import DataError, MissingDataError, TableError
from accessibility.roads.network import RoadNetwork
from accessibility.roads.network_tables import network_from_tables
from accessibility.snapshot import Snapshot
from data.roads import check_near, in_megabytes, road_reach, roads_of
from data.snapshots import read_snapshot, write_snapshot
from data.sources import SourceFile
from tests.conftest import KM, X_M, Y_M
from tests.osm_files import write_osm


def _network(east_m: float) -> RoadNetwork:
    nodes = pd.DataFrame(
        {"node_id": [0, 1], "x_m": [east_m, east_m + 25 * KM], "y_m": [Y_M, Y_M]}
    )
    edges = pd.DataFrame({"from_node": [0], "to_node": [1]})
    return network_from_tables(nodes, edges, mode=Mode.BIKE)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"modes": ["boat"]}, "'boat' is not one of bike, walk, car"),
        ({"bike_kmh": -4}, "bike_kmh must be a number above 0"),
        ({"walk_kmh": "fast"}, "walk_kmh must be a number above 0"),
    ],
)
def test_options_are_checked_before_the_file_is_read(
    options: dict[str, object], words: str
) -> None:
    file = SourceFile("osm", Path("x.osm.pbf"), "2024", {}, options)
    with pytest.raises(TableError, match=words):
        roads_of(file)


def test_a_build_tells_what_it_is_at(tmp_path: Path) -> None:
    nodes = {1: (5.10, 52.10), 2: (5.11, 52.10)}
    path = write_osm(tmp_path / "a.osm.pbf", nodes, [([1, 2], {"highway": "path"})])
    told: list[str] = []
    roads_of(SourceFile("osm", path, "2024", {}, {"modes": ["walk"]}), told.append)
    # A small file is read in a moment: how far is not worth a line.
    assert told == ["making the roads for walk"]


def test_a_large_file_tells_how_far_it_is() -> None:
    told: list[str] = []
    tell = in_megabytes("nl.osm.pbf", told.append)
    for done in range(0, 1_300_000_001, 1_000_000):
        tell(done, 1_300_000_000)
    assert len(told) == 26
    assert told[0] == "reading roads of nl.osm.pbf: 50 of 1300 MB"
    assert told[-1] == "reading roads of nl.osm.pbf: 1300 of 1300 MB"


def test_roads_of_another_place_are_refused(line_snapshot: Snapshot) -> None:
    check_near({Mode.BIKE: _network(X_M)}, line_snapshot)
    with pytest.raises(DataError, match="far from every vestiging"):
        check_near({Mode.BIKE: _network(X_M + 200 * KM)}, line_snapshot)


def test_a_table_is_computed_once_and_kept(
    line_snapshot: Snapshot, line_students: Students, tmp_path: Path
) -> None:
    by_bike = dataclasses.replace(line_snapshot, roads={Mode.BIKE: _network(X_M)})
    write_snapshot(by_bike, tmp_path / "line")
    snapshot = read_snapshot(tmp_path / "line")
    assert snapshot.modes == (Mode.STRAIGHT, Mode.BIKE)
    first = road_reach(snapshot, line_students, Mode.BIKE, Unit.METRES, 30_000.0)
    kept = list((tmp_path / "line" / "reach").iterdir())
    again = road_reach(snapshot, line_students, Mode.BIKE, Unit.METRES, 30_000.0)
    assert first.cost(Unit.METRES).tolist() == again.cost(Unit.METRES).tolist()
    assert list((tmp_path / "line" / "reach").iterdir()) == kept
    in_memory = dataclasses.replace(snapshot, folder=None)
    plain = road_reach(in_memory, line_students, Mode.BIKE, Unit.METRES, 30_000.0)
    assert plain.cost(Unit.METRES).tolist() == first.cost(Unit.METRES).tolist()


def test_a_mode_without_roads_says_what_to_add(
    line_snapshot: Snapshot, line_students: Students
) -> None:
    with pytest.raises(MissingDataError, match="source of kind osm"):
        road_reach(line_snapshot, line_students, Mode.CAR, Unit.METRES, 30_000.0)
