"""What lies under the maps of a dossier: land, water, neighbours and main roads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import shapely
from matplotlib.patheffects import withStroke

from accessibility.codes import AreaKind, Mode
from accessibility.roads import main_roads
from maps import palette
from maps.ground import ABROAD, beneath
from maps.postcodes import EMPTY

if TYPE_CHECKING:
    import geopandas as gpd
    from matplotlib.axes import Axes

    from accessibility.snapshot import Snapshot
    from maps.tongue import Tongue

_FILL: Final = {
    "water": palette.WATER,
    ABROAD: palette.ABROAD,
    "rond": palette.CLASS_FILL[EMPTY],
}
_BORDER: Final[dict[str, Any]] = {"color": "#7a8793", "linewidth": 0.9, "zorder": 4}
_ROAD: Final[dict[str, Any]] = {
    "color": palette.MAIN_ROAD,
    "linewidth": 0.8,
    "alpha": 0.7,
    "zorder": 4,
}
_NAME: Final[dict[str, Any]] = {
    "fontsize": 7,
    "style": "italic",
    "color": palette.SOFT,
    "ha": "center",
    "va": "center",
    "path_effects": [withStroke(linewidth=2, foreground=palette.ABROAD)],
}
_NEAR_M: Final = 100.0
_LEAST_NAMED: Final = 0.05
"""Part of the window that a neighbour fills before its name is written."""

_GERMAN_EAST_OF_M: Final = 195_000.0
"""RD x near the point where the three countries meet, metres."""

_SLIVER_M: Final = 250.0
"""Half the width of a hole between postcodes that a reader would not see."""


class Window(NamedTuple):
    """The part of the country that is drawn, metres."""

    west: float
    south: float
    east: float
    north: float


def lay_ground(
    axes: Axes, snapshot: Snapshot, drawn: gpd.GeoDataFrame, window: Window, say: Tongue
) -> None:
    """Draw what lies under and around postcodes, so that no hole reads as water.

    Parameters
    ----------
    axes
        Of a map in RD New.
    snapshot
        Has the areas, and roads if there are any.
    drawn
        The postcodes that are drawn.
    window
        What is seen.
    say
        The language of names.
    """
    ground = below(snapshot, drawn)
    for look, part in ground.groupby("look", sort=False):
        part.plot(ax=axes, color=_FILL[str(look)], zorder=0)
    for line in _roads(snapshot, window):
        axes.plot(*line.xy, **_ROAD)
    for part in shapely.get_parts(border(ground)):
        axes.plot(*part.xy, **_BORDER)
    name_neighbour(axes, ground, window, say)


def has_holes(snapshot: Snapshot, drawn: gpd.GeoDataFrame, window: Window) -> bool:
    """Tell whether land without a postcode is seen, which a legend must explain."""
    land = _of(below(snapshot, drawn), "rond")
    bare = shapely.intersection(land, shapely.box(*window))
    bare = shapely.difference(bare, shapely.union_all(drawn.geometry.to_numpy()))
    return not shapely.buffer(bare, -_SLIVER_M).is_empty


def below(snapshot: Snapshot, drawn: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the ground; no rows where nothing tells it."""
    nothing = drawn.iloc[:0].assign(look="")
    if drawn.empty or not snapshot.has("areas"):
        return nothing
    areas = snapshot.areas(AreaKind.PROVINCIE)
    known = areas[areas.geometry.notna()]
    return beneath(known, drawn) if len(known) else nothing


def _of(ground: gpd.GeoDataFrame, look: str) -> shapely.Geometry:
    return shapely.union_all(ground.geometry[ground.look == look].to_numpy())


def border(ground: gpd.GeoDataFrame) -> shapely.Geometry:
    """Return where land meets a neighbour, and not where the ground itself ends."""
    edge = shapely.boundary(_of(ground, ABROAD))
    land = shapely.buffer(_of(ground, "rond"), _NEAR_M)
    return shapely.line_merge(shapely.intersection(edge, land))


def name_neighbour(
    axes: Axes, ground: gpd.GeoDataFrame, window: Window, say: Tongue
) -> None:
    """Write the name of the neighbour that fills most of the window, if any does."""
    seen = shapely.intersection(_of(ground, ABROAD), shapely.box(*window))
    parts = sorted(shapely.get_parts(seen), key=shapely.area)
    whole = shapely.area(shapely.box(*window))
    if not parts or parts[-1].area < _LEAST_NAMED * whole:
        return
    middle = shapely.get_point(shapely.maximum_inscribed_circle(parts[-1]), 0)
    name = "germany" if middle.x > _GERMAN_EAST_OF_M else "belgium"
    axes.text(middle.x, middle.y, say(name), **_NAME)


def _roads(snapshot: Snapshot, window: Window) -> list[shapely.LineString]:
    if Mode.CAR not in snapshot.roads:
        return []
    seen = shapely.box(*window)
    roads = main_roads(snapshot.network(Mode.CAR))
    return [line for line in roads if seen.intersects(line)]
