"""Postcode areas of the example country: seeds around the places, and their cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from scipy.spatial import cKDTree

from accessibility.places import RD_NEW
from data.example.land import GRID_M

if TYPE_CHECKING:
    from numpy.typing import NDArray

N_POSTCODES: Final = 4_000
_N_RURAL: Final = 260
_N_TRIES: Final = 40_000
_DENSITY_PER_M2: Final = 3_600 / 1e6
_LEAST_APART_M: Final = 260.0
_FROM_SHORE_M: Final = 120.0
_RURAL_APART_M: Final = 2_200.0
_GOLDEN_ANGLE: Final = np.pi * (3 - np.sqrt(5))
_FIRST_LETTERS: Final = "VWXYZ"


def postcode_seeds(
    places: pd.DataFrame, land: NDArray[np.object_], rng: np.random.Generator
) -> pd.DataFrame:
    """Scatter postcode points over the land, in proportion to inhabitants.

    Parameters
    ----------
    places
        As `gazetteer.places` gives them.
    land
        Pieces of dry land.
    rng
        Source of all chance.

    Returns
    -------
    pandas.DataFrame
        One row per postcode, north to south: `pc4` (starts with a letter, so that it
        cannot be real), `place` (row in `places`), `piece` (row in `land`), `x_m`,
        `y_m`, `inhabitants`.
    """
    seeds = _town_seeds(places, rng)
    seeds["piece"] = _piece_of(seeds, land)
    seeds = _apart(seeds[seeds.piece >= 0].reset_index(drop=True))
    rural = _rural_seeds(seeds, places, land, rng)
    seeds = pd.concat([seeds.head(N_POSTCODES - len(rural)), rural], ignore_index=True)
    band = -(seeds.y_m // 12_000)
    seeds = seeds.assign(band=band).sort_values(["band", "x_m"]).drop(columns="band")
    codes = [f"{_FIRST_LETTERS[i // 1000]}{i % 1000:03d}" for i in range(len(seeds))]
    return seeds.assign(pc4=codes).reset_index(drop=True)


def postcode_cells(seeds: pd.DataFrame, land: NDArray[np.object_]) -> gpd.GeoDataFrame:
    """Return the area of every postcode: all land nearer to it than to any other.

    A cell never crosses a river: each piece of land is divided among its own
    postcodes. All borders are noded together, so that the areas tile exactly.

    Returns
    -------
    geopandas.GeoDataFrame
        `pc4` and polygon, in the order of `seeds`, EPSG:28992.
    """
    faces, owners = [], []
    on_piece = seeds.piece.to_numpy()
    for piece in np.unique(on_piece):
        rows = np.flatnonzero(on_piece == piece)
        found, owner = _cells_of_piece(seeds.iloc[rows], land[piece])
        faces.append(found)
        owners.append(rows[owner])
    owner = np.concatenate(owners)
    frame = gpd.GeoDataFrame(
        {"pc4": seeds.pc4.to_numpy()[owner]},
        geometry=np.concatenate(faces),
        crs=RD_NEW,
    )
    cells = frame.dissolve("pc4", method="coverage").loc[seeds.pc4]
    return cells.reset_index()[["pc4", "geometry"]]


def _cells_of_piece(
    seeds: pd.DataFrame, piece: shapely.Polygon
) -> tuple[NDArray[np.object_], NDArray[np.intp]]:
    xy = seeds[["x_m", "y_m"]].to_numpy()
    lines = [shapely.boundary(piece)]
    if len(xy) > 1:
        everything = shapely.multipoints(xy)
        lines.append(
            shapely.voronoi_polygons(everything, extend_to=piece, only_edges=True)
        )
    noded = shapely.union_all(np.array(lines), grid_size=GRID_M)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    inside = shapely.point_on_surface(faces)
    shapely.prepare(piece)
    is_land = shapely.contains(piece, inside)
    faces, inside = faces[is_land], inside[is_land]
    _, owner = cKDTree(xy).query(shapely.get_coordinates(inside))
    return faces, owner


def _town_seeds(places: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Lay a sunflower of points on each place: even, round, denser than around it."""
    people = places.inhabitants.to_numpy(np.float64)
    n_seeds = np.maximum(1, np.round(people / _people_per_seed(people))).astype(int)
    place = np.repeat(np.arange(len(places)), n_seeds)
    k = np.arange(len(place)) - np.repeat(np.cumsum(n_seeds) - n_seeds, n_seeds)
    radius_m = np.sqrt(people / (_DENSITY_PER_M2 * np.pi))[place]
    out_m = radius_m * np.sqrt(k / np.maximum(n_seeds[place], 1))
    turn = k * _GOLDEN_ANGLE + rng.uniform(0, 2 * np.pi, len(places))[place]
    jitter_m = (
        rng.normal(0, 0.12, (2, len(place))) * np.minimum(radius_m, 2_500) * (k > 0)
    )
    weight = rng.uniform(0.6, 1.4, len(place))
    share = weight / np.bincount(place, weight)[place]
    return pd.DataFrame(
        {
            "place": place,
            "rank": k,
            "x_m": places.x_m.to_numpy()[place] + out_m * np.cos(turn) + jitter_m[0],
            "y_m": places.y_m.to_numpy()[place] + out_m * np.sin(turn) + jitter_m[1],
            "inhabitants": np.round(people[place] * share),
        }
    ).round({"x_m": 2, "y_m": 2})


