"""The chance that an offer goes: as measured, and falling with its size."""

from __future__ import annotations

import numpy as np
import pytest

from accessibility.outlook.chances import MEASURED, USUAL_SIZES, part_of_period


@pytest.mark.parametrize(
    ("size", "profile_size", "is_gl", "chance"),
    [(2, 2, True, 0.645), (4, 20, False, 0.055), (15, 40, False, 0.021)],
)
def test_the_chances_that_were_measured(
    size: float, profile_size: float, *, is_gl: bool, chance: float
) -> None:
    found = float(MEASURED.gone(size, profile_size, is_gl))
    assert found == pytest.approx(chance, abs=5e-4)


def test_larger_is_safer() -> None:
    sizes = np.arange(1.0, 40.0)
    alone = MEASURED.gone(sizes, 40.0, np.False_)
    together = MEASURED.gone(5.0, sizes, np.False_)
    assert (np.diff(alone) < 0).all()
    assert (np.diff(together) < 0).all()


def test_three_thirds_of_a_period_are_a_period() -> None:
    chance = np.array([0.3])
    kept = (1 - part_of_period(chance, 1.0)) ** 3
    assert 1 - kept == pytest.approx(chance)
    assert part_of_period(chance, 0.0).tolist() == [0.0]
    assert part_of_period(chance, 3.0) == pytest.approx(chance)


def test_drawing_to_the_middle_keeps_the_total() -> None:
    sizes = np.array([1.0, 5.0, 40.0])
    drawn = USUAL_SIZES.expected(sizes)
    assert drawn.sum() == pytest.approx(sizes.sum())
    assert drawn[0] > sizes[0]
    assert drawn[2] < sizes[2]
