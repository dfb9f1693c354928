"""What all third-years have against what those of the leerweg have."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from accessibility.codes import Leerweg
from accessibility.counting.students import Students
from accessibility.measures.denominators import by_denominator
from accessibility.places import Points
from accessibility.straight_line import straight_line_table


def test_gl_pupils_far_away_are_hidden_by_the_common_denominator() -> None:
    """Near the site live 30 bl and 2 gl pupils, far from it 8 gl pupils."""
    homes = Points(np.array(["A000", "A001"]), np.array([0.0, 50_000.0]), np.zeros(2))
    counts = pd.DataFrame(
        {
            "pc4": ["A000", "A000", "A001"],
            "leerweg": ["bl", "gl", "gl"],
            "students_low": [30.0, 1.0, 8.0],
            "students": [30.0, 2.0, 8.0],
            "students_high": [30.0, 4.0, 8.0],
        }
    )
    postcodes = pd.DataFrame({"pc4": ["A000", "A001"]})
    students = Students(homes, np.arange(2), np.ones(2), postcodes, counts, "own")
    sites = Points(np.array(["X1"]), np.zeros(1), np.zeros(1))
    offers = pd.DataFrame({"brin6": ["X1"], "profiel": ["PIE"], "leerweg": ["gl"]})
    reach = straight_line_table(homes, sites)
    row = by_denominator(reach, offers, students, pairs=[("PIE", Leerweg.GL)]).iloc[0]
    assert row.common == pytest.approx(32 / 40)
    assert row.leerweg_share == pytest.approx(2 / 10)
    assert row.difference == pytest.approx(-0.6)
    assert (row.leerweg_low, row.leerweg_high) == pytest.approx((1 / 9, 4 / 12))
    assert (row.common_low, row.common_high) == pytest.approx((31 / 39, 34 / 42))
