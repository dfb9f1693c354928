"""What if gl and tl are one leerweg: who counts, what opens, and what stays hidden."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pandas as pd
import pytest

from accessibility.codes import AreaKind
from accessibility.errors import MissingDataError
from accessibility.questions import Question
from accessibility.reports.joined_leerweg import (
    Case,
    cases_of,
    growth_of,
    joined_leerweg,
    opened,
)
from accessibility.snapshot import Snapshot
from accessibility.study import Study
from tests.small_country import whole_country

ASKED = Question(profielen=("PIE", "techniek"), per=AreaKind.GEMEENTE)


def _with_tl(snapshot: Snapshot) -> Snapshot:
    """Return the country with ten third-years of tl at every second vestiging."""
    sites = snapshot.vestigingen.brin6[::2]
    counts = dict.fromkeys(("students_low", "students", "students_high"), 10.0)
    tl = pd.DataFrame({"brin6": sites, "profiel": "", "leerweg": "tl", **counts})
    rows = tl.assign(soort="VMBO TL", sex="", leerjaar=3)
    both = pd.concat([snapshot.table("pupils"), rows], ignore_index=True)
    ages = pd.DataFrame(
        {
            "pc4": snapshot.postcodes.pc4,
            "age_from": 10,
            "age_to": 14,
            "inhabitants": 40.0,
        }
    )
    placed = snapshot.vestigingen.copy()
    placed["gemeente"] = [f"G{j % 3}" for j in range(len(placed))]
    return snapshot.edited(pupils=both, inhabitants=ages, vestigingen=placed)


@pytest.fixture(scope="module")
def land() -> Snapshot:
    return _with_tl(whole_country())


@pytest.fixture(scope="module")
def table(land: Snapshot) -> pd.DataFrame:
    return joined_leerweg(Study(land), ASKED)


def _of(table: pd.DataFrame, case: Case) -> pd.DataFrame:
    rows = table[table.case == case.value]
    return rows.set_index(["region", "profiel"]).sort_index()


def test_all_of_gl_and_tl_are_counted_once(table: pd.DataFrame, land: Snapshot) -> None:
    third = land.table("pupils")
    third = third[(third.leerjaar == 3) & third.leerweg.isin(["gl", "tl"])]
    counted = third.groupby("leerweg").students.sum()
    joined, apart = (_of(table, case) for case in (Case.JOINED, Case.APART))
    of_pie = joined.xs("PIE", level="profiel").students.sum()
    assert of_pie == pytest.approx(counted.sum(), rel=1e-6)
    before = apart.xs("PIE", level="profiel").students.sum()
    assert before == pytest.approx(counted["gl"], rel=1e-6)


def test_more_offers_never_lower_access(table: pd.DataFrame) -> None:
    steps = [_of(table, case) for case in (Case.JOINED, Case.TAUGHT, Case.EVERYWHERE)]
    for fewer, more in pairwise(steps):
        assert (more.share >= fewer.share - 1e-9).all()
        assert (more.offers >= fewer.offers).all()
    assert (steps[0].share_low <= steps[0].likely_low).all()
    assert (steps[0].likely_high <= steps[0].share_high).all()


def test_what_opens_is_new_and_where_gl_or_tl_is(land: Snapshot) -> None:
    offers = land.offers
    known = set(
        map(tuple, offers.loc[offers.leerweg == "gl", ["brin6", "profiel"]].to_numpy())
    )
    third = land.table("pupils")
    there = set(third.brin6[third.leerweg.isin(["gl", "tl"])])
    taught = set(map(tuple, offers[["brin6", "profiel"]].to_numpy()))
    for everywhere in (False, True):
        more = opened(land, everywhere=everywhere)
        keys = set(map(tuple, more[["brin6", "profiel"]].to_numpy()))
        assert keys
        assert not keys & known
        assert {brin6 for brin6, _ in keys} <= there
        assert everywhere or keys <= taught
        assert "Z&W" not in set(more.profiel)


def test_small_groups_grow_as_gl_does_at_their_vestiging(
    table: pd.DataFrame, land: Snapshot
) -> None:
    rows = land.table("pupils")
    third = rows[rows.leerjaar == 3].groupby(["brin6", "leerweg"]).students.sum()
    for brin6, times in growth_of(land).items():
        tl = third.get((brin6, "tl"), 0.0)
        assert times == pytest.approx(1 + tl / third[brin6, "gl"])
    joined, apart = (_of(table, case) for case in (Case.JOINED, Case.APART))
    assert (joined.small_groups <= apart.small_groups).all()
    assert joined.small_groups.sum() < apart.small_groups.sum()


def test_own_counts_know_no_tl_and_are_set_aside(land: Snapshot) -> None:
    assert land.has("own_students")
    for _, snapshot in cases_of(land):
        assert not snapshot.has("own_students")


def test_few_of_tl_are_not_told_by_a_difference() -> None:
    land = _with_tl(whole_country())
    few = land.table("pupils")
    few = few[
        (few.leerweg != "tl") | (few.brin6 == few.brin6[few.leerweg == "tl"].min())
    ]
    asked = replace(ASKED, smallest=40)
    told = joined_leerweg(Study(land.edited(pupils=few)), asked)
    joined = _of(told, Case.JOINED)
    assert joined.suppressed.any()
    assert joined.students[joined.suppressed].isna().all()


def test_without_tl_there_is_nothing_to_join() -> None:
    with pytest.raises(MissingDataError, match="no third-years of tl"):
        joined_leerweg(Study(whole_country()), ASKED)
