"""The clashes named are enough to clash and each of them is needed."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from accessibility.counting.linear_model import (
    LinearModel,
    Rows,
    SolverLimits,
    clashing,
    solve,
    widened,
)
from accessibility.errors import InfeasibleError


def _model(*rows: Rows) -> LinearModel:
    return LinearModel(np.ones(2), np.full(2, 10.0), np.zeros(2, np.int64), rows)


def _row(name: str, form: list[float], low: float, high: float) -> Rows:
    return Rows(name, sparse.csr_array(np.array([form])), low, high)


def test_only_the_groups_that_clash_are_named() -> None:
    model = _model(
        _row("harmless", [1, 0], 0, 9),
        _row("low", [1, 1], -np.inf, 3),
        _row("also harmless", [0, 1], 0, 9),
        _row("high", [1, 1], 4, np.inf),
    )
    assert clashing(model, SolverLimits()) == ("low", "high")
    with pytest.raises(InfeasibleError, match=r"no plan possible .*low; high"):
        solve(model, SolverLimits())


def test_a_solution_carries_its_bound() -> None:
    solution = solve(_model(_row("some", [1, 2], 4, np.inf)), SolverLimits())
    assert solution.value == pytest.approx(2.0)
    assert solution.bound == pytest.approx(2.0)
    assert solution.gap == 0.0


def test_a_matrix_is_widened_by_empty_columns_in_front_and_behind() -> None:
    wide = widened(sparse.csr_array(np.array([[1.0, 0.0], [2.0, 3.0]])), 1, 4)
    assert wide.toarray().tolist() == [[0, 1, 0, 0], [0, 2, 3, 0]]
