"""Three maps of the same part of the country: before, after, and the difference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from matplotlib.patches import Patch
from matplotlib.patheffects import withStroke

from accessibility.codes import Denominator, Leerweg, Unit, profielen_of
from accessibility.effects import GROUPS, postcode_changes
from accessibility.reports import turned
from maps import palette
from maps.dossier.edits_drawn import draw_edits, edit_handles
from maps.dossier.map_ground import Window, has_holes, lay_ground
from maps.figures import Drawing, blank, house_style
from maps.postcodes import EMPTY, breaks
from maps.shapes import simplified
from maps.signs import draw_sites, site_handle

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    import geopandas as gpd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D

    from accessibility.measures import Pair
    from accessibility.reports import Impact
    from maps.tongue import Tongue

_CLASSES: Final = ("k0", "k1", "k2", "k3")
_GROUP_HATCH: Final = {
    "gained_first": "...",
    "gained_second": "",
    "lost_only": "////",
    "lost_other": "",
}
_EDGE: Final[dict[str, Any]] = {"edgecolor": "#8b99a6", "linewidth": 0.5}
_HALO: Final = withStroke(linewidth=2.5, foreground="white")
_MOST_NAMES: Final = 7
_UNDER_SIGN: Final[dict[str, Any]] = {
    "color": "white",
    "linestyle": "",
    "marker": "o",
    "markersize": 13,
}
"""What lifts the sign of a change off a group of its own colour."""

_NAME_PT: Final = 7
_LETTER: Final = 0.66
"""Width of a letter with its halo, as a part of the size of the type."""
_LINE: Final = 1.5
_RIM: Final = 0.09
"""Part of the window along its edge in which no name is written."""

_MOST_VERTICES: Final = 30_000
_MARGIN_M: Final = 4_000.0
_LEAST_SIDE_M: Final = 30_000.0
_WIDTH_IN: Final = 7.1
_COLUMNS: Final = 4
_SIDE: Final = 0.325
"""Side of one of three square maps in a row, as a part of the width of the figure."""

_TITLE_IN: Final = 0.25
_ROW_IN: Final = 0.155
"""Room for a row of a legend under the maps."""

_SMALL_IN: Final = 2.85
_GAP_IN: Final = 0.08
_POINTS_PER_INCH: Final = 72


def change_maps(impact: Impact, pair: Pair, say: Tongue) -> Drawing:
    """Draw before, after and difference for one pair around what changes.

    Parameters
    ----------
    impact
        The scenario and its effect.
    pair
        Profiel and leerweg.
    say
        The language.
    """
    drawn, window = _drawn(impact, pair)
    key = f"maps_title_{impact.question.unit.value}"
    title = say(key, offer=say.offer_words(*pair))
    with house_style():
        handles = [
            *_handles(impact, say),
            *_hole_handles(impact, drawn, window, say),
            *_group_handles(set(drawn.group), say),
            *_site_handles(impact, pair, say),
            *edit_handles(impact, window, say),
        ]
        figure, (before, after, difference) = _in_a_row(len(handles))
        for axes, side in ((before, "before"), (after, "after")):
            lay_ground(axes, impact.before, drawn, window, say)
            _ways(axes, drawn, side, impact)
            _sites(axes, impact, pair, window, after=side == "after")
            if side == "after":
                draw_edits(axes, impact)
            _finish(axes, window, say(side), say)
        _difference(difference, drawn, window, impact, pair, say)
        _finish(difference, window, say("difference"), say)
        _legend(figure, handles, columns=_COLUMNS)
    return Drawing(title, figure)


def _in_a_row(entries: int) -> tuple[Figure, list[Axes]]:
    """Return three square axes side by side, above the room for a legend."""
    side_in, foot_in = _SIDE * _WIDTH_IN, _foot_in(entries, _COLUMNS)
    high_in = _TITLE_IN + side_in + foot_in
    figure = blank(_WIDTH_IN, high_in)
    step = (1 - _SIDE) / 2
    low, high = foot_in / high_in, side_in / high_in
    return figure, [figure.add_axes((k * step, low, _SIDE, high)) for k in range(3)]


def _foot_in(entries: int, columns: int) -> float:
    """Return the room that a legend takes, in inches."""
    return 2 * _GAP_IN + _ROW_IN * -(-entries // columns)


def _legend(figure: Figure, handles: list[Patch | Line2D], *, columns: int) -> None:
    """Put a legend right under the maps."""
    top_in = _foot_in(len(handles), columns) - _GAP_IN
    figure.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=(0, top_in / figure.get_figheight()),
        ncols=columns,
        columnspacing=1,
        borderaxespad=0,
        frameon=False,
        fontsize=7,
    )


def difference_map(impact: Impact, pair: Pair, say: Tongue) -> Drawing:
    """Draw only who gains and who loses, small, for page one.

    Parameters
    ----------
    impact
        The scenario and its effect.
    pair
        Profiel and leerweg.
    say
        The language.
    """
    drawn, window = _drawn(impact, pair)
    with house_style():
        handles = [
            *_group_handles(set(drawn.group), say),
            *_site_handles(impact, pair, say),
            *_hole_handles(impact, drawn, window, say),
            *edit_handles(impact, window, say),
        ]
        foot_in = _foot_in(len(handles), 2)
        high_in = _SMALL_IN + foot_in
        figure = blank(_SMALL_IN, high_in)
        axes = figure.add_axes((0, foot_in / high_in, 1, _SMALL_IN / high_in))
        _difference(axes, drawn, window, impact, pair, say)
        _finish(axes, window, "", say)
        _legend(figure, handles, columns=2)
    title = say("small_map_title", offer=say.offer_words(*pair))
    return Drawing(title, figure)


def _drawn(impact: Impact, pair: Pair) -> tuple[gpd.GeoDataFrame, Window]:
    """Return the postcodes that are drawn, and the window around what changes."""
    frame = changed_postcodes(impact, pair)
    window = _window(frame, impact)
    inside = frame.cx[window.west : window.east, window.south : window.north]
    return simplified(inside, most_vertices=_MOST_VERTICES)[0], window


def _difference(
    axes: Axes,
    drawn: gpd.GeoDataFrame,
    window: Window,
    impact: Impact,
    pair: Pair,
    say: Tongue,
) -> None:
    lay_ground(axes, impact.before, drawn, window, say)
    _groups(axes, drawn)
    _sites(axes, impact, pair, window, after=True)
    draw_edits(axes, impact)
    _places(axes, impact, window)


def changed_postcodes(impact: Impact, pair: Pair) -> gpd.GeoDataFrame:
    """Return the postcode polygons with what changes in each for a pair."""
    changes = postcode_changes(impact.effect, pair)
    polygons = impact.before.table("pc4_areas")[["pc4", "geometry"]]
    merged: gpd.GeoDataFrame = polygons.merge(changes, on="pc4")
    return merged[~(merged.geometry.is_empty | merged.geometry.isna())]


def _window(frame: gpd.GeoDataFrame, impact: Impact) -> Window:
    """Return a square around the postcodes in which something changes."""
    changed = frame[frame.group != ""]
    if changed.empty:
        codes = {key[0] for key in impact.applied.opened | impact.applied.closed}
        sites = impact.before.vestigingen
        changed = sites[sites.brin6.isin(codes) & sites.geometry.notna()]
    if changed.empty:
        changed = frame
    west, south, east, north = changed.total_bounds
    least_m = _LEAST_SIDE_M
    if impact.question.unit is Unit.METRES:
        least_m = min(_LEAST_SIDE_M, 3 * impact.question.threshold)
    side = max(east - west, north - south, least_m) + 2 * _MARGIN_M
    x, y = (west + east) / 2, (south + north) / 2
    return Window(x - side / 2, y - side / 2, x + side / 2, y + side / 2)


def _ways(axes: Axes, frame: gpd.GeoDataFrame, side: str, impact: Impact) -> None:
    """Fill postcodes by the distance to the nearest offer; hatch what is too far."""
    bounds = breaks(impact.question.unit)
    number = np.searchsorted(bounds, frame[side].to_numpy(), side="left")
    fill = [palette.CLASS_FILL[_CLASSES[k]] for k in number]
    frame.plot(ax=axes, color=fill, edgecolor="white", linewidth=0.3)
    gap = frame[frame[f"reached_{side}"] < 1]
    if len(gap):
        gap.plot(
            ax=axes,
            facecolor="none",
            edgecolor=palette.PATTERN,
            hatch="////",
            linewidth=0,
        )


def _groups(axes: Axes, frame: gpd.GeoDataFrame) -> None:
    frame.plot(ax=axes, color=palette.LAND, edgecolor="#d9dde0", linewidth=0.3)
    for group in GROUPS:
        rows = frame[frame.group == group]
        if len(rows):
            rows.plot(
                ax=axes,
                facecolor=palette.GROUP_FILL[group],
                edgecolor="white",
                hatch=_GROUP_HATCH[group],
                linewidth=0.3,
            )


def _sites(
    axes: Axes, impact: Impact, pair: Pair, window: Window, *, after: bool
) -> None:
    """Mark who offers the pair, and what opens or closes."""
    snapshot = impact.applied.snapshot if after else impact.before
    members = [profiel.value for profiel in profielen_of(pair[0])]
    some = snapshot.offers.profiel.isin(members)
    has = some & snapshot.offers.leerweg.eq(pair[1].value)
    sites = snapshot.vestigingen
    sites = sites[sites.geometry.notna()].cx[
        window.west : window.east, window.south : window.north
    ]
    offering = sites.brin6.isin(snapshot.offers.brin6[has])
    elsewhere = sites.brin6.isin(snapshot.offers.brin6[some]) & ~offering
    draw_sites(axes, sites[elsewhere], "profiel")
    draw_sites(axes, sites[offering], "pair")
    if after:
        new = sites[sites.brin6.isin(turned(impact.applied.opened, pair))]
        old = impact.before.vestigingen
        gone = old[old.brin6.isin(turned(impact.applied.closed, pair))]
        for turns, kind in ((new, "opened"), (gone, "closed")):
            axes.plot(turns.geometry.x, turns.geometry.y, **_UNDER_SIGN)
            draw_sites(axes, turns, kind)


def _places(axes: Axes, impact: Impact, window: Window) -> None:
    """Write the names of the largest places, so that a reader knows where this is."""
    students = impact.students
    count = students.by_postcode(Denominator.COMMON, Leerweg.GL)[1]
    people = dict(zip(students.postcodes.pc4, count, strict=True))
    points = impact.before.postcodes
    points = points[points.geometry.notna() & points.plaats.notna()]
    rim = _RIM * (window.east - window.west)
    inside = points.cx[
        window.west + rim : window.east - rim, window.south + rim : window.north - rim
    ]
    inside = inside.assign(people=inside.pc4.map(people).fillna(0.0))
    ordered = inside.sort_values(["people", "pc4"], ascending=[False, True])
    total = inside.groupby("plaats").people.sum()
    named = ordered.drop_duplicates("plaats").set_index("plaats")
    largest = total.sort_values(ascending=False, kind="stable").index
    inches = axes.bbox.width / axes.figure.dpi
    point_m = (window.east - window.west) / (inches * _POINTS_PER_INCH)
    for plaats, x, y in _apart(largest, named.geometry, point_m):
        axes.text(
            x,
            y,
            plaats,
            fontsize=_NAME_PT,
            ha="center",
            va="bottom",
            zorder=9,
            path_effects=[_HALO],
        )


def _apart(
    names: Iterable[str], points: gpd.GeoSeries, point_m: float
) -> list[tuple[str, float, float]]:
    """Keep the first names that do not run into each other.

    Parameters
    ----------
    names, points
        Places, the largest first, and where they are.
    point_m
        Metres in a point of type.
    """
    kept: list[tuple[str, float, float]] = []
    for name in names:
        x, y = float(points[name].x), float(points[name].y)
        clear = all(
            abs(y - at_y) > _LINE * _NAME_PT * point_m
            or abs(x - at_x)
            > _LETTER * _NAME_PT * point_m * (len(name) + len(other)) / 2
            for other, at_x, at_y in kept
        )
        if clear:
            kept.append((name, x, y))
        if len(kept) == _MOST_NAMES:
            break
    return kept


def _finish(axes: Axes, window: Window, title: str, say: Tongue) -> None:
    axes.set_xlim(window.west, window.east)
    axes.set_ylim(window.south, window.north)
    axes.set_aspect("equal")
    axes.set_axis_off()
    axes.set_title(title, loc="left", fontsize=10, fontweight="bold")
    side_m = window.east - window.west
    bar_m = max(m for m in (1_000, 2_000, 5_000, 10_000, 20_000) if m <= side_m / 3)
    x, y = window.west + 0.04 * side_m, window.south + 0.03 * side_m
    axes.plot([x, x + bar_m], [y, y], color=palette.INK, linewidth=2)
    axes.text(
        x,
        y + 0.02 * side_m,
        say.distance(bar_m, 0),
        fontsize=7,
        path_effects=[_HALO],
    )


def _handles(impact: Impact, say: Tongue) -> list[Patch | Line2D]:
    unit, bounds = impact.question.unit, breaks(impact.question.unit)
    ends = [say.threshold(value, unit) for value in bounds]
    texts = [
        say("class_first", high=ends[0]),
        say("class_middle", low=ends[0], high=ends[1]),
        say("class_middle", low=ends[1], high=ends[2]),
        say("class_last", low=ends[2]),
    ]
    handles: list[Patch | Line2D] = [
        Patch(facecolor=palette.CLASS_FILL[look], label=text, **_EDGE)
        for look, text in zip(_CLASSES, texts, strict=True)
    ]
    norm = say("no_offer_within", norm=say.threshold(impact.question.threshold, unit))
    handles.append(Patch(facecolor="white", hatch="////", label=norm, **_EDGE))
    return handles


def _hole_handles(
    impact: Impact, drawn: gpd.GeoDataFrame, window: Window, say: Tongue
) -> list[Patch | Line2D]:
    """Explain land without a postcode where any is seen."""
    if not has_holes(impact.before, drawn, window):
        return []
    fill = palette.CLASS_FILL[EMPTY]
    return [Patch(facecolor=fill, label=say("no_postcode"), **_EDGE)]


def _group_handles(shown: Container[str], say: Tongue) -> list[Patch | Line2D]:
    return [
        Patch(
            facecolor=palette.GROUP_FILL[group],
            hatch=hatch,
            label=say(group),
            **_EDGE,
        )
        for group, hatch in _GROUP_HATCH.items()
        if group in shown
    ]


def _site_handles(impact: Impact, pair: Pair, say: Tongue) -> list[Patch | Line2D]:
    """Return who offers it, and what opens or closes where anything does."""
    told: list[Patch | Line2D] = [
        site_handle("pair", say("sign_pair")),
        site_handle("profiel", say("sign_profiel")),
    ]
    if turned(impact.applied.opened, pair):
        told.append(site_handle("opened", say("sign_opened")))
    if turned(impact.applied.closed, pair):
        told.append(site_handle("closed", say("sign_closed")))
    return told
