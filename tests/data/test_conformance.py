"""Our shortest ways against those of another engine, on real roads."""

from __future__ import annotations

import pytest


@pytest.mark.conformance
@pytest.mark.realdata
def test_the_shortest_ways_are_those_of_other_engines() -> None:
    conformance = pytest.importorskip("benchmarks.conformance")
    for comparison in conformance.main():
        assert len(comparison.ours.metres) == conformance.PAIRS
        if comparison.is_alike:
            told = f"{comparison.name}, {comparison.mode.value}, {comparison.engine}"
            assert comparison.share_close >= conformance.GOAL, told
