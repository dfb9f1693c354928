"""A problem and its rules say at once all that is wrong with them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from accessibility.errors import TableError, UsageError
from accessibility.tours.tour_problem import WorkRules

if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[..., Any]


def test_faults_of_a_problem_come_at_once(make_tour: Make) -> None:
    problem = make_tour()
    with pytest.raises(TableError) as caught:
        replace(problem, schools=np.array(["x"] * 8), pupils=np.zeros(8), rounds=99)
    assert len(caught.value.faults) == 3


def test_rules_that_cannot_be_are_refused() -> None:
    with pytest.raises(UsageError, match=r"driving limit.*group size"):
        WorkRules(max_driving_s=0, group_size=0)
    with pytest.raises(UsageError, match="follow one another"):
        WorkRules(half_days=tuple(reversed(WorkRules().half_days)))
