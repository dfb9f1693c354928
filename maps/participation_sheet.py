"""The sheet of participation: a map of schools, and bars by distance and size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from matplotlib.ticker import FuncFormatter

from accessibility.codes import Mode, Unit
from accessibility.errors import TableError
from accessibility.planning import ALWAYS, KINDS, NEVER, SOMETIMES
from maps import dutch
from maps.axes import BOTTOM_IN, TOP_IN, canvas, percent
from maps.figures import Drawing, house_style
from maps.palette import ACCENT, CLASS_FILL, FACILITY, INK, LAND, LINE, SOFT

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from accessibility.snapshot import Manifest

KIND_WORDS: Final = {ALWAYS: "altijd", SOMETIMES: "soms", NEVER: "nooit"}
_MARKS: Final[dict[str, dict[str, Any]]] = {
    NEVER: {"marker": "x", "color": ACCENT, "s": 12, "linewidths": 0.8},
    SOMETIMES: {
        "marker": "o",
        "facecolors": "white",
        "edgecolors": CLASS_FILL["k3"],
        "s": 16,
        "linewidths": 1.2,
    },
    ALWAYS: {"marker": "o", "color": CLASS_FILL["k3"], "s": 20, "linewidths": 0},
}
"""Look of each kind, told apart without colour too: cross, ring, dot."""

_BARS: Final[dict[str, dict[str, Any]]] = {
    ALWAYS: {"color": CLASS_FILL["k3"]},
    SOMETIMES: {
        "color": CLASS_FILL["k0"],
        "hatch": "///",
        "edgecolor": CLASS_FILL["k3"],
    },
    NEVER: {"color": "white", "edgecolor": ACCENT, "hatch": "xx"},
}
_MAP_IN: Final = 5.6
_BARS_IN: Final = 2.0
_GAP_IN: Final = 0.85
_EDGE: Final = 0.03
_WIDEST: Final = 0.14
_MANY: Final = 1_500


@dataclass(frozen=True)
class ParticipationSubject:
    """What a sheet of participation is about.

    Parameters
    ----------
    area_name
        Name of the region.
    years
        School years judged.
    mode, unit
        How the way to the nearest hotspot or techlab is measured.
    """

    area_name: str
    years: tuple[str, ...]
    mode: Mode = Mode.STRAIGHT
    unit: Unit = Unit.METRES

    @property
    def way(self) -> str:
        """Name of the axis of distance."""
        what = "kilometer" if self.unit is Unit.METRES else "minuten"
        return f"{what} {dutch.MODE_WORDS[self.mode]} tot techlab of hotspot"


def participation_sheet(
    schools: gpd.GeoDataFrame,
    labs: gpd.GeoSeries,
    areas: gpd.GeoDataFrame,
    bars: tuple[pd.DataFrame, pd.DataFrame],
    *,
    subject: ParticipationSubject,
    manifest: Manifest,
) -> Drawing:
    """Draw which schools take part always, sometimes and never, and against what.

    Parameters
    ----------
    schools
        Points in metres with `kind`.
    labs
        Points of hotspots and techlabs.
    areas
        Polygons of land, in the same system.
    bars
        As `participation_by` returns it: by distance, and by pupils of the school.
    subject
        What the sheet is about.
    manifest
        Dates and sources, written underneath.

    Raises
    ------
    TableError
        If schools have no `kind`.
    """
    if "kind" not in schools:
        name = "schools"
        raise TableError(name, ["column 'kind' is missing"])
    title = participation_title(schools, subject)
    height = TOP_IN + _MAP_IN + _GAP_IN + _BARS_IN + BOTTOM_IN
    with house_style():
        figure, axes = canvas(title, manifest, height_in=height)
        bottom = (BOTTOM_IN + _BARS_IN + _GAP_IN) / height
        axes.set_position((0.03, bottom, 0.94, _MAP_IN / height))
        _draw_map(axes, schools, labs, areas)
        by_distance, by_size = bars
        _draw_bars(figure, by_distance, 0, height, subject.way)
        _draw_bars(figure, by_size, 1, height, "leerlingen in groep 7 en 8")
    return Drawing(title, figure)


def participation_title(
    schools: gpd.GeoDataFrame, subject: ParticipationSubject
) -> str:
    """Return the finding: how many take part always, sometimes and never."""
    n = schools["kind"].value_counts().reindex(list(KINDS), fill_value=0)
    years = dutch.joined(list(subject.years))
    return (
        f"Van de {dutch.number(len(schools))} basisscholen deden er in {years} "
        f"{dutch.number(int(n[ALWAYS]))} elk jaar mee, "
        f"{dutch.number(int(n[SOMETIMES]))} soms en {dutch.number(int(n[NEVER]))} "
        f"nooit ({subject.area_name})"
    )


def _draw_map(
    axes: Axes,
    schools: gpd.GeoDataFrame,
    labs: gpd.GeoSeries,
    areas: gpd.GeoDataFrame,
) -> None:
    if len(areas):
        areas.plot(ax=axes, color=LAND, edgecolor=LINE, linewidth=0.6, zorder=0)
    _draw_schools(axes, schools)
    west, south, east, north = schools.total_bounds
    edge = _EDGE * max(east - west, north - south, 1.0)
    _draw_labs(axes, labs.cx[west - edge : east + edge, south - edge : north + edge])
    axes.set_xlim(west - edge, east + edge)
    axes.set_ylim(south - edge, north + edge)
    axes.set_aspect("equal", anchor="W")
    axes.set_axis_off()
    axes.legend(
        loc="upper left",
        bbox_to_anchor=(0.0, -0.01),
        ncols=len(_MARKS) + 1,
        fontsize=7.5,
        frameon=False,
        borderaxespad=0,
        labelcolor=SOFT,
    )


def _draw_schools(axes: Axes, schools: gpd.GeoDataFrame) -> None:
    small = 0.4 if len(schools) > _MANY else 1.0
    for order, (kind, mark) in enumerate(_MARKS.items(), start=1):
        rows = schools[schools["kind"] == kind]
        look = {**mark, "s": small * mark["s"]}
        axes.scatter(
            rows.geometry.x,
            rows.geometry.y,
            zorder=order,
            label=f"doet {KIND_WORDS[kind]} mee ({dutch.number(len(rows))})",
            **look,
        )


def _draw_labs(axes: Axes, labs: gpd.GeoSeries) -> None:
    axes.scatter(
        labs.x,
        labs.y,
        marker="s",
        s=34,
        color=FACILITY,
        edgecolors="white",
        linewidths=0.8,
        zorder=5,
        label=f"techlab of hotspot ({len(labs)})",
    )


def _draw_bars(
    figure: Figure, table: pd.DataFrame, place: int, height: float, label: str
) -> None:
    """Draw the shares of one division as stacked bars, with the number of schools."""
    width = 0.35
    left = 0.1 + place * (width + 0.12)
    axes = figure.add_axes((left, BOTTOM_IN / height, width, _BARS_IN / height))
    shares = table[list(KINDS)].to_numpy(float) / table[["schools"]].to_numpy(float)
    names = table[table.columns[0]].astype("str").str.replace(".", ",").tolist()
    at = np.arange(len(names))[::-1]
    start = np.zeros(len(names))
    for k, kind in enumerate(KINDS):
        axes.barh(
            at, shares[:, k], left=start, height=0.7, linewidth=0.6, **_BARS[kind]
        )
        _write_shares(axes, at, start, shares[:, k])
        start += shares[:, k]
    counts = table["schools"].astype(int)
    axes.set_yticks(at, names)
    for row, count in zip(at, counts, strict=True):
        axes.text(1.02, row, dutch.number(count), va="center", fontsize=7, color=SOFT)
    axes.set_xlim(0, 1)
    axes.xaxis.set_major_formatter(FuncFormatter(percent))
    axes.tick_params(labelsize=7.5)
    axes.set_title(
        f"{label}\nrechts: aantal scholen", fontsize=8, loc="left", color=INK
    )
    axes.spines[["top", "right"]].set_visible(False)


def _write_shares(
    axes: Axes,
    at: np.ndarray,
    start: np.ndarray,
    share: np.ndarray,
) -> None:
    """Write a share in its piece of a bar where there is room."""
    for row, begin, part in zip(at, start, share, strict=True):
        if part >= _WIDEST:
            axes.text(
                begin + part / 2,
                row,
                dutch.percentage(float(part), 0),
                ha="center",
                va="center",
                fontsize=7,
                color=INK,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.2},
            )
