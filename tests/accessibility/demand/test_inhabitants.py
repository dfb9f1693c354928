"""Inhabitants of an age range stand for students, without a leerweg."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accessibility.codes import Denominator, Leerweg
from accessibility.demand.inhabitants import inhabitants
from accessibility.errors import UsageError

if TYPE_CHECKING:
    from accessibility.snapshot import Snapshot


def test_part_of_an_age_group_counts_by_its_years(town: Snapshot) -> None:
    students = inhabitants(town, ages=(13, 15))
    counts = students.counts.set_index("pc4").students
    assert counts["A001"] == pytest.approx(100 * 2 / 5 + 500 / 5)
    assert counts["A003"] == pytest.approx(60 * 2 / 5)


def test_denominator_leerweg_is_refused(town: Snapshot) -> None:
    students = inhabitants(town, ages=(10, 14))
    with pytest.raises(UsageError, match="--students own, herkomst or gravity"):
        students.by_postcode(Denominator.LEERWEG, Leerweg.GL)
