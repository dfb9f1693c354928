"""What stands beside the best plan: next best, fairest, gains, thresholds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accessibility.siting.alternatives import (
    marginal_gains,
    next_best,
    plans_side_by_side,
    pupils_within,
    threshold_sensitivity,
)
from accessibility.siting.coverage import most_within

if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[..., Any]

RADIUS_M = 6_000.0


@given(seed=st.integers(0, 10_000))
@settings(max_examples=15, deadline=None)
def test_next_best_is_the_second_of_all_plans(
    seed: int, random_problem: Make, all_plans: Make
) -> None:
    problem = random_problem(seed, n_new=3)
    best = most_within(problem, RADIUS_M)
    others = [
        pupils_within(problem, is_open, RADIUS_M)
        for is_open in all_plans(problem)
        if not (is_open >= best.is_open).all()
    ]
    second = next_best(problem, best, RADIUS_M)
    assert second.value == pytest.approx(max(others))
    assert second.value <= best.value + 1e-6


def test_gains_add_up_and_fall(random_problem: Make) -> None:
    problem = random_problem(11, n_schools=60, n_new=4, existing=np.array(["c0"]))
    plan = most_within(problem, RADIUS_M)
    gains = marginal_gains(problem, plan, RADIUS_M)
    before = pupils_within(problem, problem.candidates.existing, RADIUS_M)
    assert before + gains.gain.sum() == pytest.approx(plan.value)
    assert gains.total.iloc[-1] == pytest.approx(plan.value)
    assert gains.gain.is_monotonic_decreasing
    assert (gains.loss <= gains.gain + 1e-9).all()
    for site, loss in zip(gains.site, gains.loss, strict=True):
        without = plan.is_open & (problem.candidates.ids != site)
        left = pupils_within(problem, without, RADIUS_M)
        assert plan.value - left == pytest.approx(loss)


def test_a_plan_is_best_at_its_own_threshold(random_problem: Make) -> None:
    problem = random_problem(12, n_schools=60, n_new=3)
    table, plans = threshold_sensitivity(problem, [3_000.0, 6_000.0, 9_000.0])
    assert (table.regret >= -1e-6).all()
    own = table[table.planned_for == table.threshold]
    assert own.regret.to_numpy() == pytest.approx(np.zeros(3))
    values = [plans[t].value for t in sorted(plans)]
    assert values == sorted(values)


def test_side_by_side_ranks_as_it_must(random_problem: Make) -> None:
    problem = random_problem(13, n_schools=60, n_new=3, region=np.arange(60) % 4)
    table, _ = plans_side_by_side(problem, RADIUS_M)
    rows = table.set_index("plan")
    assert list(rows.index) == ["best", "next best", "fairest", "greedy"]
    assert (rows.pupils <= rows.pupils["best"] + 1e-6).all()
    worst = rows.worst_region_share
    assert (worst <= worst["fairest"] + 1e-6).all()
