"""Targets: first the goal, then the measurement."""

from __future__ import annotations

import pandas as pd
import pytest

from accessibility.errors import TableError
from accessibility.monitor.targets import compare_targets, year_results

SCHOOLS = pd.DataFrame({"brin6": ["XA0100", "XB0200", "XC0300", "XD0400"]})
PROTECTED = pd.DataFrame(
    {
        "year": ["2024/25", "2024/25", "2025/26"],
        "brin6": ["XA0100", "XB0200", "XA0100"],
        "visits": [2, 1, 1],
        "students": [40.0, 20.0, 20.0],
    }
)
TARGETS = pd.DataFrame(
    {
        "year": ["2024/25", "2025/26", "2024/25", "2026/27"],
        "indicator": ["share_of_schools", "pupils", "visits", "schools"],
        "target": [0.6, 20, 3, 4],
        "set_on": ["2024-06-30", "2025-09-01", "2024-07-31", "2024-07-31"],
    }
)


def test_results_count_schools_visits_and_pupils() -> None:
    table = year_results(SCHOOLS, PROTECTED, ["2024/25", "2025/26"])
    rows = table.set_index(["year", "indicator"]).result
    assert rows["2024/25", "visits"] == 3
    assert rows["2024/25", "share_of_schools"] == 0.5
    assert rows["2025/26", "pupils"] == 20


def test_targets_are_compared_in_the_order_of_the_ladder() -> None:
    reached = year_results(SCHOOLS, PROTECTED, ["2024/25", "2025/26"])
    table = compare_targets(TARGETS, reached)
    assert table.rung.is_monotonic_increasing
    rows = table.set_index("indicator")
    assert rows.met.to_dict() == {
        "visits": "yes",
        "pupils": "yes",
        "schools": "",
        "share_of_schools": "no",
    }
    assert rows.set_beforehand.to_dict() == {
        "visits": True,
        "pupils": False,
        "schools": True,
        "share_of_schools": True,
    }
    assert rows.difference["share_of_schools"] == pytest.approx(-0.1)


def test_every_fault_of_the_targets_comes_at_once() -> None:
    wrong = TARGETS.astype(object)
    wrong.loc[0, "indicator"] = "fame"
    wrong.loc[1, "target"] = "many"
    wrong.loc[2, "year"] = "2024"
    with pytest.raises(TableError) as caught:
        compare_targets(wrong, year_results(SCHOOLS, PROTECTED, []))
    assert len(caught.value.faults) == 3
