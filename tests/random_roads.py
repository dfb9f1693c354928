"""Random roads and points: what the laws of distance are tried on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from accessibility.codes import Mode
from accessibility.places import Points
from accessibility.roads.network import RoadNetwork
from accessibility.roads.network_build import CLOSED, Segments, network_of


def random_network(seed: int, n_places: int, n_roads: int) -> RoadNetwork:
    """Return random roads over a few square kilometres, many of them one-way."""
    rng = np.random.default_rng(seed)
    x, y = rng.integers(0, 3_000, (2, n_places)).astype(np.float64)
    start, end = rng.integers(0, n_places, (2, n_roads)).astype(np.int32)
    # A ring keeps the network in one piece often enough to say something.
    ring = np.arange(n_places, dtype=np.int32)
    start, end = np.append(start, ring), np.append(end, np.roll(ring, 1))
    pace = rng.choice([0.2, 0.24, 0.3], len(start))
    back = np.where(rng.random(len(start)) < 0.3, CLOSED, pace)
    is_street = rng.random(len(start)) < 0.9
    is_street[-1] = True
    segments = Segments(start, end, pace, back, is_street)
    return network_of(x, y, segments, mode=Mode.BIKE, epsg=28992)


def forgotten(network: RoadNetwork) -> RoadNetwork:
    """Return an edited network as if it had been built so: all are placed anew."""
    part, metres = network.strong_parts
    return replace(
        network, node_component=part, component_m=metres, _origin=None, _derived={}
    )


def random_points(seed: int, n: int, name: str) -> Points:
    rng = np.random.default_rng(seed)
    x, y = rng.uniform(-100, 3_100, (2, n))
    return Points(np.array([f"{name}{k}" for k in range(n)]), x, y)
