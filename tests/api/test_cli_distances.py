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
from tests.drawn_roads import drawn
from tests.osm_files import write_osm


def _csv(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> list[dict[str, str]]:
    assert run(arguments) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def test_distances_between_two_lists(
    hill_path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    homes, sites = tmp_path / "homes.csv", tmp_path / "sites.csv"
    homes.write_text("id,lon,lat\nhome,5.3146,52.0386\n")
    sites.write_text("id,lon,lat\nsite,5.4604,52.0385\n")
    lists = ["--origins", str(homes), "--destinations", str(sites)]
    rows = _csv(["distances", hill_path, *lists, "--mode", "bike"], capsys)
    assert rows[0]["status"] == "ok"
    assert float(rows[0]["distance_m"]) == pytest.approx(15_620, abs=250)
    path = tmp_path / "out.parquet"
    capsys.readouterr()
    assert run(["distances", hill_path, *lists, "-o", str(path)]) == 0
    # A single road is all edge.
    assert "lie so near the edge of the road file" in capsys.readouterr().err
    assert pd.read_parquet(path).from_id.tolist() == ["home"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["{hill_path}", "--mode", "straight"], 2, "over the road"),
        (["nowhere.pbf"], 3, "no such file"),
        (["{hill_path}", "--limit", "-1"], 2, "--limit must be a number"),
        (["{hill_path}", "-o", "x.xlsx"], 2, "must end in .csv or .parquet"),
    ],
)
def test_bad_questions_get_a_sentence(
    arguments: list[str],
    code: int,
    words: str,
    hill_path: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    points = tmp_path / "points.csv"
    points.write_text("id,lon,lat\nhome,5.3146,52.0386\n")
    lists = ["--origins", str(points), "--destinations", str(points)]
    filled = [argument.format(hill_path=hill_path) for argument in arguments]
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


@pytest.fixture
def two_ways(tmp_path: Path) -> list[str]:
    """Return a footway of 1 km with a road of 3 km round it, and two lists of one."""
    places = {
        1: (0.0, 0.0),
        2: (1_000.0, 0.0),
        3: (0.0, 1_000.0),
        4: (1_000.0, 1_000.0),
    }
    ways = [([1, 2], {"highway": "footway"}), ([1, 3, 4, 2], {"highway": "tertiary"})]
    path = write_osm(tmp_path / "a.osm", drawn(places), [*ways, ([1, 99], ways[1][1])])
    lists = []
    for option, number in (("--origins", 1), ("--destinations", 2)):
        lon, lat = drawn(places)[number]
        file = tmp_path / f"{option.strip('-')}.csv"
        file.write_text(f"id,lon,lat\np,{lon},{lat}\n", encoding="utf-8")
        lists += [option, str(file)]
    return ["distances", str(path), *lists]


@pytest.mark.parametrize(
    ("options", "metres", "seconds"),
    [
        ([], 3_000, 720),
        (["--pushing"], 1_000, 720),
        (["--rules", "osrm"], 1_000, 900),
        (["--rules", "osrm", "--no-pushing"], 3_000, 720),
        (["--mode", "walk", "--kmh", "4"], 1_000, 900),
        (["--at", "never"], 3_000, 720),
    ],
)
def test_rules_of_the_road_are_choices(
    two_ways: list[str],
    options: list[str],
    metres: float,
    seconds: float,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (row,) = _csv([*two_ways, *options], capsys)
    assert float(row["distance_m"]) == pytest.approx(metres, rel=0.005)
    assert float(row["time_s"]) == pytest.approx(seconds, rel=0.005)


def test_what_is_left_out_of_a_file_is_told(
    two_ways: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(two_ways) == 0
    assert "note: 1 ways left out: no two nodes" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--rules", "german"], "rules must be one of nl, osrm, valhalla"),
        (["--at", "08:30"], "at must be a day and a time"),
        (["--signal-s", "-1"], "signal_s must be a number from 0"),
        (["--kmh", "0"], "bike_kmh must be a number above 0"),
    ],
)
def test_choices_that_cannot_be(
    two_ways: list[str],
    options: list[str],
    words: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run([*two_ways, *options]) == 2
    assert words in capsys.readouterr().err


def test_roads_read_before_cannot_be_chosen_anew(
    hill_path: str, two_ways: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["distances", hill_path, *two_ways[2:], "--pushing"]) == 2
    assert "holds roads that were read before" in capsys.readouterr().err
