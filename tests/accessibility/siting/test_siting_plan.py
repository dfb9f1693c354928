"""The table of a plan's sites counts what the plan reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from accessibility.siting.coverage import most_within
from accessibility.siting.siting_plan import sites_table

if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[..., Any]

RADIUS_M = 6_000.0


def test_sites_table_counts_every_pupil_once(random_problem: Make) -> None:
    problem = random_problem(14, n_new=3, existing=np.array(["c1"]))
    plan = most_within(problem, RADIUS_M)
    table = sites_table(problem, plan)
    assert table.pupils.sum() == pytest.approx(plan.value)
    assert table.set_index("site").new["c1"] == np.False_
