"""Interchange: never worse, nothing single left to gain, and the best on small ones."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from accessibility.siting.interchange import covered_by, interchanged, shaken


def _instance(seed: int) -> tuple[sparse.csr_array, np.ndarray, np.ndarray]:
    """Return who reaches which of twelve places, their pupils, and a random plan."""
    rng = np.random.default_rng(seed)
    reach = rng.random((30, 12)) < 0.2
    plan = np.zeros(12, dtype=bool)
    plan[rng.choice(12, 3, replace=False)] = True
    pupils = rng.integers(1, 50, 30).astype(float)
    return sparse.csr_array(reach.astype(float)), pupils, plan


def _best(columns: sparse.csr_array, pupils: np.ndarray, size: int) -> float:
    found = []
    for rows in combinations(range(columns.shape[1]), size):
        plan = np.zeros(columns.shape[1], dtype=bool)
        plan[list(rows)] = True
        found.append(covered_by(columns, pupils, plan))
    return max(found)


@given(seed=st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_no_single_interchange_helps_any_more(seed: int) -> None:
    columns, pupils, plan = _instance(seed)
    found = interchanged(columns, pupils, plan)
    value = covered_by(columns, pupils, found)
    assert found.sum() == plan.sum()
    assert value >= covered_by(columns, pupils, plan)
    for close in np.flatnonzero(found):
        for opened in np.flatnonzero(~found):
            other = found.copy()
            other[close], other[opened] = False, True
            assert covered_by(columns, pupils, other) <= value + 1e-6


@pytest.mark.parametrize("seed", range(8))
def test_shaking_finds_the_best_of_a_small_land(seed: int) -> None:
    columns, pupils, plan = _instance(seed)
    best = _best(columns, pupils, 3)
    found = shaken(columns, pupils, plan, bound=best, seconds=30.0)
    assert covered_by(columns, pupils, found) == best


def test_there_may_be_nothing_to_interchange() -> None:
    columns, pupils, plan = _instance(1)
    for whole in (np.ones_like(plan), np.zeros_like(plan)):
        assert (interchanged(columns, pupils, whole) == whole).all()
        found = shaken(columns, pupils, whole, bound=np.inf, seconds=1.0)
        assert (found == whole).all()
