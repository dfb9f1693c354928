"""The solver finds what can be worked out from published sums."""

from __future__ import annotations

import numpy as np
import pytest

from accessibility.errors import DataError
from tests.disclosure_audit import Statements, is_exposed, undone


def test_a_difference_of_two_large_sums_is_found() -> None:
    known = Statements(
        np.array([[1.0, 1.0, 1.0], [1.0, 1.0, 0.0]]),
        np.array([43.0, 40.0]),
        np.array([43.0, 40.0]),
    )
    ends = undone(known, [0, 2])
    assert ends[:, 1] == pytest.approx([3, 3])
    assert ends[:, 0] == pytest.approx([0, 40])
    assert is_exposed(ends, threshold=5).tolist() == [False, True]


def test_unbounded_and_contradictory() -> None:
    loose = Statements(np.array([[1.0]]), np.array([2.0]), np.array([np.inf]))
    assert undone(loose, [0])[:, 0].tolist() == [2.0, np.inf]
    wrong = Statements(np.eye(1), np.array([3.0]), np.array([2.0]))
    with pytest.raises(DataError, match="contradicts itself"):
        undone(wrong, [0])
