"""Named offers ahead: chances where the count may be shown, and nowhere else."""

from __future__ import annotations

import pytest

from accessibility.errors import UsageError
from accessibility.outlook.chances import MEASURED
from accessibility.outlook.risk import RISK_COLUMNS, offers_at_risk, risk_of
from tests.accessibility.outlook.made_ground import QUESTION, ground, study


def test_every_offer_once_with_chances_that_fit() -> None:
    there = ground()
    table = offers_at_risk(there, 2027)
    assert tuple(table.columns) == RISK_COLUMNS
    assert len(table) == len(there.offers)
    told = table.dropna(subset="expected")
    assert (told.chance_below_6 <= told.chance_below_11).all()
    assert (told.expected_p10 <= told.expected).all()
    assert (told.expected <= told.expected_p90).all()


def test_no_chance_rests_on_a_masked_count() -> None:
    there = ground()
    table = offers_at_risk(there, 2027)
    masked = ~there.offers.told
    assert masked.any()
    figures = [*RISK_COLUMNS[4:9], "chance_gone_in_3_years"]
    assert table[masked][figures].isna().all(axis=None)
    assert (table[masked].words == "").all()
    assert table[~masked].expected.notna().all()
    # Nor on that of another leerweg of the profiel.
    keys = [there.offers.brin6, there.offers.profiel]
    beside = masked.groupby(keys).transform("any")
    assert table.chance_gone_in_3_years[beside].isna().all()
    assert table.chance_gone_in_3_years[~beside].notna().all()


def test_the_chance_is_that_of_the_formula() -> None:
    there = ground()
    table = offers_at_risk(there, 2027)
    row = table.chance_gone_in_3_years.first_valid_index()
    offer = there.offers.loc[row]
    same = (there.offers.brin6 == offer.brin6) & (there.offers.profiel == offer.profiel)
    total = there.offers["size"][same].sum()
    chance = MEASURED.gone(offer["size"], total, offer.leerweg == "gl")
    assert table.chance_gone_in_3_years[row] == pytest.approx(float(chance))


def test_a_year_beyond_the_children_is_refused() -> None:
    with pytest.raises(UsageError, match="2034"):
        risk_of(study(), QUESTION, 2050)
