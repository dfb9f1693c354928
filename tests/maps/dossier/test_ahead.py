"""The years ahead in a dossier: layers by name, and an appendix where there are any."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accessibility.outlook import NO_FORECAST
from accessibility.reports.impact import impact_of
from accessibility.scenario import Scenario
from accessibility.scenario.edits import CloseVestiging
from accessibility.study import Study
from maps.dossier.ahead import ahead, ahead_table, layers_in_words
from maps.dossier.speech import NL
from maps.dossier.typeset import heading
from tests.accessibility.outlook.made_ground import QUESTION, study
from tests.small_country import whole_country

if TYPE_CHECKING:
    from accessibility.reports.impact import Impact


@pytest.fixture(scope="module")
def impact() -> Impact:
    scenario = Scenario("Dicht", "small", (CloseVestiging("X00002"),))
    return impact_of(study(), scenario, QUESTION)


def test_three_layers_are_named_and_nothing_is_foretold(impact: Impact) -> None:
    parts = ahead(impact, heading("Bijlage 9. Vooruit"), NL)
    assert parts[0]["words"] == "Bijlage 9. Vooruit"
    assert parts[1]["words"] == NO_FORECAST
    still, likely, norm = layers_in_words(impact.ahead[impact.ahead.edited], NL)
    assert "het aanbod blijft: in 2028" in still
    assert likely.startswith("Waarschijnlijk, in 8 van de 10")
    assert norm.startswith("Als groepen onder 6 zouden sluiten")
    assert parts[-1]["kind"] == "picture"
    assert still in parts[-1]["alt"]


def test_every_year_stands_without_and_with_the_edits(impact: Impact) -> None:
    rows = ahead_table(impact.ahead, NL).rows
    assert [row[:2] for row in rows[:2]] == [("2019", "zonder"), ("2019", "met")]
    assert len(rows) == 8


def test_no_appendix_where_nothing_can_be_told() -> None:
    scenario = Scenario("Dicht", "small", (CloseVestiging("X00002"),))
    untold = impact_of(Study(whole_country()), scenario, QUESTION)
    assert ahead(untold, heading("Bijlage 9. Vooruit"), NL) == []
