"""Where every home is known, the ends hold the true share of every cell."""

from __future__ import annotations

from functools import cache

import pytest

from accessibility.codes import AreaKind
from benchmarks.held_out_towns import TOWNS, Country, country, judged, told_and_true

HELD = 0.95


@cache
def _country() -> Country:
    return country(11)


@pytest.mark.parametrize("layout", ["schools", "centre"])
@pytest.mark.parametrize("per", [AreaKind.PC4, AreaKind.GEMEENTE])
def test_the_truth_lies_inside_the_ends_of_three_made_towns(
    layout: str, per: AreaKind
) -> None:
    cells = told_and_true(_country(), layout, per)
    first = cells.area_code.str[0 if per is AreaKind.PC4 else 1].astype(int)
    for number in range(len(TOWNS)):
        town = cells[first == number + (per is AreaKind.PC4)]
        found = judged(town)
        assert found["cut"] > 20
        assert found["guaranteed"] == 1.0
        assert found["likely"] >= HELD
    if per is AreaKind.GEMEENTE:
        found = judged(cells)
        assert found["likely_width"] <= 0.7 * found["guaranteed_width"]
