"""Squares, small postcodes and addresses say where in a postcode people live."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from accessibility.errors import TableError
from accessibility.tables import check_table
from data.inhabited_points import FEW, points_table, read_inhabited_points
from data.sources import SourceFile

LAND = gpd.GeoDataFrame(
    {"pc4": ["3511", "3512"]},
    geometry=[
        shapely.box(136_000, 455_000, 137_000, 456_000),
        shapely.box(137_000, 455_000, 138_000, 456_000),
    ],
    crs=28992,
)


def _source(path: Path) -> SourceFile:
    return SourceFile("inhabited-points", path, "2021")


def _squares(folder: Path, children: list[int], people: list[int]) -> Path:
    west = 136_000 + 400 * np.arange(len(children))
    boxes = shapely.box(west, 455_100, west + 100, 455_200)
    frame = gpd.GeoDataFrame(
        {
            "crs28992res100m": [f"E{x // 100}N4551" for x in west],
            "aantal_inwoners": people,
            "aantal_inwoners_0_tot_15_jaar": children,
        },
        geometry=boxes,
        crs=28992,
    )
    path = folder / "vierkanten.gpkg"
    frame.to_file(path, driver="GPKG")
    return path


def test_children_of_squares_weigh_and_a_hidden_number_is_a_few(tmp_path: Path) -> None:
    path = _squares(tmp_path, [10, -99997, 0, 5], [40, 10, 30, 5])
    read = read_inhabited_points(_source(path))
    assert read.frame.weight.tolist() == [10, FEW, 5]
    assert (read.frame.geometry.iloc[0].x, read.frame.geometry.iloc[0].y) == (
        136_050,
        455_150,
    )
    assert {one.what: one.count for one in read.findings} == {
        "read": 4,
        "hidden": 1,
        "nobody": 1,
    }
    table, found = points_table([read.frame], LAND)
    assert table.pc4.tolist() == ["3511", "3511", "3512"]
    assert table.weight.tolist() == pytest.approx([0.8, 0.2, 1.0])
    assert found == []
    check_table("points", table)


def test_small_postcodes_count_alike_and_tell_their_postcode(tmp_path: Path) -> None:
    path = tmp_path / "pc6.csv"
    path.write_text(
        "pc6;x;y\n3511 AB;136100;455100\n3511AC;136200;455100\n3599ZZ;150000;455100\n"
    )
    read = read_inhabited_points(_source(path))
    assert read.frame.weight.tolist() == [1, 1, 1]
    table, _ = points_table([read.frame], LAND)
    assert table.pc4.tolist() == ["3511", "3511", "3599"]
    assert table.point_id.is_unique


def test_a_place_on_no_land_and_without_a_postcode_is_told(tmp_path: Path) -> None:
    path = tmp_path / "adressen.csv"
    path.write_text("x;y\n136100;455100\n136100;455100\n150000;455100\n")
    read = read_inhabited_points(_source(path))
    table, found = points_table([read.frame], LAND)
    assert table.pc4.tolist() == ["3511", "3511"]
    assert [(one.what, one.count) for one in found] == [("no postcode", 1)]
    check_table("points", table)


def test_what_is_not_a_number_of_people_is_refused_with_its_row(tmp_path: Path) -> None:
    path = tmp_path / "punten.csv"
    path.write_text("x;y;inwoners\n136100;455100;4\n136200;455100;veel\n")
    with pytest.raises(TableError, match="not a number of people"):
        read_inhabited_points(_source(path))
