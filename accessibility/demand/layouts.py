"""Layouts: which points stand for a postcode, and in how many places people live.

========== ==================================================================
`centre`   its representative point: the classic of the monitor's table B3.6
`area`     points spread evenly over its land
`schools`  the same, weighing more near a primary school: people live there
`inhabited-points` the rows of table `points`: squares, addresses, postcodes; land
           where a postcode has none
========== ==================================================================
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from accessibility.counting import area_points, area_spots
from accessibility.demand.homes import homes_of, refined
from accessibility.demand.inhabitants import inhabitants_of_age
from accessibility.errors import UsageError
from accessibility.position import land_of
from accessibility.questions import CENTRE

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    from numpy.typing import NDArray

    from accessibility.counting import Students
    from accessibility.demand.homes import Homes
    from accessibility.snapshot import Snapshot

AREA: Final = "area"
SCHOOLS: Final = "schools"
INHABITED: Final = "inhabited-points"
LAYOUT_TABLES: Final[Mapping[str, tuple[str, ...]]] = {
    AREA: ("pc4_areas",),
    CENTRE: (),
    SCHOOLS: ("pc4_areas", "basisscholen"),
    INHABITED: ("points",),
}
"""The layouts, and the tables that each needs."""

LAYOUTS: Final = tuple(LAYOUT_TABLES)

SPREAD: Final = frozenset({AREA, SCHOOLS})
"""Layouts whose points lie on land where nobody need live."""

AGES: Final = (10, 14)
"""Whose density tells in how many places of a postcode people live."""

DENSITIES: Final = (30.0, 100.0, 300.0)
"""Children of `AGES` per square kilometre at which the number of places rises."""

PLACES_BY_AREA: Final = (1.5, 1.5, 4.0, 8.0)
"""Places by density where points say nothing of where people live."""

PLACES_BY_PEOPLE: Final = (2.0, 2.0, 5.0, 12.0)
"""Places by density where the weights of points know it."""

_SCHOOL_M: Final = 500.0
"""How far from a primary school most people of a village live."""

_EVERYWHERE: Final = 0.05
"""Weight of land far from any primary school, beside 1 next to one."""

_FEWEST_PLACES: Final = 2.0


def usual_layout(snapshot: Snapshot) -> str:
    """Return the layout that knows most of where people live in their postcode."""
    if snapshot.has("points"):
        return INHABITED
    if not snapshot.has("pc4_areas"):
        return CENTRE
    return SCHOOLS if snapshot.has("basisscholen") else AREA


def laid_out(students: Students, snapshot: Snapshot, layout: str) -> Students:
    """Return students at the points of a layout, as many of them as before.

    Parameters
    ----------
    students
        By a demand model of this snapshot.
    snapshot
        With the tables that the layout needs.
    layout
        One of `LAYOUTS`.

    Raises
    ------
    UsageError
        If the layout is unknown, or the snapshot does not hold what it needs.
    """
    homes = _homes(snapshot, layout, students.postcodes.pc4)
    return replace(
        students,
        points=homes.points,
        point_pc4=homes.point_pc4,
        point_weight=homes.point_weight,
        layout=layout,
        homes=_places(homes, snapshot, layout),
    )


def _homes(snapshot: Snapshot, layout: str, pc4: pd.Series) -> Homes:
    _require(snapshot, layout)
    if layout == INHABITED:
        return homes_of(_completed(snapshot), pc4)
    centres = homes_of(_without_points(snapshot), pc4)
    if layout == CENTRE:
        return centres
    spots = area_spots(snapshot.table("pc4_areas"))
    if layout == SCHOOLS:
        at = np.column_stack([spots.x_m, spots.y_m])
        near = near_schools(at, snapshot.table("basisscholen"))
        spots = spots._replace(weight=spots.weight * near)
    return refined(centres, spots)


def _require(snapshot: Snapshot, layout: str) -> None:
    if layout not in LAYOUTS:
        message = f"--points {layout!r} is unknown; choose {', '.join(LAYOUTS)}"
        raise UsageError(message)
    missing = [name for name in LAYOUT_TABLES[layout] if not snapshot.has(name)]
    if missing:
        message = (
            f"--points {layout} needs table {', '.join(missing)}, which snapshot "
            f"{snapshot.manifest.name!r} does not hold; use --points "
            f"{usual_layout(snapshot)}"
        )
        raise UsageError(message)


def _completed(snapshot: Snapshot) -> Snapshot:
    """Spread points over the land of postcodes in which no inhabited point is known."""
    if not snapshot.has("pc4_areas"):
        return snapshot
    known = snapshot.table("points")
    areas = snapshot.table("pc4_areas")
    left = areas[~areas.pc4.isin(known.pc4[known.weight > 0])]
    added = area_points(left)
    together = pd.concat([known[list(added.columns)], added], ignore_index=True)
    return snapshot.edited(points=together)


def _without_points(snapshot: Snapshot) -> Snapshot:
    if not snapshot.has("points"):
        return snapshot
    return snapshot.edited(points=snapshot.table("points")[:0])


def near_schools(
    places: NDArray[np.float64], schools: gpd.GeoDataFrame
) -> NDArray[np.float64]:
    """Return how much more people live at a point than land alone would say.

    Parameters
    ----------
    places
        Anywhere, in metres, shape `(n, 2)`.
    schools
        Primary schools, in the same system.
    """
    at = schools.geometry[schools.geometry.notna() & ~schools.geometry.is_empty]
    if len(at) == 0:
        return np.ones(len(places))
    tree = cKDTree(np.column_stack([at.x, at.y]))
    distance, _ = tree.query(places)
    weight: NDArray[np.float64] = np.exp(-((distance / _SCHOOL_M) ** 2) / 2)
    return weight + _EVERYWHERE


def _places(homes: Homes, snapshot: Snapshot, layout: str) -> NDArray[np.float64]:
    """Return in how many places of each postcode people live, as it were."""
    children = _children(homes, snapshot)
    if layout == INHABITED:
        squares = np.bincount(
            homes.point_pc4, homes.point_weight**2, minlength=len(children)
        )
        places = np.minimum(1.0 / np.maximum(squares, 1e-12), children)
        return np.maximum(places, _FEWEST_PLACES)
    if not snapshot.has("pc4_areas"):
        return np.full(len(children), PLACES_BY_AREA[0])
    land = land_of(snapshot.table("pc4_areas"), homes.postcodes.pc4)
    density = children / np.maximum(land.area_km2, 1e-9)
    by_density = PLACES_BY_PEOPLE if layout == SCHOOLS else PLACES_BY_AREA
    rank = np.searchsorted(DENSITIES, density, side="right")
    return np.asarray(by_density, np.float64)[rank]


def _children(homes: Homes, snapshot: Snapshot) -> NDArray[np.float64]:
    """Return the children of each postcode by public figures; 0 where not known."""
    children = np.zeros(len(homes.postcodes))
    if not snapshot.has("inhabitants"):
        return children
    try:
        counts = inhabitants_of_age(snapshot.table("inhabitants"), AGES)
    except UsageError:
        # The table holds other ages: nothing tells how densely people live.
        return children
    row = homes.rows(counts.pc4)
    known = row >= 0
    np.add.at(children, row[known], counts.students.to_numpy(np.float64)[known])
    return children
