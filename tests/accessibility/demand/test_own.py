"""Own counts come through as they are; a pupil file is counted and not kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from accessibility.demand.own import counts_of_pupils, own
from accessibility.tables import check_table

if TYPE_CHECKING:
    from accessibility.snapshot import Snapshot


def test_counts_of_unknown_postcodes_are_kept(town: Snapshot) -> None:
    students = own(town)
    assert students.counts.students.sum() == 17
    # Not which one: that a rare postcode occurs could already point at somebody.
    assert "B999" not in set(students.postcodes.pc4)
    assert students.counts.set_index("pc4").students["0000"] == 2
    assert students.date == "2025-10-01"


def test_counting_pupils() -> None:
    rows = pd.DataFrame(
        {
            "name": ["a", "b", "c"],
            "pc4": ["A001", "A001", "A002"],
            "leerweg": ["gl", "gl", "bl"],
            "sex": ["v", "v", None],
        }
    )
    table = check_table("own_students", counts_of_pupils(rows))
    assert table.students.tolist() == [2.0, 1.0]
    assert "name" not in table
    assert table.sex.tolist() == ["v", ""]
