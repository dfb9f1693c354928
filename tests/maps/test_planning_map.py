"""Maps of plans say what was found, and are the same file for the same plan."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from accessibility.codes import Unit
from accessibility.errors import TableError
from accessibility.places import RD_NEW
from maps.planning_map import SitingSubject, day_lines, siting_map, tour_map

if TYPE_CHECKING:
    from accessibility.snapshot import Manifest


def _points(**columns: list[object]) -> gpd.GeoDataFrame:
    n = len(next(iter(columns.values())))
    x = [150_000.0 + 4_000 * i for i in range(n)]
    y = [450_000.0 + 3_000 * (i % 2) for i in range(n)]
    return gpd.GeoDataFrame(columns, geometry=gpd.points_from_xy(x, y), crs=RD_NEW)


@pytest.fixture
def land() -> gpd.GeoDataFrame:
    places = _points(pc4=["a", "b", "c", "d"])
    return places.assign(geometry=places.geometry.buffer(3_000))


def test_a_siting_map_says_what_the_sites_reach(
    land: gpd.GeoDataFrame, manifest: Manifest
) -> None:
    schools = _points(pupils=[10.0, 20.0, 30.0], reached=[True, True, False])
    sites = _points(naam=["Oud", "Nieuw"], new=[False, True], pupils=[10.0, 20.0])
    subject = SitingSubject("Streek", 6_000.0, Unit.METRES, 0.5, "bewezen de beste")
    drawing = siting_map(schools, sites, land, subject=subject, manifest=manifest)
    assert "50,0% van de leerlingen" in drawing.title
    svg = drawing.svg()
    assert b"1 Nieuw (20 leerlingen)" in svg
    assert b"basisschool bereikt (2)" in svg
    again = siting_map(schools, sites, land, subject=subject, manifest=manifest)
    assert again.svg() == svg


def test_a_tour_map_counts_days_and_schools(
    land: gpd.GeoDataFrame, manifest: Manifest
) -> None:
    schools = _points(pupils=[10.0, 20.0], visited=[True, False])
    places = _points(id=["lab", "s0", "s1"]).set_index("id").geometry
    days = pd.DataFrame({"date": [date(2026, 1, 5)], "bus": ["bus 1"]})
    visits = days.assign(school="s0", start_s=30_600)
    lines = day_lines(days, visits, places, {"bus 1": "lab"})
    assert lines.geometry.length.iloc[0] == pytest.approx(10_000.0)
    drawing = tour_map(lines, schools, land, area_name="Streek", manifest=manifest)
    assert "1 van de 2 basisscholen" in drawing.title
    assert b"niet bezocht (1)" in drawing.svg()


def test_a_depot_outside_the_region_is_on_the_map(
    land: gpd.GeoDataFrame, manifest: Manifest
) -> None:
    schools = _points(pupils=[10.0, 20.0], visited=[True, False])
    far = shapely.Point(schools.geometry.x.max() + 40_000, schools.geometry.y.min())
    places = gpd.GeoSeries([far, schools.geometry[0]], ["lab", "s0"], crs=schools.crs)
    days = pd.DataFrame({"date": [date(2026, 1, 5)], "bus": ["bus 1"]})
    visits = days.assign(school="s0", start_s=30_600)
    lines = day_lines(days, visits, places, {"bus 1": "lab"})
    drawing = tour_map(lines, schools, land, area_name="Streek", manifest=manifest)
    assert drawing.figure.axes[0].get_xlim()[1] > far.x


def test_a_missing_column_is_named(land: gpd.GeoDataFrame, manifest: Manifest) -> None:
    with pytest.raises(TableError, match="'visited' is missing"):
        tour_map(
            _points(date=[1], bus=["b"]),
            _points(pupils=[1.0]),
            land,
            area_name="Streek",
            manifest=manifest,
        )
