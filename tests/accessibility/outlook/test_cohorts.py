"""Cohorts: which child is a third-year in which year, and from which table."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from accessibility.errors import MissingDataError
from accessibility.outlook.cohorts import PrimaryPupils, cohorts_of
from accessibility.snapshot import Snapshot
from tests.accessibility.outlook.made_ground import land


def pc4_of(country: Snapshot) -> NDArray[np.str_]:
    return np.asarray(country.postcodes.pc4, np.str_)


def test_seven_in_october_2024_is_a_third_year_in_2031() -> None:
    country = land()
    pc4 = pc4_of(country)
    table = country.table("primary_ages")
    seven = table[table.age == 7].set_index("pc4").reindex(pc4)
    told = cohorts_of(country, pc4).children(2031)
    assert told == pytest.approx((seven.known + 1.8 * seven.masked).to_numpy())


def test_the_source_of_a_year_is_told() -> None:
    told = cohorts_of(land(), pc4_of(land()))
    assert [told.source(y) for y in (2026, 2027, 2034)] == [
        "inhabitants",
        "primary_ages",
        "primary_ages",
    ]
    assert told.last_year == 2034


def test_half_at_school_is_lifted_to_the_level_of_the_others() -> None:
    """Of 11 many are at secondary school: the place counts, not the number."""
    country = land(alike=True)
    pc4 = pc4_of(country)
    pupils = country.table("primary_ages").copy()
    pupils.loc[pupils.age == 11, "known"] = 60.0
    told = cohorts_of(country.edited(primary_ages=pupils), pc4)
    assert told.children(2027) == pytest.approx(told.children(2028), rel=0.05)


def test_a_postcode_that_schools_leave_out_has_its_inhabitants() -> None:
    country = land()
    pc4 = pc4_of(country)
    pupils = country.table("primary_ages").copy()
    pupils.loc[pupils.pc4 == pc4[0], ["known", "masked"]] = 0.0
    told = cohorts_of(country.edited(primary_ages=pupils), pc4)
    assert told.left_out.tolist() == [True] + [False] * (len(pc4) - 1)
    assert told.children(2031)[0] > 0


def test_a_mix_of_ages_is_the_weighted_sum() -> None:
    country = land()
    pc4 = pc4_of(country)
    mixed = cohorts_of(country, pc4, ((14, 0.75), (15, 0.25))).children(2031)
    plain = cohorts_of(country, pc4)
    parts = 0.75 * plain.children(2031) + 0.25 * plain.children(2030)
    assert mixed == pytest.approx(parts)


def test_nothing_to_tell_says_which_source_brings_it() -> None:
    country = land()
    bare = replace(country, manifest=replace(country.manifest, dates={}))
    with pytest.raises(MissingDataError, match="po-leeftijden"):
        cohorts_of(bare, pc4_of(country))


def test_masked_cells_count_for_their_mean() -> None:
    one = PrimaryPupils(2024, {7: np.array([5.0])}, {7: np.array([2.0])})
    assert one.counted(7).tolist() == [8.6]
    assert one.counted(7, 1.0).tolist() == [7.0]
