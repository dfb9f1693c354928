"""Each kind of model deters by distance in its own way."""

from __future__ import annotations

import numpy as np
import pytest

from accessibility.demand.model_kinds import ESTIMATE, KINDS, ModelKind, exponential

AT_KM = np.array([0.0, 1.0, 5.0, 20.0])


def test_every_kind_falls_with_distance_and_is_another() -> None:
    kernels = [kind.kernel(AT_KM, 2.0) for kind in KINDS]
    assert all((np.diff(kernel) < 0).all() for kernel in kernels)
    assert {(k.theta, k.own_only, *v) for k, v in zip(KINDS, kernels, strict=True)}
    assert KINDS[0] is ESTIMATE
    assert len({kind.name for kind in KINDS}) == len(KINDS) == 10


def test_scales_follow_the_estimate_and_a_fixed_decay_does_not() -> None:
    longer = ModelKind("longer", scale=1.5)
    assert longer.kernel(AT_KM, 2.0) == pytest.approx(exponential(AT_KM, 3.0))
    fixed = ModelKind("fixed", decay_per_km=0.357)
    assert fixed.kernel(AT_KM, 2.0) == pytest.approx(np.exp(-0.357 * AT_KM))


def test_tails() -> None:
    tail = ModelKind("tail", log_logistic=True).kernel(AT_KM, 5.0)
    assert tail[2] == pytest.approx(0.5)
    far = ModelKind("far", far=0.05).kernel(AT_KM, 1.0)
    assert far[3] == pytest.approx(0.05 * np.exp(-20 / 15), rel=1e-3)


def test_no_distance_is_altogether_impossible() -> None:
    assert exponential(np.array([1e6]), 0.5)[0] > 0
