"""Edits that have a place, as the maps of a dossier show them: roads and moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from matplotlib.lines import Line2D
from shapely.geometry import LineString, Point, box

from accessibility.scenario import AddLink, CloseLink, MoveVestiging, Place
from maps import palette

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.patches import Patch

    from accessibility.reports import Impact
    from maps.dossier.map_ground import Window
    from maps.tongue import Tongue

_ADDED: Final[dict[str, Any]] = {"color": palette.ACCENT, "linewidth": 2.2}
_CLOSED: Final[dict[str, Any]] = {
    "color": palette.ACCENT,
    "linestyle": "",
    "marker": "X",
    "markersize": 8,
    "markeredgecolor": "white",
}
_MOVED: Final[dict[str, Any]] = {
    "arrowstyle": "-|>",
    "color": palette.INK,
    "linewidth": 1.6,
    "shrinkA": 5,
    "shrinkB": 5,
    "zorder": 8,
}
_MOVED_SIGN: Final[dict[str, Any]] = {
    "color": palette.INK,
    "linewidth": 1.6,
    "marker": ">",
    "markersize": 4,
}


def draw_edits(axes: Axes, impact: Impact) -> None:
    """Draw the links that a scenario adds, where it closes one, and who moves."""
    for edit in impact.scenario.edits:
        if isinstance(edit, AddLink):
            x, y = (edit.start.x_m, edit.end.x_m), (edit.start.y_m, edit.end.y_m)
            axes.plot(x, y, **_ADDED)
        elif isinstance(edit, CloseLink):
            for place in _places_of(edit):
                axes.plot([place.x_m], [place.y_m], **_CLOSED)
        elif isinstance(edit, MoveVestiging):
            old = _old_place(impact, edit)
            axes.annotate("", (edit.to.x_m, edit.to.y_m), old, arrowprops=_MOVED)


def _old_place(impact: Impact, edit: MoveVestiging) -> tuple[float, float]:
    """Return where a vestiging is before it moves, metres."""
    sites = impact.before.vestigingen
    point = sites.geometry[sites.brin6 == edit.brin6].iloc[0]
    return point.x, point.y


def _places_of(edit: CloseLink) -> tuple[Place, ...]:
    """Return where roads close; nothing where only a name tells it."""
    return edit.between or ((edit.at,) if edit.at is not None else ())


def edit_handles(impact: Impact, window: Window, say: Tongue) -> list[Patch | Line2D]:
    """Return the entries of a legend for what `draw_edits` draws in the window."""
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
    moved = any(isinstance(edit, MoveVestiging) for edit in impact.scenario.edits)
    looks = (
        (added, _ADDED, "new_link"),
        (closed, _CLOSED, "road_closed"),
        (moved, _MOVED_SIGN, "sites_moved"),
    )
    return [Line2D([], [], label=say(key), **look) for here, look, key in looks if here]
