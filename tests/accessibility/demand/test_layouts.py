"""Layouts move points, never students."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest

from accessibility.demand.layouts import laid_out, near_schools, usual_layout
from accessibility.demand.models import students_of
from accessibility.errors import UsageError
from tests.small_country import whole_country


def test_students_stay_and_weights_add_up() -> None:
    snapshot = whole_country()
    people = students_of(snapshot, "own")
    spread = laid_out(people, snapshot, "area")
    assert spread.counts is people.counts
    assert len(spread.points) > len(people.points)
    weight = np.bincount(spread.point_pc4, spread.point_weight)
    np.testing.assert_allclose(weight, 1.0)
    assert laid_out(spread, snapshot, "centre").n_postcodes == people.n_postcodes
    assert usual_layout(snapshot) == "area"


def test_people_live_near_primary_schools() -> None:
    at = gpd.GeoDataFrame(geometry=gpd.points_from_xy([0], [0]), crs=28992)
    near, far = near_schools(np.array([[0.0, 0.0], [3_000.0, 0.0]]), at)
    assert near == pytest.approx(1.05)
    assert far == pytest.approx(0.05)


def test_what_is_not_there_is_refused_with_what_is() -> None:
    snapshot = whole_country()
    people = students_of(snapshot, "own")
    with pytest.raises(UsageError, match=r"basisscholen.*--points area"):
        laid_out(people, snapshot, "schools")
    with pytest.raises(UsageError, match="unknown"):
        laid_out(people, snapshot, "elsewhere")
