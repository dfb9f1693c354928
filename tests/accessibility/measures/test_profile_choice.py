"""Choice: profiles counted once, every number of them has a row."""

from __future__ import annotations

import pandas as pd

from accessibility.codes import Leerweg
from accessibility.counting.students import Students
from accessibility.measures.profile_choice import choice, profile_count
from accessibility.reach_table import ReachTable


def test_different_profiles_within_reach(
    line_reach: ReachTable, line_offers: pd.DataFrame
) -> None:
    counted = profile_count(line_reach, line_offers, leerweg=Leerweg.GL, within=10_000)
    assert counted.tolist() == [2, 2, 2, 0]


def test_a_profile_at_two_schools_counts_once(
    line_reach: ReachTable, line_offers: pd.DataFrame
) -> None:
    counted = profile_count(line_reach, line_offers, leerweg=Leerweg.BL, within=10_000)
    assert counted.tolist() == [1, 1, 1, 0]


def test_the_distribution_keeps_everyone(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    table = choice(line_reach, line_offers, line_students, leerwegen=[Leerweg.GL])
    assert table.n_profiles.tolist() == [0, 1, 2, 3, 4, 5]
    assert table.students.tolist() == [5, 0, 60, 0, 0, 0]
    assert table.share.sum() == 1
