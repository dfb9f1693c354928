"""What if a norm holds: the order matters, and no pupil is lost."""

from __future__ import annotations

import numpy as np
import pytest

from accessibility.outlook.norm import (
    ClosingOrder,
    Norm,
    NormState,
    PupilsGo,
    grown,
    held,
    norm_start,
)
from tests.accessibility.outlook.made_ground import ground

LINE_M = np.abs(np.subtract.outer(np.arange(3.0), np.arange(3.0))) * 3_000.0


def on_a_line(*pupils: float) -> NormState:
    """Return three vestigingen 3 km apart with one pair each."""
    size = np.zeros((3, 5, 3))
    size[:, 0, 0] = pupils
    nobody = np.zeros(3)
    return NormState(size > 0, size, np.zeros((3, 3)), nobody, nobody, nobody)


def test_one_by_one_spares_the_neighbour() -> None:
    after = held(on_a_line(4, 5, 20), Norm(6), LINE_M)
    assert after.is_open[:, 0, 0].tolist() == [False, True, True]
    assert after.size[1, 0, 0] == 9
    assert after.to_pair[0] == 4


def test_all_at_once_closes_both() -> None:
    norm = Norm(6, order=ClosingOrder.ALL_AT_ONCE)
    after = held(on_a_line(4, 5, 20), norm, LINE_M)
    assert after.is_open[:, 0, 0].tolist() == [False, False, True]
    assert after.size[2, 0, 0] == 29


def test_a_group_is_the_whole_number_it_is_nearest_to() -> None:
    after = held(on_a_line(5.5, 5.4, 20), Norm(6), LINE_M)
    assert after.is_open[:, 0, 0].tolist() == [True, False, True]


def test_together_a_profiel_is_large_enough() -> None:
    state = on_a_line(4, 20, 20)
    state.size[0, 0, 1] = 3.0
    state.is_open[0, 0, 1] = True
    assert held(state, Norm(6, combined=True), LINE_M).is_open.sum() == 4
    assert held(state, Norm(6), LINE_M).is_open.sum() == 2


@pytest.mark.parametrize("go", list(PupilsGo))
@pytest.mark.parametrize("order", list(ClosingOrder))
@pytest.mark.parametrize("combined", [False, True])
def test_every_pupil_is_somewhere(
    go: PupilsGo, order: ClosingOrder, *, combined: bool
) -> None:
    there = ground()
    before = grown(norm_start(there), there.site_factor(2031))
    norm = Norm(11, combined=combined, order=order, pupils_go=go)
    after = held(before, norm, there.apart_m)
    assert after.n_pupils == pytest.approx(before.n_pupils, rel=1e-9)
    assert after.displaced.sum() > 0
    if go is PupilsGo.OUT:
        assert after.to_pair.sum() + after.within.sum() == 0


def test_a_second_look_changes_nothing() -> None:
    there = ground()
    once = held(norm_start(there), Norm(11), there.apart_m)
    again = held(once, Norm(11), there.apart_m)
    assert np.array_equal(once.is_open, again.is_open)
    assert np.array_equal(once.size, again.size)
