"""Postcode areas tile the land, and their codes cannot be real."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from data.example.postcodes import N_POSTCODES, postcode_cells

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.snapshot import Snapshot


def test_areas_tile_the_land(country: Snapshot, land: NDArray[np.object_]) -> None:
    cells = country.table("pc4_areas")
    assert len(cells) == N_POSTCODES
    assert shapely.coverage_is_valid(cells.geometry.to_numpy())
    assert np.isclose(cells.area.sum(), shapely.area(land).sum(), rtol=1e-8)
    assert shapely.union_all(cells.geometry).area <= cells.area.sum() + 1


def test_every_point_lies_in_its_own_area(country: Snapshot) -> None:
    points, cells = country.postcodes, country.table("pc4_areas")
    assert (points.pc4.to_numpy() == cells.pc4.to_numpy()).all()
    assert shapely.contains(cells.geometry.to_numpy(), points.geometry.to_numpy()).all()


def test_codes_cannot_be_real(country: Snapshot) -> None:
    pc4 = country.postcodes.pc4
    assert pc4.is_unique
    assert pc4.str.fullmatch(r"[V-Z]\d{3}").all()


def test_a_river_parts_cells() -> None:
    seeds = pd.DataFrame(
        {"pc4": ["V000", "V001", "V002"], "piece": [0, 0, 1]}
        | {"x_m": [1.0, 9.0, 5.0], "y_m": [5.0, 5.0, 12.0]}
    )
    land = np.array([shapely.box(0, 0, 10, 10), shapely.box(0, 11, 10, 20)])
    cells = postcode_cells(seeds, land)
    # V002 is nearest to much of the southern piece, yet owns nothing of it.
    assert cells.area.tolist() == [50.0, 50.0, 90.0]
