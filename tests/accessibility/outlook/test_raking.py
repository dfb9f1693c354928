"""Homes by cohort, schools by DUO: sums to the last digit, or a refusal by name."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from accessibility.errors import DataError
from accessibility.outlook.raking import raked, school_forecast
from accessibility.outlook.view import outlook_answer
from accessibility.study import Study
from tests.accessibility.outlook.made_ground import QUESTION, ground, land
from tests.accessibility.outlook.test_view import ASKED

FORECAST = pd.DataFrame(
    {
        "brin4": ["00AA", "00AA", "00AA", "00BB"],
        "soort": ["VMBO", "VMBO", "HAVO", "VMBO"],
        "year": [2019, 2025, 2025, 2025],
        "students": [100.0, 80.0, 900.0, 10.0],
    }
)


def test_rows_and_columns_are_met() -> None:
    rng = np.random.default_rng(7)
    flows = sparse.csr_array(rng.random((40, 9)) * (rng.random((40, 9)) < 0.6))
    flows += sparse.csr_array(np.full((40, 9), 1e-3))
    homes = rng.uniform(0.5, 1.5, 40) * flows.sum(axis=1)
    schools = rng.uniform(0.5, 1.5, 9) * flows.sum(axis=0)
    after = raked(flows, homes, schools)
    total = schools.sum()
    assert np.abs(after.sum(axis=0) - schools).max() <= 1e-9 * total
    wanted = homes * total / homes.sum()
    assert np.abs(after.sum(axis=1) - wanted).max() <= 1e-9 * total


def test_what_cannot_be_is_refused_with_the_home() -> None:
    flows = sparse.csr_array([[5.0, 0.0], [0.0, 5.0]])
    with pytest.raises(DataError, match="home 7511"):
        raked(flows, np.array([8.0, 2.0]), np.array([5.0, 5.0]), ["7511", "7512"])


def test_a_vestiging_has_the_ratio_of_its_school_and_vmbo_counts() -> None:
    ratio = school_forecast(FORECAST).ratio(
        np.array(["00AA00", "00AA01", "00BB00", "00CC00"]), 2019, 2025
    )
    assert ratio[:2].tolist() == [0.8, 0.8]
    assert np.isnan(ratio[2:]).all()
    assert np.isnan(school_forecast(FORECAST).ratio(np.array(["00AA00"]), 2018, 2025))


def test_schools_follow_the_forecast_and_homes_their_cohort() -> None:
    there = ground(question=QUESTION)
    school = str(there.sites[0])[:4]
    told = pd.DataFrame(
        {
            "brin4": school,
            "soort": "VMBO",
            "year": [2019, 2025],
            "students": [100.0, 90.0],
        }
    )
    follows = replace(there, forecast=school_forecast(told))
    is_told = np.array([site.startswith(school) for site in there.sites])
    assert follows.site_factor(2025)[is_told] == pytest.approx(0.9)
    assert follows.site_factor(2025)[~is_told] == pytest.approx(
        there.site_factor(2025)[~is_told]
    )
    assert follows.site_factor(2019) == pytest.approx(1.0)
    one, other = follows.students_in(2025).counts, there.students_in(2025).counts
    apart = one.students / other.students
    assert apart.max() - apart.min() < 1e-6


def test_the_answer_names_the_forecast() -> None:
    snapshot = land()
    schools = sorted({one[:4] for one in snapshot.offers.brin6})
    years = (2019, 2022, 2025)
    table = pd.DataFrame(
        [(one, "VMBO", year, 100.0 - year % 10) for one in schools for year in years],
        columns=["brin4", "soort", "year", "students"],
    )
    told = snapshot.edited(school_forecasts=table)
    answer = outlook_answer(Study(told), ASKED)
    assert any("duo-prognoses" in note for note in answer.header.notes)
    plain = outlook_answer(Study(snapshot), ASKED)
    assert not any("duo-prognoses" in note for note in plain.header.notes)
