"""The best closures equal brute force; the other plans are what they say."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from accessibility.errors import UsageError
from accessibility.outlook.closures import (
    as_mask,
    best_closures,
    by_lot,
    fairest_closures,
    free_closures,
    greedy_closures,
    in_order,
    smallest_first,
)
from tests.accessibility.outlook import made_sets

# Students by the offers A, B, C they can reach.
THREE = made_sets.sets_of(
    {(0,): 5.0, (0, 1): 10.0, (1, 2): 8.0, (2,): 1.0}, [3.0, 2.0, 9.0]
)


def test_one_closure_costs_nobody_an_option() -> None:
    assert np.flatnonzero(best_closures(THREE, 1)).tolist() == [1]
    assert THREE.loss(best_closures(THREE, 1)) == 0


def test_two_best_closures_are_not_those_of_greed() -> None:
    best = best_closures(THREE, 2)
    assert np.flatnonzero(best).tolist() == [0, 2]
    assert THREE.loss(best) == 6
    greedy = greedy_closures(THREE, 2)
    assert greedy == [1, 2]
    assert THREE.loss(as_mask(THREE, greedy)) == 9
    assert in_order(THREE, best) == [2, 0]


@pytest.mark.parametrize("seed", range(60))
def test_no_plan_is_better_than_the_best(seed: int) -> None:
    sets = made_sets.by_lot(seed)
    for close in range(1, min(4, sets.n_units)):
        every = [
            as_mask(sets, list(plan))
            for plan in combinations(range(sets.n_units), close)
        ]
        found = best_closures(sets, close)
        least = min(sets.loss(plan) for plan in every)
        assert sets.loss(found) == pytest.approx(least)
        # Of equal plans the one that displaces fewest.
        ties = [p for p in every if sets.loss(p) <= least + 1e-9]
        moved = min(sets.pupils[plan].sum() for plan in ties)
        assert sets.pupils[found].sum() == pytest.approx(moved)


@pytest.mark.parametrize("seed", range(20))
def test_so_many_can_close_for_free(seed: int) -> None:
    sets = made_sets.by_lot(seed)
    free = free_closures(sets)
    assert sets.loss(free) == 0
    most = max(
        close
        for close in range(sets.n_units + 1)
        for plan in combinations(range(sets.n_units), close)
        if sets.loss(as_mask(sets, list(plan))) == 0
    )
    assert free.sum() == most


def test_the_fairest_spares_the_worst_off_within_a_bound() -> None:
    sets = made_sets.sets_of(
        {(0,): 20.0, (1,): 10.0, (2,): 10.5}, [1.0, 1.0, 1.0], area=[0, 1, 1]
    )
    best, fair = best_closures(sets, 2), fairest_closures(sets, 2)
    assert sets.loss(fair) <= 1.05 * sets.loss(best) + 1
    assert sets.worst_area(fair)[1] <= sets.worst_area(best)[1] + 1e-9


def test_smallest_first_looks_at_size_alone() -> None:
    assert smallest_first(THREE, 2) == [1, 0]


def test_lots_are_worse_than_the_best_and_repeat() -> None:
    assert by_lot(THREE, 2, 1) == by_lot(THREE, 2, 1)
    assert by_lot(THREE, 2, 1) >= THREE.loss(best_closures(THREE, 2))


def test_more_than_there_are_cannot_close() -> None:
    with pytest.raises(UsageError, match="4 cannot close: 3 are there"):
        best_closures(THREE, 4)
