"""Maps of plans: where sites come and whom they reach, and where the bus goes."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import shapely
from matplotlib.collections import LineCollection

from accessibility.codes import Mode
from accessibility.errors import TableError
from maps import dutch
from maps.axes import BOTTOM_IN, TOP_IN, WIDTH_IN, canvas, source_rise_in
from maps.figures import Drawing, house_style
from maps.palette import ACCENT, FACILITY, INK, LAND, LINE, SITE, SOFT

if TYPE_CHECKING:
    import geopandas as gpd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

    from accessibility.codes import Unit
    from accessibility.snapshot import Manifest

_LIST_SIGNS: Final = 112
_LIST_IN: Final = 0.5
_SIDE_IN: Final = 0.12
_TALLEST: Final = 1.3
_LOWEST: Final = 0.45
_LEFT_IN: Final = 0.4
_REACHED: Final = "#3a78b2"
_EDGE: Final = 0.03
_SCHOOL_SIZE: Final = 7.0
_MANY: Final = 2_000
_LABELLED: Final = 30
_KEY_IN: Final = 0.85
_DASHES: Final = (0, (4, 2))
_MONTHS: Final = (
    "#9ecae1",
    "#3a78b2",
    "#0b1d33",
    "#c2a50c",
    ACCENT,
    "#6b21a8",
    "#166534",
)


@dataclass(frozen=True)
class SitingSubject:
    """What a siting map is about.

    Parameters
    ----------
    area_name
        Name of the region.
    threshold
        Largest way that counts, in `unit`.
    unit
        Metres or seconds.
    share
        Share of the pupils within reach, or of those who are expected to come.
    proof
        How good the plan provably is, as a Dutch phrase such as 'bewezen de beste'.
    mode
        How the way is measured; circles are drawn for a straight line alone.
    is_expected
        Fewer come from afar, and the share is of those who come.
    """

    area_name: str
    threshold: float
    unit: Unit
    share: float
    proof: str
    mode: Mode = Mode.STRAIGHT
    is_expected: bool = False


def siting_map(
    schools: gpd.GeoDataFrame,
    sites: gpd.GeoDataFrame,
    areas: gpd.GeoDataFrame,
    *,
    subject: SitingSubject,
    manifest: Manifest,
) -> Drawing:
    """Draw which schools the sites of a plan reach and which not.

    Parameters
    ----------
    schools
        Points in metres with `pupils` and a flag `reached`.
    sites
        Points in metres with `naam`, a flag `new` and `pupils`, most pupils first.
    areas
        Polygons of land, in the same system.
    subject
        What the map is about.
    manifest
        Dates and sources, written underneath.

    Raises
    ------
    TableError
        If a column is missing.
    """
    _check("schools", schools, ("pupils", "reached"))
    _check("sites", sites, ("naam", "new", "pupils"))
    n_new = int(sites["new"].sum())
    title = f"{_finding(n_new, subject)} ({subject.area_name}; {subject.proof})"
    height = _height_in(schools)
    with house_style():
        figure, axes = canvas(title, manifest, height_in=height, left_in=_LEFT_IN)
        _draw_land(axes, areas)
        _draw_schools(axes, schools)
        _draw_sites(axes, sites, subject)
        _list_sites(figure, sites, _LIST_IN + source_rise_in(manifest))
        _frame(axes, schools)
        _legend(axes)
    return Drawing(title, figure)


def _finding(n_new: int, subject: SitingSubject) -> str:
    share = dutch.percentage(subject.share)
    whom = "van de leerlingen van groep 7 en 8"
    if subject.is_expected:
        return f"Met {n_new} nieuwe plekken komt naar verwachting {share} {whom}"
    near = dutch.threshold(subject.threshold, subject.unit)
    way = dutch.MODE_WORDS[subject.mode]
    return f"{n_new} nieuwe plekken brengen {share} {whom} binnen {near} {way}"


def _draw_land(axes: Axes, areas: gpd.GeoDataFrame) -> None:
    if len(areas) == 0:
        return
    areas.plot(ax=axes, color=LAND, edgecolor=LINE, linewidth=0.6, zorder=0)


def _draw_schools(axes: Axes, schools: gpd.GeoDataFrame) -> None:
    scale = _SCHOOL_SIZE / (3 if len(schools) > _MANY else 1)
    size = scale * np.sqrt(np.maximum(schools["pupils"].fillna(0).to_numpy(), 4) / 40)
    reached = schools["reached"].to_numpy(dtype=bool)
    x, y = schools.geometry.x.to_numpy(), schools.geometry.y.to_numpy()
    styles = ((~reached, ACCENT, "niet binnen bereik"), (reached, _REACHED, "bereikt"))
    for mask, colour, words in styles:
        axes.scatter(
            x[mask],
            y[mask],
            s=size[mask],
            color=colour,
            linewidths=0,
            alpha=0.8,
            zorder=2,
            label=f"basisschool {words} ({dutch.number(int(mask.sum()))})",
        )


def _draw_sites(axes: Axes, sites: gpd.GeoDataFrame, subject: SitingSubject) -> None:
    new = sites["new"].to_numpy(dtype=bool)
    for mask, colour, words in ((~new, SITE, "bestaande"), (new, FACILITY, "nieuwe")):
        chosen = sites[mask]
        if len(chosen) == 0:
            continue
        if subject.mode is Mode.STRAIGHT:
            rings = chosen.geometry.buffer(subject.threshold).boundary
            rings.plot(ax=axes, color=colour, linewidth=0.8, linestyle="--", zorder=3)
        axes.scatter(
            chosen.geometry.x,
            chosen.geometry.y,
            marker="s",
            s=70,
            color=colour,
            edgecolors="white",
            linewidths=0.8,
            zorder=4,
            label=f"{words} plek ({len(chosen)})",
        )
    for n, row in enumerate(sites[new].head(_LABELLED).itertuples(), start=1):
        axes.annotate(
            str(n),
            (row.geometry.x, row.geometry.y),
            ha="center",
            va="center",
            fontsize=6.5,
            color="white",
            zorder=5,
        )


def _list_sites(figure: Figure, sites: gpd.GeoDataFrame, up_in: float) -> None:
    """Say under the map which number is which new site."""
    new = sites[sites["new"]].head(_LABELLED)
    names = [
        f"{n} {row.naam} ({dutch.people(float(row.pupils), dutch.PUPILS)})"
        for n, row in enumerate(new.itertuples(), start=1)
    ]
    if names:
        text = textwrap.fill(" · ".join(names), _LIST_SIGNS)
        place = (_SIDE_IN / WIDTH_IN, up_in / figure.get_figheight())
        figure.text(*place, text, va="bottom", fontsize=7.5, color=INK)


def tour_map(
    legs: gpd.GeoDataFrame,
    schools: gpd.GeoDataFrame,
    depots: gpd.GeoSeries,
    areas: gpd.GeoDataFrame,
    *,
    area_name: str,
    manifest: Manifest,
) -> Drawing:
    """Draw the days of the mobile techlab and the schools it does not reach.

    Parameters
    ----------
    legs
        One row per leg: a line with `date`, `bus` and `on_road`; what does not follow
        the road is dashed.
    schools
        Points with `pupils` and a flag `visited`.
    depots
        Where buses start and end their days.
    areas
        Polygons of land, in the same system.
    area_name
        Name of the region.
    manifest
        Dates and sources, written underneath.

    Raises
    ------
    TableError
        If a column is missing.
    """
    _check("legs", legs, ("date", "bus", "on_road"))
    _check("schools", schools, ("pupils", "visited"))
    visited = schools["visited"].to_numpy(dtype=bool)
    n_days = len(legs[["date", "bus"]].drop_duplicates())
    n_buses = legs["bus"].nunique()
    title = (
        f"{dutch.number(n_days)} dagen op pad met "
        f"{'1 bus' if n_buses == 1 else f'{n_buses} bussen'}: "
        f"{dutch.number(int(visited.sum()))} van de {dutch.number(len(schools))} "
        f"basisscholen buiten bereik krijgen bezoek ({area_name})"
    )
    # A depot may stand outside the region: its days must be seen whole.
    shown = pd.concat([schools.geometry, depots, legs.geometry])
    height = _height_in(shown) + _KEY_IN
    with house_style():
        figure, axes = canvas(title, manifest, height_in=height, left_in=_LEFT_IN)
        west, south, wide, high = axes.get_position().bounds
        room = _KEY_IN / height
        axes.set_position((west, south + room, wide, high - room))
        _draw_land(axes, areas)
        _draw_legs(axes, legs)
        _draw_depots(axes, depots)
        _draw_stops(axes, schools, visited)
        _frame(axes, shown)
        _key_below(axes)
    return Drawing(title, figure)


def _key_below(axes: Axes) -> None:
    """Put the legend under the map: a term has many lines in it."""
    axes.legend(
        loc="upper left",
        bbox_to_anchor=(-0.02, -0.01),
        ncols=3,
        fontsize=7.5,
        frameon=False,
        borderaxespad=0,
        labelcolor=SOFT,
    )


def _draw_legs(axes: Axes, legs: gpd.GeoDataFrame) -> None:
    """Draw every leg, coloured by month; dashed where it is no road."""
    month = legs["date"].astype("str").str[:7]
    on_road = legs["on_road"].to_numpy(dtype=bool)
    for n, name in enumerate(sorted(month.unique())):
        inside = (month == name).to_numpy()
        n_days = len(legs.loc[inside, ["date", "bus"]].drop_duplicates())
        label = f"{dutch.date(name)} ({n_days} dagen)"
        for follows, style in ((True, "solid"), (False, _DASHES)):
            rows = legs[inside & (on_road == follows)]
            if len(rows) == 0:
                continue
            drawn = LineCollection(
                [shapely.get_coordinates(line) for line in rows.geometry],
                colors=_MONTHS[n % len(_MONTHS)],
                linestyles=[style],
                linewidths=0.8,
                alpha=0.8,
                zorder=1,
                label=label,
            )
            axes.add_collection(drawn)
            label = "_"
    _explain_lines(axes, on_road)


def _explain_lines(axes: Axes, on_road: NDArray[np.bool_]) -> None:
    """Say in the legend which lines follow the road."""
    kinds = (
        (on_road.any(), "solid", "rit over de weg"),
        (not on_road.all(), _DASHES, "rit hemelsbreed getekend, niet over de weg"),
    )
    for there, style, words in kinds:
        if there:
            axes.plot([], [], color=SOFT, linewidth=0.8, linestyle=style, label=words)


def _draw_depots(axes: Axes, depots: gpd.GeoSeries) -> None:
    axes.scatter(
        depots.x,
        depots.y,
        marker="s",
        s=45,
        color=FACILITY,
        edgecolors="white",
        zorder=5,
        label="standplaats van de bus",
    )


def _draw_stops(axes: Axes, schools: gpd.GeoDataFrame, visited: object) -> None:
    flags = np.asarray(visited, dtype=bool)
    x, y = schools.geometry.x.to_numpy(), schools.geometry.y.to_numpy()
    axes.scatter(
        x[flags],
        y[flags],
        s=12,
        color=_REACHED,
        linewidths=0,
        zorder=3,
        label=f"bezocht ({int(flags.sum())})",
    )
    axes.scatter(
        x[~flags],
        y[~flags],
        s=16,
        marker="x",
        color=ACCENT,
        linewidths=1,
        zorder=3,
        label=f"niet bezocht ({int((~flags).sum())})",
    )


def _height_in(schools: gpd.GeoDataFrame | gpd.GeoSeries) -> float:
    """Return a height in which the region fills the map."""
    west, south, east, north = schools.total_bounds
    ratio = float((north - south) / max(east - west, 1.0))
    return TOP_IN + BOTTOM_IN + WIDTH_IN * 0.85 * min(max(ratio, _LOWEST), _TALLEST)


def _frame(axes: Axes, schools: gpd.GeoDataFrame | gpd.GeoSeries) -> None:
    """Fit what is shown, keep proportions, and draw no axes."""
    west, south, east, north = schools.total_bounds
    edge = _EDGE * max(east - west, north - south)
    axes.set_xlim(west - edge, east + edge)
    axes.set_ylim(south - edge, north + edge)
    axes.set_aspect("equal")
    axes.set_axis_off()


def _legend(axes: Axes) -> None:
    axes.legend(
        loc="upper left",
        bbox_to_anchor=(-0.02, 1.04),
        fontsize=7.5,
        frameon=True,
        framealpha=0.85,
        edgecolor=LINE,
        labelcolor=SOFT,
    )


def _check(name: str, frame: gpd.GeoDataFrame, needed: tuple[str, ...]) -> None:
    missing = [column for column in needed if column not in frame]
    if missing:
        raise TableError(name, [f"column {column!r} is missing" for column in missing])
