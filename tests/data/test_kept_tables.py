"""A kept table is what was computed, of one snapshot and one program."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from geopandas.testing import assert_geodataframe_equal

import accessibility
import data
from data.kept_tables import KeptTables
from data.snapshots import write_snapshot
from tests.small_country import whole_country

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_snapshot(whole_country(), tmp_path / "land")


def _never() -> pd.DataFrame:
    pytest.fail("was made again")


def test_a_table_is_made_once(folder: Path) -> None:
    table = pd.DataFrame({"naam": ["a", "b"], "deel": [0.1, None], "is": [True, False]})
    kept = KeptTables(folder, accessibility)
    assert kept.get("one", lambda: table) is table
    again = KeptTables(folder, accessibility).get("one", _never)
    pd.testing.assert_frame_equal(again, table)


def test_polygons_keep_their_corners_and_system(folder: Path) -> None:
    shapes = [shapely.box(1 / 3, 0, 1e5 + 1 / 7, 2), None]
    areas = gpd.GeoDataFrame({"pc4": ["A", "B"]}, geometry=shapes, crs=28992)
    KeptTables(folder, accessibility).get("shapes", areas.copy)
    again = KeptTables(folder, accessibility).get("shapes", _never)
    assert isinstance(again, gpd.GeoDataFrame)
    assert_geodataframe_equal(again, areas)


def test_what_is_of_something_else_is_made(folder: Path, tmp_path: Path) -> None:
    one, two = (pd.DataFrame({"a": [k]}) for k in (1, 2))
    KeptTables(folder, accessibility).get("one", lambda: one)
    assert KeptTables(folder, accessibility).get("two", lambda: two) is two
    assert KeptTables(folder, data).get("one", lambda: two) is two
    other = write_snapshot(whole_country(2), tmp_path / "other")
    (folder / "usual").rename(other / "usual")
    assert KeptTables(other, accessibility).get("one", lambda: two) is two


@pytest.mark.parametrize("damage", ["", "no table"])
def test_what_is_damaged_is_made_again(folder: Path, damage: str) -> None:
    one, two = (pd.DataFrame({"a": [k]}) for k in (1, 2))
    KeptTables(folder, accessibility).get("one", lambda: one)
    (file,) = (folder / "usual").iterdir()
    file.write_text(damage)
    assert KeptTables(folder, accessibility).get("one", lambda: two) is two
