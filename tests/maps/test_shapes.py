"""Geometry made small, without cracks and in the right place."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import example, given
from hypothesis import strategies as st

from accessibility.places import RD_NEW
from maps.shapes import (
    bounds_in_degrees,
    dissolved,
    features,
    grown_from,
    near,
    simplified,
)


def _frame(*shapes: shapely.Geometry | None) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(geometry=list(shapes), crs=RD_NEW)


def _wavy(n: int) -> gpd.GeoDataFrame:
    """Two neighbours with a border of n small waves."""
    y = np.linspace(0, 10_000, n)
    x = 5_000 + 100 * np.sin(np.arange(n))
    border = np.c_[x, y]
    left = shapely.Polygon([(0, 0), *border, (0, 10_000)])
    right = shapely.Polygon([*border, (10_000, 10_000), (10_000, 0)])
    return _frame(left, right)


@example(28, 14)  # takes a tolerance beyond that of any real map
@given(st.integers(20, 300), st.integers(14, 60))
def test_neighbours_stay_neighbours_and_the_budget_is_kept(n: int, budget: int) -> None:
    frame = _wavy(n)
    simple, _ = simplified(frame, most_vertices=budget)
    left, right = simple.geometry
    assert shapely.get_num_coordinates(simple.geometry.to_numpy()).sum() <= budget
    assert left.intersection(right).area == pytest.approx(0.0, abs=1e-6)
    assert left.union(right).area == pytest.approx(1e8, rel=1e-9)


def test_few_vertices_are_left_as_they_are() -> None:
    frame = _wavy(20)
    simple, decimals = simplified(frame)
    assert decimals == 5
    assert simple.geometry.geom_equals(frame.geometry).all()


def test_a_crack_between_two_sources_is_closed() -> None:
    hollow = shapely.box(0, 0, 3_000, 3_000) - shapely.box(1e3, 1e3, 2e3, 2e3)
    cracked = _frame(hollow, shapely.box(1e3, 1e3, 2e3, 1_990))
    simple, _ = simplified(cracked)
    assert simple.area.sum() == pytest.approx(9e6)
    assert len(dissolved(simple).geometry.iloc[0].geoms[0].interiors) == 0


def test_a_real_lake_stays_a_hole() -> None:
    lake = shapely.box(0, 0, 9_000, 9_000) - shapely.box(3_000, 3_000, 6_000, 6_000)
    assert dissolved(_frame(lake)).geometry.iloc[0].area == pytest.approx(7.2e7)


def test_a_point_lands_where_it_is() -> None:
    # The tower of Amersfoort, the origin of RD New.
    tower = _frame(shapely.Point(155_000, 463_000), None)
    data = features(tower, ["a", "b"], pd.DataFrame({"t": ["toren", "niets"]}))
    (feature,) = data["features"]
    assert feature["id"] == "a"
    assert feature["geometry"]["coordinates"] == pytest.approx(
        (5.3872, 52.1551), abs=1e-3
    )
    (south, west), (north, east) = bounds_in_degrees(tower)
    assert (south, west) == (north, east) == pytest.approx((52.1551, 5.3872), abs=1e-3)


def test_sites_far_away_are_not_near() -> None:
    region = _frame(shapely.box(0, 0, 1_000, 1_000))
    sites = _frame(shapely.Point(500, 20_900), shapely.Point(500, 21_100))
    assert list(near(sites, region).index) == [0]


def test_areas_of_which_no_polygon_is_known_stay_as_they_are() -> None:
    names = gpd.GeoDataFrame(
        {"area_code": ["R1", "R2"]}, geometry=[None, None], crs=RD_NEW
    )
    simple, _ = simplified(names)
    assert simple.geometry.isna().all()
    assert list(simple.area_code) == ["R1", "R2"]


def test_areas_grow_from_their_postcodes() -> None:
    names = gpd.GeoDataFrame(
        {"area_code": ["R1", "R2", "R3"]}, geometry=[None] * 3, crs=RD_NEW
    )
    areas = gpd.GeoDataFrame(
        {"pc4": ["1001", "1002", "1003", "1004"]},
        geometry=[shapely.box(k, 0, k + 1, 1) for k in range(4)],
        crs=RD_NEW,
    )
    area_of = pd.Series({"1001": "R1", "1002": "R1", "1003": "R2", "1004": None})
    grown = grown_from(names, areas, area_of)
    assert grown.geometry[0].equals(shapely.box(0, 0, 2, 1))
    assert grown.geometry[1].equals(shapely.box(2, 0, 3, 1))
    assert grown.geometry.isna().tolist() == [False, False, True]


def test_a_shape_without_properties_is_a_feature_all_the_same() -> None:
    frame = gpd.GeoDataFrame(
        geometry=[shapely.box(155_000, 463_000, 156_000, 464_000)], crs=28992
    )
    (feature,) = features(frame, ["a"], pd.DataFrame(index=frame.index))["features"]
    assert feature["properties"] == {}
