"""A what-if by increments equals computing everything again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from accessibility.codes import AreaKind, Leerweg, Profiel, Unit
from accessibility.effects import (
    GROUPS,
    access_changes,
    choice_changes,
    effect_base,
    effect_between,
    effect_of,
)
from accessibility.effects.changed_distances import distance_changes
from accessibility.effects.groups import (
    group_sizes,
)
from accessibility.places import points_of
from accessibility.reach_table import ReachTable
from accessibility.scenario import (
    Scenario,
    apply,
    edited,
    forecast_students,
    fresh_columns,
)
from accessibility.scenario.applied import scenario_faults
from accessibility.scenario.edits import (
    CloseOffer,
    CloseVestiging,
    Forecast,
    MergeVestiging,
    OpenOffer,
)
from accessibility.straight_line import straight_line_table
from tests.small_country import country, students
from tests.small_scenarios import (
    CODES,
    EDITS,
    base_of,
    effect_for,
    valid,
)

if TYPE_CHECKING:
    from random import Random

    from accessibility.counting.students import Students
    from accessibility.scenario.edits import Edit


@settings(max_examples=15, deadline=None)
@given(EDITS, st.integers(0, 5), st.sampled_from([1, 3]))
def test_increments_equal_a_whole_computation(
    edits: list[Edit], seed: int, per_pc4: int
) -> None:
    snapshot = country(seed)
    people = students(snapshot, seed, points_per_pc4=per_pc4)
    scenario = valid(edits, snapshot)
    within = (5_000.0, 10_000.0)
    quick, applied, fresh = effect_for(snapshot, people, scenario, within=within)
    whole = effect_between(quick.base, base_of(applied.snapshot, people, within=within))
    for per in (AreaKind.NL, AreaKind.GEMEENTE):
        pd.testing.assert_frame_equal(
            access_changes(quick, per=per), access_changes(whole, per=per)
        )
        pd.testing.assert_frame_equal(
            choice_changes(quick, per=per), choice_changes(whole, per=per)
        )
    after = edited(quick.base.reach, applied, fresh)
    again = straight_line_table(
        people.points, points_of(applied.snapshot.vestigingen, "brin6")
    )
    for name in ("destination_ids", "indptr", "point", "distance_cm"):
        np.testing.assert_array_equal(getattr(after, name), getattr(again, name))


def test_an_empty_scenario_changes_nothing() -> None:
    snapshot = country()
    people = students(snapshot)
    scenario = Scenario("t", "small")
    effect, applied, fresh = effect_for(snapshot, people, scenario)
    assert applied.snapshot is snapshot
    assert edited(effect.base.reach, applied, fresh) is effect.base.reach
    assert access_changes(effect).empty
    assert choice_changes(effect).empty
    assert distance_changes(effect).empty
    assert group_sizes(effect, applied, {}).empty


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 20), st.integers(0, 3))
def test_closing_then_reopening_is_the_identity(row: int, seed: int) -> None:
    snapshot = country(seed)
    offer = snapshot.offers.iloc[row % len(snapshot.offers)]
    what = (offer.brin6, Profiel(offer.profiel), Leerweg(offer.leerweg))
    applied = apply(
        Scenario("t", "small", (CloseOffer(*what), OpenOffer(*what))), snapshot
    )
    assert applied.snapshot is snapshot


@settings(max_examples=15, deadline=None)
@given(EDITS, st.randoms())
def test_the_order_of_independent_edits_does_not_matter(
    edits: list[Edit], random: Random
) -> None:
    snapshot = country()
    scenario = valid(edits, snapshot)
    concerned = [
        code
        for edit in scenario.edits
        for code in {getattr(edit, name, "") for name in ("brin6", "into")} - {""}
    ]
    if len(concerned) != len(set(concerned)):
        return
    shuffled = list(scenario.edits)
    random.shuffle(shuffled)
    one = apply(scenario, snapshot).snapshot
    other = apply(Scenario("t", "small", tuple(shuffled)), snapshot).snapshot
    pd.testing.assert_frame_equal(one.offers, other.offers)
    pd.testing.assert_frame_equal(
        pd.DataFrame(one.vestigingen), pd.DataFrame(other.vestigingen)
    )


def test_merging_at_one_site_equals_closing_the_other() -> None:
    snapshot = country()
    people = students(snapshot)
    merge = MergeVestiging(CODES[0], CODES[1], take_over=False)
    one, _, _ = effect_for(snapshot, people, Scenario("t", "small", (merge,)))
    close = Scenario("t", "small", (CloseVestiging(CODES[0]),))
    other, _, _ = effect_for(snapshot, people, close)
    pd.testing.assert_frame_equal(access_changes(one), access_changes(other))


def test_a_forecast_counts_other_students() -> None:
    snapshot = country()
    people = students(snapshot)
    scenario = Scenario("t", "small", (Forecast(AreaKind.NL, "NL", 0.5),))
    assert not scenario_faults(scenario, snapshot)
    fewer = forecast_students(people, scenario)
    assert fewer.counts.students.sum() == people.counts.students.sum() / 2
    base = base_of(snapshot, people)
    applied = apply(scenario, snapshot)
    fresh = fresh_columns(base.reach, applied, people.points)
    changes = access_changes(effect_of(base, applied, fresh, students=fewer))
    assert len(changes) == len(base.pairs)
    np.testing.assert_allclose(changes.after, changes.before / 2)
    assert (changes[list(GROUPS)] == 0).all().all()


def test_a_way_that_becomes_longer_is_a_change_though_the_options_stay(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    farther = replace(line_reach, distance_cm=line_reach.cost(Unit.METRES) + 100)
    first, second = (
        effect_base(reach, line_offers, line_students, within=(12_000.0,))
        for reach in (line_reach, farther)
    )
    effect = effect_between(first, second)
    change = next(
        c for c in effect.changes if first.pairs[c.pair] == ("PIE", Leerweg.GL)
    )
    assert change.points.tolist() == [0, 1, 2]
    assert (change.cost_after - change.cost_before).tolist() == [100, 100, 100]
    assert (change.options_before == change.options_after).all()
    same = effect_between(first, first)
    assert same.changes == ()


def test_another_vestiging_at_the_same_distance_is_a_change(
    line_reach: ReachTable, line_students: Students
) -> None:
    # The home at 10 km lies as far from 0 as from 20; S3 stands at 20 here.
    point = int(np.flatnonzero(line_students.postcodes.pc4 == "1002")[0])
    reach = replace(line_reach, distance_cm=line_reach.cost(Unit.METRES).copy())
    third = slice(int(reach.indptr[2]), int(reach.indptr[3]))
    here = np.flatnonzero(reach.point[third] == point)[0] + third.start
    reach.cost(Unit.METRES)[here] = 1_000_000
    one, other = (
        pd.DataFrame({"brin6": [code], "profiel": "PIE", "leerweg": "gl"})
        for code in ("00AA00", "00CC00")
    )
    pairs = [("PIE", Leerweg.GL)]
    first, second = (
        effect_base(reach, offers, line_students, within=(12_000.0,), pairs=pairs)
        for offers in (one, other)
    )
    (change,) = effect_between(first, second).changes
    at = change.points.tolist().index(point)
    assert change.nearest_before[at] == 0
    assert change.nearest_after[at] == 2
    assert change.cost_before[at] == change.cost_after[at] == 1_000_000


@settings(max_examples=15, deadline=None)
@given(EDITS, st.integers(0, 5))
def test_every_point_has_the_way_and_the_vestiging_of_a_whole_computation(
    edits: list[Edit], seed: int
) -> None:
    snapshot = country(seed)
    people = students(snapshot, seed, points_per_pc4=2)
    quick, applied, _ = effect_for(snapshot, people, valid(edits, snapshot))
    whole = base_of(applied.snapshot, people).nearest
    codes = np.array([*applied.snapshot.vestigingen.brin6, ""])
    names = np.array([*quick.destination_ids, ""])
    for k in range(len(quick.base.pairs)):
        before = quick.base.nearest
        cost, site = before.cost[k].copy(), names[before.destination[k]]
        for change in quick.changes:
            if change.pair == k:
                cost[change.points] = change.cost_after
                site[change.points] = names[change.nearest_after]
        assert cost.tolist() == whole.cost[k].tolist()
        assert site.tolist() == codes[whole.destination[k]].tolist()
