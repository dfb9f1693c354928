"""Points fill each polygon, weigh 1 together, and are the same at every run."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely

from accessibility.counting.subpoints import area_points
from accessibility.errors import UsageError
from accessibility.tables import check_table

SQUARE = shapely.box(100_000, 450_000, 104_000, 454_000)
SLIVER = shapely.Polygon([(0, 0), (9_000, 9_000), (9_000, 9_050), (0, 50)])
RING = SQUARE.difference(SQUARE.buffer(-10))


def areas(*polygons: shapely.Geometry) -> gpd.GeoDataFrame:
    pc4 = [f"A{k:03d}" for k in range(len(polygons))]
    return gpd.GeoDataFrame({"pc4": pc4}, geometry=list(polygons), crs=28992)


def test_points_lie_inside_and_weigh_one_together() -> None:
    country = areas(SQUARE, SLIVER, RING, shapely.Polygon())
    table = check_table("points", area_points(country))
    assert table.groupby("pc4").weight.sum().to_dict() == pytest.approx(
        {"A000": 1.0, "A001": 1.0, "A002": 1.0}
    )
    for code, group in table.groupby("pc4"):
        polygon = country.set_index("pc4").geometry[code]
        assert polygon.buffer(1e-6).contains(group.geometry.union_all())


def test_a_square_gets_the_grid_one_expects() -> None:
    table = area_points(areas(SQUARE), per_area=4)
    places = np.column_stack([table.geometry.x, table.geometry.y]) - [100_000, 450_000]
    assert places.tolist() == [[1e3, 1e3], [3e3, 1e3], [1e3, 3e3], [3e3, 3e3]]


def test_a_shape_that_fills_half_its_box_gets_as_many_points() -> None:
    corner = shapely.Polygon([(0, 0), (8_000, 0), (0, 8_000)])
    n = area_points(areas(corner, SQUARE, corner), per_area=16).groupby("pc4").size()
    assert n.A001 == 16
    assert 13 <= n.A000 == n.A002 <= 21


def test_one_point_at_least() -> None:
    assert len(area_points(areas(SQUARE), per_area=1)) == 1
    with pytest.raises(UsageError, match="at least 1 point"):
        area_points(areas(SQUARE), per_area=0)


def test_polygons_of_others_are_left_unprepared() -> None:
    country = areas(SQUARE, RING)
    shapely.destroy_prepared(country.geometry.to_numpy())
    area_points(country)
    assert not shapely.is_prepared(country.geometry.to_numpy()).any()
