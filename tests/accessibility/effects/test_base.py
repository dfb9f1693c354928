"""What every what-if starts from: options, nearest and parts, read off the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from accessibility.codes import Denominator, Leerweg
from accessibility.counting.grades import whole_part
from accessibility.effects.base import effect_base, reached_parts

if TYPE_CHECKING:
    from accessibility.counting.students import Students
    from accessibility.reach_table import ReachTable


def test_options_count_the_vestigingen_within_each_threshold(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    pairs = [("PIE", Leerweg.BL), ("MVI", Leerweg.GL)]
    base = effect_base(
        line_reach,
        line_offers,
        line_students,
        within=(10_000.0, 15_000.0),
        denominator=Denominator.LEERWEG,
        pairs=pairs,
    )
    # PIE in bl at 0 and 10 km, MVI in gl at 25; homes at 0, 10 and 20.
    assert base.options[0].tolist() == [[2, 2, 1, 0], [0, 0, 1, 0]]
    assert base.options[1].tolist() == [[2, 2, 1, 0], [0, 1, 1, 0]]
    assert base.offered.tolist() == [[True, True, False], [False, False, True]]
    assert base.reached_part[0].tolist() == [[1, 1, 1, 0], [0, 0, 1, 0]]
    assert base.most(10_000.0) == 1_000_000
    count = base.count(Leerweg.BL)
    assert count[1].tolist() == [4, 8, 12, 2]
    assert base.count(Leerweg.BL) is count


def test_destinations_of_each_point_stand_together(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    rows = effect_base(line_reach, line_offers, line_students).rows
    assert rows.indptr.tolist() == [0, 3, 6, 9, 9]
    assert rows.destination.tolist() == [0, 1, 2] * 3
    assert (rows.cost // 100_000).tolist() == [0, 10, 25, 10, 0, 15, 20, 10, 5]


def test_parts_keep_the_leading_axes(line_students: Students) -> None:
    reached = np.zeros((2, 3, 4), np.bool_)
    reached[1, 2, 3] = True
    parts = reached_parts(line_students, reached)
    assert parts.shape == (2, 3, 4)
    assert np.argwhere(parts).tolist() == [[1, 2, 3]]


def test_the_last_bit_of_a_sum_is_forgiven() -> None:
    given = np.array([0.1 * 3 / 0.3, 1 - 1e-12, 1e-12, 0.5, 1 - 1e-6])
    assert whole_part(given).tolist()[:4] == [1.0, 1.0, 0.0, 0.5]
    assert whole_part(given)[4] < 1
