"""An edit of roads in a link: `wegdicht-fiets-512345-5209876-512400-5209900`.

A place is longitude and latitude in hundred-thousandths of a degree: about a metre. Of
these there is one in a link: every further one would have all ways measured anew.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from accessibility.codes import Mode
from accessibility.places import RD_NEW
from accessibility.projection import metric_places
from accessibility.scenario import MOST_LOCAL_M, AddLink, CloseLink, Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from accessibility.scenario import Edit

CLOSE: Final = "wegdicht"
LAY: Final = "wegerbij"

FAR_APART: Final = "far-apart"
SECOND_ROAD: Final = "second-road"

ROAD_MODES: Final = {mode.record.key: mode for mode in Mode if mode.on_roads}
"""Modes whose roads can be edited, by their name over HTTP."""

_DEGREE: Final = 100_000
_ELSE_KMH: Final = 50.0
"""Speed over what is laid for who has no single one."""


def is_road(kind: str) -> bool:
    """Tell whether a kind of edit is one of roads."""
    return kind in (CLOSE, LAY)


def road_edit(kind: str, rest: Sequence[str]) -> Edit:
    """Return the edit of a readable piece: a mode, and the two places."""
    mode = ROAD_MODES[rest[0]]
    start, end = _places(rest[1:])
    if kind == CLOSE:
        return CloseLink(mode, between=(start, end))
    return AddLink(mode, start, end, (mode.record.kmh or _ELSE_KMH) / 3.6)


def road_fault(kind: str, rest: Sequence[str], before: Sequence[str]) -> str:
    """Return why an edit of roads may not be in a link; empty if it may.

    Parameters
    ----------
    kind, rest
        The parts of a readable piece.
    before
        Kinds of the pieces before it.
    """
    if any(map(is_road, before)):
        return SECOND_ROAD
    start, end = _places(rest[1:])
    apart_m = math.hypot(start.x_m - end.x_m, start.y_m - end.y_m)
    return FAR_APART if kind == CLOSE and apart_m > MOST_LOCAL_M else ""


def _places(degrees: Sequence[str]) -> tuple[Place, Place]:
    at = np.array([int(one) for one in degrees], np.float64) / _DEGREE
    x_m, y_m = metric_places(at[::2], at[1::2], RD_NEW)
    first, second = zip(x_m.tolist(), y_m.tolist(), strict=True)
    return Place(*first), Place(*second)
