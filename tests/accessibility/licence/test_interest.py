"""Expected pupils of a new profile or school, at the norm and just below it."""

from __future__ import annotations

import numpy as np
import pytest

from accessibility.errors import UsageError
from accessibility.licence.check import Outcome
from accessibility.licence.interest import (
    counted_of_own,
    expected_pupils,
    overlap_check,
    overlap_reduction,
    profile_norm_check,
    reduced,
    school_norm_check,
)
from accessibility.scenario.facts import (
    Interest,
    Overlap,
)

YES, NO, OPEN = Outcome.MET, Outcome.NOT_MET, Outcome.UNDECIDED


@pytest.mark.parametrize(
    ("expected", "sg", "outcome"),
    [(160, False, YES), (159, False, NO), (120, True, YES), (119, True, NO)],
)
def test_the_norm_of_a_new_profile(
    expected: float, *, sg: bool, outcome: Outcome
) -> None:
    check = profile_norm_check(expected, in_scholengemeenschap=sg)
    assert check.outcome is outcome


@pytest.mark.parametrize(
    ("n", "sg", "norm"),
    [(1, False, 260), (2, False, 320), (1, True, 195), (3, True, 360)],
)
def test_the_norm_of_a_new_school(n: int, *, sg: bool, norm: float) -> None:
    met = school_norm_check(norm, n_profiles=n, in_scholengemeenschap=sg)
    missed = school_norm_check(norm - 1, n_profiles=n, in_scholengemeenschap=sg)
    assert (met.outcome, missed.outcome) == (YES, NO)


def test_values_of_a_regulation_are_never_made_up() -> None:
    interest = Interest(50, 1_000, 2_000, None, None)
    check = profile_norm_check(expected_pupils(interest), in_scholengemeenschap=True)
    assert check.outcome is OPEN
    assert "verblijfsjaren" in check.remark
    with pytest.raises(TypeError):
        Interest(50, 1_000, 2_000)  # type: ignore[call-arg] # is refused
    with pytest.raises(UsageError):
        expected_pupils(Interest(1, 0, 1, 1, 1))


def test_interest_in_an_overlap_is_reduced_pro_rata() -> None:
    reduced = overlap_reduction({"a": 90.0, "b": 30.0}, 60)
    assert reduced == {"a": 45.0, "b": 15.0}
    assert overlap_reduction({}, 10) == {}


@pytest.mark.parametrize(
    ("own", "others", "outcome", "counted"),
    [(60, (20,), YES, 60), (60, (), YES, 60), (60, (40,), NO, 48), (81, (), NO, 80)],
)
def test_an_overlap_is_checked_against_who_lives_there(
    own: float, others: tuple[float, ...], outcome: Outcome, counted: float
) -> None:
    overlap = Overlap(own, others, 80)
    check = overlap_check(overlap, shared=3)
    assert check.outcome is outcome
    assert check.margin == 80 - own - sum(others)
    assert bool(check.remark) == (outcome is NO)
    assert counted_of_own(overlap) == pytest.approx(counted)
    less = reduced(Interest(200, 1_000, 2_000, 4, 0.5), overlap)
    assert less.interested == pytest.approx(200 - own + counted)


def test_an_overlap_that_nobody_measured_stays_open() -> None:
    check = overlap_check(None, shared=3)
    assert check.outcome is OPEN
    assert check.facts[0].value == "3"
    assert "vul" in check.remark
    with pytest.raises(UsageError, match="in the overlap"):
        reduced(Interest(50, 1_000, 2_000, 4, 0.5), Overlap(60, (), 80))


def test_either_value_of_a_regulation_missing_leaves_it_open() -> None:
    for years, correction in ((None, 0.5), (4, None)):
        assert np.isnan(expected_pupils(Interest(50, 1_000, 2_000, years, correction)))
    assert expected_pupils(Interest(50, 1_000, 2_000, 4, 0.5)) == 200


def test_interest_that_fits_is_not_reduced() -> None:
    assert overlap_reduction({"a": 20.0, "b": 10.0}, 60) == {"a": 20.0, "b": 10.0}
    assert overlap_reduction({"a": 0.0}, 60) == {"a": 0.0}
    assert overlap_reduction({"a": 0.0}, 0) == {"a": 0.0}
