"""Greedy: never better than the optimum, never below its guarantee."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accessibility.counting.linear_model import TimeLimitError
from accessibility.errors import UsageError
from accessibility.siting import coverage
from accessibility.siting.coverage import most_within
from accessibility.siting.greedy import greedy_within

if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[..., Any]


@given(seed=st.integers(0, 10_000), n_new=st.integers(0, 6))
@settings(max_examples=25, deadline=None)
def test_greedy_lies_between_its_guarantee_and_the_optimum(
    seed: int, n_new: int, random_problem: Make
) -> None:
    problem = random_problem(seed, n_new=n_new)
    greedy, best = greedy_within(problem, 5_000.0), most_within(problem, 5_000.0)
    assert greedy.value <= best.value + 1e-6
    assert greedy.value >= (1 - 1 / math.e) * best.value - 1e-6
    assert greedy.value == pytest.approx(problem.weight @ greedy.served)
    assert greedy.bound >= best.value - 1e-6
    assert len(greedy.new_sites) <= n_new


def test_greedy_keeps_to_the_budget(random_problem: Make) -> None:
    problem = random_problem(
        3, cost=np.arange(1.0, 9.0), budget=6.0, forced=np.array(["c1"])
    )
    plan = greedy_within(problem, 5_000.0)
    assert problem.candidates.cost[plan.is_new].sum() <= 6.0
    assert plan.is_open[1]
    assert len(plan.new_sites) > 1


def test_out_of_time_the_plan_known_stands_with_its_bound(
    random_problem: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem = random_problem(3, n_schools=60, n_new=3)
    best = most_within(problem, 5_000.0)

    def too_slow(*_: object) -> None:
        message = "too slow"
        raise TimeLimitError(message)

    monkeypatch.setattr(coverage, "solve", too_slow)
    plan = most_within(problem, 5_000.0)
    assert plan.value <= best.value + 1e-6
    assert best.value <= plan.bound + 1e-6
    assert plan.proven == (plan.gap == 0)
    with pytest.raises(TimeLimitError):
        most_within(random_problem(3, n_new=3, capacity=9.0), 5_000.0)


@pytest.mark.parametrize(
    "options", [{}, {"n_new": 1, "backup": 2}, {"n_new": 1, "capacity": 9.0}]
)
def test_greedy_refuses_what_it_cannot_weigh(
    options: dict[str, Any], random_problem: Make
) -> None:
    with pytest.raises(UsageError, match="greedy"):
        greedy_within(random_problem(1, **options), 5_000.0)
