"""Reach table: thresholds in whole units, and questions that cannot be asked."""

from __future__ import annotations

import numpy as np
import pytest

from accessibility.codes import Unit
from accessibility.errors import UsageError
from accessibility.reach_table import ReachTable, whole_centimetres, whole_units


@pytest.mark.parametrize("threshold", [0.0, -1.0, float("nan"), float("inf")])
def test_a_threshold_is_a_number_above_zero(threshold: float) -> None:
    with pytest.raises(UsageError, match="number above 0"):
        whole_units(threshold, Unit.METRES)


def test_a_threshold_beyond_the_limit_is_refused() -> None:
    with pytest.raises(UsageError, match="beyond the limit of 30000 m"):
        whole_units(30_001, Unit.METRES, 30_000)


def test_units_are_centimetres_and_deciseconds() -> None:
    assert whole_units(10_000, Unit.METRES) == 1_000_000
    assert whole_units(1_800, Unit.SECONDS) == 18_000


def test_centimetres_are_rounded_up_but_for_the_last_bit() -> None:
    assert whole_centimetres(np.array([1.001, 1.0 + 1e-12])).tolist() == [101, 100]


def test_a_straight_line_has_no_seconds(line_reach: ReachTable) -> None:
    with pytest.raises(UsageError, match="no travel times"):
        line_reach.cost(Unit.SECONDS)
