"""Teachers beside technical third-years: per school, few hidden, nothing finer."""

from __future__ import annotations

import pandas as pd
import pytest

from accessibility.codes import AreaKind
from accessibility.errors import MissingDataError, UsageError
from accessibility.reports import RegionsQuestion, RegionTable, regions_answer
from accessibility.reports.school_teachers import school_teachers
from accessibility.snapshot import Snapshot
from accessibility.study import Study
from tests.small_country import whole_country


@pytest.fixture(scope="module")
def land() -> Snapshot:
    told = pd.DataFrame(
        {
            "brin4": ["X000", "X000", "Z999"],
            "profiel": ["PIE", "techniek", "techniek"],
            "persons": [9.0, 30.0, 12.0],
            "fte": [7.0, 20.0, 10.0],
        }
    )
    return whole_country().edited(teachers=told)


def _row(land: Snapshot, brin4: str, profiel: str) -> pd.Series:
    table = school_teachers(land)
    return table[(table.brin4 == brin4) & (table.profiel == profiel)].iloc[0]


def test_third_years_are_those_of_all_vestigingen_of_the_school(land: Snapshot) -> None:
    row = _row(land, "X000", "techniek")
    offers = land.offers[land.offers.profiel.isin(["PIE", "BWI"])]
    assert row.vestigingen == offers.brin6.nunique()
    assert row.students_low <= offers.students.sum() <= row.students_high
    assert row.students_per_fte == pytest.approx(row.students / 20)


def test_fewer_than_ten_teachers_are_not_told(land: Snapshot) -> None:
    few = _row(land, "X000", "PIE")
    assert few.suppressed
    assert few[["persons", "fte", "students_per_fte"]].isna().all()
    assert not _row(land, "Z999", "techniek").suppressed
    assert _row(land, "Z999", "techniek").vestigingen == 0


def test_below_the_school_nothing_is_told(land: Snapshot) -> None:
    asked = RegionsQuestion(RegionTable.TEACHERS, AreaKind.GEMEENTE)
    with pytest.raises(UsageError, match="BRIN4"):
        regions_answer(Study(land), asked)
    answer = regions_answer(Study(land), RegionsQuestion(RegionTable.TEACHERS))
    assert len(answer.table) == 3
    assert any("1 rows with fewer than 10" in note for note in answer.notes)


def test_without_a_file_a_sentence_says_what_is_missing() -> None:
    with pytest.raises(MissingDataError, match="teachers"):
        school_teachers(whole_country())
