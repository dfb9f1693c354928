"""A drawn area: its own students only, each postcode whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from accessibility.codes import Denominator, Leerweg
from accessibility.measures.inside import INSIDE, access_inside
from accessibility.measures.shares import ACCESS_COLUMNS

if TYPE_CHECKING:
    import pandas as pd

    from accessibility.counting.students import Students
    from accessibility.reach_table import ReachTable


def test_only_students_inside_are_counted(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    table = access_inside(
        line_reach,
        line_offers,
        line_students,
        inside=np.array([False, True, True, False]),
        within=(10_000.0,),
        pairs=[("PIE", Leerweg.GL)],
        denominator=Denominator.COMMON,
    )
    assert tuple(table.columns) == ACCESS_COLUMNS
    assert table.index.tolist() == [0]
    row = table.iloc[0]
    assert (row.area_kind, row.area_code) == (INSIDE, INSIDE)
    assert (row.students, row.reached, row.beyond) == (50, 20, 30)


def test_the_leerweg_is_the_denominator_unless_told(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    table = access_inside(
        line_reach,
        line_offers,
        line_students,
        inside=np.array([True, False, False, False]),
        within=(10_000.0,),
        pairs=[("PIE", Leerweg.GL)],
    )
    assert table.denominator.tolist() == ["leerweg"]
    assert table.students.tolist() == [1.0]


def test_nobody_inside_gives_no_rows(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    table = access_inside(
        line_reach,
        line_offers,
        line_students,
        inside=np.zeros(4, np.bool_),
        within=(10_000.0,),
        pairs=[("PIE", Leerweg.GL)],
    )
    assert len(table) == 0
