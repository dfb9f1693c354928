"""Streets every two kilometres over the small land: every way is read off the map."""

from __future__ import annotations

from typing import Final

import numpy as np

from accessibility.codes import Mode
from accessibility.roads.network import RoadNetwork
from accessibility.roads.network_build import Segments, network_of

STEP_M: Final = 2_000.0
PACE_S_PER_M: Final = 0.25

Spot = tuple[float, float]


def grid(
    columns: int = 13,
    rows: int = 9,
    *,
    without: tuple[Spot, Spot] | None = None,
    water_at: int | None = None,
    mode: Mode = Mode.BIKE,
) -> RoadNetwork:
    """Return streets both ways, on which a way is as long as its steps.

    Parameters
    ----------
    columns, rows
        Crossings from west to east and from south to north.
    without
        Ends of one street that is not there, in metres (RD New).
    water_at
        Column east of which no street leads: what lies there is an island.
    mode
        Who goes there.
    """
    x, y = (part.ravel() for part in np.meshgrid(np.arange(columns), np.arange(rows)))
    number = np.arange(columns * rows, dtype=np.int32).reshape(rows, columns)
    start = np.concatenate([number[:, :-1].ravel(), number[:-1].ravel()])
    end = np.concatenate([number[:, 1:].ravel(), number[1:].ravel()])
    kept = np.ones(len(start), np.bool_)
    if without is not None:
        west, east = (
            round((px - 100_000) / STEP_M) + columns * round((py - 450_000) / STEP_M)
            for px, py in without
        )
        kept = ~((start == west) & (end == east))
        assert not kept.all()
    if water_at is not None:
        kept &= (x[start] == x[end]) | (x[start] != water_at)
    start, end = start[kept], end[kept]
    pace = np.full(len(start), PACE_S_PER_M)
    segments = Segments(start, end, pace, pace, np.ones(len(start), np.bool_))
    return network_of(
        np.asarray(100_000 + x * STEP_M, np.float64),
        np.asarray(450_000 + y * STEP_M, np.float64),
        segments,
        mode=mode,
        epsg=28992,
    )
