"""Our shortest ways against those of another engine, on real roads."""

from __future__ import annotations

import pytest


@pytest.mark.conformance
@pytest.mark.realdata
def test_the_shortest_ways_are_those_of_valhalla() -> None:
    conformance = pytest.importorskip("benchmarks.conformance")
    for comparison in conformance.main():
        assert comparison.share_close >= conformance.GOAL, comparison.name
        assert len(comparison.ours_m) >= 2_000
