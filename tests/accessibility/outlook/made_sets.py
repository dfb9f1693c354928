"""Closing sets made by hand or by lot."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from accessibility.outlook.closing_sets import ClosingSets


def sets_of(
    students: dict[tuple[int, ...], float],
    pupils: list[float],
    area: list[int] | None = None,
) -> ClosingSets:
    """Return students by set of units, each set of one area (the first by default)."""
    members = np.zeros((len(students), len(pupils)))
    for row, one in enumerate(students):
        members[row, list(one)] = 1.0
    count = np.array(list(students.values()))
    where = np.array(area or [0] * len(count))
    per_area = np.zeros((where.max() + 1, len(count)))
    per_area[where, np.arange(len(count))] = count
    return ClosingSets(
        np.arange(len(pupils)),
        sparse.csr_array(members),
        count,
        sparse.csr_array(per_area),
        np.array([f"G{k}" for k in range(len(per_area))]),
        per_area.sum(axis=1) + 1.0,
        np.array(pupils),
    )


def by_lot(seed: int) -> ClosingSets:
    """Return random sets of at most ten units."""
    rng = np.random.default_rng(seed)
    n_units = int(rng.integers(3, 8))
    students = {}
    for _ in range(int(rng.integers(2, 12))):
        size = int(rng.integers(1, min(4, n_units) + 1))
        one = tuple(sorted(rng.choice(n_units, size, replace=False).tolist()))
        students[one] = float(rng.integers(1, 30))
    return sets_of(students, rng.integers(1, 20, n_units).astype(float).tolist())
