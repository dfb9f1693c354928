"""The choice of sites: exact in number, near in reach."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from data.example.calibration import Ground, Target, choose


def _ground(seed: int, n_sites: int = 30, n_postcodes: int = 200) -> Ground:
    rng = np.random.default_rng(seed)
    within = rng.random((n_sites, n_postcodes)) < 0.08
    weight = rng.random(n_postcodes)
    return Ground(within, weight / weight.sum(), rng.integers(0, 6, n_sites))


@given(st.integers(0, 2**31), st.integers(3, 27), st.floats(0.1, 0.9))
@settings(max_examples=20, deadline=None)
def test_number_and_fixed_sites_are_exact(seed: int, n: int, share: float) -> None:
    pool = np.arange(2, 30)
    fixed = np.array([4, 9, 17])
    target = Target(n, share)
    chosen = choose(_ground(seed), target, pool, fixed, np.random.default_rng(1))
    assert len(np.unique(chosen)) == n
    assert np.isin(fixed, chosen).all()
    assert np.isin(chosen, pool).all()


def test_reach_and_regions_come_out() -> None:
    ground = _ground(3)
    pool, none = np.arange(30), np.empty(0, np.int64)
    chosen = choose(
        ground, Target(9, 0.55, regions=4), pool, none, np.random.default_rng(1)
    )
    reached = {
        pc4 for site in chosen for pc4 in np.flatnonzero(ground.within[site]).tolist()
    }
    assert abs(sum(ground.weight[pc4] for pc4 in reached) - 0.55) < 0.02
    assert abs(ground.share(chosen) - 0.55) < 0.02
    assert len(set(ground.region[chosen])) == 4


def test_a_full_pool_is_taken_whole() -> None:
    pool, none = np.arange(5), np.empty(0, np.int64)
    chosen = choose(_ground(1), Target(5, 0.9), pool, none, np.random.default_rng(1))
    assert chosen.tolist() == [0, 1, 2, 3, 4]
