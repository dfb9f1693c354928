"""Proximity: averages over persons, of the nearest school and of how many are near."""

from __future__ import annotations

import numpy as np
import pandas as pd

from accessibility.codes import AreaKind
from accessibility.counting.students import Students
from accessibility.measures.near_schools import proximity
from accessibility.reach_table import ReachTable

FIGURES = ["students", "without_way", "distance_km"]
NEAR = ["within_3_km", "within_5_km", "within_10_km"]


def _by_code(table: pd.DataFrame) -> dict[str, list[float]]:
    rows = table.set_index("area_code")[[*FIGURES, *NEAR]]
    return {str(code): row.tolist() for code, row in rows.iterrows()}


def test_averages_are_of_persons_with_a_way(
    line_reach: ReachTable, line_students: Students
) -> None:
    schools = ["00AA00", "00BB00", "00CC00"]
    country = proximity(line_reach, schools, line_students, per=AreaKind.NL)
    # Ten and twenty at a school, thirty 5 and 10 km from one, five without a place.
    assert _by_code(country) == {"NL": [65, 5, 2.5, 0.5, 1, 2]}
    found = _by_code(proximity(line_reach, schools, line_students))
    assert found["West"] == [30, 0, 0, 1, 1, 2]
    assert found["Oost"] == [30, 0, 5, 0, 1, 2]
    (unplaced,) = (row for code, row in found.items() if code not in ("West", "Oost"))
    assert unplaced[:2] == [5, 5]
    assert np.isnan(unplaced[2:]).all()


def test_only_the_schools_asked_for_count(
    line_reach: ReachTable, line_students: Students
) -> None:
    found = _by_code(proximity(line_reach, ["00CC00"], line_students))
    assert found["West"] == [30, 0, (10 * 25 + 20 * 15) / 30, 0, 0, 0]
    assert found["Oost"] == [30, 0, 5, 0, 1, 1]


def test_an_unsure_number_of_persons_keeps_its_ends(
    line_reach: ReachTable, line_students: Students
) -> None:
    counts = line_students.counts
    line_students.counts["students_low"] = counts.students / 2
    line_students.counts["students_high"] = counts.students * 2
    (row,) = proximity(line_reach, ["00AA00"], line_students, per=AreaKind.NL).to_dict(
        "records"
    )
    assert (row["students_low"], row["students"], row["students_high"]) == (
        32.5,
        65,
        130,
    )
