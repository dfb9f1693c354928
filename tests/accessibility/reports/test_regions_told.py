"""Regions as an answer: each table with its sentence."""

from __future__ import annotations

import pytest

from accessibility.codes import AreaKind
from accessibility.errors import UsageError
from accessibility.questions import Question
from accessibility.reports import RegionsQuestion, RegionTable, regions_answer
from accessibility.reports.offered_by_region import region_offers
from tests.accessibility.outlook.made_ground import study

ASKED = Question(profielen=("techniek",), students="own")


def test_what_regions_offer_is_counted_in_words() -> None:
    there = study()
    answer = regions_answer(there, RegionsQuestion(per=AreaKind.GEMEENTE))
    table = region_offers(there.snapshot, AreaKind.GEMEENTE)
    absent = int((table.vestigingen == 0).sum())
    assert f"{absent} are absent" in answer.header.notes[1]
    assert answer.header.question["area"] == "gemeente"


def test_sizes_ahead_are_no_forecast() -> None:
    asked = RegionsQuestion(RegionTable.SIZES, AreaKind.GEMEENTE, 2024, ASKED)
    answer = regions_answer(study(), asked)
    assert {"students", "expected_students"} <= set(answer.table)
    assert "as expected in 2024" in answer.header.notes[1]
    assert answer.header.notes[2].startswith("Geen voorspelling")


def test_clusters_need_an_older_year() -> None:
    asked = RegionsQuestion(RegionTable.CLUSTERS, AreaKind.GEMEENTE)
    with pytest.raises(UsageError, match="two years"):
        regions_answer(study(), asked)
    there = study()
    answer = regions_answer(there, asked, there)
    assert "no change is growth" in answer.header.notes[1]
