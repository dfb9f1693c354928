"""Who gains and loses, wherever in their postcode they live."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import shapely

from accessibility.codes import AreaKind, Denominator, Leerweg, Profiel
from accessibility.counting import GRADE_ENDS
from accessibility.effects import GROUPS, access_changes, choice_changes
from accessibility.effects.changed_parts import changed_part
from accessibility.measures import CHOICE
from accessibility.questions import Question
from accessibility.scenario import Scenario
from accessibility.scenario.edits import (
    CloseVestiging,
    Edit,
    MoveVestiging,
    OpenOffer,
    Place,
)
from accessibility.study import Study
from tests.small_country import whole_country

MOVE = MoveVestiging("X00002", Place(112_000.0, 421_000.0))
OPEN = OpenOffer("X00003", Profiel.MT, Leerweg.GL)
EDITS: dict[str, tuple[Edit, ...]] = {
    "close": (CloseVestiging("X00001"), CloseVestiging("X00004")),
    "move": (MOVE,),
    "all": (CloseVestiging("X00001"), MOVE, OPEN),
}
ASKED = Question(students="own", per=AreaKind.GEMEENTE, within=(4_000.0, 9_000.0))


def _offering(study: Study, profiel: str, leerweg: str) -> np.ndarray:
    offers, sites = study.snapshot.offers, study.snapshot.vestigingen
    mine = offers[(offers.profiel == profiel) & (offers.leerweg == leerweg)]
    at = sites[sites.brin6.isin(mine.brin6)].geometry
    return np.column_stack([at.x, at.y])


@pytest.mark.parametrize("points", ["centre", "area"])
@pytest.mark.parametrize("edits", EDITS.values(), ids=EDITS)
def test_both_sides_are_what_the_shares_are(
    edits: tuple[Edit, ...], points: str
) -> None:
    study = Study(whole_country())
    question = replace(ASKED, points=points)
    scenario = Scenario("t", "small", edits)
    changes = access_changes(study.effect(scenario, question), per=question.per)
    later = study.beside(study.applied(scenario).snapshot)
    keys = ["threshold", "area_code", "profiel", "leerweg"]
    assert len(changes)
    for side, one in (("before", study), ("after", later)):
        shares = one.answer(question).table
        both = changes[keys].merge(shares, on=keys)
        assert len(both) == len(changes)
        # Of reach the table of shares gives no likely ends.
        for end in ("_low", "", "_high"):
            told = changes[f"{side}{end}"]
            np.testing.assert_allclose(told, both[f"reached{end}"], atol=1e-6)
        names = ["share_low", "likely_low", "share", "likely_high", "share_high"]
        for name, end in zip(names, GRADE_ENDS, strict=True):
            told = changes[f"share_{side}{end}"]
            np.testing.assert_allclose(told, both[name], atol=1e-9, err_msg=name)


@pytest.mark.parametrize("points", ["centre", "area"])
@pytest.mark.parametrize("edits", EDITS.values(), ids=EDITS)
def test_ends_are_in_order_and_explain_the_difference(
    edits: tuple[Edit, ...], points: str
) -> None:
    study = Study(whole_country())
    question = replace(ASKED, points=points)
    table = access_changes(study.effect(Scenario("t", "small", edits), question))
    for name in (*GROUPS, "before", "after", "share_before", "difference"):
        ends = table[[f"{name}{end}" for end in GRADE_ENDS]].dropna()
        assert (ends.diff(axis=1).iloc[:, 1:] >= -1e-9).all(axis=None), name
    net = table.gained_first - table.lost_only
    np.testing.assert_allclose(net, table.after - table.before, atol=1e-6)
    # Together they leave less open than one end less another does.
    joint = table.difference_high - table.difference_low
    apart = table.share_after_high - table.share_before_low
    apart -= table.share_after_low - table.share_before_high
    assert (joint <= apart + 1e-9).all()
    assert (joint < apart - 1e-3).any()
    if edits == EDITS["close"]:
        gained = table[[f"gained_first{end}" for end in GRADE_ENDS]]
        assert (gained == 0).all(axis=None)
        assert (table.difference_high <= 0).all()


def test_who_lives_at_their_points_changes_by_what_the_sides_differ() -> None:
    effect = Study(whole_country()).effect(
        Scenario("t", "small", EDITS["all"]), replace(ASKED, points="centre")
    )
    parts = [changed_part(effect, change, 0) for change in effect.changes]
    assert any((part.net.estimate != 0.5).any() for part in parts)
    for part in parts:
        groups = dict(
            zip(GROUPS, (group.estimate for group in part.groups), strict=True)
        )
        differ = groups["gained_first"] - groups["lost_only"]
        np.testing.assert_allclose(2 * part.net.estimate - 1, differ, atol=1e-12)


def test_a_first_offer_is_nobody_s_other_offer() -> None:
    study = Study(whole_country())
    table = access_changes(study.effect(Scenario("t", "small", (OPEN,)), ASKED))
    first = table[(table.profiel == OPEN.profiel.value) & (table.leerweg == "gl")]
    assert (first.gained_first_high > 0).all()
    for name in ("gained_second", "lost_only", "lost_other"):
        ends = first[[f"{name}{end}" for end in GRADE_ENDS]]
        assert (ends == 0).all(axis=None), name


@pytest.mark.parametrize("edits", EDITS.values(), ids=EDITS)
def test_every_home_on_the_land_is_where_the_ends_say(edits: tuple[Edit, ...]) -> None:
    study = Study(whole_country())
    scenario = Scenario("t", "small", edits)
    effect = study.effect(scenario, replace(ASKED, points="area"))
    later = study.beside(study.applied(scenario).snapshot)
    land = study.snapshot.table("pc4_areas").set_index("pc4").geometry
    known = effect.base.students.postcodes.pc4.isin(land.index).to_numpy()
    rng = np.random.default_rng(7)
    homes = []
    for pc4 in effect.base.students.postcodes.pc4[known]:
        west, south, east, north = land[pc4].bounds
        tried = rng.uniform((west, south), (east, north), (400, 2))
        homes.append(tried[shapely.intersects_xy(land[pc4], *tried.T)][:150])
    cut = 0
    for change in effect.changes:
        profiel, leerweg = effect.base.pairs[change.pair]
        if profiel == "techniek":
            continue
        sides = [_offering(one, profiel, leerweg.value) for one in (study, later)]
        for t, within in enumerate(effect.base.within):
            groups = changed_part(effect, change, t).groups
            for row, places in zip(np.flatnonzero(known), homes, strict=True):
                before, after = (
                    (np.hypot(*(places[:, None] - at).transpose(2, 0, 1)) <= within)
                    for at in sides
                )
                was, now = before.sum(axis=1), after.sum(axis=1)
                truth = [
                    (was == 0) & (now > 0),
                    (was > 0) & (now > was),
                    (was > 0) & (now == 0),
                    (now > 0) & (now < was),
                ]
                for part, member in zip(groups, truth, strict=True):
                    assert part.low[row] <= member.mean() <= part.high[row]
                    cut += part.low[row] < part.high[row]
    assert cut > 5


@pytest.mark.parametrize("points", ["centre", "area"])
def test_choice_is_told_in_five_grades_on_both_sides(points: str) -> None:
    study = Study(whole_country())
    scenario = Scenario("t", "small", EDITS["all"])
    question = replace(ASKED, points=points, within=(9_000.0,))
    table = choice_changes(study.effect(scenario, question), per=question.per)
    later = study.beside(study.applied(scenario).snapshot)
    keys = ["area_code", "leerweg", "n_profiles"]
    cut = 0
    for side, one in (("before", study), ("after", later)):
        both = table[keys].merge(one.measure(CHOICE, question).table, on=keys)
        for end in GRADE_ENDS:
            told = table[f"{side}{end}"]
            np.testing.assert_allclose(told, both[f"students{end}"], atol=1e-6)
        cut += int((table[f"{side}_high"] > table[side] + 1).sum())
    assert cut


def test_nothing_changes_by_nothing() -> None:
    study = Study(whole_country())
    assert access_changes(study.effect(Scenario("t", "small", ()), ASKED)).empty


def test_a_model_of_homes_has_no_share_within_a_threshold_that_is_too_small() -> None:
    country = whole_country()
    pc4 = country.postcodes.pc4.tolist()
    ages = {"age_from": 10, "age_to": 14, "inhabitants": 100}
    homes = pd.DataFrame({"pc4": pc4}).assign(**ages)
    study = Study(replace(country, tables={**country.tables, "inhabitants": homes}))
    own = Denominator.LEERWEG
    question = replace(
        ASKED, students="gravity", denominator=own, within=(2_000.0, 9_000.0)
    )
    scenario = Scenario("t", "small", EDITS["close"])
    changes = access_changes(study.effect(scenario, question), per=question.per)
    shares = study.answer(question).table
    keys = ["threshold", "area_code", "profiel", "leerweg"]
    both = changes[[*keys, "share_before"]].merge(shares[[*keys, "share"]], on=keys)
    assert len(both) == len(changes)
    np.testing.assert_array_equal(both.share_before, both.share)
    near = changes[changes.threshold < 3_000]
    assert len(near)
    ends = ("_likely_low", "", "_likely_high")
    sides = [f"share_{side}{end}" for side in ("before", "after") for end in ends]
    assert near[[*sides, "difference"]].isna().all(axis=None)


def test_the_net_part_is_half_where_nobody_gains_or_loses() -> None:
    study = Study(whole_country())
    question = replace(ASKED, points="area")
    effect = study.effect(Scenario("t", "small", EDITS["all"]), question)
    seen = set()
    for change in effect.changes:
        part = changed_part(effect, change, 1)
        gained, lost = part.groups[0], part.groups[2]
        middle = (1.0 + gained.estimate - lost.estimate) / 2.0
        np.testing.assert_allclose(part.net.estimate, middle)
        np.testing.assert_allclose(part.net.low, (1.0 + gained.low - lost.high) / 2.0)
        seen |= set(np.sign(part.net.estimate - 0.5).tolist())
    assert seen == {-1.0, 0.0, 1.0}
