"""Files that are the same bytes for the same content, whenever they are written."""

from __future__ import annotations

import io
import json
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest

from accessibility.errors import DataError
from data.bundles import (
    geojson_bytes,
    gpkg_bytes,
    json_bytes,
    relative_folder,
    write_files,
    xlsx_bytes,
)

if TYPE_CHECKING:
    from pathlib import Path

TABLE = pd.DataFrame({"naam": ["a", "b"], "deel": [0.5, None]})


def points() -> gpd.GeoDataFrame:
    at = gpd.points_from_xy([155_000.0, 156_000.0], [463_000.0, 463_000.0])
    return gpd.GeoDataFrame(TABLE.copy(), geometry=at, crs=28992)


def test_a_workbook_and_a_geopackage_do_not_know_the_time() -> None:
    first = xlsx_bytes({"t": TABLE}, {"titel": "x"}), gpkg_bytes(points(), layer="l")
    time.sleep(2.1)
    second = xlsx_bytes({"t": TABLE}, {"titel": "x"}), gpkg_bytes(points(), layer="l")
    assert first == second


def test_geopackages_written_at_once_are_the_same_and_set_nothing_for_others() -> None:
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: gpkg_bytes(points(), layer="l"), range(200)))
    assert len(set(made)) == 1
    assert pyogrio.get_gdal_config_option("OGR_CURRENT_DATE") == before


def test_a_workbook_opens_with_its_notes_first() -> None:
    book = io.BytesIO(xlsx_bytes({"een": TABLE, "twee": TABLE}, {"titel": "x"}))
    assert list(pd.read_excel(book, sheet_name=None)) == ["toelichting", "een", "twee"]
    with zipfile.ZipFile(book) as parts:
        assert {info.date_time for info in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_geojson_is_in_degrees_and_unknown_is_null() -> None:
    features = json.loads(geojson_bytes(points()))["features"]
    assert features[0]["geometry"]["coordinates"] == pytest.approx(
        [5.387, 52.155], 1e-3
    )
    assert features[1]["properties"] == {"naam": "b", "deel": None}


def test_a_geopackage_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "p.gpkg"
    path.write_bytes(gpkg_bytes(points(), layer="punten"))
    assert gpd.read_file(path, layer="punten").naam.tolist() == ["a", "b"]


def test_files_are_written_whole(tmp_path: Path) -> None:
    paths = write_files({"a.txt": b"1", "b.json": json_bytes({"x": 1})}, tmp_path / "d")
    assert [path.read_bytes() for path in paths] == [b"1", b'{\n  "x": 1\n}\n']
    (tmp_path / "file").write_text("")
    with pytest.raises(DataError):
        write_files({"a": b""}, tmp_path / "file")


def test_a_folder_is_told_from_another(tmp_path: Path) -> None:
    assert relative_folder(tmp_path / "land", tmp_path / "dossier") == "../land"
