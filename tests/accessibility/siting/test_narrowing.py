"""Narrowing never leaves out a site that a better plan needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accessibility.siting.alternatives import pupils_within
from accessibility.siting.greedy import greedy_within
from accessibility.siting.narrowing import can_be_narrowed, narrow

if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[..., Any]

RADIUS_M = 5_000.0


@given(seed=st.integers(0, 10_000), n_new=st.integers(1, 5))
@settings(max_examples=30, deadline=None)
def test_every_better_plan_survives(
    seed: int, n_new: int, random_problem: Make, all_plans: Make
) -> None:
    problem = random_problem(
        seed,
        30,
        9,
        n_new=n_new,
        existing=np.array(["c0"]),
        forced=np.array(["c1"]),
        forbidden=np.array(["c2"]),
    )
    greedy = greedy_within(problem, RADIUS_M)
    known = narrow(problem, problem.pairs.within(RADIUS_M), greedy.is_open)
    reached = {
        tuple(o): pupils_within(problem, o, RADIUS_M) for o in all_plans(problem)
    }
    best = max(reached.values())
    assert known.bound >= best - 1e-6
    assert greedy.value - 1e-6 <= known.value <= best + 1e-6
    assert pupils_within(problem, known.is_open, RADIUS_M) == pytest.approx(known.value)
    assert tuple(known.is_open) in reached
    better = [o for o, value in reached.items() if value > known.value + 1e-3]
    assert not any((np.array(o) & known.out).any() for o in better)


def test_only_a_number_of_sites_may_bind(random_problem: Make) -> None:
    assert can_be_narrowed(random_problem(1, n_new=2))
    for options in ({"budget": 2.0}, {"capacity": 9.0}, {"backup": 2}):
        assert not can_be_narrowed(random_problem(1, n_new=2, **options))
    assert not can_be_narrowed(random_problem(1))
