"""Every closure at once equals closing one after the other."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accessibility.codes import TECHNIEK, TECHNISCH, Denominator, Leerweg, Profiel, Unit
from accessibility.effects import access_changes, effect_base, effect_of
from accessibility.effects.fragile import (
    LOST,
    offer_closures,
    offer_pair_closures,
    pair_closures,
    vestiging_closures,
)
from accessibility.measures.nearest import all_pairs
from accessibility.places import points_of
from accessibility.scenario import Scenario, apply, fresh_columns
from accessibility.scenario.edits import CloseOffer
from accessibility.straight_line import straight_line_table
from tests.small_country import country, students

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.effects import EffectBase
    from accessibility.snapshot import Snapshot

PAIRS = all_pairs(("PIE", "BWI", "techniek"))


def base_of(
    snapshot: Snapshot, seed: int, denominator: Denominator = Denominator.LEERWEG
) -> EffectBase:
    people = students(snapshot, seed, points_per_pc4=2)
    reach = straight_line_table(people.points, points_of(snapshot.vestigingen, "brin6"))
    return effect_base(
        reach,
        snapshot.offers,
        people,
        within=(9_000.0,),
        denominator=denominator,
        pairs=PAIRS,
    )


def students_at_points(base: EffectBase, leerweg: Leerweg) -> NDArray[np.float64]:
    """Return low, estimate and high of the students at each point, `(3, n_points)`."""
    people = base.students
    share: NDArray[np.float64] = (
        base.count(leerweg)[:, people.point_pc4] * people.point_weight
    )
    return share


def losers(base: EffectBase, closed: set[str]) -> float:
    """Count by brute force who loses the only offer of some technical profiel."""
    keeps = ~np.isin(base.reach.destination_ids, list(closed))
    most = base.most(base.within[0])
    total = 0.0
    anywhere = np.zeros(base.reach.n_points, np.bool_)
    for leerweg in Leerweg:
        loses = np.zeros(base.reach.n_points, np.bool_)
        for k, (profiel, way) in enumerate(base.pairs):
            if way is not leerweg or profiel == TECHNIEK:
                continue
            left = np.zeros(base.reach.n_points, np.bool_)
            for j in np.flatnonzero(base.offered[k] & keeps):
                entries = base.reach.entries([int(j)])
                near = base.reach.cost(Unit.METRES)[entries] <= most
                left[base.reach.point[entries[near]]] = True
            loses |= (base.options[0, k] > 0) & ~left
        anywhere |= loses
        total += float(students_at_points(base, leerweg)[1][loses].sum())
    if base.denominator.whole:
        return float(students_at_points(base, Leerweg.GL)[1][anywhere].sum())
    return total


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 30), st.sampled_from(list(Denominator)))
def test_vestigingen_and_pairs_equal_brute_force(
    seed: int, denominator: Denominator
) -> None:
    snapshot = country(seed)
    base = base_of(snapshot, seed, denominator)
    single = vestiging_closures(base).set_index("brin6").lost_only
    for brin6, lost in single.items():
        assert lost == pytest.approx(losers(base, {str(brin6)}))
    pairs = pair_closures(base, dict.fromkeys(single.index, "R"))
    assert len(pairs) == len(list(combinations(single.index, 2)))
    for one, other, lost in zip(pairs.brin6, pairs.other, pairs.lost_only, strict=True):
        assert lost == pytest.approx(losers(base, {one, other}))


def test_offers_equal_the_effect_of_closing_them() -> None:
    snapshot = country(4)
    base = base_of(snapshot, 4)
    table = offer_closures(base)
    ends = table[["lost_only_low", "lost_only", "lost_only_high"]].to_numpy().tolist()
    names = zip(table.brin6, table.profiel, table.leerweg, ends, strict=True)
    for brin6, profiel, leerweg, found in names:
        edit = CloseOffer(brin6, Profiel(profiel), Leerweg(leerweg))
        applied = apply(Scenario("t", "small", (edit,)), snapshot)
        fresh = fresh_columns(base.reach, applied, base.students.points)
        changes = access_changes(effect_of(base, applied, fresh))
        same = changes[changes.profiel == profiel]
        lost = same[["lost_only_low", "lost_only", "lost_only_high"]].sum()
        assert found == pytest.approx(lost.tolist())
    technical = {p.value for p in TECHNISCH}
    offers = snapshot.offers
    assert len(table) == (offers.profiel.isin(technical & {"PIE", "BWI"})).sum()
    assert table.lost_only.is_monotonic_decreasing


def left_without(
    base: EffectBase, pair: tuple[str, Leerweg], closed: set[str]
) -> list[float]:
    """Count point by point who has an offer, and none once some have closed."""
    reach, most = base.reach, base.most(base.within[0])
    k = base.pairs.index(pair)
    near: list[set[str]] = [set() for _ in range(reach.n_points)]
    for j, brin6 in enumerate(reach.destination_ids.tolist()):
        for entry in range(reach.indptr[j], reach.indptr[j + 1]):
            if base.offered[k, j] and reach.cost(Unit.METRES)[entry] <= most:
                near[reach.point[entry]].add(brin6)
    loses = [bool(held) and held <= closed for held in near]
    people = students_at_points(base, pair[1])
    return [float(row[np.array(loses)].sum()) for row in people]


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 30), st.sampled_from(list(Denominator)))
def test_pairs_of_offers_equal_brute_force(seed: int, denominator: Denominator) -> None:
    snapshot = country(seed)
    base = base_of(snapshot, seed, denominator)
    region_of = {code: "RS"[j % 2] for j, code in enumerate(snapshot.vestigingen.brin6)}
    table = offer_pair_closures(base, region_of)
    rows = table.to_dict("records")
    for row in rows:
        pair = (row["profiel"], Leerweg(row["leerweg"]))
        expected = left_without(base, pair, {row["brin6"], row["other"]})
        assert [row[name] for name in LOST] == pytest.approx(expected)
        apart = sum(left_without(base, pair, {row[n]})[1] for n in ("brin6", "other"))
        assert row["together"] == pytest.approx(expected[1] - apart)
    offers = snapshot.offers[snapshot.offers.profiel.isin(["PIE", "BWI"])]
    regions = offers.assign(region=offers.brin6.map(region_of))
    groups = regions.groupby(["profiel", "leerweg", "region"]).brin6
    possible = {
        (region, profiel, leerweg, *two)
        for (profiel, leerweg, region), held in groups
        for two in combinations(sorted(held), 2)
    }
    keys = ("region", "profiel", "leerweg", "brin6", "other")
    assert {tuple(row[n] for n in keys) for row in rows} == possible
    assert len(rows) == len(possible)
    assert table.lost_only.is_monotonic_decreasing


def test_vestigingen_without_a_region_are_in_no_pair() -> None:
    base = base_of(country(4), 4)
    assert offer_pair_closures(base, {"X00001": "R"}).empty
    assert pair_closures(base, {"X00001": "R"}).empty


def test_pairs_do_not_depend_on_the_order_of_the_vestigingen() -> None:
    snapshot = country(4)
    turned = snapshot.edited(vestigingen=snapshot.vestigingen.iloc[::-1])
    tables = []
    for one in (snapshot, turned):
        base = base_of(one, 4)
        region_of = dict.fromkeys(map(str, base.reach.destination_ids), "R")
        tables.append(pair_closures(base, region_of))
    keys = ["brin6", "other"]
    first, second = (table.sort_values(keys, ignore_index=True) for table in tables)
    pd.testing.assert_frame_equal(first, second)
    assert (first.together != 0).any()
