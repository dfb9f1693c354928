"""Projection: known places, both ways, and what is refused."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessibility.errors import CrsError
from accessibility.projection import rd_points, to_lonlat, to_rd

AMERSFOORT = (5.387206, 52.155174)
"""The Onze Lieve Vrouwetoren: origin of RD, at x 155 000, y 463 000."""


def _one(x: float, y: float, crs: str | int) -> gpd.GeoSeries:
    return rd_points(np.array([x]), np.array([y]), crs, "test")


def test_the_origin_of_rd() -> None:
    point = _one(*AMERSFOORT, "EPSG:4326")[0]
    assert abs(point.x - 155_000) < 2
    assert abs(point.y - 463_000) < 2


@given(
    x=st.floats(20_000, 270_000, allow_nan=False),
    y=st.floats(310_000, 610_000, allow_nan=False),
)
def test_there_and_back(x: float, y: float) -> None:
    frame = gpd.GeoDataFrame(geometry=_one(x, y, 28992))
    back = to_rd(to_lonlat(frame), "test").geometry[0]
    assert abs(back.x - x) < 0.001
    assert abs(back.y - y) < 0.001


def test_rd_is_left_as_it_is() -> None:
    frame = gpd.GeoDataFrame(geometry=_one(100_000, 400_000, 28992))
    assert to_rd(frame, "test") is frame


@pytest.mark.parametrize(
    ("x", "y", "crs", "said"),
    [
        (52.1, 5.3, "OGC:CRS84", "longitude and latitude are swapped"),
        (155_000, 463_000, "OGC:CRS84", "look like RD New.*ogr2ogr -a_srs EPSG:28992"),
        (463_000, 155_000, 28992, "x and y are swapped"),
        (13.4, 52.5, "OGC:CRS84", "outside the Netherlands"),
        (0.0, 0.0, 28992, "outside the Netherlands"),
    ],
)
def test_places_that_cannot_be(x: float, y: float, crs: str | int, said: str) -> None:
    with pytest.raises(CrsError, match=said):
        _one(x, y, crs)


def test_no_place_stays_no_place() -> None:
    points = rd_points(np.array([np.nan, 5.4]), np.array([np.nan, 52.1]), 4326, "test")
    assert points.isna().tolist() == [True, False]


def test_an_unknown_system_is_refused() -> None:
    frame = gpd.GeoDataFrame(geometry=gpd.points_from_xy([5.0], [52.0]))
    with pytest.raises(CrsError, match="does not say in which"):
        to_rd(frame, "test")
    with pytest.raises(CrsError, match="without a coordinate reference system"):
        to_lonlat(frame)
