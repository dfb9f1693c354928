"""The map of single points of failure: where a closure would cost most."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from matplotlib.patheffects import withStroke

from maps import dutch, palette
from maps.axes import source_text
from maps.figures import Drawing, band, blank, house_style
from maps.shapes import simplified

if TYPE_CHECKING:
    from collections.abc import Iterator

    import geopandas as gpd
    from matplotlib.axes import Axes

    from accessibility.snapshot import Manifest

_SIZE_IN: Final = (8.27, 11.0)
_MOST_VERTICES: Final = 40_000
_LARGEST_PT: Final = 34.0
_NAMED: Final = 12
_SOURCE_SIGNS: Final = 120
_NAME_SIGNS: Final = 46


def fragile_map(
    vestigingen: gpd.GeoDataFrame,
    areas: gpd.GeoDataFrame,
    *,
    threshold: str,
    who: str,
    manifest: Manifest,
) -> Drawing:
    """Draw each vestiging as large as the number who lose their only option with it.

    Parameters
    ----------
    vestigingen
        Points in metres with `naam`, `plaats` and `lost_only`, the worst first.
    areas
        Polygons of the country.
    threshold
        The threshold in words, as in '10 km hemelsbreed'.
    who
        What to call those who are counted.
    manifest
        Dates, sources, and whether the data are an example.
    """
    hit = vestigingen[(vestigingen.lost_only > 0) & vestigingen.geometry.notna()]
    title = _title(hit, len(vestigingen), threshold)
    with house_style():
        figure = blank(*_SIZE_IN)
        axes = figure.add_axes((0.02, 0.06, 0.96, 0.84))
        ground, _ = simplified(areas[["geometry"]], most_vertices=_MOST_VERTICES)
        ground.plot(ax=axes, color=palette.LAND, edgecolor="#e3e5e6", linewidth=0.2)
        _circles(axes, hit)
        _names(axes, hit, who)
        axes.set_axis_off()
        axes.set_aspect("equal")
        figure.text(0.04, 0.955, title, fontsize=13, fontweight="bold", va="top")
        figure.text(
            0.04,
            0.02,
            f"Oppervlak van de cirkel: {who} die met deze vestiging in hun leerweg het "
            f"enige aanbod van minstens één technisch profiel verliezen.\n"
            + source_text(manifest, _SOURCE_SIGNS),
            fontsize=6.5,
            color=palette.SOFT,
        )
        band(figure, example=manifest.example)
    return Drawing(title, figure)


def _title(hit: gpd.GeoDataFrame, n_sites: int, threshold: str) -> str:
    return (
        f"{dutch.number(len(hit))} van de {dutch.number(n_sites)} vestigingen zijn "
        f"voor iemand het enige aanbod\nvan een technisch profiel binnen {threshold}"
    )


def _circles(axes: Axes, hit: gpd.GeoDataFrame) -> None:
    if hit.empty:
        return
    lost = hit.lost_only.to_numpy(dtype=np.float64)
    area = (_LARGEST_PT**2) * lost / lost.max()
    axes.scatter(
        hit.geometry.x,
        hit.geometry.y,
        s=area,
        color=palette.ACCENT,
        alpha=0.45,
        edgecolor=palette.ACCENT,
        linewidth=0.6,
    )


def _names(axes: Axes, hit: gpd.GeoDataFrame, who: str) -> None:
    """Put numbers on the map and names beside it, where they cannot overlap."""
    lines = []
    top: Iterator[Any] = hit.head(_NAMED).itertuples()
    for number, row in enumerate(top, start=1):
        axes.text(
            row.geometry.x,
            row.geometry.y,
            str(number),
            fontsize=7,
            fontweight="bold",
            ha="center",
            va="center",
            path_effects=[withStroke(linewidth=2, foreground="white")],
        )
        place = str(row.plaats or "").title()
        name = textwrap.shorten(str(row.naam), _NAME_SIGNS, placeholder=" ...")
        lines.append(
            f"{number}. {place}: {dutch.number(row.lost_only)} {who}\n    {name}"
        )
    axes.text(
        0.02,
        1.0,
        "\n".join(lines),
        fontsize=6.5,
        va="top",
        linespacing=1.35,
        transform=axes.transAxes,
    )
