"""Participation: every visit is matched or named, every school has its kind."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accessibility.errors import TableError, UsageError
from accessibility.planning.participants import (
    KINDS,
    bands,
    far_but_came,
    match_visits,
    near_but_never,
    participation,
    participation_by,
    protected_visits,
)

SCHOOLS = pd.DataFrame({"brin6": ["XA0100", "XA0101", "XB0200", "XC0300"]})
YEARS = ["2023/24", "2024/25"]
VISITS = pd.DataFrame(
    [
        ("2023-09-12", "les", "xa01 00", 24, 1),
        ("2024-10-01", "les", "XA0100", "", ""),
        ("2024-07-31", "bus", "XB02", 51, 2),
        ("2024-08-01", "bus", "XA01", 10, 1),
        ("2024-11-05", "bus", "ZZ9900", 10, 1),
        ("2024-11-06", "bus", "school om de hoek", 10, 1),
    ],
    columns=["date", "activity", "school", "pupils", "groups"],
)


def test_every_visit_is_matched_or_named() -> None:
    matched = match_visits(VISITS, SCHOOLS)
    assert matched.visits.brin6.to_list() == ["XA0100", "XA0100", "XB0200"]
    assert matched.visits.year.to_list() == ["2023/24", "2024/25", "2023/24"]
    lost = matched.unmatched.set_index("reason")
    assert lost.visits.sum() + len(matched.visits) == len(VISITS)
    assert lost.examples["no such school"] == "ZZ9900"
    several = "this BRIN has several vestigingen: give six characters"
    assert lost.examples[several] == "XA01"
    assert "not a BRIN" in lost.index


def test_every_fault_of_a_visits_table_comes_at_once() -> None:
    wrong = VISITS.astype(object).copy()
    wrong.loc[1, "date"] = "gisteren"
    wrong.loc[2, "pupils"] = -3
    wrong.loc[3, "groups"] = "veel"
    with pytest.raises(TableError) as caught:
        match_visits(wrong, SCHOOLS)
    assert len(caught.value.faults) == 3
    assert "row 2" in caught.value.faults[0]
    with pytest.raises(TableError, match="'activity' is missing"):
        match_visits(VISITS.drop(columns="activity"), SCHOOLS)


def test_always_sometimes_never() -> None:
    table = participation(SCHOOLS, match_visits(VISITS, SCHOOLS).visits, YEARS)
    assert table.kind.to_list() == ["always", "never", "sometimes", "never"]
    assert table.visits.to_list() == [2, 0, 1, 0]
    assert table["2023/24"].to_list() == [1, 0, 1, 0]
    with pytest.raises(UsageError, match="school year"):
        participation(SCHOOLS, match_visits(VISITS, SCHOOLS).visits, [])


def test_lists_of_near_but_never_and_far_but_came() -> None:
    table = participation(SCHOOLS, match_visits(VISITS, SCHOOLS).visits, YEARS)
    travel = np.array([1_000.0, 6_000.0, np.inf, 6_000.01])
    assert near_but_never(table, travel, 6_000.0).brin6.to_list() == ["XA0101"]
    assert far_but_came(table, travel, 6_000.0).brin6.to_list() == ["XB0200"]


def test_bands_include_their_upper_edge() -> None:
    values = np.array([0.0, 3.0, 3.01, 6.0, np.inf, np.nan])
    assert bands(values, [3.0, 6.0]).to_list() == [
        "0 - 3",
        "0 - 3",
        "3 - 6",
        "3 - 6",
        "> 6",
        "unknown",
    ]


@given(seed=st.integers(0, 1_000))
@settings(max_examples=20, deadline=None)
def test_groups_add_up_to_all_schools(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = 40
    schools = pd.DataFrame({"brin6": [f"XA{i:04d}" for i in range(n)]})
    visits = pd.DataFrame(
        {
            "brin6": rng.choice(schools.brin6, 60),
            "year": rng.choice(YEARS, 60),
        }
    )
    table = participation(schools, visits, YEARS)
    grouped = participation_by(table, bands(rng.uniform(0, 9, n), [3, 6]), "band")
    assert grouped.schools.sum() == n
    assert list(grouped.band) == ["0 - 3", "3 - 6", "> 6"]
    assert (grouped[list(KINDS)].sum(axis=1) == grouped.schools).all()
    for kind in KINDS:
        assert grouped[kind].sum() == (table.kind == kind).sum()
    both = set(visits.brin6[visits.year == YEARS[0]]) & set(
        visits.brin6[visits.year == YEARS[1]]
    )
    assert set(table.brin6[table.kind == "always"]) == both


def test_small_groups_of_pupils_cannot_be_told() -> None:
    matched = match_visits(VISITS, SCHOOLS).visits
    few = matched.assign(pupils=[3.0, np.nan, 4.0])
    shown = protected_visits(few, threshold=10)
    assert (shown.students % 10 == 0).all()
    assert shown.uncounted.sum() == 1
    truth = shown.merge(
        few.groupby(["year", "brin6"]).pupils.sum().reset_index(),
        on=["year", "brin6"],
    )
    assert (truth.students_low <= truth.pupils).all()
    assert (truth.students_high >= truth.pupils).all()
    assert protected_visits(few, threshold=0).students.sum() == 7


def test_a_year_in_which_no_school_here_came_is_a_year_all_the_same() -> None:
    elsewhere = VISITS.assign(school="ZZ9900")
    matched = match_visits(elsewhere, SCHOOLS)
    assert len(matched.visits) == 0
    assert matched.years == match_visits(VISITS, SCHOOLS).years != ()
