"""Sets of offers: what they lose is what a closure really costs."""

from __future__ import annotations

import numpy as np
import pytest

from accessibility.codes import AreaKind, Denominator
from accessibility.outlook.closing_sets import ClosingSets, closing_sets, units_of
from accessibility.outlook.ground import Ground
from accessibility.scenario import CloseOffer, Scenario
from tests.accessibility.outlook.made_ground import QUESTION, ground, study


def sets_of(there: Ground, choice: np.ndarray, *, whole: bool = False) -> ClosingSets:
    units, _ = units_of(there, choice, whole_vestigingen=whole)
    return closing_sets(
        there,
        there.base_year,
        choice=choice,
        units=units,
        denominator=Denominator.LEERWEG,
        per=AreaKind.GEMEENTE,
    )


def test_a_closure_costs_what_a_scenario_says() -> None:
    there = ground()
    choice = np.ones(len(there.offers), np.bool_)
    sets = sets_of(there, choice)
    today = study()
    before = today.answer(QUESTION).table.set_index(["profiel", "leerweg"]).reached
    for row in (0, 3, 7):
        offer = there.offers.iloc[row]
        edit = CloseOffer(offer.brin6, offer.profiel, offer.leerweg)
        scenario = Scenario("dicht", "small", (edit,))
        applied = today.beside(today.applied(scenario).snapshot)
        after = applied.answer(QUESTION).table.set_index(["profiel", "leerweg"])
        pair = (offer.profiel, offer.leerweg)
        lost = before[pair] - after.reached[pair]
        closed = np.arange(sets.n_units) == row
        assert sets.loss(closed) == pytest.approx(lost)


def test_who_has_an_offer_outside_the_choice_loses_nothing() -> None:
    there = ground()
    choice = np.zeros(len(there.offers), np.bool_)
    choice[:4] = True
    every = sets_of(there, np.ones(len(there.offers), np.bool_))
    some = sets_of(there, choice)
    closed = np.arange(every.n_units) < 4
    assert some.n_units == 4
    assert some.loss(np.ones(4, np.bool_)) == pytest.approx(every.loss(closed))


def test_vestigingen_close_with_all_their_offers() -> None:
    there = ground()
    choice = np.ones(len(there.offers), np.bool_)
    whole, single = sets_of(there, choice, whole=True), sets_of(there, choice)
    first = there.offers.brin6 == there.offers.brin6.min()
    one = np.arange(whole.n_units) == 0
    assert whole.loss(one) == pytest.approx(single.loss(first.to_numpy()))
    assert whole.pupils[0] == pytest.approx(there.offers["size"][first].sum())


def test_areas_add_up_to_the_whole() -> None:
    there = ground()
    sets = sets_of(there, np.ones(len(there.offers), np.bool_))
    total = np.asarray(sets.per_area.sum(axis=0)).ravel()
    assert sets.students == pytest.approx(total)
    assert sets.worst_area(np.zeros(sets.n_units, np.bool_)) == ("", 0.0)
