"""The neighbours: whole shapes, in the right place, and names on what they name."""

from __future__ import annotations

import pytest
import shapely

from accessibility.places import CRS84
from maps.abroad import NAMED, abroad


def test_outlines_are_whole_and_apart() -> None:
    told = abroad()
    assert told.crs == CRS84
    assert shapely.is_valid(told.geometry).all()
    apart = shapely.area(told.geometry.to_numpy()).sum()
    assert shapely.union_all(told.geometry).area == pytest.approx(apart)


@pytest.mark.parametrize(("name", "lon", "lat"), NAMED)
def test_a_name_stands_on_what_it_names(name: str, lon: float, lat: float) -> None:
    is_abroad = bool(abroad().contains(shapely.Point(lon, lat)).any())
    assert is_abroad == (name in {"Duitsland", "België"})
