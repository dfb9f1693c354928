"""The routing solver makes plans that hold, and none better than the paired ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from accessibility.tours.day_route import visits_of
from accessibility.tours.round_routing import routes_of_round
from accessibility.tours.rounds import day_kinds
from accessibility.tours.term_plan import dated_plan, plan_tour

if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[..., Any]


@pytest.mark.parametrize("seed", range(4))
def test_the_routing_solver_finds_nothing_better(
    seed: int, make_tour: Make, judge: Make
) -> None:
    problem = make_tour(seed, 10, n_buses=1 + seed % 2)
    kinds = day_kinds(problem.days, 1)
    visits = visits_of(problem, np.arange(10))
    routes = routes_of_round(problem, visits, kinds, iterations=300)
    other = dated_plan(problem, visits, kinds, routes)
    judge(problem, other)
    plan = plan_tour(problem)
    assert plan.pupils >= other.pupils - 1e-9
    if plan.pupils == pytest.approx(other.pupils):
        assert plan.driving_s <= other.driving_s
        assert plan.driving_bound_s <= other.driving_s + 1e-6
