"""Marks of regions beside the share measured: joined by name, ranked, correlated."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from scipy.stats import rankdata

from accessibility.codes import AreaKind
from accessibility.errors import UsageError
from accessibility.reports.perceived_coverage import correlation_words, perceived
from accessibility.study import Study
from tests.accessibility.reports.test_explained import ASKED
from tests.small_country import whole_country

if TYPE_CHECKING:
    from accessibility.questions import Question

GEMEENTE: Question = replace(ASKED, per=AreaKind.GEMEENTE)


@pytest.fixture(scope="module")
def six() -> Study:
    """The small country in six gemeenten."""
    country = whole_country()
    homes = country.postcodes.copy()
    homes["gemeente"] = [f"G{k % 6}" for k in range(len(homes))]
    return Study(country.edited(postcodes=homes))


def test_spearman_is_the_correlation_of_ranks(six: Study) -> None:
    shares = six.answer(GEMEENTE).table.set_index("area_code").share
    codes = shares.index.tolist()
    scores = pd.DataFrame({"region": codes, "score": [7.0, 5.5, 8.0, 6.0, 4.0, 9.0]})
    found = perceived(six, GEMEENTE, scores)
    by_hand = np.corrcoef(
        rankdata(scores.score), rankdata(shares.loc[codes].to_numpy())
    )[0, 1]
    assert found.correlation == pytest.approx(by_hand)
    assert found.table.score.is_monotonic_decreasing
    assert found.table.rank_score.tolist() == [1, 2, 3, 4, 5, 6]
    assert f"{found.correlation:.2f}" in correlation_words(found)


def test_marks_that_follow_the_shares_correlate_wholly(six: Study) -> None:
    shares = six.answer(GEMEENTE).table
    told = shares.drop_duplicates("share")
    scores = pd.DataFrame({"region": told.area_code, "score": told.share * 10})
    found = perceived(six, GEMEENTE, scores)
    if len(told) >= 5:
        assert found.correlation == pytest.approx(1.0)
    else:
        assert "too few" in correlation_words(found)


def test_regions_that_are_not_there_are_named(six: Study) -> None:
    scores = pd.DataFrame({"region": ["g0", "Nergens"], "score": [7.0, 8.0]})
    found = perceived(six, GEMEENTE, scores)
    assert found.unknown == ("Nergens",)
    assert len(found.table) == 1
    with pytest.raises(UsageError, match="Nergens"):
        perceived(six, GEMEENTE, scores.iloc[1:])
    with pytest.raises(UsageError, match="one --profiel"):
        perceived(six, replace(GEMEENTE, profielen=("PIE", "BWI")), scores)
