"""Who loses by a closure: as the scenario of it tells, and true wherever they live."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
import shapely

from accessibility.codes import AreaKind, Denominator, Leerweg, Profiel
from accessibility.counting import GRADE_ENDS
from accessibility.effects import access_changes, closure_tables, offer_closures
from accessibility.places import points_of
from accessibility.questions import CENTRE, Question
from accessibility.reports import Closing, closures
from accessibility.scenario import Scenario
from accessibility.scenario.edits import CloseOffer
from accessibility.study import Study
from tests.api.service.conftest import small_snapshot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from accessibility.snapshot import Snapshot

LOST = [f"lost_only{end}" for end in GRADE_ENDS]
WITHIN_M = 6_000.0
QUESTION = Question(
    within=(WITHIN_M,), denominator=Denominator.LEERWEG, students="own", smallest=0
)


def study() -> Study:
    return Study(small_snapshot())


def by_scenario(
    there: Study, question: Question, row: Mapping[Any, Any]
) -> list[float]:
    """Return those who lose the only offer, if it closes as a scenario."""
    pair = Profiel(row["profiel"]), Leerweg(row["leerweg"])
    scenario = Scenario("t", "klein", (CloseOffer(row["brin6"], *pair),))
    changes = access_changes(there.effect(scenario, question))
    same = changes[changes.profiel == row["profiel"]]
    return [float(value) for value in same[LOST].sum()]


@pytest.mark.parametrize("points", ["area", CENTRE])
def test_a_closure_costs_what_its_scenario_costs(points: str) -> None:
    there, question = study(), replace(QUESTION, points=points)
    table = offer_closures(there.effect_base(question))
    assert (table.lost_only_high > table.lost_only_low).any()
    assert (table.lost_only_likely_high > table.lost_only).any()
    for row in table.to_dict("records"):
        found = [row[name] for name in LOST]
        told = by_scenario(there, question, row)
        assert found[:3] == pytest.approx(told[:3])
        # Wider only where others hold a postcode together, and none of them alone.
        assert found[3] >= told[3] - 1e-6
        assert found[4] >= told[4] - 1e-6
        assert found == sorted(found)


def homes(snapshot: Snapshot, rng: np.random.Generator) -> list[NDArray[np.float64]]:
    """Return places all over each postcode: one in which all of its students live."""
    squares = snapshot.table("pc4_areas").set_index("pc4").geometry
    west, south, east, north = shapely.bounds(
        squares[snapshot.postcodes.pc4].to_numpy()
    ).T
    spread = rng.random((2, 40, len(west)))
    x, y = west + spread[0] * (east - west), south + spread[1] * (north - south)
    return [np.column_stack(one) for one in zip(x, y, strict=True)]


def test_the_guarantee_holds_wherever_students_live() -> None:
    there = study()
    base, snapshot = there.effect_base(QUESTION), there.snapshot
    table = offer_closures(base)
    sites = points_of(snapshot.vestigingen, "brin6")
    at = np.column_stack([sites.x_m, sites.y_m])
    for lived in homes(snapshot, np.random.default_rng(3)):
        away = np.hypot(*(lived[:, np.newaxis] - at).transpose(2, 0, 1))
        near = away <= WITHIN_M
        for row in table.to_dict("records"):
            offers = snapshot.offers
            same = offers.profiel == row["profiel"]
            same &= offers.leerweg == row["leerweg"]
            offering = np.isin(sites.ids, offers.brin6[same])
            mine = near[:, sites.ids == row["brin6"]].ravel()
            loses = mine & (near[:, offering].sum(axis=1) == 1)
            lost = base.count(Leerweg(row["leerweg"]))[1][loses].sum()
            low, high = row["lost_only_low"], row["lost_only_high"]
            assert low - 1e-6 <= lost <= high + 1e-6


def test_every_table_of_closures_has_its_ends_in_order() -> None:
    land = small_snapshot()
    twice = land.offers.assign(brin6=land.offers.brin6.iloc[::-1].to_numpy())
    offers = pd.concat([land.offers, twice], ignore_index=True)
    once = offers.drop_duplicates(["brin6", "profiel", "leerweg"], ignore_index=True)
    there = Study(land.edited(offers=once))
    sites = there.snapshot.vestigingen
    for denominator in (Denominator.LEERWEG, Denominator.COMMON):
        base = there.effect_base(replace(QUESTION, denominator=denominator))
        tables = closure_tables(base, sites.assign(sto_regio="R"), AreaKind.STO_REGIO)
        for name, table in tables.items():
            assert len(table), name
            ends = table[LOST].to_numpy()
            assert (np.diff(ends, axis=1) >= -1e-9).all(), name
        both = tables["paren"].iloc[0]
        alone = tables["vestigingen"].set_index("brin6").lost_only
        apart = alone[both.brin6] + alone[both.other]
        assert both.together == pytest.approx(both.lost_only - apart)


def test_those_without_a_known_home_may_lose_by_any_closure() -> None:
    snapshot = small_snapshot()
    areas = snapshot.table("pc4_areas")
    gone = snapshot.edited(pc4_areas=areas[areas.pc4 != areas.pc4.iloc[0]])
    base = Study(gone).effect_base(QUESTION)
    code = snapshot.postcodes.pc4 == areas.pc4.iloc[0]
    table = offer_closures(base)
    for row in table.to_dict("records"):
        here = base.count(Leerweg(row["leerweg"]))[2][code.to_numpy()].sum()
        assert row["lost_only_high"] >= here


def test_an_answer_tells_the_five_numbers() -> None:
    table = closures(study(), QUESTION, Closing.VESTIGINGEN).table
    assert set(LOST) <= set(table)
    assert {f"lost_techniek{end}" for end in GRADE_ENDS} <= set(table)
