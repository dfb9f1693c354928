"""Sizes of groups after a scenario: pupils go along, elsewhere or nowhere."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from accessibility.codes import AreaKind
from accessibility.effects import (
    access_changes,
)
from accessibility.effects.groups import (
    at_most,
    below,
    combined_sizes,
    group_sizes,
    offer_growth,
    pupil_flows,
    region_sizes,
)
from accessibility.reach_table import ReachTable
from accessibility.scenario import (
    Scenario,
    apply,
)
from accessibility.scenario.edits import (
    CloseVestiging,
    Forecast,
    MergeVestiging,
)
from tests.line_effects import line_effect, with_offer, without
from tests.small_country import country, students
from tests.small_scenarios import (
    CODES,
    effect_after,
    effect_for,
)

if TYPE_CHECKING:
    from accessibility.counting.students import Students


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


def test_parts_that_move_do_not_hang_on_how_many_there_are() -> None:
    snapshot = country(3)
    people = students(snapshot)
    scenario = Scenario("t", "small", (CloseVestiging(CODES[2]),))
    names = ["students_low", "students", "students_high"]
    few = people.counts.assign(**{one: people.counts[one] / 1_000 for one in names})
    many, fewer = (
        pupil_flows(effect_for(snapshot, whose, scenario)[0])
        for whose in (people, replace(people, counts=few))
    )
    assert len(many)
    pd.testing.assert_frame_equal(many, fewer)


def test_a_region_without_a_technical_third_year_is_small_not_missing() -> None:
    snapshot = country(3)
    offers = snapshot.offers
    technical = offers[offers.profiel.isin(["PIE", "BWI"])]
    bare = next(code for code in CODES if code in set(technical.brin6))
    fewer = snapshot.edited(
        offers=offers.drop(technical.index[technical.brin6 == bare]).reset_index(
            drop=True
        )
    )
    scenario = Scenario("t", "small", (Forecast(AreaKind.NL, "NL", 0.5),))
    effect, applied, _ = effect_for(fewer, students(fewer), scenario)
    region_of = {code: f"R{k}" for k, code in enumerate(CODES)}
    sizes = group_sizes(effect, applied, region_of)
    regions = region_sizes(sizes, fewer.offers, region_of).set_index("sto_regio")
    assert sorted(regions.index) == sorted(region_of.values())
    empty = regions.loc[region_of[bare]]
    assert (empty.before_low, empty.before_high, empty.after_high) == (0, 0, 0)
    assert empty.small_before == empty.small_after == "ja"


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


def _keys(offers: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(offers[["brin6", "profiel", "leerweg"]])


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(5, 10, "ja"), (11, 12, "nee"), (10, 11, "niet te zeggen")],
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


@pytest.mark.parametrize(
    ("low", "high", "hard", "few"),
    [
        (5.0, np.nan, "geen gegevens", "geen gegevens"),
        (np.nan, 5.0, "geen gegevens", "geen gegevens"),
        (11.0, np.nan, "nee", "geen gegevens"),
        (75.0, np.nan, "nee", "nee"),
        (0.0, 0.0, "geen groep", "ja"),
        (10.0, 10.0, "ja", "ja"),
        (74.0, 75.0, "nee", "niet te zeggen"),
    ],
)
def test_an_end_that_is_not_known_is_judged_by_the_other(
    low: float, high: float, hard: str, few: str
) -> None:
    assert at_most(low, high, 10).value == hard
    assert below(low, high, 75).value == few


def test_the_part_that_moves_is_of_those_who_live_nearest(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    # In gl 1, 2 and 3 students have PIE at 0 km nearest; the last move to 25 km.
    after = with_offer(line_offers, "00CC00", "PIE")
    flows = pupil_flows(line_effect(line_reach, line_students, line_offers, after))
    assert flows.to_dict("records") == [
        {
            "profiel": "PIE",
            "leerweg": "gl",
            "from_brin6": "00AA00",
            "to_brin6": "00CC00",
            "part": 0.5,
        }
    ]
    gone = without(line_offers, "00AA00", "PIE")
    flows = pupil_flows(line_effect(line_reach, line_students, line_offers, gone))
    assert flows.to_brin6.tolist() == ["00BB00", ""]
    assert flows.leerweg.tolist() == ["bl", "gl"]
    # In bl 4 of 24 have the one at 0 km nearest, and all of those go.
    assert flows.part.tolist() == [1.0, 1.0]


def test_an_offer_that_had_nobody_near_does_not_grow(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    offers = with_offer(line_offers, "00CC00", "PIE")
    counts = line_students.counts.copy()
    last = (counts.pc4 == "1003") & (counts.leerweg == "gl")
    counts.loc[last, ["students_low", "students", "students_high"]] = 0.0
    early = replace(line_students, counts=counts)
    effect = line_effect(line_reach, early, offers, offers, later=line_students)
    growth = offer_growth(effect)
    assert ("00CC00", "PIE", "gl") not in growth.index
    # BWI in gl at 10 km is nearest to all: 3 become 6.
    assert growth["00BB00", "BWI", "gl"] == pytest.approx(2.0)
    assert ("00BB00", "PIE", "bl") not in growth.index
    assert not any(profiel == "techniek" for _, profiel, _ in growth.index)
    still = line_effect(line_reach, early, offers, offers)
    assert offer_growth(still).empty
