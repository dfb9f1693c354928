"""How many technical profielen students can choose from, before and after."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from accessibility.codes import AreaKind, Leerweg
from accessibility.counting import GRADE_ENDS
from accessibility.effects.changed_choice import CHOICE_COLUMNS, choice_changes
from accessibility.questions import Question
from accessibility.scenario import Scenario
from accessibility.scenario.edits import CloseVestiging
from accessibility.study import Study
from tests.line_effects import line_effect, with_offer, without
from tests.small_country import whole_country

if TYPE_CHECKING:
    from accessibility.counting.students import Students
    from accessibility.reach_table import ReachTable


def test_students_move_from_two_profielen_to_one(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    after = without(line_offers, "00BB00", "BWI")
    effect = line_effect(line_reach, line_students, line_offers, after)
    table = choice_changes(effect)
    assert tuple(table.columns) == CHOICE_COLUMNS
    assert set(table.leerweg) == {"gl"}
    assert table.threshold.tolist() == [10_000.0] * 6
    assert table.n_profiles.tolist() == [0, 1, 2, 3, 4, 5]
    # In gl live 1, 2 and 3 students, and a half without a place.
    assert table.before.tolist() == pytest.approx([0.5, 0, 6, 0, 0, 0])
    assert table.after.tolist() == pytest.approx([0.5, 6, 0, 0, 0, 0])
    assert table.difference.tolist() == pytest.approx([0, 6, -6, 0, 0, 0])


def test_only_areas_in_which_a_number_changes_are_listed(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    # PIE in gl at 25 km is new for the home at 20, in Oost.
    after = with_offer(line_offers, "00CC00", "PIE")
    effect = line_effect(line_reach, line_students, line_offers, after)
    table = choice_changes(effect, per=AreaKind.GEMEENTE)
    assert set(table.area_code) == {"Oost"}
    assert set(table.area_kind) == {"gemeente"}
    assert table.before.tolist() == pytest.approx([0, 0, 3, 0, 0, 0])
    assert table.after.tolist() == pytest.approx([0, 0, 0, 3, 0, 0])


def test_what_is_not_technical_is_no_choice(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    after = with_offer(line_offers, "00CC00", "Z&W")
    effect = line_effect(line_reach, line_students, line_offers, after)
    assert effect.changes
    assert choice_changes(effect).empty
    assert tuple(choice_changes(effect).columns) == CHOICE_COLUMNS


def test_a_forecast_alone_changes_every_leerweg(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    counts = line_students.counts.copy()
    counts["students"] *= 2
    later = replace(line_students, counts=counts)
    effect = line_effect(
        line_reach, line_students, line_offers, line_offers, later=later
    )
    assert effect.changes == ()
    table = choice_changes(effect)
    assert set(table.leerweg) == {leerweg.value for leerweg in Leerweg}
    np.testing.assert_allclose(table.after, 2 * table.before)


def test_homes_anywhere_in_their_postcode_give_ends_in_order() -> None:
    study = Study(whole_country())
    asked = Question(students="own", within=(4_000.0,), points="area")
    scenario = Scenario("t", "small", (CloseVestiging("X00001"),))
    table = choice_changes(study.effect(scenario, asked))
    assert len(table)
    for side in ("before", "after"):
        ends = table[[f"{side}{end}" for end in GRADE_ENDS]]
        assert (ends.diff(axis=1).iloc[:, 1:] >= -1e-9).all(axis=None)
        assert (ends[f"{side}_low"] < ends[f"{side}_high"]).any()
