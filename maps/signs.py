"""The signs of schools on paper: each a shape of its own, as on the page.

A filled circle has what is asked, a hollow diamond has the profiel in another leerweg,
a plus in a ring opens and a cross in a ring closes; any other school is a dot.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from matplotlib.lines import Line2D
from matplotlib.path import Path

from maps import palette

if TYPE_CHECKING:
    import geopandas as gpd
    from matplotlib.axes import Axes

_ARM: Final = 0.55
"""Length of the arms of a plus or a cross, of the radius of the ring around it."""


def _ringed(*ends: tuple[float, float]) -> Path:
    """Return a ring with lines through its middle, each from an end to its opposite."""
    lines = [
        Path([(x * _ARM, y * _ARM), (-x * _ARM, -y * _ARM)], [Path.MOVETO, Path.LINETO])
        for x, y in ends
    ]
    return Path.make_compound_path(Path.unit_circle(), *lines)


_DIAGONAL: Final = 0.5**0.5
SIGNS: Final[dict[str, dict[str, Any]]] = {
    "pair": {
        "marker": "o",
        "markersize": 6.5,
        "markerfacecolor": palette.ACCENT,
        "markeredgecolor": "white",
    },
    "profiel": {
        "marker": "D",
        "markersize": 4.6,
        "markerfacecolor": "white",
        "markeredgecolor": palette.ACCENT,
        "markeredgewidth": 1.4,
    },
    "none": {
        "marker": "o",
        "markersize": 2.5,
        "markerfacecolor": palette.SITE,
        "markeredgecolor": "white",
        "markeredgewidth": 0.4,
    },
    "opened": {
        "marker": _ringed((1.0, 0.0), (0.0, 1.0)),
        "markersize": 9,
        "markerfacecolor": "white",
        "markeredgecolor": palette.GROUP_FILL["gained_first"],
        "markeredgewidth": 1.8,
    },
    "closed": {
        "marker": _ringed((_DIAGONAL, _DIAGONAL), (-_DIAGONAL, _DIAGONAL)),
        "markersize": 9,
        "markerfacecolor": "white",
        "markeredgecolor": palette.GROUP_FILL["lost_only"],
        "markeredgewidth": 1.8,
    },
}
"""How each kind of school is marked, by its name in `maps.layers.OFFER_KINDS`."""


def draw_sites(
    axes: Axes, sites: gpd.GeoDataFrame, kind: str, *, small: bool = False
) -> None:
    """Mark schools of one kind; `small` where they stand close together."""
    look = dict(SIGNS[kind])
    if small:
        look |= {"markersize": look["markersize"] / 2, "markeredgewidth": 0.5}
    axes.plot(sites.geometry.x, sites.geometry.y, linestyle="", **look)


def site_handle(kind: str, words: str) -> Line2D:
    """Return the entry of a legend for one kind."""
    return Line2D([], [], linestyle="", label=words, **SIGNS[kind])
