"""A span over roads never undercuts the straight line."""

from __future__ import annotations

import numpy as np
import shapely

from accessibility.position.land import Land
from accessibility.position.spans import span_over_roads
from accessibility.reach_table import NOT_FOUND


def test_known_land_takes_its_streets_and_other_land_anything() -> None:
    polygons = np.array([shapely.box(0, 0, 1, 1), None], dtype=object)
    ends = (
        np.array([100], np.int32),
        np.array([900], np.int32),
        np.array([7], np.int64),
    )
    span = span_over_roads(Land(polygons), ends, np.array([250, 0], np.int32))
    assert span.least.tolist() == [250, 0]
    assert span.most.tolist() == [900, NOT_FOUND]
    assert span.surely(900).tolist() == [True, False]
    assert span.possibly(200).tolist() == [False, True]
