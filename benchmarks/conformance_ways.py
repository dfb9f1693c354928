"""Places that two engines may both start from, and the ways between them by Bereik."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from pyproj import Transformer

from accessibility.codes import Unit
from accessibility.places import CRS84, Points
from accessibility.roads import distance_matrix, route, snap

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from accessibility.roads import RoadNetwork

ON_ROAD_CM: Final = 50.0
"""Six decimals of a degree are about ten centimetres."""


class Ways(NamedTuple):
    """Ways between pairs of places by one engine.

    Parameters
    ----------
    metres
        Of the shortest way of each pair; infinite or NaN where there is none.
    seconds
        Of the usual, quickest way of each pair; the same.
    shapes
        Corners of the shortest ways, lon and lat.
    """

    metres: NDArray[np.float64]
    seconds: NDArray[np.float64]
    shapes: Sequence[Sequence[tuple[float, float]]] = ()


def random_places(
    network: RoadNetwork, n: int, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Return places on streets of the largest part, by length; lon, lat."""
    usable = network.link_is_street & (network.link_component == 0)
    chance = network.link_length_cm * usable
    link = rng.choice(network.n_links, n, p=chance / chance.sum())
    vertex = rng.integers(network.vertex_ptr[link], network.vertex_ptr[link + 1] - 1)
    part = rng.random(n)
    x, y = (
        (values[vertex] * (1 - part) + values[vertex + 1] * part) / 100
        for values in (network.vertex_x_cm, network.vertex_y_cm)
    )
    to_degrees = Transformer.from_crs(network.epsg, CRS84, always_xy=True)
    # Six decimals: what goes over the wire.
    return np.round(np.column_stack(to_degrees.transform(x, y)), 6)


def shared_places(
    networks: Sequence[RoadNetwork], n: int, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Return places on streets that are open by several rules; lon, lat.

    A place on a road that only one engine knows would be compared by how far each
    looks for another road, not by its ways.
    """
    found = np.empty((0, 2))
    while len(found) < n:
        some = random_places(networks[0], n, rng)
        on_all = np.all([_lies_on(network, some) for network in networks], axis=0)
        found = np.concatenate([found, some[on_all]])
    return found[:n]


def _lies_on(network: RoadNetwork, places: NDArray[np.float64]) -> NDArray[np.bool_]:
    placed = snap(points_at(network, places), network)
    lies: NDArray[np.bool_] = placed.access_cm < ON_ROAD_CM
    return lies & (placed.component == 0)


def points_at(network: RoadNetwork, places: NDArray[np.float64]) -> Points:
    """Return places in lon and lat as points of the system of a network."""
    to_metres = Transformer.from_crs(CRS84, network.epsg, always_xy=True)
    x, y = to_metres.transform(*places.T)
    return Points(np.arange(len(x)).astype(np.str_), x, y, network.epsg)


def our_ways(
    network: RoadNetwork, start: NDArray[np.float64], goal: NDArray[np.float64]
) -> Ways:
    """Return metres of the shortest, seconds of the quickest way of each pair."""
    origins = snap(points_at(network, start), network)
    goals = snap(points_at(network, goal), network)
    none = np.iinfo(np.int32).max
    cm = distance_matrix(network, origins, goals).distance_cm.diagonal()
    ds = distance_matrix(network, origins, goals, unit=Unit.SECONDS).time_ds.diagonal()
    return Ways(
        np.where(cm == none, np.inf, cm / 100), np.where(ds == none, np.inf, ds / 10)
    )


def our_shape(
    network: RoadNetwork, ends: Iterable[NDArray[np.float64]]
) -> list[tuple[float, float]]:
    """Return the corners of the shortest way between two places, lon and lat."""
    places = [snap(points_at(network, place[None, :]), network) for place in ends]
    found = route(network, *places)
    if found is None:
        return []
    to_degrees = Transformer.from_crs(network.epsg, CRS84, always_xy=True)
    shape = zip(*to_degrees.transform(found.x_m, found.y_m), strict=True)
    return [*shape][1:-1]
