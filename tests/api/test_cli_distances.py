"""`bereik distances` over roads drawn on paper."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import networkx as nx
import osmnx as ox
import pandas as pd
import pytest

from api.cli import run


def _csv(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> list[dict[str, str]]:
    assert run(arguments) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def test_distances_between_two_lists(
    hill_land: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    homes, sites = tmp_path / "homes.csv", tmp_path / "sites.csv"
    homes.write_text("id,lon,lat\nhome,5.3146,52.0386\n")
    sites.write_text("id,lon,lat\nsite,5.4604,52.0385\n")
    lists = ["--origins", str(homes), "--destinations", str(sites)]
    rows = _csv(["distances", hill_land, *lists, "--mode", "bike"], capsys)
    assert rows[0]["status"] == "ok"
    assert float(rows[0]["distance_m"]) == pytest.approx(15_620, abs=250)
    path = tmp_path / "out.parquet"
    capsys.readouterr()
    assert run(["distances", hill_land, *lists, "-o", str(path)]) == 0
    # A single road is all edge.
    assert "lie so near the edge of the road file" in capsys.readouterr().err
    assert pd.read_parquet(path).from_id.tolist() == ["home"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["{land}", "--mode", "straight"], 2, "over the road"),
        (["nowhere.pbf"], 3, "no such file"),
        (["{land}", "--limit", "-1"], 2, "--limit must be a number"),
        (["{land}", "-o", "x.xlsx"], 2, "must end in .csv or .parquet"),
    ],
)
def test_bad_questions_get_a_sentence(
    arguments: list[str],
    code: int,
    words: str,
    hill_land: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    points = tmp_path / "points.csv"
    points.write_text("id,lon,lat\nhome,5.3146,52.0386\n")
    lists = ["--origins", str(points), "--destinations", str(points)]
    filled = [argument.format(land=hill_land) for argument in arguments]
    assert run(["distances", *filled, *lists]) == code
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
