"""Third-years per leerweg; everybody else of that year is `other`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accessibility.demand.enrolment import enrolment_per_leerweg
from accessibility.errors import MissingDataError

if TYPE_CHECKING:
    from accessibility.snapshot import Snapshot


def test_other_holds_tl_and_routes_stand_apart(town: Snapshot) -> None:
    found = enrolment_per_leerweg(town.table("pupils"))
    assert found.brin6.tolist() == ["XA0000", "XB0000"]
    assert found.estimate.tolist() == [[20, 0, 10, 0, 10], [0, 0, 12, 8, 0]]


def test_no_third_years_is_said(town: Snapshot) -> None:
    pupils = town.table("pupils")
    with pytest.raises(MissingDataError, match="DUO file 01"):
        enrolment_per_leerweg(pupils[pupils.leerweg == "tl"])


def test_schools_without_the_three_leerwegen_can_be_asked_for(town: Snapshot) -> None:
    pupils = town.table("pupils").copy()
    pupils.loc[pupils.brin6 == "XB0000", "leerweg"] = "tl"
    assert enrolment_per_leerweg(pupils).brin6.tolist() == ["XA0000"]
    found = enrolment_per_leerweg(pupils, all_schools=True)
    assert found.brin6.tolist() == ["XA0000", "XB0000"]
    # A route of tl is tl.
    assert found.estimate[1].tolist() == [0, 0, 0, 0, 20]
