"""The view ahead as an answer: its columns, its words, and what it refuses."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from accessibility.codes import AreaKind, Leerweg
from accessibility.errors import UsageError
from accessibility.outlook import (
    OUTLOOK_COLUMNS,
    Draws,
    OutlookQuestion,
    outlook_answer,
)
from accessibility.outlook.view import NO_FORECAST
from accessibility.scenario import CloseVestiging, Forecast, Scenario
from tests.accessibility.outlook.made_ground import QUESTION, land, study

ASKED = OutlookQuestion(2025, QUESTION, every=3, draws=Draws(20))


def test_a_row_per_year_area_and_pair() -> None:
    answer = outlook_answer(study(), ASKED)
    table = answer.table
    assert tuple(table.columns) == OUTLOOK_COLUMNS
    assert len(table) == 3 * 6 * 3
    assert not table.duplicated(["year", "area_code", "profiel", "leerweg"]).any()
    assert answer.notes[0] == NO_FORECAST
    assert {"A", "B", "C"} <= {n[6] for n in answer.notes if n.startswith("layer ")}


def test_the_dates_are_of_the_tables_that_were_used() -> None:
    used = {"students", "offers", "own_students", "inhabitants"}
    assert set(outlook_answer(study(), ASKED).dates) == used
    later = replace(ASKED, first=2027, last=2028)
    assert "primary_ages" in outlook_answer(study(), later).dates


def test_demography_of_the_base_year_is_access_today_to_the_last_digit() -> None:
    question = replace(QUESTION, per=AreaKind.GEMEENTE)
    table = outlook_answer(study(), replace(ASKED, question=question)).table
    now = table[table.year == 2019].set_index(["area_code", "profiel", "leerweg"])
    today = study().answer(question).table
    today = today.set_index(["area_code", "profiel", "leerweg"])
    assert np.array_equal(
        now.access_demography, today.share.reindex(now.index), equal_nan=True
    )


def test_with_children_alike_everywhere_access_never_changes() -> None:
    asked = replace(ASKED, last=2031, far=True)
    table = outlook_answer(study(alike=True), asked).table
    for _, rows in table.groupby(["profiel", "leerweg"]):
        assert rows.access_demography.nunique() == 1


def test_the_same_seed_gives_the_same_bytes() -> None:
    tables = [outlook_answer(study(), ASKED).table for _ in range(2)]
    assert tables[0].equals(tables[1])


def test_edits_hold_from_the_start() -> None:
    closed = str(land().offers.brin6.iloc[0])
    scenario = Scenario("dicht", "small", (CloseVestiging(closed),))
    before = outlook_answer(study(), ASKED).table
    after = outlook_answer(study(), ASKED, scenario).table
    assert after.offers_now.sum() < before.offers_now.sum()
    lower = after.access_demography <= before.access_demography
    assert (lower | after.access_demography.isna()).all()


def test_a_forecast_of_the_scenario_counts_beside_the_cohort() -> None:
    forecast = Forecast(AreaKind.GEMEENTE, "G0", 0.5, Leerweg.KL)
    scenario = Scenario("krimp", "small", (forecast,))
    before, after = (
        outlook_answer(study(), ASKED, one).table for one in (None, scenario)
    )
    kl = after.leerweg == "kl"
    assert (after.students[kl] < before.students[kl]).all()
    assert after.students[~kl].equals(before.students[~kl])


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"last": 2031}, "more than 9 years after the offers of 2019"),
        ({"last": 2040, "far": True}, "the last year that can be told is 2034"),
        ({"first": 2018}, "the offers are of 2019"),
        ({"question": replace(QUESTION, profielen=("Z&W",))}, "no view ahead of Z&W"),
        ({"question": replace(QUESTION, within=(5e3, 1e4))}, "one threshold"),
    ],
)
def test_what_cannot_be_told_is_refused(changed: dict[str, object], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        outlook_answer(study(), replace(ASKED, **changed))  # type: ignore[arg-type] # fields by name


def test_small_groups_are_hidden_with_all_their_figures() -> None:
    question = replace(QUESTION, per=AreaKind.PC4)
    country = land()
    real = replace(country, manifest=replace(country.manifest, example=False))
    table = outlook_answer(
        type(study())(real), replace(ASKED, question=question, draws=Draws(10))
    ).table
    hidden = table[table.suppressed]
    assert len(hidden)
    figures = table.columns[table.columns.str.match("students$|students_[lh]|access")]
    assert hidden[figures].isna().all(axis=None)
