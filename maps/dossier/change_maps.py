"""Three maps of the same part of the country: before, after, and the difference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.patheffects import withStroke
from shapely.geometry import LineString, Point, box

from accessibility.codes import AreaKind, Denominator, Leerweg, Unit, profielen_of
from accessibility.effects import GROUPS, postcode_changes
from accessibility.reports import turned
from accessibility.scenario import AddLink, CloseLink, Place
from maps import palette
from maps.figures import Drawing, blank, house_style
from maps.ground import beneath
from maps.postcodes import EMPTY, breaks
from maps.shapes import simplified
from maps.signs import draw_sites, site_handle

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    import geopandas as gpd
    from matplotlib.axes import Axes

    from accessibility.measures import Pair
    from accessibility.reports import Impact
    from maps.tongue import Tongue

_GROUND: Final = {
    "water": palette.WATER,
    "buitenland": palette.ABROAD,
    "rond": palette.CLASS_FILL[EMPTY],
}
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
_ADDED: Final[dict[str, Any]] = {"color": palette.ACCENT, "linewidth": 2.2}
_CLOSED: Final[dict[str, Any]] = {
    "color": palette.ACCENT,
    "linestyle": "",
    "marker": "X",
    "markersize": 8,
    "markeredgecolor": "white",
}
_NAME_PT: Final = 7
_LETTER: Final = 0.66
"""Width of a letter with its halo, as a part of the size of the type."""
_LINE: Final = 1.5
_RIM: Final = 0.09
"""Part of the window along its edge in which no name is written."""

_MOST_VERTICES: Final = 30_000
_MARGIN_M: Final = 4_000.0
_LEAST_SIDE_M: Final = 30_000.0
_SIZE_IN: Final = (7.1, 8.6)
_SMALL_IN: Final = (2.85, 3.5)
_LOWER: Final = (0.01, 0.02, 0.62, 0.47)
_LOWER_WIDTH_PT: Final = _SIZE_IN[1] * _LOWER[3] * 72
"""Side of the lower map: a square that fits the height of its axes."""


class Window(NamedTuple):
    """The part of the country that is drawn, metres."""

    west: float
    south: float
    east: float
    north: float


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
        figure = blank(*_SIZE_IN)
        upper = [figure.add_axes((0.01, 0.56, 0.48, 0.41))]
        upper.append(figure.add_axes((0.51, 0.56, 0.48, 0.41)))
        lower = figure.add_axes(_LOWER)
        for axes, side in zip(upper, ("before", "after"), strict=True):
            _ground(axes, impact, drawn)
            _ways(axes, drawn, side, impact)
            _sites(axes, impact, pair, window, after=side == "after")
            if side == "after":
                _links(axes, impact)
            _finish(axes, window, say(side), say)
        _difference(lower, drawn, window, impact, pair)
        _finish(lower, window, say("difference"), say)
        figure.legend(
            handles=[
                *_handles(impact, pair, say),
                *_link_handles(impact, window, say),
            ],
            loc="upper left",
            bbox_to_anchor=(0.65, 0.5),
            frameon=False,
            fontsize=8,
            labelspacing=0.8,
        )
    return Drawing(title, figure)


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
        figure = blank(*_SMALL_IN)
        axes = figure.add_axes((0, 0.18, 1, 0.82))
        _difference(axes, drawn, window, impact, pair)
        _finish(axes, window, "", say)
        shown = set(drawn.group)
        figure.legend(
            handles=[
                *_group_handles(shown, say),
                *_site_handles(impact, pair, say),
            ],
            loc="lower center",
            ncols=2,
            columnspacing=1,
            frameon=False,
            fontsize=7,
        )
    title = say("small_map_title", offer=say.offer_words(*pair))
    return Drawing(title, figure)


def _drawn(impact: Impact, pair: Pair) -> tuple[gpd.GeoDataFrame, Window]:
    """Return the postcodes that are drawn, and the window around what changes."""
    frame = changed_postcodes(impact, pair)
    window = _window(frame, impact)
    inside = frame.cx[window.west : window.east, window.south : window.north]
    return simplified(inside, most_vertices=_MOST_VERTICES)[0], window


def _difference(
    axes: Axes, drawn: gpd.GeoDataFrame, window: Window, impact: Impact, pair: Pair
) -> None:
    _ground(axes, impact, drawn)
    _groups(axes, drawn)
    _sites(axes, impact, pair, window, after=True)
    _links(axes, impact)
    _places(axes, impact, window)


def _ground(axes: Axes, impact: Impact, drawn: gpd.GeoDataFrame) -> None:
    """Lay land, water and abroad under the postcodes, so that no hole reads as one."""
    if not impact.before.has("areas"):
        return
    areas = impact.before.areas(AreaKind.PROVINCIE)
    if drawn.empty or areas.geometry.isna().all():
        return
    below = beneath(areas[areas.geometry.notna()], drawn)
    for look, part in below.groupby("look", sort=False):
        part.plot(ax=axes, color=_GROUND[str(look)], zorder=0)


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
        draw_sites(axes, new, "opened")
        old = impact.before.vestigingen
        gone = old[old.brin6.isin(turned(impact.applied.closed, pair))]
        draw_sites(axes, gone, "closed")


def _links(axes: Axes, impact: Impact) -> None:
    """Draw the links that the scenario adds, and where it closes one."""
    for edit in impact.scenario.edits:
        if isinstance(edit, AddLink):
            x, y = (edit.start.x_m, edit.end.x_m), (edit.start.y_m, edit.end.y_m)
            axes.plot(x, y, **_ADDED)
        elif isinstance(edit, CloseLink):
            for place in _places_of(edit):
                axes.plot([place.x_m], [place.y_m], **_CLOSED)


def _places_of(edit: CloseLink) -> tuple[Place, ...]:
    """Return where roads close; nothing where only a name tells it."""
    return edit.between or ((edit.at,) if edit.at is not None else ())


def _link_handles(impact: Impact, window: Window, say: Tongue) -> list[Patch | Line2D]:
    inside = box(*window)
    added, closed = False, False
    for edit in impact.scenario.edits:
        if isinstance(edit, AddLink):
            ends = [(edit.start.x_m, edit.start.y_m), (edit.end.x_m, edit.end.y_m)]
            added |= inside.intersects(LineString(ends))
        elif isinstance(edit, CloseLink):
            closed |= any(
                inside.contains(Point(place.x_m, place.y_m))
                for place in _places_of(edit)
            )
    looks = ((added, _ADDED, "new_link"), (closed, _CLOSED, "road_closed"))
    return [Line2D([], [], label=say(key), **look) for here, look, key in looks if here]


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
    for plaats, x, y in _apart(largest, named.geometry, window):
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
    names: Iterable[str], points: gpd.GeoSeries, window: Window
) -> list[tuple[str, float, float]]:
    """Keep the first names that do not run into each other."""
    side_m = window.east - window.west
    point_m = side_m / _LOWER_WIDTH_PT
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


def _handles(impact: Impact, pair: Pair, say: Tongue) -> list[Patch | Line2D]:
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
    norm = say.threshold(impact.question.threshold, unit)
    empty = palette.CLASS_FILL[EMPTY]
    handles.append(Patch(facecolor=empty, label=say("no_postcode"), **_EDGE))
    handles.append(
        Patch(
            facecolor="white",
            hatch="////",
            label=say("no_offer_within", norm=norm),
            **_EDGE,
        )
    )
    return [
        *handles,
        *_group_handles(_GROUP_HATCH, say),
        *_site_handles(impact, pair, say),
    ]


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
