"""A small map of features as SVG: outlines and dots that lead on, without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH: Final = 800.0
_HIGHEST: Final = 700.0
_EDGE: Final = 12.0
_DOT: Final = 5.0
_SMALLEST_M: Final = 1_000.0
_AREAL: Final = 2


class Mark(NamedTuple):
    """A feature on the map: in metres, what it is called, and where it leads."""

    shape: shapely.Geometry | None
    title: str
    href: str


class Drawn(NamedTuple):
    """A feature as SVG draws it: a path, and for a point its middle as well."""

    title: str
    href: str
    path: str
    middle: tuple[str, str] | None


class FeatureMap(NamedTuple):
    """The size of the drawing and what is on it."""

    width: int
    height: int
    dot: float
    marks: tuple[Drawn, ...]


def feature_map(marks: Sequence[Mark]) -> FeatureMap | None:
    """Return the drawing of features; None if none of them has a place.

    Parameters
    ----------
    marks
        What is drawn: areas, lines or points in metres in RD New.
    """
    placed = [one for one in marks if one.shape is not None and not one.shape.is_empty]
    if not placed:
        return None
    shapes = np.array([one.shape for one in placed], dtype=object)
    west, south, east, north = shapely.total_bounds(shapes)
    reach = max(east - west, north - south, _SMALLEST_M)
    per_metre = (WIDTH - 2 * _EDGE) / max(
        east - west, (north - south) * WIDTH / _HIGHEST, _SMALLEST_M
    )
    # What a line of the drawing cannot show is left out.
    simple = shapely.simplify(shapes, reach / 1_500, preserve_topology=False)

    def on_paper(xy: Any) -> Any:  # noqa: ANN401 - an array
        left = WIDTH / 2 + (xy[:, 0] - (west + east) / 2) * per_metre
        down = _EDGE + (north - xy[:, 1]) * per_metre
        return np.column_stack([left, down])

    paper = shapely.transform(simple, on_paper)
    drawn = tuple(
        Drawn(one.title, one.href, *_path(shape))
        for one, shape in zip(placed, paper, strict=True)
    )
    height = 2 * _EDGE + (north - south) * per_metre
    return FeatureMap(round(WIDTH), round(max(height, 4 * _EDGE)), _DOT, drawn)


def _path(shape: shapely.Geometry) -> tuple[str, tuple[str, str] | None]:
    if shapely.get_dimensions(shape) == 0:
        x, y = shapely.get_coordinates(shape)[0]
        return "", (f"{x:.1f}", f"{y:.1f}")
    closes = shapely.get_dimensions(shape) == _AREAL
    lines = shapely.get_parts(shapely.get_parts(shape))
    if closes:
        lines = shapely.get_rings(lines)
    return "".join(_line(one, closes=closes) for one in lines), None


def _line(line: shapely.Geometry, *, closes: bool) -> str:
    points = [f"{x:.1f} {y:.1f}" for x, y in shapely.get_coordinates(line)]
    return f"M{'L'.join(points)}{'Z' if closes else ''}"
