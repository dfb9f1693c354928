"""Rounds have equally many days of each kind, in order."""

from __future__ import annotations

from datetime import date

import pytest

from accessibility.tours.free_periods import FreePeriod
from accessibility.tours.rounds import day_kinds
from accessibility.tours.term_days import Term, school_days

SPRING = FreePeriod(date(2026, 4, 25), date(2026, 5, 3), "meivakantie")
TERM = Term(date(2026, 4, 1), date(2026, 5, 29), free=(SPRING,))


@pytest.mark.parametrize("rounds", [1, 2, 3])
def test_rounds_have_equally_many_days_of_each_kind_in_order(rounds: int) -> None:
    days = school_days(TERM)
    open_on = {d.day: d.half_days for d in days}
    kinds = day_kinds(days, rounds)
    for kind in kinds:
        assert len({len(block) for block in kind.dates}) == 1
        assert all(open_on[d] == kind.half_days for block in kind.dates for d in block)
        flat = [d for block in kind.dates for d in block]
        assert flat == sorted(set(flat))
    used = sum(k.n_days for k in kinds) * rounds
    assert len(days) - 2 * rounds < used <= len(days)
