"""The years ahead of a scenario: without and with its edits, or nothing at all."""

from __future__ import annotations

import pytest

from accessibility.codes import Leerweg, Profiel
from accessibility.reports.years_ahead import years_ahead
from accessibility.scenario import Scenario
from accessibility.scenario.edits import CloseOffer
from accessibility.study import Study
from tests.accessibility.outlook.made_ground import QUESTION, study
from tests.small_country import whole_country

PIE = ("PIE", Leerweg.GL)


@pytest.fixture(scope="module")
def closing() -> Scenario:
    offers = whole_country().offers
    pie = offers[(offers.profiel == "PIE") & (offers.leerweg == "gl")].brin6
    edits = tuple(CloseOffer(one, Profiel.PIE, Leerweg.GL) for one in pie)
    return Scenario("Dicht", "small", edits)


def test_both_are_told_and_edits_hold_from_the_start(closing: Scenario) -> None:
    table = years_ahead(study(), closing, QUESTION, PIE)
    assert sorted(set(table.year)) == [2019, 2022, 2025, 2028]
    assert table.edited.value_counts().to_dict() == {False: 4, True: 4}
    assert (table[table.edited].access_demography == 0).all()
    assert (table[~table.edited].access_demography > 0).all()


def test_nothing_where_it_cannot_be_told(closing: Scenario) -> None:
    for there, pair in (
        (Study(whole_country()), PIE),
        (study(), ("Z&W", Leerweg.GL)),
        (study(), None),
    ):
        assert years_ahead(there, closing, QUESTION, pair).empty
