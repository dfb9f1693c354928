"""No plan is better than its bounds, and none is worse than the naive one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accessibility.tours.day_route import visits_of
from accessibility.tours.rounds import day_kinds
from accessibility.tours.term_plan import dated_plan, plan_tour
from accessibility.tours.tour_bounds import naive_routes

if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[..., Any]


@given(seed=st.integers(0, 1_000))
@settings(max_examples=15, deadline=None)
def test_the_naive_plan_is_never_better(
    seed: int, make_tour: Make, judge: Make
) -> None:
    problem = make_tour(seed, 12)
    kinds, visits = day_kinds(problem.days, 1), visits_of(problem, np.arange(12))
    naive = dated_plan(problem, visits, kinds, naive_routes(problem, visits, kinds))
    judge(problem, naive)
    plan = plan_tour(problem)
    assert plan.pupils >= naive.pupils - 1e-9
    if plan.pupils == pytest.approx(naive.pupils):
        assert plan.driving_s <= naive.driving_s + 1
