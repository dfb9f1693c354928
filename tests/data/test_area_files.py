"""Polygons of postcodes and areas, tables of postcodes and inhabitants."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
from shapely import MultiPolygon, Polygon, box

from accessibility.errors import TableError
from data.area_files import read_gebieden, read_pc4_areas
from data.inhabitants import read_inhabitants
from data.postcodes import read_postcodes
from data.sources import SourceFile

if TYPE_CHECKING:
    from pathlib import Path

    from shapely import Geometry


def _gpkg(folder: Path, name: str, column: str, values: list[object]) -> Path:
    shapes: list[Geometry] = [
        box(100_000 + i * 1000, 400_000, 101_000 + i * 1000, 401_000)
        for i in range(len(values))
    ]
    path = folder / name
    frame = gpd.GeoDataFrame({column: values}, geometry=shapes, crs="EPSG:28992")
    frame.to_file(path, driver="GPKG")
    return path


def _text(folder: Path, text: str) -> Path:
    path = folder / "t.csv"
    path.write_text(text, "utf-8")
    return path


def test_postcodes_as_floats(tmp_path: Path) -> None:
    path = _gpkg(tmp_path, "a.gpkg", "postcode", [1012.0, 1011.0])
    frame = read_pc4_areas(SourceFile("pc4-areas", path, "2021")).frame
    assert frame.pc4.tolist() == ["1011", "1012"]


def test_empty_polygons_are_listed_and_parts_joined(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    frame = gpd.GeoDataFrame(
        {"pc4": ["X001", "X001", "X002"]},
        geometry=[
            box(100_000, 400_000, 101_000, 401_000),
            box(101_000, 400_000, 102_000, 401_000),
            MultiPolygon(),
        ],
        crs="EPSG:28992",
    )
    frame.to_parquet(tmp_path / "a.parquet")
    path = tmp_path / "a.parquet"
    reading = read_pc4_areas(SourceFile("pc4-areas", path, "2021"))
    assert reading.frame.pc4.tolist() == ["X001"]
    assert reading.frame.geometry.iloc[0].area == 2_000_000
    told = {f.what: f.examples for f in reading.findings}
    assert told["empty polygon"] == ("X002",)
    assert told["duplicate"] == ("X001",)


def test_three_digits_are_no_postcode(tmp_path: Path) -> None:
    path = _gpkg(tmp_path, "a.gpkg", "postcode", ["1011", "101"])
    with pytest.raises(TableError, match="row 2: expected a postcode of four digits"):
        read_pc4_areas(SourceFile("pc4-areas", path, "2021"))


@pytest.mark.parametrize(
    ("name", "column", "options", "kind"),
    [
        ("a.gpkg", "gemeente", {}, "gemeente"),
        ("a.gpkg", "Provincienaam", {}, "provincie"),
        ("a.gpkg", "naam", {"area_kind": "corop"}, "corop"),
        ("geo_provincies.gpkg", "naam", {}, "provincie"),
    ],
)
def test_the_kind_of_area(
    tmp_path: Path, name: str, column: str, options: dict[str, str], kind: str
) -> None:
    path = _gpkg(tmp_path, name, column, ["Hier", "Daar"])
    frame = read_gebieden(SourceFile("gebieden", path, "2022", {}, options)).frame
    assert frame.area_kind.unique().tolist() == [kind]
    assert frame.area_code.tolist() == ["Hier", "Daar"]


@pytest.mark.parametrize(
    ("options", "said"),
    [({}, "cannot be told"), ({"area_kind": "wijk"}, "'wijk' is unk")],
)
def test_an_unknown_kind_of_area(
    tmp_path: Path, options: dict[str, str], said: str
) -> None:
    path = _gpkg(tmp_path, "a.gpkg", "naam", ["Hier"])
    with pytest.raises(TableError, match=said):
        read_gebieden(SourceFile("gebieden", path, "2022", {}, options))


def test_table_of_postcodes(tmp_path: Path) -> None:
    path = _text(
        tmp_path,
        '"postcode","plaats","gemeente","provincie","nuts3"\n10,"A","B","C","D"\n'
        '1011,"Amsterdam","Amsterdam","Noord-Holland","Groot-Amsterdam"\n'
        "1099,NA,NA,NA,NA\n",
    )
    frame = read_postcodes(SourceFile("postcodes", path, "2021")).frame
    assert frame.pc4.tolist() == ["1011", "1099"]
    assert frame.corop[0] == "Groot-Amsterdam"
    assert frame.loc[1, ["gemeente", "corop", "sto_regio"]].isna().all()


def test_a_postcode_in_two_gemeenten(tmp_path: Path) -> None:
    path = _text(tmp_path, "postcode;gemeente\n1011;A\n1011;B\n1012;A\n10x;A\n")
    with pytest.raises(TableError, match="line 2, 3: a postcode occurs twice"):
        read_postcodes(SourceFile("postcodes", path, "2021"))


def test_inhabitants_by_age(tmp_path: Path) -> None:
    path = _text(
        tmp_path,
        "postcode,leeftijd,inwoners\n10,10-14,99\n1011,10-14,25\n1011,95+,5\n"
        "1013,12,3\n1012,10-14,NA\n1012.0,5 tot 10,10\n",
    )
    reading = read_inhabitants(SourceFile("inhabitants", path, "2021"))
    assert reading.frame.to_numpy().tolist() == [
        ["1011", 10, 14, 25.0],
        ["1011", 95, 130, 5.0],
        ["1012", 5, 9, 10.0],
        ["1013", 12, 12, 3.0],
    ]
    told = {f.what: f.count for f in reading.findings}
    assert (told["coarser area"], told["secret or missing"]) == (1, 1)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("1011,oud,5", "'leeftijd', line 2: expected an age"),
        ("1011,10-14,vijf", "'inwoners', line 2: expected a number"),
        ("1011,10-14,5\n1011,10-14,6", "line 3: ages that another line"),
        ("1011,10-15,5\n1011,15-20,6", "line 3: ages that another line"),
        ('1011,10-14,"1,234"', "'inwoners', line 2: expected a number"),
    ],
)
def test_inhabitants_that_cannot_be(tmp_path: Path, row: str, said: str) -> None:
    path = _text(tmp_path, f"postcode,leeftijd,inwoners\n{row}\n")
    with pytest.raises(TableError, match=said):
        read_inhabitants(SourceFile("inhabitants", path, "2021"))


def test_rd_with_heights_is_rd(tmp_path: Path) -> None:
    """EPSG:7415 is RD New with heights above NAP, as PDOK gives it."""
    flat = _gpkg(tmp_path, "plat.gpkg", "pc4", ["1011", "1012"])
    high = tmp_path / "hoog.gpkg"
    gpd.read_file(flat).set_crs(7415, allow_override=True).to_file(high, driver="GPKG")
    wanted, got = (
        read_pc4_areas(SourceFile("pc4-areas", path, "2021")).frame
        for path in (flat, high)
    )
    assert got.crs == wanted.crs
    assert got.geometry.geom_equals(wanted.geometry).all()


def test_a_polygon_that_crosses_itself_is_repaired_and_told(tmp_path: Path) -> None:
    bow = Polygon([(0, 0), (1000, 1000), (1000, 0), (0, 1000)])
    moved = Polygon([(x + 100_000, y + 400_000) for x, y in bow.exterior.coords])
    path = tmp_path / "bow.gpkg"
    shapes = [box(102_000, 400_000, 103_000, 401_000), moved]
    frame = gpd.GeoDataFrame({"pc4": ["1011", "1012"]}, geometry=shapes, crs=28992)
    frame.to_file(path, driver="GPKG")
    reading = read_pc4_areas(SourceFile("pc4-areas", path, "2021"))
    (told,) = (one for one in reading.findings if one.what == "crosses itself")
    assert (told.count, told.examples) == (1, ("1012",))
    assert reading.frame.geometry.is_valid.all()
    assert reading.frame.geometry.area.tolist() == [1_000_000.0, 500_000.0]
