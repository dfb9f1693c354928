"""Streets of the example country: junctions where people live, joined over land."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import minimum_spanning_tree
from scipy.spatial import Delaunay, cKDTree

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

_LEAST_PER_POSTCODE: Final = 6
_PEOPLE_PER_JUNCTION: Final = 330.0
_RURAL_PER_M2: Final = 0.9 / 1e6
_TOWN_DENSITY_PER_M2: Final = 3_600 / 1e6
_IN_TOWN_SHARE: Final = 0.65
_TRIES_PER_JUNCTION: Final = 4
_LEAST_APART_M: Final = 25.0
_SIDE_STREET_SHARE: Final = 0.55
_CYCLEWAY_SHARE: Final = 0.14
_ONEWAY_SHARE: Final = 0.07
_LONGEST_ONEWAY_M: Final = 400.0
# A street is longer than the straight line between its ends: it bends.
_BEND: Final = (1.005, 1.09)


def street_junctions(
    postcodes: gpd.GeoDataFrame,
    cells: gpd.GeoDataFrame,
    inhabitants: NDArray[np.float64],
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Scatter junctions over every postcode, dense where people live together.

    Parameters
    ----------
    postcodes
        Points of the postcodes, each of which becomes a junction.
    cells
        Areas of the postcodes, in the same order.
    inhabitants
        People per postcode, shape `(n_postcodes,)`.
    rng
        Source of all chance.

    Returns
    -------
    pandas.DataFrame
        Columns `x_m`, `y_m` and `postcode_row`.
    """
    area_m2 = cells.area.to_numpy()
    wanted = np.ceil(
        _LEAST_PER_POSTCODE
        + inhabitants / _PEOPLE_PER_JUNCTION
        + area_m2 * _RURAL_PER_M2
    ).astype(int)
    tried = _tries(postcodes, cells, inhabitants, wanted, rng)
    row = tried.postcode_row.to_numpy()
    geometry = cells.geometry.to_numpy()
    shapely.prepare(geometry)
    inside = tried[shapely.contains_xy(geometry[row], tried.x_m, tried.y_m)]
    kept = inside[
        inside.groupby("postcode_row").cumcount() < wanted[inside.postcode_row]
    ]
    own = pd.DataFrame(
        {
            "x_m": postcodes.geometry.x.to_numpy(),
            "y_m": postcodes.geometry.y.to_numpy(),
            "postcode_row": np.arange(len(postcodes)),
        }
    )
    junctions = pd.concat([own, kept], ignore_index=True).round(2)
    pairs = cKDTree(junctions[["x_m", "y_m"]]).query_pairs(
        _LEAST_APART_M, output_type="ndarray"
    )
    later = pairs.max(axis=1)
    is_crowded = np.isin(np.arange(len(junctions)), later[later >= len(own)])
    kept_apart: pd.DataFrame = junctions[~is_crowded].reset_index(drop=True)
    return kept_apart


def streets_between(
    junctions: pd.DataFrame,
    land: NDArray[np.object_],
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Join junctions by streets that stay on land.

    The shortest tree that joins all of them, and half the other pairs with
    nobody in between (Gabriel graph): as many dead ends and loops as a town has.

    Returns
    -------
    pandas.DataFrame
        Columns `from_node`, `to_node`, `length_m`, `highway` (`residential` or
        `cycleway`), `oneway`.
    """
    xy = junctions[["x_m", "y_m"]].to_numpy()
    ends = _delaunay_pairs(xy)
    ends = ends[_on_land(xy, ends, land)]
    straight_m = _lengths(xy, ends)
    in_tree = _in_shortest_tree(ends, straight_m, len(xy))
    is_free = _is_gabriel(xy, ends, straight_m)
    chance = rng.random((3, len(ends)))
    side = is_free & ~in_tree & (chance[0] < _SIDE_STREET_SHARE)
    keep = in_tree | side
    is_path = side & (chance[1] < _CYCLEWAY_SHARE)
    is_short = straight_m < _LONGEST_ONEWAY_M
    oneway = side & ~is_path & is_short & (chance[2] < _ONEWAY_SHARE)
    return pd.DataFrame(
        {
            "from_node": ends[keep, 0],
            "to_node": ends[keep, 1],
            "length_m": (straight_m * rng.uniform(*_BEND, len(ends)))[keep],
            "highway": np.where(is_path, "cycleway", "residential")[keep],
            "oneway": oneway[keep],
        }
    )


def _tries(
    postcodes: gpd.GeoDataFrame,
    cells: gpd.GeoDataFrame,
    inhabitants: NDArray[np.float64],
    wanted: NDArray[np.int64],
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Draw more points than needed: round the centre, or anywhere in the cell's box."""
    row = np.repeat(np.arange(len(cells)), wanted * _TRIES_PER_JUNCTION)
    bounds = cells.bounds.to_numpy()[row]
    anywhere = rng.uniform(bounds[:, :2], bounds[:, 2:])
    centre = np.column_stack([postcodes.geometry.x, postcodes.geometry.y])[row]
    radius_m = np.sqrt(inhabitants / (_TOWN_DENSITY_PER_M2 * np.pi))[row]
    around = centre + rng.normal(0, 0.6, (len(row), 2)) * radius_m[:, None]
    in_town = rng.random(len(row)) < _IN_TOWN_SHARE
    xy = np.where(in_town[:, None], around, anywhere)
    return pd.DataFrame({"x_m": xy[:, 0], "y_m": xy[:, 1], "postcode_row": row})


def _delaunay_pairs(xy: NDArray[np.float64]) -> NDArray[np.int64]:
    corners = Delaunay(xy).simplices
    sides = np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [2, 0]]])
    return np.unique(np.sort(sides, axis=1), axis=0).astype(np.int64)


def _on_land(
    xy: NDArray[np.float64], ends: NDArray[np.int64], land: NDArray[np.object_]
) -> NDArray[np.bool_]:
    lines = shapely.linestrings(xy[ends])
    dry = np.zeros(len(ends), dtype=np.bool_)
    for piece in land:
        shapely.prepare(piece)
        dry |= shapely.contains_properly(piece, lines)
    return dry


def _lengths(xy: NDArray[np.float64], ends: NDArray[np.int64]) -> NDArray[np.float64]:
    length_m: NDArray[np.float64] = np.hypot(*(xy[ends[:, 1]] - xy[ends[:, 0]]).T)
    return length_m


def _in_shortest_tree(
    ends: NDArray[np.int64], length_m: NDArray[np.float64], n_nodes: int
) -> NDArray[np.bool_]:
    """Mark the pairs of the shortest tree over all junctions of each piece of land."""
    graph = coo_array((length_m, (ends[:, 0], ends[:, 1])), shape=(n_nodes, n_nodes))
    tree = minimum_spanning_tree(graph.tocsr()).tocoo()
    low, high = np.minimum(tree.row, tree.col), np.maximum(tree.row, tree.col)
    mine = ends[:, 0] * n_nodes + ends[:, 1]
    return np.isin(mine, low.astype(np.int64) * n_nodes + high)


def _is_gabriel(
    xy: NDArray[np.float64], ends: NDArray[np.int64], length_m: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Mark the pairs whose circle in between holds no third junction."""
    middle = (xy[ends[:, 0]] + xy[ends[:, 1]]) / 2
    nearest_m, _ = cKDTree(xy).query(middle)
    is_free: NDArray[np.bool_] = nearest_m > length_m / 2 - 1e-6
    return is_free
