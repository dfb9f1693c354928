"""Exports: whole or not at all, and as spreadsheets and maps expect them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import geopandas as gpd
import openpyxl
import pandas as pd
import pytest
import shapely

from accessibility.errors import DataError, UsageError
from data.exports import text_of, whole_file, write_table

if TYPE_CHECKING:
    from pathlib import Path

TABLE = pd.DataFrame({"area_code": ["1001", "0518"], "share": [1 / 3, None]})
ABOUT = {"snapshot": "line", "dates": {"students": "2019-10-01"}, "notes": ["a", "b"]}


def test_csv_keeps_leading_zeros_and_six_decimals() -> None:
    assert text_of(TABLE, "csv", ABOUT) == "area_code,share\n1001,0.333333\n0518,\n"


def test_json_says_what_it_is_about_and_writes_null() -> None:
    read = json.loads(text_of(TABLE, "json", ABOUT))
    assert read["snapshot"] == "line"
    assert read["rows"][1] == {"area_code": "0518", "share": None}


def test_binary_formats_need_a_file() -> None:
    with pytest.raises(UsageError, match="name it with -o"):
        text_of(TABLE, "xlsx", ABOUT)


def test_a_workbook_explains_itself_first(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    write_table(TABLE, path, file_format="xlsx", about=ABOUT)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["toelichting", "tabel"]
    assert book["toelichting"]["A2"].value == "dates: students"
    assert book["tabel"]["A3"].value == "0518"
    assert book["tabel"]["B3"].value is None


def test_parquet_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    write_table(TABLE, path, file_format="parquet", about=ABOUT)
    assert pd.read_parquet(path).area_code.tolist() == ["1001", "0518"]


def test_a_geopackage_carries_the_polygons(tmp_path: Path) -> None:
    square = shapely.box(0, 0, 1, 1)
    areas = gpd.GeoDataFrame({"area_code": ["1001"]}, geometry=[square], crs=28992)
    path = tmp_path / "t.gpkg"
    write_table(TABLE, path, file_format="gpkg", about=ABOUT, areas=areas)
    read = gpd.read_file(path)
    assert read.crs.to_epsg() == 28992
    assert read.geometry.notna().tolist() == [True, False]


def test_a_geopackage_without_polygons_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="needs areas with polygons"):
        write_table(TABLE, tmp_path / "t.gpkg", file_format="gpkg", about=ABOUT)
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_format_names_the_known(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="csv, json, xlsx, parquet, gpkg"):
        write_table(TABLE, tmp_path / "t", file_format="pdf", about=ABOUT)


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("old")

    def fill_the_disk() -> None:
        with whole_file(path) as draft:
            draft.write_text("half")
            raise OSError(28, "No space left on device")

    with pytest.raises(DataError, match=r"cannot be written \(No space left"):
        fill_the_disk()
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["t.csv"]


@pytest.mark.parametrize(
    "cell", ["=2+5+cmd|' /C calc'!A0", "+1+A1", "-2+A1", "@SUM(A1)", "\t=1", "\r=1"]
)
def test_no_name_becomes_a_formula(tmp_path: Path, cell: str) -> None:
    table = pd.DataFrame({"area_name": [cell], "n": ["-1,5"], "share": [-0.5]})
    assert f"'{cell}".rstrip() in text_of(table, "csv", ABOUT)
    path = tmp_path / "t.xlsx"
    write_table(table, path, file_format="xlsx", about={"snapshot": cell})
    book = openpyxl.load_workbook(path)
    for sheet, at in (("tabel", "A2"), ("toelichting", "B1")):
        assert book[sheet][at].data_type == "s"
        assert book[sheet][at].value.startswith("'")
    # A negative number is no formula, as a number or as text.
    assert [book["tabel"][at].value for at in ("B2", "C2")] == ["-1,5", -0.5]
