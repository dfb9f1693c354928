"""Places: metres or an error, never a guess."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely

from accessibility.errors import CrsError, DataError
from accessibility.places import Points, points_of


def test_points_keep_ids_and_mark_the_unplaced() -> None:
    frame = gpd.GeoDataFrame(
        {"id": ["a", "b"]}, geometry=[shapely.Point(1, 2), None], crs=28992
    )
    points = points_of(frame, "id")
    assert points.ids.tolist() == ["a", "b"]
    assert points.epsg == 28992
    assert points.is_placed.tolist() == [True, False]


@pytest.mark.parametrize("crs", [None, 4326])
def test_degrees_and_unknown_systems_are_refused(crs: int | None) -> None:
    frame = gpd.GeoDataFrame({"id": ["a"]}, geometry=[shapely.Point(5, 52)], crs=crs)
    with pytest.raises(CrsError, match="projected system in metres"):
        points_of(frame, "id")


def test_an_identifier_occurs_once() -> None:
    with pytest.raises(DataError, match="more than once"):
        Points(np.array(["a", "a"]), np.zeros(2), np.zeros(2))
