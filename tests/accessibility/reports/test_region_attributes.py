"""Attributes of regions beside reach: euros per student, and who is compared."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from accessibility.errors import MissingDataError
from accessibility.reports.region_attributes import (
    attribute_words,
    attributes_beside_reach,
)
from accessibility.study import Study
from tests.accessibility.reports.test_perceived_coverage import GEMEENTE
from tests.small_country import whole_country


def _land() -> Study:
    country = whole_country()
    told = pd.DataFrame(
        {
            "region": ["g0", "G1", "Nergens"],
            "scheme": "2025-2028",
            "budget_eur": [1_000_000.0, np.nan, 5.0],
            "techniekluw": ["ja", "nee", None],
            "techkwadraat": None,
            "beheer": ["regionaal", "sleutel", None],
        }
    )
    return Study(country.edited(region_attributes=told))


def test_euros_are_those_of_the_regeling_over_students_within_reach() -> None:
    study = _land()
    found = attributes_beside_reach(study, GEMEENTE)
    shares = study.answer(GEMEENTE).table.set_index("area_code")
    first = found.table.iloc[0]
    assert (first.region, first.scheme) == ("G0", "2025-2028")
    assert first.euro_per_reached == pytest.approx(1e6 / shares.reached["G0"])
    ends = first[["euro_per_reached_low", "euro_per_reached", "euro_per_reached_high"]]
    known = ends.dropna().to_numpy(float)
    assert (np.diff(known) >= 0).all()
    assert np.isnan(found.table.euro_per_reached[1])
    assert found.unknown == ("Nergens",)


def test_a_comparison_of_few_regions_says_so() -> None:
    words = " ".join(attribute_words(attributes_beside_reach(_land(), GEMEENTE)))
    assert "techniekluw: share on average ja" in words
    assert "few regions" in words
    assert "not in this division: Nergens" in words
    assert "techkwadraat" not in words


def test_a_region_too_small_to_show_has_no_amount_per_student() -> None:
    asked = replace(GEMEENTE, smallest=100_000)
    table = attributes_beside_reach(_land(), asked).table
    assert table.suppressed.all()
    assert table.euro_per_reached.isna().all()


def test_without_a_file_a_sentence_says_what_is_missing() -> None:
    with pytest.raises(MissingDataError, match="region_attributes"):
        attributes_beside_reach(Study(whole_country()), GEMEENTE)
