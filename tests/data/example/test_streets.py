"""Streets stay on land, join everybody, and are not shorter than a straight line."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from data.example.streets import street_junctions, streets_between

# A horseshoe of land round a bay.
_LAND = shapely.box(0, 0, 9_000, 9_000) - shapely.box(3_000, 3_000, 6_000, 9_000)


def _junctions(rng: np.random.Generator) -> pd.DataFrame:
    xy = rng.uniform(0, 9_000, (900, 2))
    dry = shapely.contains_xy(_LAND.buffer(-50), *xy.T)
    return pd.DataFrame(xy[dry], columns=["x_m", "y_m"])


def test_streets_do_not_cross_the_bay(rng: np.random.Generator) -> None:
    junctions = _junctions(rng)
    streets = streets_between(junctions, np.array([_LAND]), rng)
    xy = junctions[["x_m", "y_m"]].to_numpy()
    lines = shapely.linestrings(xy[streets[["from_node", "to_node"]].to_numpy()])
    assert _LAND.contains(lines).all()
    assert (streets.length_m >= shapely.length(lines)).all()


def test_streets_join_every_junction(rng: np.random.Generator) -> None:
    junctions = _junctions(rng)
    streets = streets_between(junctions, np.array([_LAND]), rng)
    n = len(junctions)
    ends = (streets.from_node, streets.to_node)
    graph = coo_array((np.ones(len(streets)), ends), shape=(n, n))
    assert connected_components(graph, directed=False)[0] == 1
    # More than a tree, less than a grid.
    assert 1.2 * n < len(streets) < 1.8 * n


def test_every_postcode_has_junctions(rng: np.random.Generator) -> None:
    cells = gpd.GeoDataFrame(
        {"pc4": ["V000", "V001"]},
        geometry=[shapely.box(0, 0, 2_000, 2_000), shapely.box(2_000, 0, 4_000, 2_000)],
        crs=28992,
    )
    points = gpd.GeoDataFrame(
        {"pc4": cells.pc4}, geometry=cells.centroid.array, crs=28992
    )
    found = street_junctions(points, cells, np.array([300.0, 9_000.0]), rng)
    per_postcode = np.bincount(found.postcode_row)
    assert per_postcode[0] >= 6
    assert per_postcode[1] > 2 * per_postcode[0]
    own = cells.geometry.to_numpy()[found.postcode_row]
    assert shapely.contains_xy(own, found.x_m, found.y_m).all()
    assert found.x_m[:2].tolist() == [1_000, 3_000]