def _people_per_seed(people: NDArray[np.float64]) -> float:
    """Find how many inhabitants share a postcode, so that enough points come out."""
    wanted = 1.05 * (N_POSTCODES - _N_RURAL)
    sizes = np.linspace(3_000, 12_000, 901)
    counts = [np.maximum(1, np.round(people / size)).sum() for size in sizes]
    return float(sizes[np.argmin(np.abs(np.array(counts) - wanted))])


def _piece_of(seeds: pd.DataFrame, land: NDArray[np.object_]) -> NDArray[np.int64]:
    """Row of the piece of land each seed lies on, -1 in or too near the water."""
    points = shapely.points(seeds.x_m.to_numpy(), seeds.y_m.to_numpy())
    tree = shapely.STRtree(shapely.buffer(land, -_FROM_SHORE_M))
    seed, piece = tree.query(points, predicate="within")
    found = np.full(len(seeds), -1, np.int64)
    found[seed] = piece
    return found


def _apart(seeds: pd.DataFrame) -> pd.DataFrame:
    """Drop seeds too near to one before them; centres of places come first."""
    ordered = seeds.sort_values(["rank", "place"], ignore_index=True)
    return ordered[_is_first_within(ordered, _LEAST_APART_M)].reset_index(drop=True)


def _is_first_within(points: pd.DataFrame, apart_m: float) -> NDArray[np.bool_]:
    """Mark points without another one near that comes before them."""
    tree = cKDTree(points[["x_m", "y_m"]])
    pairs = tree.query_pairs(apart_m, output_type="ndarray")
    first = np.ones(len(points), dtype=np.bool_)
    first[pairs.max(axis=1, initial=-1) if len(pairs) else []] = False
    return first


def _rural_seeds(
    seeds: pd.DataFrame,
    places: pd.DataFrame,
    land: NDArray[np.object_],
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Fill the empty land: points far from every other one, with few inhabitants."""
    bounds = shapely.total_bounds(land)
    tries = pd.DataFrame(
        rng.uniform(bounds[:2], bounds[2:], (_N_TRIES, 2)), columns=["x_m", "y_m"]
    ).round(2)
    tries["piece"] = _piece_of(tries, land)
    tries = tries[tries.piece >= 0]
    away_m, _ = cKDTree(seeds[["x_m", "y_m"]]).query(tries[["x_m", "y_m"]])
    tries = tries[away_m > _RURAL_APART_M].reset_index(drop=True)
    tries = tries.assign(place=0, rank=np.arange(len(tries)))
    kept = tries[_is_first_within(tries, 1.4 * _RURAL_APART_M)].head(_N_RURAL)
    _, place = cKDTree(places[["x_m", "y_m"]]).query(kept[["x_m", "y_m"]])
    people = np.round(rng.uniform(60, 420, len(kept)))
    rural: pd.DataFrame = kept.assign(place=place, inhabitants=people)
    return rural
