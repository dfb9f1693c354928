"""How sure a cohort is: the country is, a postcode is not, and the far less so."""

from __future__ import annotations

import numpy as np
import pytest

from accessibility.codes import AreaKind
from accessibility.outlook.cohort_spread import TESTED_YEARS, cohort_range


def test_as_measured_at_the_years_that_were_tested() -> None:
    low, high = cohort_range(AreaKind.PC4, np.array([30.0, 500.0]), TESTED_YEARS)
    assert low.tolist() == [0.80, 0.82]
    assert high.tolist() == [1.42, 1.09]


@pytest.mark.parametrize("kind", [AreaKind.PROVINCIE, AreaKind.GEMEENTE, AreaKind.PC4])
def test_farther_is_wider(kind: AreaKind) -> None:
    children = np.array([150.0])
    near, far = (cohort_range(kind, children, years) for years in (2.0, 7.0))
    assert far[0] < near[0] < 1 < near[1] < far[1]


def test_today_is_sure() -> None:
    low, high = cohort_range(AreaKind.PC4, np.array([10.0]), 0.0)
    assert low.tolist() == high.tolist() == [1.0]
