"""Attendance: the pupil's own vestiging, not the nearest one."""

from __future__ import annotations

import pandas as pd

from accessibility.counting.students import Students
from accessibility.measures.own_vestiging import attendance
from accessibility.reach_table import ReachTable


def test_own_vestiging_counts_and_nobody_is_dropped(
    line_reach: ReachTable, line_students: Students
) -> None:
    flows = pd.DataFrame(
        {
            "pc4": ["1001", "1002", "1003", "1004", "8888"],
            "brin6": ["00AA00", "00CC00", "00CC00", "00AA00", "00AA00"],
            "profiel": "PIE",
            "leerweg": "gl",
            "students_low": [3, 1, 5, 2, 1],
            "students": [3, 2.5, 5, 2, 1],
            "students_high": [3, 4, 5, 2, 1],
        }
    )
    row = attendance(line_reach, flows, line_students, within=10_000).iloc[0]
    assert row.pupils == 13.5
    assert row.attending == 8
    assert row.share == 8 / 13.5
    wider = attendance(line_reach, flows, line_students, within=15_000).iloc[0]
    assert (wider.attending_low, wider.attending, wider.attending_high) == (9, 10.5, 12)


def test_less_than_one_pupil_has_a_share_and_nobody_has_none(
    line_reach: ReachTable, line_students: Students
) -> None:
    flows = pd.DataFrame(
        {
            "pc4": ["1001", "1001"],
            "brin6": "00AA00",
            "profiel": ["MVI", "PIE"],
            "leerweg": "gl",
            "students_low": [0.5, 0.0],
            "students": [0.5, 0.0],
            "students_high": [0.5, 0.0],
        }
    )
    few, nobody = attendance(line_reach, flows, line_students, within=10_000).share
    assert few == 1.0
    assert pd.isna(nobody)
