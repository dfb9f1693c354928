"""One postcode of four points, of which the threshold takes in three."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from accessibility.codes import Denominator, Leerweg
from accessibility.counting.students import Students
from accessibility.measures.sensitivity import is_cut, point_sensitivity
from accessibility.places import Points
from accessibility.straight_line import straight_line_table

SITE = Points(np.array(["X1"]), np.zeros(1), np.zeros(1))
OFFERS = pd.DataFrame({"brin6": ["X1"], "profiel": ["PIE"], "leerweg": ["gl"]})


def students_at(pc4: list[int], x_m: list[float]) -> Students:
    """Put 30 students in A000 and 10 in A001, at the given points."""
    at = np.array(pc4)
    counts = pd.DataFrame({"pc4": ["A000", "A001"], "leerweg": "gl"})
    counts["students"] = [30.0, 10.0]
    counts["students_low"] = counts["students_high"] = counts.students
    ids = np.array([f"p{k}" for k in range(len(at))])
    return Students(
        Points(ids, np.array(x_m), np.zeros(len(at))),
        at,
        1.0 / np.bincount(at)[at],
        pd.DataFrame({"pc4": ["A000", "A001"]}),
        counts,
        "own",
    )


def test_centre_points_difference_and_cut() -> None:
    centre = students_at([0, 1], [9_500.0, 20_000.0])
    many = students_at(
        [0, 0, 0, 0, 1], [8_000.0, 9_000.0, 10_000.0, 11_000.0, 20_000.0]
    )
    reaches = tuple(straight_line_table(s.points, SITE) for s in (centre, many))
    got = point_sensitivity(
        (reaches[0], reaches[1]),
        OFFERS,
        (centre, many),
        denominator=Denominator.LEERWEG,
        pairs=[("PIE", Leerweg.GL), ("BWI", Leerweg.GL)],
    ).set_index("profiel")
    assert got.share_centre["PIE"] == pytest.approx(0.75)
    assert got.share_points["PIE"] == pytest.approx(22.5 / 40)
    assert got.difference["PIE"] == pytest.approx(-7.5 / 40)
    assert got.n_cut.to_dict() == {"PIE": 1, "BWI": 0}
    assert got.share_cut["PIE"] == pytest.approx(0.75)
    assert (got.share_least["PIE"], got.share_most["PIE"]) == (0.0, 0.75)
    assert got.share_points["BWI"] == 0.0


def test_what_is_reached_whole_or_not_at_all_is_not_cut() -> None:
    fractions = np.array([0.0, 1e-12, 0.01, 0.99, 1.0 - 1e-12, 1.0])
    assert is_cut(fractions).tolist() == [False, False, True, True, False, False]
