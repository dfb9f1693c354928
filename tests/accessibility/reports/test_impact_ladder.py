"""The ladder: numbers of other commands on their rungs, beside targets set before."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from accessibility.codes import AreaKind
from accessibility.measures import MEASURES
from accessibility.questions import Question
from accessibility.reports.impact_ladder import (
    INDICATORS,
    RUNGS,
    impact_ladder,
    ladder_words,
)
from accessibility.study import Study
from tests.small_country import whole_country

ASKED = Question(profielen=("techniek",), per=AreaKind.NL, students="own", smallest=0)
TARGETS = [
    ("access", "", "", "2019/20", 0.0, "2019-05-01", "Anna"),
    ("access", "gl", "", "2019/20", 2.0, "2019-09-01", "Bram"),
    ("small_groups", "", "", "2019/20", 1_000.0, "2019-05-01", "Anna"),
    ("access", "", "Nergens", "2019/20", 0.5, "2019-05-01", "Anna"),
    ("fame", "", "", "2019/20", 0.5, "2019-05-01", "Anna"),
    ("access", "", "", "2029/30", 0.5, "2019-05-01", "Anna"),
]


def _land() -> Study:
    country = whole_country()
    columns = ["indicator", "leerweg", "region", "year", "target", "set_on", "set_by"]
    told = country.edited(targets=pd.DataFrame(TARGETS, columns=columns))
    dates = {**told.manifest.dates, "offers": "2019-10-01"}
    return Study(replace(told, manifest=replace(told.manifest, dates=dates)))


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return impact_ladder(_land(), ASKED)


def test_every_measure_has_a_rung_and_rungs_are_in_order(table: pd.DataFrame) -> None:
    assert {measure.name for measure in MEASURES} == {"reach", "choice", "burden"}
    told = {"access", "choice", "mean_way", "missed", "offers"}
    assert told <= {one.name for one in INDICATORS}
    assert set(table.rung) <= set(RUNGS)
    assert table.rung.is_monotonic_increasing


def test_numbers_are_those_of_the_commands(table: pd.DataFrame) -> None:
    shares = _land().answer(ASKED).table.set_index("leerweg")
    rows = table.set_index(["indicator", "leerweg"])
    for leerweg in ("bl", "kl", "gl"):
        assert rows.value["access", leerweg] == shares.share[leerweg]
        assert rows.value_high["missed", leerweg] == shares.missed_high[leerweg]
    offers = whole_country().offers
    technical = offers[offers.profiel.isin(["PIE", "BWI"])]
    counted = rows.value["offers"]
    assert counted.sum() == len(technical)


def test_a_target_of_one_leerweg_counts_before_that_of_each(
    table: pd.DataFrame,
) -> None:
    rows = table[table.indicator == "access"].set_index("leerweg")
    assert rows.met.to_dict() == {"bl": "yes", "kl": "yes", "gl": "no"}
    assert rows.set_by.to_dict() == {"bl": "Anna", "kl": "Anna", "gl": "Bram"}
    assert rows.set_beforehand.to_dict() == {"bl": True, "kl": True, "gl": False}
    assert rows.certain.all()


def test_of_small_groups_fewer_is_better(table: pd.DataFrame) -> None:
    rows = table[table.indicator == "small_groups"]
    assert set(rows.met) == {"yes"}
    assert (rows.difference < 0).all()


def test_targets_of_other_years_wait(table: pd.DataFrame) -> None:
    words = " ".join(ladder_words(_land().snapshot, table))
    assert "1 targets are of other school years" in words
    assert "named so by no indicator: fame" in words
    assert "6 rows have a target for 2019/20; 1 were set after" in words


def test_regions_too_small_to_show_are_hidden_here_too() -> None:
    asked = replace(ASKED, per=AreaKind.GEMEENTE, smallest=100_000)
    country = whole_country()
    sites = country.vestigingen.assign(gemeente="G0")
    table = impact_ladder(Study(country.edited(vestigingen=sites)), asked)
    by_home = table[table.indicator.isin(["access", "missed", "choice", "mean_way"])]
    assert by_home.suppressed.all()
    assert by_home.value.isna().all()
