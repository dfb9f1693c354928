"""Tables that are only printed: each by its own column, and why there is no value."""

from __future__ import annotations

import pytest

from accessibility.codes import Profiel
from accessibility.monitor.printed_only import (
    B3_17,
    B3_17_TOTAL,
    B3_19,
    PRINTED_ONLY,
    printed_only,
)


def test_printed_totals_follow_from_the_printed_cells() -> None:
    for year, (exams, share) in B3_17.items():
        total, others = B3_17_TOTAL[year]
        assert sum(exams.values()) == total
        mean = sum(exams[p] * share[p] for p in exams) / total
        assert mean == pytest.approx(others, abs=0.1)
    numbers, share = B3_19[2019]
    technical = [p for p in Profiel if p.is_technical]
    part = sum(numbers[p] * share[p] for p in technical)
    assert part / sum(numbers[p] for p in technical) == pytest.approx(76.1, abs=0.1)


@pytest.mark.parametrize("name", PRINTED_ONLY)
def test_each_is_shown_by_the_column_of_its_year(name: str) -> None:
    table = printed_only(name, 2019)
    assert set(table.published_year) == {"2019/2020"}
    assert table.published.notna().all()
    assert table.value.isna().all()
    assert table.note.str.startswith("not computed: needs pupil records").all()
    later = printed_only(name, 2030)
    assert set(later.published_year) <= {"2022/2023", "2023/2024"}
    assert not table.published.equals(later.published)
