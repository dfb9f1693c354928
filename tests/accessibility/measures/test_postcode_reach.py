"""A row per postcode: the way of the gaps, with the people and their choice beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from accessibility.codes import AreaKind, Denominator, Leerweg
from accessibility.measures.gap_anatomy import gaps
from accessibility.measures.nearest import nearest_offers
from accessibility.measures.postcode_reach import PLACE_FIGURES, postcode_table
from accessibility.questions import Question
from accessibility.study import Study
from tests.small_country import whole_country

if TYPE_CHECKING:
    from accessibility.counting.students import Students
    from accessibility.reach_table import ReachTable

PAIR = ("PIE", Leerweg.GL)


def test_people_and_choice_stand_beside_the_way(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    nearest = nearest_offers(line_reach, line_offers)
    table = postcode_table(
        nearest,
        line_reach,
        line_students,
        pair=PAIR,
        within=10_000.0,
        denominator=Denominator.COMMON,
    )
    way = gaps(nearest, line_reach, line_students, pair=PAIR, within=10_000.0)
    pd.testing.assert_frame_equal(table[way.columns], way)
    for end in ("_low", "", "_high"):
        assert table["students" + end].tolist() == [10, 20, 30, 5]
        assert table["reached" + end].tolist() == [10, 20, 0, 0]
        assert table["missed" + end].tolist() == [0, 0, 30, 5]
    # gl at 0 km: PIE, BWI at 10; at 10: PIE, BWI; at 20: BWI, MVI.
    assert table.n_technical.tolist() == [2, 2, 2, 0]


def test_what_follows_from_places_is_declared_column_by_column(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    table = postcode_table(
        nearest_offers(line_reach, line_offers),
        line_reach,
        line_students,
        pair=PAIR,
        within=10_000.0,
        denominator=Denominator.LEERWEG,
    )
    of_people = {
        c for c in table if str(c).startswith(("students", "reached", "missed"))
    }
    numbers = set(table.select_dtypes(["number", "bool"]).columns)
    assert numbers - of_people <= PLACE_FIGURES
    assert not of_people & PLACE_FIGURES


def test_of_a_cut_postcode_a_part_is_reached_as_the_shares_say() -> None:
    study = Study(whole_country())
    question = Question(
        students="own",
        points="area",
        per=AreaKind.PC4,
        within=(6_000.0,),
        profielen=("PIE",),
        leerwegen=(Leerweg.GL,),
    )
    shares = study.answer(question).table.set_index("area_code")
    rows = study.postcodes(question).table.set_index("pc4").loc[shares.index]
    in_part = (rows.reached > 0) & (rows.missed > 0)
    assert in_part.any()
    assert (rows.reached_low[in_part] < rows.reached[in_part]).all()
    for name in ("reached", "missed"):
        for end in ("_low", "", "_high"):
            np.testing.assert_allclose(rows[name + end], shares[name + end])
