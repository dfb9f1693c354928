"""Corners of land: those that stick out, of shells and of holes."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from accessibility.position.land import land_of


def test_only_corners_that_stick_out_are_kept() -> None:
    bite = shapely.Polygon([(0, 0), (10, 0), (10, 10), (5, 5), (0, 10)])
    ring = shapely.box(20, 0, 30, 10).difference(shapely.box(24, 4, 26, 6))
    areas = gpd.GeoDataFrame({"pc4": ["A", "B"]}, geometry=[bite, ring], crs=28992)
    land = land_of(areas, pd.Series(["B", "X", "A"]))
    assert land.known.tolist() == [0, 2]
    assert np.round(land.area_km2 * 1e6).tolist() == [96, 0, 75]
    places = {tuple(at) for at in land.corners.places.tolist()}
    assert (5.0, 5.0) not in places
    assert (24.0, 4.0) not in places
    assert {(0.0, 10.0), (10.0, 10.0), (20.0, 0.0)} <= places


def test_shapes_of_others_are_left_unprepared() -> None:
    # A prepared shape may be asked by one thread at a time; these all may ask.
    square = shapely.box(0, 0, 10, 10)
    areas = gpd.GeoDataFrame({"pc4": ["A"]}, geometry=[square], crs=28992)
    land = land_of(areas, pd.Series(["A"]))
    assert shapely.is_prepared(land.shapes).all()
    assert not shapely.is_prepared(areas.geometry.to_numpy()).any()
