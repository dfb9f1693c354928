"""A what-if by increments equals computing everything again; and its properties."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accessibility.codes import AreaKind, Denominator, Leerweg, Profiel
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
    at_most,
    below,
    combined_sizes,
    group_sizes,
    offer_growth,
    pupil_flows,
    region_sizes,
)
from accessibility.measures.nearest import all_pairs
from accessibility.measures.shares import access
from accessibility.places import points_of
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
    FoundVestiging,
    MergeVestiging,
    MoveVestiging,
    OpenOffer,
    Place,
    PlannedOffer,
)
from accessibility.straight_line import straight_line_table
from tests.small_country import country, students

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from random import Random

    from accessibility.counting.students import Students
    from accessibility.effects import Effect, EffectBase
    from accessibility.reach_table import ReachTable
    from accessibility.scenario import Applied
    from accessibility.scenario.edits import Edit
    from accessibility.snapshot import Snapshot

PAIRS = all_pairs(("PIE", "BWI", "M&T", "Z&W", "techniek"))
CODES = [f"X{j:05d}" for j in range(8)]
SOME = st.sampled_from(CODES)
PROFIEL = st.sampled_from([Profiel.PIE, Profiel.BWI, Profiel.ZW, Profiel.MT])
LEERWEG = st.sampled_from(list(Leerweg))
PLACE = st.builds(
    Place,
    x_m=st.integers(100_000, 140_000).map(float),
    y_m=st.integers(400_000, 440_000).map(float),
)
EDIT = st.one_of(
    st.builds(OpenOffer, SOME, PROFIEL, LEERWEG),
    st.builds(CloseOffer, SOME, PROFIEL, LEERWEG),
    st.builds(CloseVestiging, SOME),
    st.builds(MergeVestiging, SOME, SOME, st.booleans()),
    st.builds(MoveVestiging, SOME, PLACE),
    st.builds(
        FoundVestiging,
        st.sampled_from(["XNEW01", "XNEW02"]),
        st.just("Nieuw"),
        PLACE,
        st.just((PlannedOffer(Profiel.PIE, Leerweg.GL),)),
    ),
)
EDITS = st.lists(EDIT, max_size=5)


def valid(edits: Iterable[Edit], snapshot: Snapshot) -> Scenario:
    """Keep the edits that do something."""
    kept: tuple[Edit, ...] = ()
    for edit in edits:
        if not scenario_faults(Scenario("t", "small", (*kept, edit)), snapshot):
            kept = (*kept, edit)
    return Scenario("t", "small", kept)


def base_of(
    snapshot: Snapshot,
    people: Students,
    *,
    within: Sequence[float] = (10_000.0,),
    denominator: Denominator = Denominator.COMMON,
) -> EffectBase:
    reach = straight_line_table(people.points, points_of(snapshot.vestigingen, "brin6"))
    return effect_base(
        reach,
        snapshot.offers,
        people,
        pairs=PAIRS,
        within=within,
        denominator=denominator,
    )


def effect_for(
    snapshot: Snapshot,
    people: Students,
    scenario: Scenario,
    *,
    within: Sequence[float] = (10_000.0,),
    denominator: Denominator = Denominator.COMMON,
) -> tuple[Effect, Applied, ReachTable]:
    base = base_of(snapshot, people, within=within, denominator=denominator)
    applied = apply(scenario, snapshot)
    fresh = fresh_columns(base.reach, applied, people.points)
    return effect_of(base, applied, fresh), applied, fresh


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
@given(st.lists(st.builds(OpenOffer, SOME, PROFIEL, LEERWEG), max_size=4))
def test_opening_never_lowers_access(edits: list[Edit]) -> None:
    snapshot = country()
    people = students(snapshot)
    effect, _, _ = effect_for(snapshot, people, valid(edits, snapshot))
    changes = access_changes(effect, per=AreaKind.GEMEENTE)
    assert (changes.difference.fillna(0) >= 0).all()
    assert (changes.after_low >= changes.before_low).all()
    assert (changes[["lost_only", "lost_other"]] == 0).all().all()


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


def test_a_merger_takes_its_pupils_along() -> None:
    snapshot = country()
    people = students(snapshot)
    scenario = Scenario("t", "small", (MergeVestiging(CODES[0], CODES[1]),))
    effect, applied, _ = effect_for(snapshot, people, scenario)
    sizes = group_sizes(effect, applied, dict.fromkeys(CODES, "R1"))
    old = snapshot.offers[snapshot.offers.brin6 == CODES[0]]
    gone = sizes[sizes.brin6 == CODES[0]]
    assert gone.before.sum() == old.students.sum()
    assert gone.after.sum() == 0
    both = sizes[sizes.brin6.isin(CODES[:2])]
    assert both.after.sum() >= old.students.sum() - 1e-9


def test_pupils_are_not_lost_in_redistribution() -> None:
    snapshot = country(3)
    people = students(snapshot)
    scenario = Scenario("t", "small", (CloseVestiging(CODES[2]),))
    effect, applied, _ = effect_for(snapshot, people, scenario)
    flows = pupil_flows(effect)
    leaving = flows[flows.from_brin6 == CODES[2]]
    whole = leaving.groupby(["profiel", "leerweg"]).part.sum()
    np.testing.assert_allclose(whole, 1.0)
    sizes = group_sizes(effect, applied, dict.fromkeys(CODES, "R1"))
    gone = sizes.before.sum() - sizes.after.sum()
    nowhere = leaving[leaving.to_brin6 == ""]
    counts = snapshot.offers.set_index(["brin6", "profiel", "leerweg"]).students
    moving = set(zip(leaving.profiel, leaving.leerweg, strict=True))
    lost = sum(
        float(counts.loc[(CODES[2], profiel, leerweg)]) * part
        for profiel, leerweg, part in zip(
            nowhere.profiel, nowhere.leerweg, nowhere.part, strict=True
        )
    )
    own = snapshot.offers[snapshot.offers.brin6 == CODES[2]]
    lost += sum(
        float(n)
        for profiel, leerweg, n in zip(
            own.profiel, own.leerweg, own.students, strict=True
        )
        if (profiel, leerweg) not in moving
    )
    assert gone == pytest.approx(lost)
    assert set(combined_sizes(sizes, snapshot.offers).brin6) == set(sizes.brin6)
    regions = region_sizes(sizes, snapshot.offers, dict.fromkeys(CODES, "R1"))
    assert regions.sto_regio.tolist() == ["R1"]


def test_mean_distance_counts_those_beyond_the_limit() -> None:
    snapshot = country(4)
    people = students(snapshot)
    scenario = valid([CloseVestiging(code) for code in CODES[:5]], snapshot)
    effect, _, _ = effect_for(snapshot, people, scenario)
    table = distance_changes(effect)
    assert (table.mean_at_least_after >= table.mean_at_least_before - 1e-9).all()
    assert (table.p95_after >= table.p95_before).all()
    row = table.iloc[0]
    k = effect.base.pairs.index((row.profiel, Leerweg(row.leerweg)))
    cost = effect.base.nearest.cost[k].astype(float) / 100
    count = people.by_postcode(Denominator.COMMON, Leerweg(row.leerweg))[1]
    naive = (np.minimum(cost, 30_000) * count).sum() / count.sum()
    assert row.mean_at_least_before == pytest.approx(naive)
    order = np.argsort(np.where(cost > 1e7, np.inf, cost), kind="stable")
    at = np.searchsorted(np.cumsum(count[order]), 0.95 * count.sum() - 1e-9)
    expected = np.where(cost > 1e7, np.inf, cost)[order][at]
    assert row.p95_before == pytest.approx(expected)


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


def test_a_forecast_reaches_the_groups_and_only_its_own_areas() -> None:
    snapshot = country(3)
    people = students(snapshot, 3)
    half = Scenario("t", "small", (Forecast(AreaKind.NL, "NL", 0.5),))
    effect = effect_after(snapshot, people, half)
    sizes = group_sizes(effect, apply(half, snapshot), {})
    np.testing.assert_allclose(sizes.after, sizes.before / 2)
    np.testing.assert_allclose(sizes.after_high, sizes.before_high / 2)
    # Everybody's offer has somebody living nearest to it, or does not change.
    growth = offer_growth(effect)
    assert len(sizes) == len(growth.index.intersection(_keys(snapshot.offers)))
    assert set(growth) == {0.5}
    one = Scenario("t", "small", (Forecast(AreaKind.GEMEENTE, "G1", 2.0),))
    effect = effect_after(snapshot, people, one)
    assert set(access_changes(effect, per=AreaKind.GEMEENTE).area_code) == {"G1"}
    assert offer_growth(effect).between(1.0, 2.0).all()


def test_a_forecast_goes_along_with_those_who_move() -> None:
    snapshot = country(3)
    people = students(snapshot, 3)
    brin6 = snapshot.offers.brin6.iloc[0]
    close = CloseVestiging(brin6)
    plain = Scenario("t", "small", (close,))
    both = Scenario("t", "small", (close, Forecast(AreaKind.NL, "NL", 0.5)))
    sizes = [
        group_sizes(effect_after(snapshot, people, one), apply(one, snapshot), {})
        for one in (plain, both)
    ]
    key = ["brin6", "profiel", "leerweg"]
    first, second = (table.set_index(key).after for table in sizes)
    known = first.index.intersection(second.index)
    assert len(known) == len(first)
    np.testing.assert_allclose(second[known], first[known] / 2)


def effect_after(snapshot: Snapshot, people: Students, scenario: Scenario) -> Effect:
    """Return the effect of a scenario with its forecasts."""
    base = base_of(snapshot, people)
    applied = apply(scenario, snapshot)
    fresh = fresh_columns(base.reach, applied, people.points)
    after = forecast_students(people, scenario)
    return effect_of(base, applied, fresh, students=after)


def _keys(offers: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(offers[["brin6", "profiel", "leerweg"]])


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(5, 10, "ja"), (11, 12, "nee"), (10, 11, "niet robuust")],
)
def test_a_threshold_is_judged_by_the_interval(
    low: float, high: float, said: str
) -> None:
    assert at_most(low, high, 10).value == said


def test_pupils_of_unknown_number_make_what_they_join_unknown() -> None:
    snapshot = country(3)
    offers = snapshot.offers
    moved = offers.brin6 == "X00001"
    names = ["students_low", "students", "students_high"]
    blank = offers.assign(**{n: offers[n].mask(moved) for n in names})
    snapshot = snapshot.edited(offers=blank)
    edit = MergeVestiging("X00001", "X00002")
    scenario = Scenario("t", "small", (edit,))
    effect = effect_after(snapshot, students(snapshot, 3), scenario)
    sizes = group_sizes(effect, apply(scenario, snapshot), {})
    joined = sizes[sizes.brin6 == "X00002"]
    assert len(joined) == moved.sum()
    assert joined.after.isna().all()
    gone = sizes[sizes.brin6 == "X00001"]
    assert set(gone.hard_to_organise_after) == {"geen groep"}
    both = combined_sizes(sizes, blank).set_index(["brin6", "profiel"])
    for brin6, profiel in both.index[both.after.isna()]:
        known = both.loc[(brin6, profiel)]
        verdict = "nee" if known.after_low > 10 else "geen gegevens"
        assert known.hard_to_organise_after == verdict


def test_below_is_strict() -> None:
    assert below(80, np.nan, 75).value == "nee"
    assert below(0, np.nan, 75).value == "geen gegevens"
    assert below(75, 75, 75).value == "nee"
    assert below(70, 74.5, 75).value == "ja"
    assert below(np.nan, 3, 75).value == "geen gegevens"
