"""`bereik distances` and `bereik compare` over roads drawn on paper."""

from __future__ import annotations

import csv
import dataclasses
import io
from pathlib import Path

import networkx as nx
import osmnx as ox
import pandas as pd
import pytest

from accessibility.codes import Mode
from accessibility.roads.network_tables import network_from_tables
from accessibility.snapshot import Snapshot
from api.cli import run
from data.snapshots import write_snapshot
from tests.conftest import KM, X_M, Y_M


@pytest.fixture
def roads_land(line_snapshot: Snapshot, tmp_path: Path) -> str:
    """Write the line with a road along it that climbs a hill of 6 km after home A."""
    places = [(0, 0), (5, 6), (10, 0), (20, 0), (25, 0)]
    nodes = pd.DataFrame(
        {
            "node_id": range(5),
            "x_m": [X_M + x * KM for x, _ in places],
            "y_m": [Y_M + y * KM for _, y in places],
        }
    )
    edges = pd.DataFrame({"from_node": range(4), "to_node": range(1, 5)})
    network = network_from_tables(nodes, edges, mode=Mode.BIKE)
    land = dataclasses.replace(line_snapshot, roads={Mode.BIKE: network})
    folder = tmp_path / "roads"
    write_snapshot(land, folder)
    return str(folder)


def _csv(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> list[dict[str, str]]:
    assert run(arguments) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def test_reach_over_the_road_is_less(
    roads_land: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pie = ["--profiel", "PIE", "--leerweg", "gl", "--smallest", "0"]
    question = ["reach", roads_land, *pie, "--format", "csv"]
    straight = _csv([*question], capsys)[0]
    by_bike = _csv([*question, "--mode", "bike"], capsys)[0]
    assert float(straight["reached"]) == 30
    assert float(by_bike["reached"]) == 10
    kept = list((Path(roads_land) / "reach").iterdir())
    again = _csv([*question, "--mode", "bike"], capsys)[0]
    assert again == by_bike
    assert list((Path(roads_land) / "reach").iterdir()) == kept


def test_seconds_can_be_asked_over_the_road(
    roads_land: str, capsys: pytest.CaptureFixture[str]
) -> None:
    question = ["--mode", "bike", "--unit", "s", "--within", "4000", "--smallest", "0"]
    pie = ["--profiel", "PIE", "--leerweg", "gl", "--format", "csv"]
    row = _csv(["reach", roads_land, *question, *pie], capsys)[0]
    # 15.62 km over the hill at 15 km/h takes 3 749 s.
    assert float(row["reached"]) == 30


def test_compare_lists_who_flips(
    roads_land: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pie = ["--profiel", "PIE", "--leerweg", "gl", "--smallest", "0"]
    rows = _csv(["compare", roads_land, *pie, "--format", "csv"], capsys)
    assert [(r["pc4"], r["change"]) for r in rows] == [("1002", "lost")]
    assert run(["compare", roads_land, *pie, "--area", "gemeente"]) == 0
    assert "Detour factor of bike" in capsys.readouterr().out


def test_distances_between_two_lists(
    roads_land: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    homes, sites = tmp_path / "homes.csv", tmp_path / "sites.csv"
    homes.write_text("id,lon,lat\nhome,5.3146,52.0386\n")
    sites.write_text("id,lon,lat\nsite,5.4604,52.0385\n")
    lists = ["--origins", str(homes), "--destinations", str(sites)]
    rows = _csv(["distances", roads_land, *lists, "--mode", "bike"], capsys)
    assert rows[0]["status"] == "ok"
    assert float(rows[0]["distance_m"]) == pytest.approx(15_620, abs=250)
    path = tmp_path / "out.parquet"
    capsys.readouterr()
    assert run(["distances", roads_land, *lists, "-o", str(path)]) == 0
    # A single road is all edge.
    assert "lie so near the edge of the road file" in capsys.readouterr().err
    assert pd.read_parquet(path).from_id.tolist() == ["home"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["compare", "{land}", "--modes", "straight"], 2, "--modes takes two of"),
        (["compare", "{land}", "--modes", "straight,boat"], 2, "--modes takes two of"),
        (["compare", "{land}", "--modes", "straight,car"], 2, "'car' needs roads"),
        (["reach", "{land}", "--mode", "car"], 2, "'car' needs roads"),
        (["distances", "{land}", "--mode", "straight"], 2, "over the road"),
        (["distances", "nowhere.pbf"], 3, "no such file"),
        (["distances", "{land}", "--limit", "-1"], 2, "--limit must be a number"),
        (["distances", "{land}", "-o", "x.xlsx"], 2, "must end in .csv or .parquet"),
    ],
)
def test_bad_questions_get_a_sentence(
    arguments: list[str],
    code: int,
    words: str,
    roads_land: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    points = tmp_path / "points.csv"
    points.write_text("id,lon,lat\nhome,5.3146,52.0386\n")
    if arguments[0] == "distances":
        arguments = [*arguments, "--origins", str(points), "--destinations"]
        arguments.append(str(points))
    assert run([argument.format(land=roads_land) for argument in arguments]) == code
    assert words in capsys.readouterr().err


def test_a_file_that_is_no_map_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fake = tmp_path / "x.osm.pbf"
    fake.write_bytes(b"not a map")
    points = tmp_path / "points.csv"
    points.write_text("id,lon,lat\nhome,5.3146,52.0386\n")
    lists = ["--origins", str(points), "--destinations", str(points)]
    assert run(["distances", str(fake), *lists]) == 3
    assert "x.osm.pbf" in capsys.readouterr().err


def test_a_graph_of_osmnx_is_a_road_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    graph = nx.MultiDiGraph(crs="EPSG:4326")
    graph.add_node(1, x=5.30, y=52.0386)
    graph.add_node(2, x=5.40, y=52.0386)
    graph.add_edge(1, 2, osmid=7, highway="residential", oneway=False, length=6860.0)
    graph.add_edge(2, 1, osmid=7, highway="residential", oneway=False, length=6860.0)
    path = tmp_path / "roads.graphml"
    ox.save_graphml(graph, path)
    homes, sites = tmp_path / "homes.csv", tmp_path / "sites.csv"
    homes.write_text("id,lon,lat\nhome,5.31,52.0386\n")
    sites.write_text("id,lon,lat\nsite,5.39,52.0386\n")
    lists = ["--origins", str(homes), "--destinations", str(sites)]
    rows = _csv(["distances", str(path), *lists, "--mode", "bike"], capsys)
    assert float(rows[0]["distance_m"]) == pytest.approx(5_490, abs=60)
