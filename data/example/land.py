"""Land and water of the example country: an outline, two rivers, an estuary, a strait.

The outline grows from the places; the water is drawn by hand so that distances as
the crow flies and over the road come apart where they do in a delta.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from scipy.interpolate import PchipInterpolator

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

GRID_M: Final = 0.01
"""Coordinates of polygons are whole centimetres, so that edges match exactly."""

_GROW_M: Final = 9_000.0
_SHRINK_M: Final = 6_600.0
_LARGEST_HOLE_M2: Final = 4.5e8
_SMALLEST_PIECE_M2: Final = 6e7
_STEPS_PER_LEG: Final = 12


@dataclass(frozen=True)
class Water:
    """One water: points along its middle, EPSG:28992 km, with its half width in m."""

    name: str
    course: tuple[tuple[float, float, float], ...]


RIVER_WEST: Final = Water(
    "de Wael",
    (
        (216, 426, 170),
        (204, 433, 170),
        (191, 432, 190),
        (172, 430.5, 200),
        (157, 431, 210),
        (143.5, 426.4, 230),
        (126, 425, 300),
        (112, 421, 450),
        (97, 419.5, 550),
        (82, 421.5, 700),
        (68, 424.2, 900),
        (58, 430.5, 1500),
        (46, 436, 2600),
    ),
)
RIVER_NORTH: Final = Water(
    "de Iesel",
    (
        (192.5, 431.6, 120),
        (196, 441, 130),
        (205, 446, 130),
        (208.5, 455, 130),
        (208.8, 463, 130),
        (206, 474, 130),
        (204, 487, 140),
        (198.5, 501, 150),
        (190, 510, 180),
        (180, 516, 350),
        (172, 519, 700),
        (160, 520, 1500),
    ),
)
ESTUARY: Final = Water(
    "de Honte",
    (
        (-5, 387, 3400),
        (14, 384.5, 2600),
        (28, 382.6, 1500),
        (38, 379.2, 1600),
        (47, 376.8, 1300),
        (56, 379.8, 1100),
        (64, 379, 800),
        (70, 376, 450),
    ),
)
STRAIT: Final = Water(
    "het Diep",
    ((96, 557, 2600), (106, 556.6, 1700), (116, 557, 1700), (132, 562, 4200)),
)
WATERS: Final = (RIVER_WEST, RIVER_NORTH, ESTUARY, STRAIT)

# East of the estuary no place is near enough to close the land around it.
_POLDER: Final = shapely.LineString([(62_000, 367_500), (81_000, 378_000)])


def land_of(places: pd.DataFrame) -> NDArray[np.object_]:
    """Return the pieces of dry land, largest first.

    Parameters
    ----------
    places
        Table with `x_m` and `y_m`, EPSG:28992.

    Returns
    -------
    numpy.ndarray
        Polygons; no two touch, and a river runs between those it parts.
    """
    points = shapely.points(places.x_m.to_numpy(), places.y_m.to_numpy())
    grown = shapely.union_all(shapely.buffer(points, _GROW_M, quad_segs=6))
    polder = shapely.buffer(_POLDER, _GROW_M)
    outline = shapely.buffer(shapely.union(grown, polder), -_SHRINK_M, quad_segs=6)
    filled = shapely.union_all([_without_ponds(p) for p in shapely.get_parts(outline)])
    smooth = shapely.simplify(filled, 120.0)
    water = shapely.union_all([course_polygon(w) for w in WATERS])
    dry = shapely.difference(smooth, water, grid_size=GRID_M)
    pieces: NDArray[np.object_] = shapely.get_parts(dry)
    area = shapely.area(pieces)
    return pieces[np.argsort(-area)][: int((area > _SMALLEST_PIECE_M2).sum())]


def course_polygon(water: Water) -> shapely.Polygon:
    """Return the surface of a water: its middle line, as wide as it is there."""
    middle = _smooth_course(water)
    legs = shapely.linestrings(np.stack([middle[:-1, :2], middle[1:, :2]], axis=1))
    half_width_m = (middle[:-1, 2] + middle[1:, 2]) / 2
    return shapely.union_all(shapely.buffer(legs, half_width_m, quad_segs=4))


def _smooth_course(water: Water) -> NDArray[np.float64]:
    """Metres east, metres north, half width; with a slight meander between points."""
    course = np.array(water.course) * (1000.0, 1000.0, 1.0)
    knots = np.arange(len(course))
    steps = np.linspace(0, knots[-1], knots[-1] * _STEPS_PER_LEG + 1)
    smooth: NDArray[np.float64] = PchipInterpolator(knots, course)(steps)
    swing_m = np.minimum(900.0, 2.0 * smooth[:, 2]) * np.sin(2 * np.pi * steps)
    along = np.gradient(smooth[:, :2], axis=0)
    across = np.column_stack([-along[:, 1], along[:, 0]])
    across /= np.linalg.norm(across, axis=1, keepdims=True)
    smooth[:, :2] += across * swing_m[:, None]
    return smooth


def _without_ponds(polygon: shapely.Polygon) -> shapely.Polygon:
    """Fill small holes: sparsely settled land, not lakes."""
    rings = shapely.get_rings(polygon)[1:]
    area = shapely.area(shapely.polygons(rings)) if len(rings) else np.empty(0)
    return shapely.polygons(
        shapely.get_exterior_ring(polygon), rings[area > _LARGEST_HOLE_M2]
    )
