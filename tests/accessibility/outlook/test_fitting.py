"""Chances fitted anew: those the world was made with, better than rules of thumb."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from accessibility.codes import Leerweg
from accessibility.errors import UsageError
from accessibility.outlook.chances import MEASURED
from accessibility.outlook.fitting import Fate, back_test, fate_of, fitted
from accessibility.snapshot import Snapshot
from tests.accessibility.outlook.made_years import KEYS, years


@pytest.fixture(scope="module")
def fate() -> Fate:
    return fate_of(*years())


def test_the_chances_of_the_world_are_found(fate: Fate) -> None:
    found = fitted(fate)
    assert found.for_gl == pytest.approx(MEASURED.for_gl, abs=0.5)
    assert found.per_log_size < 0
    sizes = np.array([2.0, 8.0, 20.0])
    assert found.gone(sizes, 30.0, np.True_) == pytest.approx(
        MEASURED.gone(sizes, 30.0, np.True_), abs=0.08
    )
    assert set(found.added.values()) == {0.0}


def test_rules_of_thumb_are_worse_than_a_constant(fate: Fate) -> None:
    score = back_test(fate).set_index("model").brier
    best = score["size, profiel and gl"]
    assert best < score["size alone"] < score["constant"]
    assert score["constant"] < score["below 6 goes"] < score["below 11 goes"]
    assert score["as shipped"] == pytest.approx(best, abs=0.01)


def test_expected_closings_are_those_that_were_seen(fate: Fate) -> None:
    table = back_test(fate).set_index("model")
    row = table.loc["size, profiel and gl"]
    assert row.expected == pytest.approx(row.seen, rel=0.1)


def moved(new: Snapshot, by_m: float) -> Snapshot:
    """Rename every vestiging and move it."""
    sites = new.vestigingen.copy()
    sites["geometry"] = sites.geometry.translate(by_m, 0)
    names = {"brin6": lambda one: one.brin6.str[:4] + "99"}
    return new.edited(
        vestigingen=sites.assign(**names), offers=new.offers.assign(**names)
    )


def test_who_moved_down_the_street_is_not_gone(fate: Fate) -> None:
    old, new = years()
    near = fate_of(old, moved(new, 900.0))
    assert near.offers.gone.equals(fate.offers.gone)
    far = fate_of(old, moved(new, 1_100.0))
    assert far.offers.gone.all()


def test_what_came_is_counted_by_whether_the_profiel_was_there() -> None:
    old, new = years()
    had = set(old.offers[KEYS[:2]].itertuples(index=False, name=None))
    came = [
        (code, profiel, "kl")
        for code in old.offers.brin6.unique()[:40]
        for profiel in ("PIE", "MVI")
    ]
    more = pd.DataFrame(came, columns=KEYS).assign(evidence="pupils", students=4.0)
    more = more.assign(students_low=4.0, students_high=4.0)
    offers = pd.concat([new.offers, more]).drop_duplicates(KEYS)
    added, _, fresh, _ = fate_of(old, new.edited(offers=offers)).coming[Leerweg.KL]
    before = set(old.offers[KEYS].itertuples(index=False, name=None))
    new_ones = [one for one in came if one not in before]
    assert added == sum(one[:2] in had for one in new_ones)
    assert fresh == sum(one[:2] not in had for one in new_ones)


def test_the_older_comes_first() -> None:
    old, new = years()
    with pytest.raises(UsageError, match="give the older one first"):
        fate_of(new, old)


def test_too_few_went_to_measure() -> None:
    old, new = years()
    same = replace(old, manifest=new.manifest)
    with pytest.raises(UsageError, match="at least 10 are needed"):
        fate_of(old, same)
