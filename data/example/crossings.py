"""Ways over water and motorways of the example country: few bridges, two ferries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import shapely
from scipy.spatial import Delaunay, cKDTree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_LONGEST_BRIDGE_M: Final = 2_300.0
_BRIDGES_APART_M: Final = 13_000.0
_SPARED_M: Final = 400.0
_TOWN_AROUND_M: Final = 5_000.0
_BRIDGE_BEND: Final = 1.03
_MOTORWAY_STEP_M: Final = 2_500.0
_MOTORWAY_BEND: Final = 1.02
_STEPS_PER_JUNCTION: Final = 3
_LONGEST_MOTORWAY_M: Final = 105_000.0
_RAMP_BEND: Final = 1.3
_RIVER_M: Final = 1_500.0


@dataclass(frozen=True)
class Ferry:
    """A ferry: its quays (EPSG:28992, m), how long it sails, whether cars may board."""

    name: str
    from_m: tuple[float, float]
    to_m: tuple[float, float]
    minutes: float
    takes_cars: bool


FERRIES: Final = (
    Ferry(
        "veer over de Honte",
        from_m=(28_900.0, 385_000.0),
        to_m=(27_500.0, 380_300.0),
        minutes=23.0,
        takes_cars=False,
    ),
    Ferry(
        "veer naar het eiland",
        from_m=(113_000.0, 553_500.0),
        to_m=(114_000.0, 560_500.0),
        minutes=20.0,
        takes_cars=True,
    ),
)


def bridges(
    xy: NDArray[np.float64], piece: NDArray[np.int64], people: NDArray[np.float64]
) -> pd.DataFrame:
    """Build bridges over the rivers where many people live and the water is narrow.

    Parameters
    ----------
    xy
        Junctions, metres, shape `(n, 2)`.
    piece
        Piece of land of each junction; the last one, the island, gets no bridge.
    people
        How many people each junction stands for.

    Returns
    -------
    pandas.DataFrame
        Edges as in `streets.streets_between`, with `highway` secondary and `bridge`.
    """
    found = [
        _banks(xy, piece, low, high)
        for high in range(1, piece.max())
        for low in range(high)
    ]
    pairs = np.concatenate(found)
    middle = xy[pairs].mean(axis=1)
    near = cKDTree(middle).query_ball_tree(cKDTree(xy), _TOWN_AROUND_M)
    length_m = np.hypot(*np.diff(xy[pairs], axis=1)[:, 0].T)
    use = np.array([people[rows].sum() for rows in near])
    worth = use * np.exp(-length_m / _SPARED_M)
    kept: list[int] = []
    for i in np.argsort(-worth, kind="stable"):
        away_m = np.hypot(*(middle[kept] - middle[i]).T)
        if (away_m > _BRIDGES_APART_M).all():
            kept.append(int(i))
    return pd.DataFrame(
        {
            "from_node": pairs[kept, 0],
            "to_node": pairs[kept, 1],
            "length_m": _BRIDGE_BEND * length_m[kept],
            "highway": "secondary",
            "oneway": False,
            "bridge": True,
        }
    )


def ferries(xy: NDArray[np.float64]) -> pd.DataFrame:
    """Sail the ferries between the junctions nearest to their quays."""
    tree = cKDTree(xy)
    _, start = tree.query([ferry.from_m for ferry in FERRIES])
    _, end = tree.query([ferry.to_m for ferry in FERRIES])
    return pd.DataFrame(
        {
            "from_node": start,
            "to_node": end,
            "length_m": np.hypot(*(xy[end] - xy[start]).T),
            "highway": "",
            "oneway": False,
            "ferry_minutes": [ferry.minutes for ferry in FERRIES],
            "motor_vehicle": [ferry.takes_cars for ferry in FERRIES],
        }
    )


def motorways(
    cities: NDArray[np.float64],
    xy: NDArray[np.float64],
    land: Sequence[shapely.Polygon],
) -> tuple[NDArray[np.float64], pd.DataFrame]:
    """Lay motorways between neighbouring cities, with junctions along the way.

    Parameters
    ----------
    cities
        Centres, metres, shape `(n_cities, 2)`.
    xy
        Junctions of the streets, metres, shape `(n, 2)`.
    land
        Pieces of dry land; a motorway may cross rivers, not the sea.

    Returns
    -------
    tuple
        New nodes (numbered from `len(xy)`), and edges: `motorway` in two one-way
        lanes over the same nodes, and the links that join them to the streets.
    """
    dry = shapely.buffer(shapely.union_all(land), _RIVER_M)
    shapely.prepare(dry)
    tree = cKDTree(xy)
    nodes: list[NDArray[np.float64]] = []
    edges: list[pd.DataFrame] = []
    first = len(xy)
    for a, b in _neighbouring(cities):
        line = shapely.LineString([cities[a], cities[b]])
        if line.length > _LONGEST_MOTORWAY_M or not dry.contains(line):
            continue
        course = _course(cities[a], cities[b])
        nodes.append(course)
        edges.append(_motorway_edges(course, first, tree))
        first += len(course)
    return np.concatenate(nodes), pd.concat(edges, ignore_index=True)


def _banks(
    xy: NDArray[np.float64], piece: NDArray[np.int64], low: int, high: int
) -> NDArray[np.int64]:
    """Return pairs of junctions that face each other over a river."""
    here, there = np.flatnonzero(piece == low), np.flatnonzero(piece == high)
    tree = cKDTree(xy[there])
    away_m, nearest = tree.query(xy[here], distance_upper_bound=_LONGEST_BRIDGE_M)
    near = np.isfinite(away_m)
    return np.column_stack([here[near], there[nearest[near]]])


def _neighbouring(cities: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Pairs of cities with no third city in between."""
    tree = cKDTree(cities)
    corners = Delaunay(cities).simplices
    pairs = {
        (int(min(a, b)), int(max(a, b)))
        for corner in corners
        for a, b in zip(corner, np.roll(corner, 1), strict=True)
    }
    return [
        (a, b)
        for a, b in sorted(pairs)
        if tree.query((cities[a] + cities[b]) / 2)[0]
        > np.hypot(*(cities[a] - cities[b])) / 2 - 1e-6
    ]


