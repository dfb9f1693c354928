"""Trips of a file of homes: a scale that fits them, and what masked ones hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accessibility.demand.gravity import gravity, gravity_options
from accessibility.demand.herkomst import herkomst
from accessibility.demand.known_trips import expected_in

if TYPE_CHECKING:
    import pandas as pd

    from accessibility.snapshot import Snapshot


def masked(town: Snapshot) -> Snapshot:
    """Return the town with its counts under 11 as 1 to 10."""
    table = town.table("herkomst")
    small = table.students <= 10
    return town.edited(
        herkomst=table.assign(
            students_low=table.students_low.where(~small, 1.0),
            students=table.students.where(~small, 5.5),
            students_high=table.students_high.where(~small, 10.0),
        )
    )


def rows_of(snapshot: Snapshot) -> pd.DataFrame:
    """Return the third-years of its table of homes."""
    table = snapshot.table("herkomst")
    rows: pd.DataFrame = table[table.leerjaar == 3].reset_index(drop=True)
    return rows


def test_nothing_is_expected_where_nothing_is_masked(town: Snapshot) -> None:
    assert expected_in(town, rows_of(town)) is None


def test_nearer_homes_are_expected_to_send_more(town: Snapshot) -> None:
    expected = expected_in(masked(town), rows_of(town))
    assert expected is not None
    trips = dict(
        zip(
            zip(rows_of(town).brin6, rows_of(town).pc4, strict=True),
            expected[0],
            strict=True,
        )
    )
    assert trips["XA0000", "A002"] > trips["XB0000", "A002"] > 0


def test_a_masked_file_keeps_its_totals_and_says_how(town: Snapshot) -> None:
    students = herkomst(masked(town))
    assert students.counts.students.sum() == pytest.approx(42 + 8)
    assert (
        "A masked count is taken as what trips with a scale of" in students.assumption
    )
    assert "masked" not in herkomst(town).assumption


def test_without_inhabitants_the_middle_is_taken(town: Snapshot) -> None:
    nobody = town.table("inhabitants").assign(inhabitants=0)
    students = herkomst(masked(town).edited(inhabitants=nobody))
    assert students.counts.students.sum() == pytest.approx(42 + 8)
    assert "masked" not in students.assumption


def test_the_scale_that_fits_the_file_stands_beside_the_usual_one(
    town: Snapshot,
) -> None:
    said = gravity(masked(town), gravity_options("herkomst")).assumption
    assert "in table herkomst, a scale of" in said
    assert "without it" in said
    assert "a masked count is what its trips make likely" in said
