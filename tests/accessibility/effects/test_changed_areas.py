"""Before and after per area are those of the shares, and who gains explains them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from accessibility.codes import AreaKind, Denominator
from accessibility.effects import (
    access_changes,
)
from accessibility.measures.shares import access
from accessibility.questions import Question
from accessibility.scenario import Scenario, edited
from accessibility.scenario.edits import Forecast, OpenOffer
from accessibility.study import Study
from tests.small_country import country, students, whole_country
from tests.small_scenarios import (
    EDITS,
    LEERWEG,
    PAIRS,
    PROFIEL,
    SOME,
    effect_for,
    valid,
)

if TYPE_CHECKING:
    from accessibility.scenario.edits import Edit


@settings(max_examples=15, deadline=None)
@given(EDITS, st.integers(0, 5), st.sampled_from(list(Denominator)))
def test_both_sides_are_those_of_access(
    edits: list[Edit], seed: int, denominator: Denominator
) -> None:
    snapshot = country(seed)
    people = students(snapshot, seed)
    scenario = valid(edits, snapshot)
    effect, applied, fresh = effect_for(
        snapshot, people, scenario, denominator=denominator
    )
    changes = access_changes(effect, per=AreaKind.GEMEENTE)
    keys = ["threshold", "area_code", "profiel", "leerweg"]
    reach = effect.base.reach
    sides = {
        "before": access(
            reach,
            snapshot.offers,
            people,
            per=AreaKind.GEMEENTE,
            denominator=denominator,
            pairs=PAIRS,
        ),
        "after": access(
            edited(reach, applied, fresh),
            applied.snapshot.offers,
            people,
            per=AreaKind.GEMEENTE,
            denominator=denominator,
            pairs=PAIRS,
        ),
    }
    for side, shares in sides.items():
        both = changes.merge(shares, on=keys, suffixes=("", "_full"))
        assert len(both) == len(changes)
        for end in ("_low", "", "_high"):
            np.testing.assert_allclose(both[side + end], both["reached" + end])
            np.testing.assert_allclose(
                both[f"share_{side}{end}"], both["share" + end], atol=1e-9
            )
    # What is not in the table of changes has not changed.
    merged = sides["before"].merge(sides["after"], on=keys, suffixes=("_b", "_a"))
    moved = merged[(merged.reached_b - merged.reached_a).abs() > 1e-9]
    seen = set(map(tuple, changes[keys].to_numpy().tolist()))
    assert set(map(tuple, moved[keys].to_numpy().tolist())) <= seen


@settings(max_examples=15, deadline=None)
@given(EDITS, st.integers(0, 5))
def test_who_gains_and_loses_explains_the_difference(
    edits: list[Edit], seed: int
) -> None:
    snapshot = country(seed)
    people = students(snapshot, seed, points_per_pc4=2)
    effect, _, _ = effect_for(snapshot, people, valid(edits, snapshot))
    changes = access_changes(effect)
    np.testing.assert_allclose(
        changes.after - changes.before,
        changes.gained_first - changes.lost_only,
        atol=1e-9,
    )


@settings(max_examples=15, deadline=None)
@given(st.lists(st.builds(OpenOffer, SOME, PROFIEL, LEERWEG), max_size=4))
def test_opening_never_lowers_access(edits: list[Edit]) -> None:
    snapshot = country()
    people = students(snapshot)
    effect, _, _ = effect_for(snapshot, people, valid(edits, snapshot))
    changes = access_changes(effect, per=AreaKind.GEMEENTE)
    assert (changes.difference.fillna(0) >= 0).all()
    assert (changes.after_low >= changes.before_low).all()
    assert (changes[["lost_only", "lost_other"]] == 0).all().all()


def test_a_forecast_is_told_where_it_holds_only() -> None:
    study = Study(whole_country())
    forecast = Scenario("t", "small", (Forecast(AreaKind.GEMEENTE, "G1", 1.5),))
    asked = Question(students="own", per=AreaKind.GEMEENTE, points="centre")
    changes = access_changes(study.effect(forecast, asked), per=AreaKind.GEMEENTE)
    assert set(changes.area_code) == {"G1"}
    np.testing.assert_allclose(changes.after, 1.5 * changes.before)
