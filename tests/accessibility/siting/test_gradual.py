"""Gradual cover: equal to trying everything, plain cover without decay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accessibility.errors import UsageError
from accessibility.siting.coverage import most_within
from accessibility.siting.gradual import most_expected

if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[..., Any]

RADIUS_M = 6_000.0


@given(
    seed=st.integers(0, 10_000),
    n_new=st.integers(1, 3),
    decay=st.sampled_from([0.05, 0.3, 1.0]),
)
@settings(max_examples=15, deadline=None)
def test_equal_to_trying_everything(
    seed: int,
    n_new: int,
    decay: float,
    random_problem: Make,
    all_plans: Make,
    distance_m: Make,
) -> None:
    problem = random_problem(seed, existing=np.array(["c0"]), n_new=n_new)
    table = distance_m(problem)

    def expected(is_open: Any) -> float:  # noqa: ANN401 - flags
        nearest = table[:, is_open].min(axis=1)
        comes = np.exp(-decay * nearest / 1_000) * (nearest <= RADIUS_M)
        return float(problem.weight @ comes)

    best = max(expected(is_open) for is_open in all_plans(problem))
    plan = most_expected(problem, RADIUS_M, decay)
    assert plan.value == pytest.approx(best)
    assert expected(plan.is_open) == pytest.approx(best)


def test_hardly_any_decay_is_plain_cover(random_problem: Make) -> None:
    problem = random_problem(3, n_new=2)
    plain = most_within(problem, RADIUS_M)
    assert most_expected(problem, RADIUS_M, 1e-9).value == pytest.approx(plain.value)


@pytest.mark.parametrize(("decay", "backup"), [(0.0, 1), (-1.0, 1), (0.2, 2)])
def test_what_is_no_decay_is_refused(
    decay: float, backup: int, random_problem: Make
) -> None:
    problem = random_problem(1, n_new=1, backup=backup)
    with pytest.raises(UsageError):
        most_expected(problem, RADIUS_M, decay)
