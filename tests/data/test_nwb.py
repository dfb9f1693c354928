"""Roads of the Nationaal Wegenbestand: directions, junctions, kinds, what is told."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
from shapely import LineString, MultiLineString

from accessibility.codes import Mode
from accessibility.errors import DataError, NetworkError, TableError
from accessibility.places import RD_NEW, Points
from accessibility.roads import RoadNetwork, distance_matrix, snap
from accessibility.snapshot import Finding
from data.nwb import read_nwb
from data.sources import SourceFile

X_M, Y_M = 120_000.0, 480_000.0
ENDS = [(0.0, 0.0), (1_000.0, 0.0), (1_000.0, 1_000.0), (4_000.0, 1_000.0)]


def _line(corners: list[tuple[float, float]]) -> LineString:
    return LineString([(X_M + x, Y_M + y) for x, y in corners])


def _road(number: int, start: int, end: int, **told: object) -> dict[str, Any]:
    line = [ENDS[start], ENDS[end]]
    return {
        "WVK_ID": number,
        "JTE_ID_BEG": 100 + start,
        "JTE_ID_END": 100 + end,
        "RIJRICHTNG": "",
        "WEGBEHSRT": "G",
        "BST_CODE": "",
        "geometry": MultiLineString([_line(line)]),
        **told,
    }


def _read(
    folder: Path, roads: list[dict[str, Any]], **options: object
) -> tuple[RoadNetwork, dict[str, Finding]]:
    path = folder / "nwb.gpkg"
    gpd.GeoDataFrame(roads, crs=RD_NEW).to_file(path)
    networks, told = read_nwb(
        SourceFile("nwb", path, "2024-01-01", {}, options), lambda _text: None
    )
    return networks[Mode.CAR], {one.what: one for one in told}


def _metres(
    network: RoadNetwork, start: tuple[float, float], goal: tuple[float, float]
) -> float | None:
    """Return the way between two places, None for none."""
    ends = []
    for x, y in (start, goal):
        place = Points(
            np.array(["a"]), np.array([X_M + x]), np.array([Y_M + y]), RD_NEW
        )
        ends.append(snap(place, network))
    cm = int(distance_matrix(network, *ends).distance_cm[0, 0])
    return None if cm == np.iinfo(np.int32).max else cm / 100


@pytest.mark.parametrize(
    ("direction", "there", "back"),
    [
        ("H", 2_000.0, 8_000.0),
        ("T", 8_000.0, 2_000.0),
        ("B", 2_000.0, 2_000.0),
        ("", 2_000.0, 2_000.0),
        (None, 2_000.0, 2_000.0),
    ],
)
def test_one_drives_as_the_file_says(
    tmp_path: Path, direction: str | None, there: float, back: float
) -> None:
    # Drawn against the others: its letter turns with it.
    turned = {"H": "T", "T": "H"}.get(direction or "", direction)
    around = [(0.0, 0.0), (0.0, 4_000.0), (1_000.0, 4_000.0), (1_000.0, 1_000.0)]
    roads = [
        _road(1, 0, 1, RIJRICHTNG=direction),
        _road(2, 1, 2, RIJRICHTNG=direction),
        _road(3, 0, 2, RIJRICHTNG=turned, geometry=_line(around)),
    ]
    network, told = _read(tmp_path, roads)
    # A detour of eight kilometres is what a one-way street leaves for the way back.
    assert _metres(network, (0, 0), (1_000, 1_000)) == there
    assert _metres(network, (1_000, 1_000), (0, 0)) == back
    assert told["read"].count == 3


def test_roads_meet_at_a_junction_and_not_where_they_cross(tmp_path: Path) -> None:
    # The second road passes over the first: same place, no common junction.
    roads = [
        _road(1, 0, 1),
        _road(2, 1, 2),
        {
            **_road(3, 0, 1),
            "JTE_ID_BEG": 7,
            "JTE_ID_END": 8,
            "geometry": _line([(500, -3_000), (500, 0), (500, 3_000)]),
        },
    ]
    network, _ = _read(tmp_path, roads)
    assert _metres(network, (0, 0), (1_000, 1_000)) == 2_000
    assert _metres(network, (500, -3_000), (500, 3_000)) == 6_000
    assert _metres(network, (0, 0), (500, 3_000)) is None


def test_an_address_is_set_perpendicular_on_the_road(tmp_path: Path) -> None:
    network, _ = _read(tmp_path, [_road(1, 0, 1), _road(2, 1, 2), _road(3, 2, 3)])
    # Forty metres to the road, six hundred and a thousand along, thirty from it.
    assert _metres(network, (400, 40), (970, 1_000)) == 40 + 600 + 1_000 + 30


@pytest.mark.parametrize("kind", ["FP", "VP", "VZ", "RP", "OVB", "CADO", "fp"])
def test_paths_and_bus_lanes_are_no_roads_of_cars(tmp_path: Path, kind: str) -> None:
    roads = [_road(1, 0, 1), _road(2, 1, 2), _road(3, 2, 3, BST_CODE=kind)]
    network, told = _read(tmp_path, roads)
    assert network.link_length_cm.sum() == 200_000
    assert told["not for cars"].count == 1
    assert told["not for cars"].examples == ("3",)
    assert told["not for cars"].why.endswith("by BST_CODE; 3.0 km")


def test_a_car_ferry_is_taken_slowly_and_nobody_lives_on_it(tmp_path: Path) -> None:
    roads = [_road(1, 0, 1), _road(2, 1, 2, BST_CODE="VD"), _road(3, 2, 3)]
    network, _ = _read(tmp_path, roads)
    assert _metres(network, (0, 0), (4_000, 1_000)) == 5_000
    ferry = ~network.link_is_street
    assert network.link_length_cm[ferry].tolist() == [100_000]
    # A kilometre at 10 km/h and ten minutes of waiting.
    assert network.link_forward_ds[ferry].tolist() == [9_600]
    without, told = _read(tmp_path, roads, ferries=False)
    assert without.link_length_cm.sum() == 400_000
    assert told["not for cars"].count == 1


def test_a_main_road_is_quick_and_no_address(tmp_path: Path) -> None:
    roads = [
        _road(1, 0, 1, BST_CODE="HR", WEGBEHSRT="R"),
        _road(2, 1, 2, BST_CODE="AFR", WEGBEHSRT="R"),
        _road(3, 2, 3, BST_CODE="RB", WEGBEHSRT="P"),
    ]
    network, _ = _read(tmp_path, roads)
    by_length = dict(
        zip(network.link_length_cm.tolist(), network.link_forward_ds, strict=True)
    )
    assert by_length[300_000] == 1_800
    assert network.link_is_street.sum() == 1
    assert sorted(network.link_forward_ds.tolist()) == [360, 600, 1_800]


def test_what_is_odd_is_told(tmp_path: Path) -> None:
    two = MultiLineString([_line([(0, 0), (1, 0)]), _line([(50, 0), (60, 0)])])
    roads = [
        _road(1, 0, 1, RIJRICHTNG="O"),
        _road(2, 1, 2),
        {**_road(3, 2, 3), "geometry": two},
        {**_road(4, 0, 2), "JTE_ID_END": 103},
        _road(5, 3, 2),
    ]
    network, told = _read(tmp_path, roads)
    assert told["unknown direction"].examples == ("O",)
    assert told["in pieces"].examples == ("3",)
    assert told["end apart"].count == 1
    assert network.n_links > 0


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(NetworkError, match="holds no road for cars"):
        _read(tmp_path, [_road(1, 0, 1, BST_CODE="FP")])
    with pytest.raises(TableError, match="row 1: no JTE_ID_BEG or JTE_ID_END"):
        _read(tmp_path, [{**_road(1, 0, 1), "JTE_ID_BEG": None}])
    with pytest.raises(TableError, match="ferries must be true or false"):
        _read(tmp_path, [_road(1, 0, 1)], ferries="yes")
    bare = {k: v for k, v in _road(1, 0, 1).items() if k != "JTE_ID_END"}
    with pytest.raises(DataError, match="JTE_ID_END"):
        _read(tmp_path, [bare])
    with pytest.raises(DataError, match="not a readable file of geometries"):
        read_nwb(
            SourceFile("nwb", tmp_path / "none.gpkg", "2024", {}, {}), lambda _: None
        )


@pytest.mark.realdata
def test_a_real_piece_of_the_file() -> None:
    path = Path(os.environ["BEREIK_REALDATA"]) / "nwb" / "nwb_amsterdam_noord.gml"
    file = SourceFile("nwb", path, "2004", {}, {"crs": 4326})
    networks, told = read_nwb(file, lambda _text: None)
    network = networks[Mode.CAR]
    assert told[0].count == 13
    # Ten of them tell no direction.
    one_way = network.link_forward_ds != network.link_backward_ds
    assert 0 < one_way.sum() < network.n_links
    assert network.link_length_cm.sum() > 0
    with pytest.raises(DataError, match="does not say in which coordinate reference"):
        read_nwb(SourceFile("nwb", path, "2004", {}, {}), lambda _text: None)
