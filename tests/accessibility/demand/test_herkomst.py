"""Two margins of one table per vestiging: estimate, interval, and nobody lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from accessibility.codes import AreaKind, Denominator, Leerweg
from accessibility.counting.bounds import Division
from accessibility.counting.counts import NO_PC4
from accessibility.demand.herkomst import HomeRegionTotals, herkomst
from accessibility.errors import MissingDataError

if TYPE_CHECKING:
    from accessibility.snapshot import Snapshot


def test_leerweg_is_independent_of_home_within_a_vestiging(town: Snapshot) -> None:
    students = herkomst(town)
    counts = students.counts.set_index(["leerweg", "pc4"])
    assert counts.students["gl", "A001"] == pytest.approx(30 * 10 / 40)
    assert counts.students["gl", "A002"] == pytest.approx(10 * 10 / 40 + 5 * 12 / 20)
    assert counts.groupby("leerweg").students.sum().to_dict() == pytest.approx(
        {"bl": 20, "kl": 0, "gl": 22, "route": 8}
    )
    assert "independent of the home" in students.assumption


def test_intervals_are_frechet_bounds(town: Snapshot) -> None:
    counts = herkomst(town).counts.set_index(["leerweg", "pc4"])
    # bl of XA0000: 20 of 40, of whom 30 live in A001: at least 20 - 10.
    low, high = counts.students_low, counts.students_high
    assert (low["bl", "A001"], high["bl", "A001"]) == (10.0, 20.0)
    assert (low["gl", "A003"], high["gl", "A003"]) == (7.0, 12.0)


def test_masks_widen_the_bounds(town: Snapshot) -> None:
    table = town.table("herkomst")
    small = table.students <= 5
    masked = table.assign(
        students_low=table.students_low.where(~small, 1.0),
        students=table.students.where(~small, 2.5),
        students_high=table.students_high.where(~small, 4.0),
    )
    students = herkomst(town.edited(herkomst=masked))
    # 15 + [1, 4] homes for 20 pupils: one of them has no known home at least.
    assert NO_PC4 in set(students.counts.pc4)
    assert students.counts.students.sum() == pytest.approx(42 + 8)


def test_bounds_hold_together_over_the_country(town: Snapshot) -> None:
    students = herkomst(town)
    n = students.n_postcodes
    reached = np.array([1.0, 1.0, 0.0, 0.0])
    division = Division(reached, np.zeros(n, np.int64), 1)
    got = students.area_bounds(division, Denominator.LEERWEG, Leerweg.GL)
    assert got.students[:, 0].tolist() == [22.0, 22.0]
    # XA0000: all 10 live in reach; XB0000: 12 of 20, 5 of whom in reach.
    assert got.share[:, 0] == pytest.approx([10 / 22, 15 / 22])


def test_known_region_totals_are_met(town: Snapshot) -> None:
    totals = pd.DataFrame({"area_code": ["G2"], "leerweg": ["gl"], "students": [11.0]})
    known = HomeRegionTotals(AreaKind.GEMEENTE, totals)
    counts = herkomst(town, known=known).counts.set_index(["leerweg", "pc4"])
    assert counts.students["gl", "A003"] == pytest.approx(11.0, abs=1e-4)
    assert counts.students.sum() == pytest.approx(42 + 8)


def test_files_of_different_years_are_told(town: Snapshot) -> None:
    strangers = town.table("herkomst").assign(brin6="XZ0000")
    with pytest.raises(MissingDataError, match="of the same year"):
        herkomst(town.edited(herkomst=strangers))
