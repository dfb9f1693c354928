"""The own vestiging beside the nearest: who passes one by, and how much farther."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from accessibility.codes import Leerweg, Unit
from accessibility.measures.nearest import nearest_offers
from accessibility.measures.own_beside_nearest import beside_nearest

if TYPE_CHECKING:
    from accessibility.counting.students import Students
    from accessibility.reach_table import ReachTable


def _told(reach: ReachTable, students: Students, own: list[str]) -> pd.Series:
    offers = pd.DataFrame(
        {"brin6": ["00AA00", "00CC00"], "profiel": "PIE", "leerweg": "gl"}
    )
    nearest = nearest_offers(reach, offers, pairs=[("PIE", Leerweg.GL)])
    flows = pd.DataFrame(
        {
            "pc4": ["1001", "1002", "1003"],
            "brin6": own,
            "profiel": "PIE",
            "leerweg": "gl",
            "students_low": 4.0,
            "students": 4.0,
            "students_high": 4.0,
        }
    )
    return beside_nearest(reach, nearest, flows, students).iloc[0]


def test_who_attends_the_nearest_goes_no_farther(
    line_reach: ReachTable, line_students: Students
) -> None:
    offers = pd.DataFrame(
        {"brin6": ["00AA00", "00CC00"], "profiel": "PIE", "leerweg": "gl"}
    )
    nearest = nearest_offers(line_reach, offers, pairs=[("PIE", Leerweg.GL)])
    points = pd.Index(line_students.postcodes.pc4).get_indexer(["1001", "1002", "1003"])
    own = line_reach.destination_ids[nearest.destination[0][points]]
    row = _told(line_reach, line_students, own.tolist())
    assert row.known == row.at_nearest == row.pupils == 12
    assert row.share_at_nearest == 1
    assert row.extra == 0
    assert row.own == pytest.approx(np.mean(nearest.cost[0][points]) / 100)


def test_passing_a_nearer_one_by_is_farther_on_average(
    line_reach: ReachTable, line_students: Students
) -> None:
    row = _told(line_reach, line_students, ["00CC00", "00CC00", "00CC00"])
    assert row.at_nearest < row.known
    assert row.extra == pytest.approx(row.own - row.nearest)
    assert row.extra > 0
    assert line_reach.unit is Unit.METRES
