"""An outcome at its norm, above and below it, and where nothing is known."""

from __future__ import annotations

import math

import pytest

from accessibility.codes import same
from accessibility.licence.check import Check, Outcome, bounded, decimal, judged

MET, NOT, OPEN = Outcome.MET, Outcome.NOT_MET, Outcome.UNDECIDED


@pytest.mark.parametrize(
    ("margin", "outcome", "strictly"),
    [(1, MET, MET), (0, MET, NOT), (-1, NOT, NOT), (math.nan, OPEN, OPEN)],
)
def test_a_margin_of_nothing_is_met_unless_strict(
    margin: float, outcome: Outcome, strictly: Outcome
) -> None:
    assert judged(margin) is outcome
    assert judged(margin, strict=True) is strictly


@pytest.mark.parametrize(
    ("low", "high", "outcome"),
    [(0, 5, MET), (-5, -1, NOT), (-1, 0, OPEN), (math.nan, 5, OPEN)],
)
def test_an_interval_decides_where_both_ends_agree(
    low: float, high: float, outcome: Outcome
) -> None:
    assert bounded(low, high) is outcome


def test_numbers_are_written_as_readers_do() -> None:
    assert (decimal(2.5, 1), decimal(2.4), decimal(1_000.126, 2)) == (
        "2,5",
        "2",
        "1000,13",
    )


def test_a_check_without_a_measure_has_no_margin() -> None:
    assert math.isnan(Check(same("t"), same("art. 1"), (), MET).margin)
