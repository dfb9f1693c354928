"""Main roads: where cars go fast, and only there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from accessibility.codes import Mode
from accessibility.roads import main_roads
from tests.street_grid import grid

if TYPE_CHECKING:
    from accessibility.roads import RoadNetwork

STREETS = 208
"""Every street of a grid of 13 by 9, with one link around each corner."""


def driven_at(kmh: float, *, fast: int = 0, fast_kmh: float = 120.0) -> RoadNetwork:
    """Return streets on which cars go at a speed, the first few faster."""
    network = grid(mode=Mode.CAR)
    speed = np.full(network.n_links, kmh)
    speed[:fast] = fast_kmh
    time_ds = np.ceil(network.link_length_cm / speed * 0.36).astype(np.int32)
    return replace(network, link_forward_ds=time_ds, link_backward_ds=time_ds)


def test_only_the_fast_ones_are_main_roads() -> None:
    roads = main_roads(driven_at(50, fast=20))
    assert len(roads) == 20
    assert sum(road.length for road in roads) == pytest.approx(42_000)


def test_a_land_without_motorways_has_main_roads_too() -> None:
    assert len(main_roads(driven_at(50, fast=12, fast_kmh=80))) == 12


def test_one_fast_street_is_no_motorway_network() -> None:
    assert len(main_roads(driven_at(80, fast=2))) == STREETS


def test_where_nobody_goes_fast_there_are_none() -> None:
    assert main_roads(driven_at(50)) == []
