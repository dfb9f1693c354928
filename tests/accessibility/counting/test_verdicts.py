"""Five verdicts: the guaranteed ends speak first, then the likely ones."""

from __future__ import annotations

import math

import pytest

from accessibility.counting.verdicts import Verdict, verdict
from accessibility.errors import UsageError


def _row(
    low: float, likely_low: float, likely_high: float, high: float
) -> dict[str, float]:
    return {
        "share_low": low,
        "likely_low": likely_low,
        "likely_high": likely_high,
        "share_high": high,
    }


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        ((0.8, 0.8, 0.9, 0.9), Verdict.YES),
        ((0.1, 0.8, 0.9, 0.9), Verdict.LIKELY),
        ((0.1, 0.7, 0.8, 0.9), Verdict.NOT_DECIDABLE),
        ((0.1, 0.2, 0.79, 0.9), Verdict.UNLIKELY),
        ((0.1, 0.2, 0.3, 0.79), Verdict.NO),
        ((math.nan, math.nan, math.nan, math.nan), Verdict.NO_DATA),
    ],
)
def test_verdict(ends: tuple[float, ...], expected: Verdict) -> None:
    assert verdict(_row(*ends), at_least=0.8) is expected


def test_a_threshold_is_met_within_the_last_bit() -> None:
    less = 0.8 - 1e-10
    assert verdict(_row(less, less, 0.9, 0.9), at_least=0.8) is Verdict.YES
    assert verdict(_row(0.1, 0.1, less, less), at_least=0.8) is Verdict.NOT_DECIDABLE
    for whole in (0, 1):
        assert verdict(_row(1.0, 1.0, 1.0, 1.0), at_least=whole) is Verdict.YES


def test_verdict_refuses_percentages() -> None:
    with pytest.raises(UsageError, match="from 0 to 1"):
        verdict(_row(0.5, 0.5, 0.6, 0.6), at_least=80)
