"""Every postcode has its points, and nobody is lost for want of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np

from accessibility.demand.homes import homes_of

if TYPE_CHECKING:
    from accessibility.snapshot import Snapshot


def test_a_postcode_without_a_place_keeps_one_unplaced_point(town: Snapshot) -> None:
    homes = homes_of(town, ["A001", "Z999"])
    assert homes.postcodes.pc4.tolist() == ["A001", "A002", "A003", "A004", "Z999"]
    assert homes.points.is_placed.tolist() == [True, True, True, False, False]
    assert homes.point_weight.tolist() == [1.0] * 5


def test_points_replace_the_centre_and_weights_add_up(town: Snapshot) -> None:
    points = gpd.GeoDataFrame(
        {
            "point_id": ["A002-1", "A002-2", "Q-1"],
            "pc4": ["A002", "A002", "Q001"],
            "weight": [3.0, 1.0, 1.0],
        },
        geometry=gpd.points_from_xy([103_000.0, 105_000.0, 0.0], [450_000.0] * 3),
        crs=28992,
    )
    homes = homes_of(town.edited(points=points))
    assert homes.points.ids.tolist() == ["A001", "A003", "A004", "A002-1", "A002-2"]
    assert homes.point_pc4.tolist() == [0, 2, 3, 1, 1]
    total = np.bincount(homes.point_pc4, homes.point_weight)
    assert total.tolist() == [1.0] * 4
