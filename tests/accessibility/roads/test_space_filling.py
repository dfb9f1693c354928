"""The curve goes from cell to neighbouring cell, through every cell once."""

from __future__ import annotations

import numpy as np
import pytest

from accessibility.roads.space_filling import hilbert_order


@pytest.mark.parametrize("bits", [1, 2, 4])
def test_each_step_leads_to_a_neighbouring_cell(bits: int) -> None:
    side = 2**bits
    # The extent is that of the whole square of 2^16 cells, cut in side by side.
    scale = (2**16 - 1) // (side - 1)
    x, y = (axis.ravel() for axis in np.meshgrid(np.arange(side), np.arange(side)))
    order = hilbert_order((x * scale).astype(np.int32), (y * scale).astype(np.int32))
    assert sorted(order.tolist()) == list(range(side * side))
    steps = np.abs(np.diff(x[order])) + np.abs(np.diff(y[order]))
    assert (steps == 1).all()


def test_ties_keep_their_order_and_nothing_has_none() -> None:
    nothing = np.empty(0, np.int32)
    assert hilbert_order(nothing, nothing).tolist() == []
    same = np.full(4, 7, np.int32)
    assert hilbert_order(same, same).tolist() == [0, 1, 2, 3]


def test_a_shift_of_all_places_changes_nothing() -> None:
    rng = np.random.default_rng(1)
    x, y = rng.integers(0, 1_000, (2, 50)).astype(np.int32)
    moved = hilbert_order(x + np.int32(900_000), y - np.int32(5_000))
    assert moved.tolist() == hilbert_order(x, y).tolist()


@pytest.mark.parametrize("axis", ["x", "y"])
def test_the_longer_side_sets_the_size_of_a_cell(axis: str) -> None:
    """Places in a narrow strip are in the order of the strip."""
    along, across = np.arange(0, 60_000, 100, dtype=np.int32), np.zeros(600, np.int32)
    x, y = (across, along) if axis == "y" else (along, across)
    order = hilbert_order(x, y)
    assert order.tolist() in (list(range(600)), list(range(599, -1, -1)))
