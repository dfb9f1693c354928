"""How far the nearest offer is, before and after: censored at the limit."""

from __future__ import annotations

import numpy as np
import pytest

from accessibility.codes import AreaKind, Denominator, Leerweg
from accessibility.effects.changed_distances import distance_changes
from accessibility.scenario.edits import (
    CloseVestiging,
)
from tests.small_country import country, students
from tests.small_scenarios import (
    CODES,
    effect_for,
    valid,
)


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


def test_the_95th_percentile_is_that_of_each_area() -> None:
    snapshot = country(4)
    people = students(snapshot)
    scenario = valid([CloseVestiging(CODES[0])], snapshot)
    effect, _, _ = effect_for(snapshot, people, scenario)
    table = distance_changes(effect, per=AreaKind.GEMEENTE)
    areas = people.area_codes(AreaKind.GEMEENTE)
    assert table.area_code.nunique() > 1
    for _, row in table.iterrows():
        leerweg = Leerweg(row.leerweg)
        k = effect.base.pairs.index((row.profiel, leerweg))
        count = people.by_postcode(Denominator.COMMON, leerweg)[1]
        here = np.flatnonzero((areas == row.area_code) & (count > 0))
        cost = effect.base.nearest.cost[k].astype(float)[here] / 100
        way = np.sort(np.where(cost > 1e7, np.inf, cost))
        running = np.cumsum(count[here][np.argsort(cost, kind="stable")])
        at = np.searchsorted(running, 0.95 * running[-1] - 1e-9)
        assert row.p95_before == pytest.approx(way[at])
