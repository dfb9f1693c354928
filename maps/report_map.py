"""The region map as a page for a report: A4 landscape, PNG, PDF or SVG."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.patheffects import withStroke

from maps import palette
from maps.axes import source_text
from maps.extras import NOTHING_EXTRA, Extras
from maps.figures import Drawing, band, blank, house_style
from maps.ground import beneath
from maps.layers import OFFER_KINDS
from maps.postcodes import CUT_OFF, described
from maps.shapes import dissolved, near, simplified
from maps.signs import SIGNS, draw_sites
from maps.story import story

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.transforms import Bbox

    from accessibility.snapshot import Manifest
    from maps.overlays import Overlay
    from maps.story import LegendEntry, Story
    from maps.subject import Subject

A4_IN: Final = (11.69, 8.27)
_MAP_BOX: Final = (0.035, 0.245, 0.62, 0.625)
_TABLE_LEFT: Final = 0.685
_TABLE_RIGHT: Final = 0.965
_LINE: Final = 0.0195
_TITLE_SIGNS: Final = 84
_SOURCE_SIGNS: Final = 205
_MEANING_SIGNS: Final = 185
_MEANING_LINE: Final = 0.018
_SOURCES_AT: Final = 0.022
_SOURCE_LINE: Final = 0.0145
_MOST_LABELS: Final = 30
_MOST_GAPS: Final = 10
_DENSE: Final = 1_000
_MARGIN: Final = 0.04
_M_PER_KM: Final = 1_000

# What the class names of the page look like on paper.
_FILLED: Final[dict[str, dict[str, Any]]] = {
    **{f"keuze p{n}": {"facecolor": c} for n, c in enumerate(palette.CHOICE_FILL)},
    **{f"k {name}": {"facecolor": fill} for name, fill in palette.CLASS_FILL.items()},
    f"k {CUT_OFF}": {
        "facecolor": palette.PATTERN,
        "edgecolor": "white",
        "hatch": "xxxx",
    },
    "water": {"facecolor": palette.WATER},
    "buitenland": {"facecolor": palette.ABROAD},
    "rond": {"facecolor": palette.LAND},
    "gat": {
        "facecolor": "none",
        "edgecolor": palette.PATTERN,
        "hatch": "////",
        "linewidth": 1.0,
    },
    "stippel": {
        "facecolor": "none",
        "edgecolor": palette.PATTERN,
        "hatch": "....",
        "linewidth": 0.0,
    },
    "circle": {
        "facecolor": "none",
        "edgecolor": palette.ROAD,
        "linestyle": "--",
        "linewidth": 1.0,
    },
    "road": {"facecolor": "#6b21a826", "edgecolor": palette.ROAD, "linewidth": 1.0},
}
_POINTED: Final[dict[str, dict[str, Any]]] = {
    **{f"punt {kind}": look for kind, look in SIGNS.items()},
    "facility": {
        "marker": "s",
        "markersize": 6,
        "markerfacecolor": palette.FACILITY,
        "markeredgecolor": "white",
    },
}


def report_map(
    postcodes: gpd.GeoDataFrame,
    vestigingen: gpd.GeoDataFrame,
    *,
    subject: Subject,
    manifest: Manifest,
    extras: Extras = NOTHING_EXTRA,
) -> Drawing:
    """Draw the region map on one page of a report.

    Parameters
    ----------
    postcodes, vestigingen, subject, manifest, extras
        As for `maps.region_map.region_map`; overlays are drawn if they are on from
        the start, and a background is not drawn.

    Returns
    -------
    Drawing
        `save` takes .pdf, .png (200 dpi) or .svg.

    Raises
    ------
    TableError
        If a table lacks columns.
    CrsError
        If geometry is not in a system in metres.
    """
    told = described(postcodes, subject)
    drawn, _ = simplified(told)
    land = extras.surroundings
    below = None if land is None else beneath(land, drawn)
    tale = story(told, subject=subject, manifest=manifest, extras=extras, below=below)
    with house_style():
        figure = blank(*A4_IN)
        axes = figure.add_axes(_MAP_BOX)
        if below is not None:
            for look, part in below.groupby("look", sort=False):
                part.plot(ax=axes, edgecolor="none", **_FILLED[look])
        _map(axes, drawn, extras)
        _sites(axes, near(vestigingen, drawn), dense=len(drawn) > _DENSE)
        if extras.places is not None:
            _names(axes, extras.places)
        _scale(axes)
        _words(figure, tale, manifest)
        _legend(figure, tale.legend, extras)
        _tables(figure, tale)
    return Drawing(tale.title, figure)


def _map(axes: Axes, drawn: gpd.GeoDataFrame, extras: Extras) -> None:
    """Draw classes, patterns and the overlays that are on."""
    line = 0.1 if len(drawn) > _DENSE else 0.3
    for klass, part in drawn.groupby("klass", sort=True):
        look = {"edgecolor": "#8b99a6", **_FILLED[f"k {klass}"]}
        part.plot(ax=axes, linewidth=line, **look)
    for look_name, rows in (("gat", drawn.is_gap), ("stippel", drawn.suppressed)):
        if rows.any():
            dissolved(drawn[rows]).plot(ax=axes, **_FILLED[look_name])
    dissolved(drawn).boundary.plot(
        ax=axes, color=palette.PATTERN, linewidth=0.6, linestyle=(0, (5, 3))
    )
    for overlay in extras.overlays:
        if overlay.show:
            _overlay(axes, overlay)
    _frame(axes, drawn)


def _overlay(axes: Axes, overlay: Overlay) -> None:
    if overlay.look == "facility":
        points = overlay.frame.geometry
        axes.plot(points.x, points.y, linestyle="", **_POINTED[overlay.look])
    elif overlay.look == "choice":
        for klass, part in overlay.frame.groupby("klass", sort=True):
            part.plot(ax=axes, **_FILLED[klass])
    else:
        overlay.frame.plot(ax=axes, **_FILLED[overlay.look])


def _frame(axes: Axes, drawn: gpd.GeoDataFrame) -> None:
    """Show the region, whatever lies around it; metres stay square."""
    west, south, east, north = drawn.total_bounds
    ratio = _MAP_BOX[2] * A4_IN[0] / (_MAP_BOX[3] * A4_IN[1])
    height = max(north - south, (east - west) / ratio) * (1 + 2 * _MARGIN)
    x, y = (west + east) / 2, (south + north) / 2
    axes.set_xlim(x - height * ratio / 2, x + height * ratio / 2)
    axes.set_ylim(y - height / 2, y + height / 2)
    axes.set_aspect("equal")
    axes.set(xticks=[], yticks=[], xlabel="", ylabel="")
    for spine in axes.spines.values():
        spine.set_visible(True)
        spine.set_color(palette.LINE)


def _sites(axes: Axes, sites: gpd.GeoDataFrame, *, dense: bool) -> None:
    for kind in reversed(OFFER_KINDS):
        draw_sites(axes, sites[sites.offers == kind], kind, small=dense)


def _names(axes: Axes, places: gpd.GeoDataFrame) -> None:
    """Write the names of places, the largest first; what would lie over one is left."""
    halo = [withStroke(linewidth=2.5, foreground="white")]
    inside = axes.get_window_extent()
    taken: list[Bbox] = []
    for name, point in zip(
        places.naam.iloc[:_MOST_LABELS], places.geometry, strict=False
    ):
        text = axes.text(
            point.x,
            point.y,
            str(name),
            fontsize=7,
            fontweight="bold",
            ha="center",
            va="center",
            path_effects=halo,
            clip_on=True,
        )
        box = text.get_window_extent()
        is_whole = inside.containsx(box.x0) and inside.containsx(box.x1)
        if is_whole and not box.count_overlaps(taken):
            taken.append(box)
        else:
            text.remove()


def _scale(axes: Axes) -> None:
    """Draw a bar of a round number of kilometres in the corner."""
    west, east = axes.get_xlim()
    south, north = axes.get_ylim()
    wanted = (east - west) / 6
    size = 10.0 ** np.floor(np.log10(wanted))
    length = float(max(step * size for step in (1, 2, 5) if step * size <= wanted))
    x, y = west + 0.02 * (east - west), south + 0.025 * (north - south)
    axes.plot([x, x + length], [y, y], color=palette.INK, linewidth=2)
    words = f"{length / _M_PER_KM:g} km".replace(".", ",")
    axes.text(x + length / 2, y, words, ha="center", va="bottom", fontsize=7)


def _words(figure: Figure, tale: Story, manifest: Manifest) -> None:
    """Write title, abbreviations, definitions and sources."""
    band(figure, example=manifest.example)
    title = textwrap.fill(tale.title, _TITLE_SIGNS, break_on_hyphens=False)
    figure.text(0.035, 0.955, title, va="top", fontsize=15, fontweight="bold")
    figure.text(
        0.035, 0.882, tale.subject.abbreviations, fontsize=8.5, color=palette.SOFT
    )
    sources = source_text(manifest, _SOURCE_SIGNS)
    above = _SOURCES_AT + _SOURCE_LINE * (sources.count("\n") + 1)
    told = [
        (word, textwrap.wrap(meaning, _MEANING_SIGNS))
        for word, meaning in tale.definitions
    ]
    # The last line of what words mean stands clear of the sources, however long.
    y = above + _MEANING_LINE * (sum(len(lines) for _, lines in told) - 0.5)
    for word, lines in told:
        figure.text(0.035, y, f"{word}:", fontsize=7, fontweight="bold")
        for line in lines:
            figure.text(0.094, y, line, fontsize=7)
            y -= _MEANING_LINE
    below = figure.text(0.035, _SOURCES_AT, sources, fontsize=6.5, va="bottom")
    below.set_color(palette.SOFT)


def _legend(figure: Figure, entries: Sequence[LegendEntry], extras: Extras) -> None:
    off = {
        words
        for overlay in extras.overlays
        if not overlay.show
        for _, words in overlay.signs
    }
    handles = [_handle(entry) for entry in entries if entry.text not in off]
    figure.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=(0.03, 0.238),
        ncols=4,
        frameon=False,
        fontsize=7,
        handlelength=2.2,
        columnspacing=1.6,
        labelspacing=0.4,
    )


def _handle(entry: LegendEntry) -> Patch | Line2D:
    if entry.look in _POINTED:
        look = _POINTED[entry.look]
        return Line2D([], [], linestyle="", label=entry.text, **look)
    look = {"edgecolor": "#8b99a6", "linewidth": 0.5, **_FILLED[entry.look]}
    return Patch(label=entry.text, **look)


def _tables(figure: Figure, tale: Story) -> None:
    """Write the figure and the two tables in the right-hand column."""
    left = _TABLE_LEFT
    figure.text(left, 0.865, tale.figure, fontsize=28, fontweight="bold", va="top")
    below = (*tale.between, f"{tale.people} {tale.where}", *tale.apart)
    under = [line for words in below for line in textwrap.wrap(words, 50)]
    for i, line in enumerate(under):
        figure.text(left, 0.795 - _LINE * i, line, fontsize=8.5)
    top = 0.795 - _LINE * (len(under) + 1)
    if tale.gaps:
        rows = [(g.pc4, g.plaats, g.missed, g.way) for g in tale.gaps[:_MOST_GAPS]]
        head = ("Postcode", "De grootste gaten", "Aantal", "Dichtstbij")
        top = _table(figure, top, [head, *rows], (0.0, 0.2, 0.7, 1.0), words=2)
    if tale.shares:
        body = [(row.code, *row.cells) for row in tale.shares]
        head = (f"Binnen {tale.subject.threshold}", "bl", "kl", "gl")
        _table(figure, top - _LINE, [head, *body], (0.0, 0.52, 0.76, 1.0), words=1)


def _table(
    figure: Figure,
    top: float,
    lines: Sequence[tuple[str, ...]],
    columns: Sequence[float],
    *,
    words: int,
) -> float:
    """Write a table: the first `words` columns flush left, numbers flush right.

    Returns
    -------
    float
        Height at which the next thing may start.
    """
    width = _TABLE_RIGHT - _TABLE_LEFT
    for i, line in enumerate(lines):
        y = top - _LINE * i
        for k, cell in enumerate(line):
            figure.text(
                _TABLE_LEFT + width * columns[k],
                y,
                cell,
                fontsize=8,
                ha="left" if k < words else "right",
                color=palette.INK if i else palette.SOFT,
                fontweight="normal" if i else "bold",
            )
        figure.add_artist(
            Line2D(
                [_TABLE_LEFT, _TABLE_RIGHT],
                [y - 0.005] * 2,
                color=palette.LINE if i else palette.SOFT,
                linewidth=0.5,
            )
        )
    return top - _LINE * len(lines)