def _course(
    start: NDArray[np.float64], end: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Points along a slightly swinging line from one city to another."""
    along = end - start
    length_m = float(np.hypot(*along))
    steps = np.linspace(0, 1, max(3, round(length_m / _MOTORWAY_STEP_M) + 1))
    across = np.array([-along[1], along[0]])
    swing = 0.03 * np.sin(2 * np.pi * steps) * np.sin(np.pi * steps)
    course = start + steps[:, None] * along + swing[:, None] * across
    rounded: NDArray[np.float64] = course.round(2)
    return rounded


def _motorway_edges(
    course: NDArray[np.float64], first: int, streets: cKDTree
) -> pd.DataFrame:
    """Join the points of a motorway, and every few of them to the nearest street."""
    number = first + np.arange(len(course))
    step_m = _MOTORWAY_BEND * np.hypot(*np.diff(course, axis=0).T)
    exits = np.unique(np.append(number[::_STEPS_PER_JUNCTION], number[-1]))
    ramp_m, street = streets.query(course[exits - first])
    lanes = pd.DataFrame(
        {
            "from_node": np.concatenate([number[:-1], number[1:]]),
            "to_node": np.concatenate([number[1:], number[:-1]]),
            "length_m": np.tile(step_m, 2),
            "highway": "motorway",
            "oneway": True,
        }
    )
    ramps = pd.DataFrame(
        {
            "from_node": exits,
            "to_node": street,
            "length_m": _RAMP_BEND * ramp_m.clip(min=20.0),
            "highway": "motorway_link",
            "oneway": False,
        }
    )
    return pd.concat([lanes, ramps])
